import { spawn } from "node:child_process";
import {
  closeSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { mustRun, run, waitFor } from "../lab/commands.ts";
import type { WindowsPrograms } from "./prerequisites.ts";

/*
 * A Windows of its own: a Wine prefix in a temporary folder, in a network namespace whose only link, the loopback, carries
 * packets of `linkMtuBytes`. Everything of it is gone when it is closed.
 */

export const linkMtuBytes = 1400;

/** The user's name and the folder of the program are what people have: with spaces and umlauts. */
const userName = "Jörg Müller";
const windowsCommand = fileURLToPath(
  new URL("../../docs/device-management/windows/tunnel-doctor.cmd", import.meta.url),
);
const programFolder = "C:\\users\\Jörg Müller\\Eigene Programme\\Tunnel Doctor ü";

export interface WindowsResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WindowsMachine {
  /** Runs the single file with Windows' Node, in the program's folder. */
  readonly doctor: (args: readonly string[], options?: { readonly withoutKoffi?: boolean }) => Promise<WindowsResult>;
  /** What the program that runs now has printed so far. */
  readonly printed: () => string;
  /** Runs a program of Windows. */
  readonly windows: (program: string, args: readonly string[]) => Promise<WindowsResult>;
  /** An address of its loopback that comes or goes. */
  readonly address: (verb: "add" | "delete", address: string) => Promise<unknown>;
  /** Where this system sees a path of that Windows. */
  readonly unixPath: (windowsPath: string) => string;
  readonly programFolder: string;
  /** Whether Wine itself broke down or hung, as Wine 8 does in some of a hundred starts; nothing it did since counts. */
  readonly hasCrashed: () => boolean;
  /** The calls of the stand-in of wevtutil, so far. */
  readonly eventQueries: () => readonly { readonly code: number; readonly args: readonly string[] }[];
  readonly close: () => Promise<void>;
}

/** How old the newest of the recorded events is made. */
const newestEventAgeMs = 10 * 60_000;
const setUpTimeoutMs = 120_000;
const commandTimeoutMs = 60_000;

interface WindowsFiles {
  readonly singleFile: string;
  /** `watcher.ts` of this folder as one file. */
  readonly watcher: string;
  readonly recordedEvents: string;
}

/** Sets the machine up with the single file, with the practice gateway on 127.0.0.1, and with the recorded events. */
export async function startWindows(
  { nodeExe, koffi, koffiBinary }: WindowsPrograms,
  { singleFile, watcher, recordedEvents }: WindowsFiles,
): Promise<WindowsMachine> {
  const folder = mkdtempSync(path.join(tmpdir(), "windows-"));
  const namespace = `td-windows-${process.pid}`;
  const prefix = path.join(folder, "prefix");
  const calls = path.join(folder, "wevtutil-calls");
  const environment = {
    WINEPREFIX: prefix,
    WINEDEBUG: "-all",
    // No browser engine and no .NET, which Wine would offer to fetch; the stand-in in place of Wine's own wevtutil, which
    // prints nothing; and no PowerShell, because Wine's hangs.
    WINEDLLOVERRIDES: "mscoree=;mshtml=;winemenubuilder.exe=;wevtutil.exe=n;powershell.exe=",
    NODE_SKIP_PLATFORM_CHECK: "1",
    NODE_OPTIONS: "",
    HOME: folder,
    USER: userName,
    LC_ALL: "C.UTF-8",
  };
  const inNamespace = (args: readonly string[]) => ["netns", "exec", namespace, ...args];
  const unixPath = (windowsPath: string): string =>
    path.join(prefix, "drive_c", ...windowsPath.replace(/^C:\\/i, "").split("\\"));

  const close = async (): Promise<void> => {
    await run("wineserver", ["-k"], { environment }).catch(() => undefined);
    await run("wineserver", ["-w"], { environment }).catch(() => undefined);
    // What outlived its server.
    const left = await run("ip", ["netns", "pids", namespace]).catch(() => undefined);
    for (const id of left?.stdout.match(/\d+/g) ?? []) killIfThere(Number(id));
    await run("ip", ["netns", "delete", namespace]).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };

  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => void close().finally(() => process.exit(130)));
  }

  let hasCrashed = false;
  const stdoutFile = path.join(folder, "stdout");
  /** Node under Wine cannot write to a pipe of Linux, so what it prints goes to files. */
  const wine = async (
    args: readonly string[],
    directory: string,
    extra: Readonly<Record<string, string>> = {},
  ): Promise<WindowsResult> => {
    const files = [stdoutFile, path.join(folder, "stderr")] as const;
    const [stdout, stderr] = [openSync(files[0], "w"), openSync(files[1], "w")];
    try {
      const child = spawn("ip", inNamespace(["wine", ...args]), {
        cwd: directory,
        env: { ...process.env, ...environment, ...extra },
        stdio: ["ignore", stdout, stderr],
        timeout: commandTimeoutMs,
        killSignal: "SIGKILL",
      });
      const exitCode = await new Promise<number | null>((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", resolve);
      });
      const [stdoutText, stderrText] = [readFileSync(files[0], "utf8"), readFileSync(files[1], "utf8")];
      hasCrashed ||= exitCode === null || stderrText.includes("wineserver crashed");
      return { exitCode, stdout: stdoutText, stderr: stderrText };
    } finally {
      closeSync(stdout);
      closeSync(stderr);
    }
  };

  /** A program that stays keeps the services of Windows running; resolves when they tell the interfaces of the network. */
  const startSession = async () => {
    const ready = path.join(folder, "ready");
    const script = `const ask = () => {
      try { require("os").networkInterfaces(); require("fs").writeFileSync(process.argv[1], "ready"); }
      catch { setTimeout(ask, 100); }
    };
    ask(); setInterval(() => undefined, 60_000);`;
    const session = spawn("ip", inNamespace(["wine", nodeExe, "-e", script, onDriveZ(ready)]), {
      env: { ...process.env, ...environment },
      stdio: "ignore",
    });
    await waitFor("the start of the services of Windows", 60_000, async () => (existsSync(ready) ? true : undefined));
    return session;
  };

  try {
    await mustRun("ip", ["netns", "add", namespace]);
    await mustRun("ip", ["-n", namespace, "link", "set", "lo", "mtu", String(linkMtuBytes), "up"]);
    const setUp = { timeoutMs: setUpTimeoutMs, environment };
    await mustRun("ip", inNamespace(["wine", "wineboot", "--init"]), setUp);
    await mustRun("ip", inNamespace(["wine", "winecfg", "-v", "win10"]), setUp);
    const program = unixPath(programFolder);
    const plain = `${program} ohne koffi`;
    for (const place of [program, plain]) {
      mkdirSync(place, { recursive: true });
      cpSync(singleFile, path.join(place, "tunnel-doctor.mjs"));
    }
    cpSync(watcher, path.join(program, "watcher.mjs"));
    cpSync(koffi, path.join(program, "node_modules", "koffi"), { recursive: true, dereference: true });
    cpSync(koffiBinary, path.join(program, "node_modules", "@koromix", "koffi-win32-x64"), { recursive: true });
    copyOrLink(nodeExe, path.join(program, "node.exe"));
    cpSync(windowsCommand, path.join(program, "tunnel-doctor.cmd"));
    const standIn = unixPath("C:\\windows\\system32\\wevtutil.exe");
    for (const file of [standIn, unixPath("C:\\windows\\system32\\WindowsPowerShell\\v1.0\\powershell.exe")]) {
      rmSync(file, { force: true });
    }
    copyOrLink(nodeExe, standIn);
    const gateway = await startGateway(inNamespace);
    const session = await startSession();
    const replay = {
      NODE_OPTIONS: `--require "${onDriveZ(fileURLToPath(new URL("wevtutil.cjs", import.meta.url)))}"`,
      TEST_RECORDED_EVENTS: onDriveZ(recordedEvents),
      TEST_NEWEST_AT: new Date(Date.now() - newestEventAgeMs).toISOString(),
      TEST_WEVTUTIL_CALLS: onDriveZ(calls),
    };
    return {
      doctor: (args, { withoutKoffi = false } = {}) =>
        wine([nodeExe, "tunnel-doctor.mjs", ...args], withoutKoffi ? plain : program, replay),
      printed: () => readFileSync(stdoutFile, "utf8"),
      windows: (name, args) => wine([name, ...args], program),
      address: (verb, address) => mustRun("ip", ["-n", namespace, "address", verb, `${address}/32`, "dev", "lo"]),
      unixPath,
      programFolder,
      hasCrashed: () => hasCrashed,
      eventQueries: () =>
        readFileSync(calls, "utf8")
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line) as { code: number; args: string[] }),
      close: async () => {
        gateway.kill("SIGKILL");
        session.kill("SIGKILL");
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function killIfThere(processId: number): void {
  try {
    process.kill(processId, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

/** Wine's drive Z: is the root folder of this system. */
const onDriveZ = (unixPath: string): string => `Z:${unixPath}`;

/** 80 MB need not be written again where a name is enough. */
function copyOrLink(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to);
  }
}

/** The practice gateway under this system's Node, in the same namespace; resolves when it listens. */
async function startGateway(inNamespace: (args: readonly string[]) => readonly string[]) {
  const server = fileURLToPath(new URL("gateway-server.ts", import.meta.url));
  const gateway = spawn("ip", inNamespace([process.execPath, server, "127.0.0.1"]), {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    gateway.once("exit", (code) => reject(new Error(`the practice gateway ended with ${code ?? "a signal"}`)));
    gateway.once("error", reject);
    gateway.stdout.once("data", () => resolve());
  });
  return gateway;
}
