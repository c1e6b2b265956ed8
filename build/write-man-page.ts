import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createProgram } from "../main/doors/cli/command-line.ts";
import type { CliContext } from "../main/doors/cli/context.ts";
import { addAllCommands, examples } from "../main/doors/cli/program.ts";
import { createTerminal } from "../main/doors/cli/terminal.ts";
import { createFileWriter } from "../main/host/files.ts";
import { version } from "../main/model/version.ts";
import { manPage } from "./man-page.ts";

/*
 * Writes docs/man/tunnel-doctor.1 from the commands themselves. `--check` writes nothing and fails when the page is not what
 * they say.
 */

/** No command is run here, so nothing of this is used. */
const context: CliContext = {
  handlers: {},
  stdout: createTerminal(process.stdout),
  stderr: createTerminal(process.stderr),
  signal: new AbortController().signal,
  files: createFileWriter(),
};

const program = createProgram(context);
addAllCommands(program, context, () => undefined);

const text = manPage(program, {
  // When what stands here last changed.
  date: "2026-11-23",
  version,
  description: [
    "Finds out, on the computer of the person whose VPN keeps dropping, why it drops, proves it with measurements and log lines, and says who must change what. L2TP/IPsec and IKEv2, WireGuard and OpenVPN.",
    "Results go to standard output, progress to standard error. Ctrl-C stops the packets at once and keeps what was measured. Nothing is sent to anybody unless you say so.",
  ],
  exitCodes: [
    ["0", "Healthy."],
    ["1", "A problem was found."],
    ["2", "The command line was wrong, or a file could not be read or written."],
    ["3", "Too little could be checked to say."],
    ["4", "Stopped, or out of time."],
    ["5", "Refused: policy, consent, redaction, signature or encryption."],
  ],
  environment: [
    ["TUNNEL_DOCTOR_DATA", "The folder of this program's own files, in place of the usual one."],
    ["XDG_DATA_HOME", "Where the usual one is, on Linux."],
    ["NO_COLOR", "Set to anything: no colours."],
  ],
  files: [
    ["~/.local/share/tunnel-doctor", "This program's own files: keys, history, fleet (Linux)."],
    ["~/Library/Application Support/Tunnel Doctor", "The same on macOS."],
    ["/etc/tunnel-doctor/policy.json", "What the organisation has decided for this computer (Linux)."],
  ],
  examples: [...examples.matchAll(/^ {2}(tunnel-doctor .*?) {2,}(.*)$/gm)].map(([, command = "", meaning = ""]) => [
    command,
    meaning,
  ]),
});

const folder = new URL("../docs/man/", import.meta.url);
const page = new URL("tunnel-doctor.1", folder);
if (!process.argv.includes("--check")) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(page, text);
} else if (!existsSync(page) || readFileSync(page, "utf8") !== text) {
  console.error("docs/man/tunnel-doctor.1 is not what the commands say; run npm run man.");
  process.exitCode = 1;
}
