import { failure } from "../model/failure.ts";
import type { GatewayReader } from "../model/ports/gateway.ts";
import { readNativeScript } from "./native-script.ts";
import { runCommand, runForText, type RunCommand } from "./run-command.ts";

/** Some twenty texts of up to 1 MiB each, which JSON makes longer. */
const maxOutputBytes = 64 * 1024 * 1024;
/** A ruleset of thousands of lines and a week of journal take some seconds. */
const timeoutMs = 60_000;

/** Reads this machine as a VPN gateway. */
export function createGatewayReader(run: RunCommand = runCommand, platform = process.platform): GatewayReader {
  return {
    read: async (signal) => {
      if (platform !== "linux") return failure("not-supported", "Gateway facts can be read on Linux only.");
      const script = await readNativeScript("linux/gateway-facts.sh");
      if (!script.ok) return script;
      const options = { timeoutMs, maxBytes: maxOutputBytes, ...(signal === undefined ? {} : { signal }) };
      return runForText(run, "sh", ["-c", script.value], options);
    },
  };
}
