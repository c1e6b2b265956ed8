import type { CallOutput } from "../../api/contract.ts";
import { durationText } from "../../model/duration-text.ts";
import type { Terminal } from "./terminal.ts";

type Opened = CallOutput<"request.open">;

const daysText = (durationMs: number): string => {
  const days = durationMs / 86_400_000;
  return Number.isInteger(days) ? `${days} ${days === 1 ? "day" : "days"}` : durationText(durationMs);
};

const profileTexts: Readonly<Record<Opened["request"]["profile"], string>> = {
  quick: "a quick check",
  standard: "a standard check",
  deep: "a deep check, which takes some minutes",
};

/** Who asks for what and until when, and where it would go: what a person must know before they agree. */
export function requestText({ request, signer, uploadHost }: Opened, terminal: Terminal): string {
  const { from, caseId, reason, gateway, profile, sinceMs, recipients, stunServer, responder, expiresAt } = request;
  const others = [stunServer, responder].filter((server) => server !== undefined).map(({ host }) => host);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Who asks", `${from} (fingerprint ${signer.fingerprint})`],
    ["Known", standingText(signer)],
    ["Case", caseId],
    ["Reason", reason],
    ["Asks for", `${profileTexts[profile]} and the VPN lines of your logs of the last ${daysText(sinceMs)}`],
    ["Gateway", gateway ?? "the one of your VPN profiles"],
    ["Also asks", others.length === 0 ? undefined : others.join(" and ")],
    [
      "Goes to",
      `a file that ${recipients.length === 1 ? "1 key opens" : `${recipients.length} keys open`}, nobody else`,
    ],
    ["Upload", uploadHost === undefined ? undefined : `to ${uploadHost}, only if you agree to it`],
    ["Valid until", `${new Date(expiresAt).toISOString().slice(0, 16).replace("T", " ")} UTC`],
  ];
  const lines = rows.flatMap(([name, text]) =>
    text === undefined ? [] : [`  ${terminal.paint("bold", name.padEnd(12))} ${text}`],
  );
  return `${terminal.paint("bold", "A request for a check of your VPN")}\n${lines.join("\n")}\n`;
}

function standingText({ standing, knownAs }: Opened["signer"]): string {
  switch (standing) {
    case "known":
      return `yes, as ${knownAs ?? "an earlier signer"}`;
    case "unknown":
      return "NO: compare the fingerprint with the one that your helpdesk tells you";
    case "name-of-another":
      return "NO, and BEWARE: a signer of this name is known with another key";
  }
}

/** The files in a bundle with their sizes. */
export function filesText(files: CallOutput<"request.answer">["files"]): string {
  return files.map(({ path, sizeBytes }) => `  ${path} (${sizeBytes} bytes)\n`).join("");
}
