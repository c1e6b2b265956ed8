#!/usr/bin/env node
// Starts the command line with a Node that can run it. It is plain JavaScript, because the Node that starts it may be older.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const neededMajor = 24;
const root = new URL("../../../", import.meta.url);
const source = new URL("main/doors/cli/main.ts", root);
const built = new URL("out/cli/main.js", root);
// Node does not strip types below node_modules, so an installed package runs what was built.
const runsFromSource = existsSync(source) && !root.pathname.includes("/node_modules/");
const entry = runsFromSource ? source : built;

if (Number(process.versions.node.split(".")[0]) >= neededMajor) {
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const ownNode = fileURLToPath(
    new URL(process.platform === "win32" ? "node_modules/node/bin/node.exe" : "node_modules/node/bin/node", root),
  );
  if (existsSync(ownNode)) {
    const child = spawn(ownNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
    // The terminal sends Ctrl-C to both; the child decides when it is done.
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.on("exit", (code) => {
      process.exitCode = code ?? 4;
    });
  } else {
    process.stderr.write(
      `tunnel-doctor: needs Node ${neededMajor} or newer, and this is ${process.versions.node}; run "npm ci" in its folder.\n`,
    );
    process.exitCode = 2;
  }
}
