// `npm start`: opens the desktop app, or the same interface in a browser where the app cannot run. Plain JavaScript,
// because the Node that starts it may be older than the one that the rest needs.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { failedToStart, hasDisplay, mustBuild, nextStep } from "./start-plan.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const electronFolder = join(root, "node_modules", "electron");

/** Long enough for 120 MB at 10 Mbit/s; a machine without a way to the download fails within a second. */
const fetchTimeLimitMs = 100_000;

let child;
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    interrupted = true;
    // A terminal sends Ctrl-C to the child as well; asking twice would cut its good-bye short.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child?.kill(signal);
  });
}

/** Runs a program until it ends; `quiet` keeps what it prints to itself. */
function run(command, args, { quiet = false, timeLimitMs, environment = process.env } = {}) {
  const startedAtMs = performance.now();
  return new Promise((resolve) => {
    const done = (code, signal) => resolve({ code, signal, ranForMs: performance.now() - startedAtMs, interrupted });
    child = spawn(command, args, {
      cwd: root,
      stdio: quiet ? "ignore" : "inherit",
      env: environment,
      timeout: timeLimitMs,
    });
    child.once("error", () => done(1, null));
    child.once("exit", done);
  });
}

const runNode = (args, options) => run(process.execPath, args, options);

/** Path of Electron's binary, or undefined where it is not installed. Asking the package itself would download it. */
function electronBinary() {
  const pathFile = join(electronFolder, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, "dist");
  const binary = join(dist, readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : undefined;
}

/** `npx install-electron` without npm: the package's own way to fetch its binary. */
async function fetchElectron() {
  const installer = join(electronFolder, "install.js");
  if (existsSync(installer)) await runNode([installer], { quiet: true, timeLimitMs: fetchTimeLimitMs });
  return electronBinary() === undefined ? "not-fetched" : "installed";
}

const modifiedAtMs = (path) => (existsSync(path) ? statSync(path).mtimeMs : null);

function newestSourceMs() {
  const files = ["main", "renderer"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((file) => join(root, folder, file)),
  );
  return Math.max(0, ...files.map((file) => statSync(file).mtimeMs));
}

/** Builds what is missing or old: the page, and for the app its own programs. */
async function build(forApp) {
  const builds = [
    { config: "build/vite.renderer.ts", output: "out/renderer/index.html" },
    ...(forApp ? [{ config: "build/vite.node.ts", output: "out/app/preload.cjs" }] : []),
  ];
  const newestMs = newestSourceMs();
  for (const { config, output } of builds) {
    if (!mustBuild([modifiedAtMs(join(root, output))], newestMs)) continue;
    const vite = join(root, "node_modules", "vite", "bin", "vite.js");
    const { code } = await runNode([vite, "build", "--config", config, "--logLevel", "warn"]);
    if (code !== 0) throw new Error(`"vite build --config ${config}" failed; run "npm ci" and try again.`);
  }
}

async function openApp() {
  await build(true);
  // Some editors set this in their terminals; with it Electron would run as plain Node and show no window.
  const { ELECTRON_RUN_AS_NODE: _asNode, ...environment } = process.env;
  return run(electronBinary(), [root], { environment });
}

async function serve(...options) {
  await build(false);
  return runNode([join(root, "main", "doors", "cli", "bin.js"), "serve", ...options]);
}

async function start() {
  const facts = {
    platform: process.platform,
    display: hasDisplay(process.platform, process.env),
    root: process.getuid?.() === 0,
  };
  let electron = electronBinary() === undefined ? "missing" : "installed";
  for (;;) {
    const { step, line } = nextStep({ ...facts, electron });
    if (line !== undefined) process.stderr.write(`${line}\n`);
    if (step === "serve") return serve();
    if (step === "serve-and-open") return serve("--open");
    if (step === "fetch-electron") {
      electron = await fetchElectron();
    } else {
      const end = await openApp();
      if (!failedToStart(end)) return end;
      electron = "crashed";
    }
    if (interrupted) return { code: null };
  }
}

try {
  const { code } = await start();
  // 130 is what a shell reports of a program that Ctrl-C has ended.
  process.exitCode = code ?? (interrupted ? 130 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
