import type { CodeMeaning } from "../logs/codes/code-meaning.ts";
import { macosEventCodes } from "../logs/codes/macos-event-codes.ts";
import { rasCodeMeaning } from "../logs/codes/ras-codes.ts";
import { ikeCodeMeaning } from "../logs/codes/windows-ike-codes.ts";
import type { FindingCode } from "../model/finding.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Facts } from "./facts.ts";

/** Findings that name the layer that failed, not why: they hold beside the causes that a code may have. */
const layerFindings: ReadonlySet<FindingCode> = new Set(["ppp-failure"]);

/** Findings that the same people put right in the same place: a code that leaves open which of them is still of use. */
const credentialFindings: ReadonlySet<FindingCode> = new Set([
  "certificate-problem",
  "credentials-rejected",
  "psk-mismatch",
]);

/** The events of Windows' and macOS' own VPN clients whose code stands for this finding and for no other. */
export function codedEvents(facts: Facts, finding: FindingCode): readonly LogEvent[] {
  return eventsWithCode(facts, (meaning) => standsFor(meaning, finding));
}

/** The events whose code stands for this finding or for another one about credentials; the one named first is likelier. */
export function ambiguouslyCodedEvents(facts: Facts, finding: FindingCode): readonly LogEvent[] {
  return eventsWithCode(
    facts,
    ({ mayBe }) => mayBe.length > 1 && mayBe[0] === finding && mayBe.every((code) => credentialFindings.has(code)),
  );
}

/** Whether what the code of an event means leaves the cause open, in part. */
export function leavesCauseOpen(event: LogEvent): boolean {
  return meaningsOf(event).some(({ cannotTell }) => cannotTell !== undefined);
}

function eventsWithCode(facts: Facts, test: (meaning: CodeMeaning) => boolean): readonly LogEvent[] {
  return facts
    .eventsNamed("session_failed", "session_disconnected", "session_disconnect_cause", "link_terminated")
    .filter((event) => meaningsOf(event).some(test));
}

function meaningsOf(event: LogEvent): readonly CodeMeaning[] {
  if (event.stack !== "windows-ras") return macosEventCodes(event);
  const meaning = rasCodeMeaning(event.code ?? "") ?? ikeCodeMeaning(event.code ?? "");
  return meaning === undefined ? [] : [meaning];
}

/** Codes that come with many causes, such as 789, 800, 809 and 829, are never a diagnosis. */
function standsFor({ mayBe: [first, ...others] }: CodeMeaning, finding: FindingCode): boolean {
  return first === finding && (others.length === 0 || layerFindings.has(finding));
}
