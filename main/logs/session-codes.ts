import type { FindingCode } from "../model/finding.ts";
import type { LogEvent } from "../model/log-event.ts";
import { macosEventCodes } from "./codes/macos-event-codes.ts";
import type { EndedBy } from "./session-vocabulary.ts";

/** What the manager of a system's own VPN client says about an end. */
interface ManagerWord {
  readonly endedBy: EndedBy;
  /** Whether a person wanted it. */
  readonly wasAskedFor: boolean;
}

/** The person hung up, logged off or switched the user (raserror.h). */
const rasAskedFor: ReadonlySet<string> = new Set(["631", "830", "831"]);

/** Codes of Windows' Remote Access Service (raserror.h) and IKE (winerror.h) that tell who ended or refused a session. */
const rasEndedBy: ReadonlyMap<string, EndedBy> = new Map(
  (
    [
      ["local", [631, 711, 766, 786, 798, 827, 828, 830, 831, 832, 833, 834, 868, 13806, 13820, 13876, 13891]],
      ["peer", [629, 646, 647, 648, 649, 691, 708, 734, 736, 742, 788, 812, 13802, 13807, 13868, 13903, 13905]],
      ["timeout", [638, 678, 718, 721, 792, 807, 809, 829, 13805, 13814, 13885, 13895]],
    ] as const
  ).flatMap(([endedBy, codes]) => codes.map((code) => [String(code), endedBy] as const)),
);

/** Reasons that Apple's controllers give for an end that a person or a program asked for. */
const appleAskedFor: ReadonlySet<string> = new Set([
  "App removed",
  "Service Disposed",
  "Stop command received",
  "Terminated All",
  "User Logged out",
  "User Requested",
  "User Switched",
]);

const silence: ReadonlySet<FindingCode> = new Set(["gateway-silent", "nat-udp-timeout", "udp-blocked"]);
const refusal: ReadonlySet<FindingCode> = new Set([
  "credentials-rejected",
  "ike-rekey-failure",
  "peer-terminated",
  "proposal-mismatch",
  "psk-mismatch",
]);

/** Who ended a session by the code or the fixed words of a system's own client; null for events of other programs. */
export function managerWord(event: LogEvent): ManagerWord | null {
  if (event.stack === "windows-ras") {
    const code = event.code ?? "";
    return { endedBy: rasEndedBy.get(code) ?? "unknown", wasAskedFor: rasAskedFor.has(code) };
  }
  if (event.stack !== "macos-networkextension" || event.event !== "session_disconnected") return null;
  if (appleAskedFor.has(event.fields["reason"] ?? "")) return { endedBy: "local", wasAskedFor: true };
  const cause = macosEventCodes(event).findLast(({ mayBe }) => mayBe.length > 0)?.mayBe[0];
  return { endedBy: cause === undefined ? "unknown" : endedByCause(cause), wasAskedFor: false };
}

function endedByCause(cause: FindingCode): EndedBy {
  if (silence.has(cause)) return "timeout";
  return refusal.has(cause) ? "peer" : "local";
}
