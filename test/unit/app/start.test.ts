import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/*
 * `npm start` in a checkout made of stand-ins: a command line, an installer, a builder and an Electron that each print
 * what they were asked to do.
 */
const doors = fileURLToPath(new URL("../../../main/doors/", import.meta.url));

/** Chromium's sandbox refuses root, and so does the program; a test run by root steps down to `nobody`. */
const nobodyId = 65_534;
const isRoot = process.getuid?.() === 0;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tunnel-doctor-start-"));
  for (const file of ["start.js", "start-plan.js"]) {
    mkdirSync(join(root, "main/doors"), { recursive: true });
    cpSync(join(doors, file), join(root, "main/doors", file));
  }
  write("package.json", '{ "type": "module" }');
  write("renderer/app.tsx", "");
  write("main/doors/cli/bin.js", 'console.log("cli", ...process.argv.slice(2));');
  write("node_modules/vite/bin/vite.js", 'console.log("vite", process.argv.slice(2).join(" "));');
  write("out/renderer/index.html", "");
  write("out/app/preload.cjs", "");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string, mode = 0o644): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
}

/** An Electron whose "binary" is this shell script. */
function installElectron(script: string): void {
  write("node_modules/electron/path.txt", "electron");
  write("node_modules/electron/dist/electron", `#!/bin/sh\n${script}\n`, 0o755);
}

const desktop = { DISPLAY: ":0" };

function npmStart(environment: Readonly<Record<string, string>>): Promise<{ printed: string; code: number | null }> {
  chmodSync(root, 0o777);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "main/doors/start.js")], {
      env: { PATH: process.env["PATH"], ...environment },
      ...(isRoot ? { uid: nobodyId, gid: nobodyId } : {}),
    });
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ printed, code }));
  });
}

describe.runIf(process.platform === "linux")("npm start", () => {
  it("opens the app, not as plain Node, and ends with its exit code", async () => {
    installElectron('echo "electron in $1 ${ELECTRON_RUN_AS_NODE-unset}"');
    expect(await npmStart({ ...desktop, ELECTRON_RUN_AS_NODE: "1" })).toEqual({
      printed: `electron in ${root}/ unset\n`,
      code: 0,
    });
  });

  it("opens a browser when the app falls over at once", async () => {
    installElectron("kill -TRAP $$");
    const { printed, code } = await npmStart(desktop);
    expect(printed).toMatch(/^The desktop app did not start on this machine.*\ncli serve --open\n$/);
    expect(code).toBe(0);
  });

  it("fetches Electron, and opens the app when that works", async () => {
    const script = "#!/bin/sh\necho fetched electron";
    write(
      "node_modules/electron/install.js",
      `import { mkdirSync, writeFileSync } from "node:fs";
       console.log("noise of the download");
       mkdirSync(new URL("./dist", import.meta.url));
       writeFileSync(new URL("./dist/electron", import.meta.url), ${JSON.stringify(script)}, { mode: 0o755 });
       writeFileSync(new URL("./path.txt", import.meta.url), "electron");`,
    );
    chmodSync(join(root, "node_modules/electron"), 0o777);
    expect((await npmStart(desktop)).printed).toMatch(/^Fetching the desktop app.*\nfetched electron\n$/);
  });

  it("says in one line that Electron could not be fetched, and opens a browser", async () => {
    write("node_modules/electron/install.js", 'console.error("TypeError: fetch failed"); process.exit(1);');
    expect((await npmStart(desktop)).printed).toMatch(
      /^Fetching the desktop app.*\nThe desktop app could not be fetched.*\ncli serve --open\n$/,
    );
  });

  it("without a display serves the page, tries no Electron, and names the command line", async () => {
    installElectron("echo electron");
    expect((await npmStart({})).printed).toMatch(/^There is no display here.*npm run doctor -- check\ncli serve\n$/);
  });

  it("builds what is missing before it opens the app", async () => {
    installElectron("echo electron");
    rmSync(join(root, "out/app"), { recursive: true });
    expect((await npmStart(desktop)).printed).toBe(
      "vite build --config build/vite.node.ts --logLevel warn\nelectron\n",
    );
  });

  it("says what to do when the build fails, and opens nothing", async () => {
    installElectron("echo electron");
    rmSync(join(root, "out"), { recursive: true });
    write("node_modules/vite/bin/vite.js", "process.exit(1);");
    const { printed, code } = await npmStart(desktop);
    expect(printed).toBe('"vite build --config build/vite.renderer.ts" failed; run "npm ci" and try again.\n');
    expect(code).toBe(1);
    expect(existsSync(join(root, "out"))).toBe(false);
  });

  it("ends with Ctrl-C, and ends the app with it", async () => {
    installElectron("kill -INT $PPID; exec sleep 60");
    const { printed, code } = await npmStart(desktop);
    expect(printed).toBe("");
    expect(code).toBe(130);
  });
});
