import { fileURLToPath } from "node:url";
import { failure } from "../model/failure.ts";
import type { GatewayReader } from "../model/ports.ts";
import { readText } from "./files.ts";
import { runCommand, runForText, type RunCommand } from "./run-command.ts";

/** The bundled program lies as deep below the project folder as this file does. */
const scriptPath = fileURLToPath(new URL("../../native-scripts/linux/gateway-facts.sh", import.meta.url));
const maxScriptBytes = 64 * 1024;
/** Some twenty texts of up to 1 MiB each, which JSON makes longer. */
const maxOutputBytes = 64 * 1024 * 1024;
/** A ruleset of thousands of lines and a week of journal take some seconds. */
const timeoutMs = 60_000;

/**
 * Reads this machine as a VPN gateway. The script is handed to the shell as text, because inside an application archive it
 * is no file that a shell could open.
 */
export function createGatewayReader(run: RunCommand = runCommand, platform = process.platform): GatewayReader {
  return {
    read: async (signal) => {
      if (platform !== "linux") return failure("not-supported", "Gateway facts can be read on Linux only.");
      const script = await readText(scriptPath, maxScriptBytes);
      if (!script.ok) return script;
      const options = { timeoutMs, maxBytes: maxOutputBytes, ...(signal === undefined ? {} : { signal }) };
      return runForText(run, "sh", ["-c", script.value], options);
    },
  };
}
