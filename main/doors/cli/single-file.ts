import "./node-too-old.ts";
import { isMainThread } from "node:worker_threads";

/* The single file's entry: the command line, and in a thread of it the reader of bundles. */

if (isMainThread) {
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv.slice(2));
} else {
  await import("../fleet-thread.ts");
}
