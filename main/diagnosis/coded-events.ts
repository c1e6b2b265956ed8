import type { CodeMeaning } from "../logs/codes/code-meaning.ts";
import { macosEventCodes } from "../logs/codes/macos-event-codes.ts";
import { rasCodeMeaning } from "../logs/codes/ras-codes.ts";
import { ikeCodeMeaning } from "../logs/codes/windows-ike-codes.ts";
import type { FindingCode } from "../model/finding.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Facts } from "./facts.ts";

/** Findings that name the layer that failed, not why: they hold beside the causes that a code may have. */
const layerFindings: ReadonlySet<FindingCode> = new Set(["ppp-failure"]);

/** The events of Windows' and macOS' own VPN clients whose code stands for this finding. */
export function codedEvents(facts: Facts, finding: FindingCode): readonly LogEvent[] {
  return facts
    .eventsNamed("session_failed", "session_disconnected", "session_disconnect_cause", "link_terminated")
    .filter((event) => meaningsOf(event).some((meaning) => standsFor(meaning, finding)));
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
