import { prepareWindowsPrograms } from "/work/main/test/windows/prerequisites.ts";
import { startWindows } from "/work/main/test/windows/wine.ts";
const t=performance.now(); const lap=(n:string)=>console.log(n, ((performance.now()-t)/1000).toFixed(1));
const programs = await prepareWindowsPrograms();
lap("prepared");
if (typeof programs === "string") { console.log(programs); process.exit(1); }
const w = await startWindows(programs, "/work/main/out/single-file/tunnel-doctor.mjs", "/work/main/test/fixtures/logs/windows/l2tp-drop-829-after-sleep.xml");
lap("started");
try {
  const r = await w.doctor(["check", "127.0.0.1", "--out", "C:\\Users\\Jörg Müller\\Prüf bericht.json"]);
  lap("checked");
  console.log(r.exitCode, r.stderr, r.stdout);
  console.log(w.eventQueries());
  console.log(await w.windows("cmd", ["/c", "dir", "C:\\users"]));
  console.log(await w.windows("reg", ["add", "HKLM\\Software\\Policies\\TunnelDoctor", "/v", "x", "/d", "1", "/f"]));
  lap("more");
} finally { await w.close(); lap("closed"); }
