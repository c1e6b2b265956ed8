import type { FindingCode } from "../../model/finding.ts";
import type { CodeMeaning } from "./code-meaning.ts";

/** What a stop reason of the controller means. Its lines carry words, no numbers. */
type StopReason = Omit<CodeMeaning, "code" | "symbol">;

function reason(meaning: string, mayBe: readonly FindingCode[] = [], cannotTell?: string): StopReason {
  return { meaning, mayBe, ...(cannotTell === undefined ? {} : { cannotTell }) };
}

/** Reasons of `SCNC: stop` (apple-oss-distributions/ppp, Controller scnc_utils.c). */
const stopReasons: ReadonlyMap<string, StopReason> = new Map([
  [
    "Controller Stopped",
    reason("The controller ended the connection by itself.", [], "Why: the status beside it and pppd's lines tell."),
  ],
  ["System will sleep", reason("The computer went to sleep.", ["client-sleep"])],
  ["User Logged out", reason("The person logged out.")],
  ["User Switched", reason("Another person logged in.")],
  [
    "Socket disconnect",
    reason("The program that asked for the connection ended.", [], "Whether it was closed or crashed."),
  ],
  ["Plugin Change", reason("The VPN application was changed or updated.", ["conflicting-software"])],
  ["App removed", reason("The VPN application was removed.", ["conflicting-software"])],
  ["User Requested", reason("A person or a program asked for the end.", [], "Which: the process beside it tells.")],
  ["Terminated All", reason("All connections were ended at once.", [], "Who asked for it.")],
  ["Service Disposed", reason("The connection was removed from the network settings.")],
]);

/** Texts of a status of PPP, with pppd's exit codes. */
const pppStatuses: ReadonlyMap<string, number> = new Map([
  ["Fatal Error", 1],
  ["Option Error", 2],
  ["Not Root", 3],
  ["No Kernel Support", 4],
  ["User requested", 5],
  ["Lock Failed", 6],
  ["Open Failed", 7],
  ["Connect Failed", 8],
  ["Pty command Failed", 9],
  ["Negotiation Failed", 10],
  ["Peer Authentication Failed", 11],
  ["Idle Timeout", 12],
  ["Session Timeout", 13],
  ["Callback", 14],
  ["Peer Dead", 15],
  ["Disconnect by Device", 16],
  ["Loopback Error", 17],
  ["Init Failed", 18],
  ["Authentication to Peer Failed", 19],
  ["Terminal Failed", 20],
  ["Device Error", 21],
  ["Peer Not Authorized", 23],
  ["CNID Authentication Failed", 24],
  ["Peer Unreachable", 25],
]);

const l2tpDeviceStatuses: ReadonlyMap<string, number> = new Map([
  ["No Server", 1],
  ["No Answer", 2],
  ["Protocol Error", 5],
  ["Network Changed", 6],
  ["Shared Secret", 7],
  ["No Certificate", 8],
]);

const ipsecStatuses: ReadonlyMap<string, number> = new Map(
  [
    "Generic Error",
    "No Server Address",
    "No Shared Secret",
    "No Certificate",
    "Resolve Address Error",
    "No Local Network",
    "Configuration Error",
    "Racoon Control Error",
    "Connection Error",
    "Negotiation Error",
    "Shared Secret Error",
    "Server Certificate Error",
    "Client Certificate Error",
    "Xauth Error",
    "Network Change",
    "Peer Disconnect",
    "Peer Dead",
    "Edge Activation Error",
    "Idle Timeout",
    "Client Certificate premature",
    "Client Certificate expired",
    "Server Certificate premature",
    "Server Certificate expired",
    "Server Certificate identity incorrect",
  ].map((text, position) => [text, position + 1] as const),
);

const statusTexts = { ppp: pppStatuses, "l2tp-device": l2tpDeviceStatuses, ipsec: ipsecStatuses } as const;

/** What the words after `reason` in a line `SCNC: stop` mean. */
export function scncStopReason(words: string): CodeMeaning | undefined {
  const known = stopReasons.get(words);
  return known === undefined ? undefined : { code: words, symbol: words, ...known };
}

/**
 * The number of a status in a line `SCNC: stop`, which prints words where it knows them and the number itself where it
 * does not. Undefined for words that are not known.
 */
export function scncStatusNumber(kind: keyof typeof statusTexts, words: string): string | undefined {
  if (/^\d{1,10}$/u.test(words)) return words;
  const number = statusTexts[kind].get(words);
  return number === undefined ? undefined : String(number);
}
