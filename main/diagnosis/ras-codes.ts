import type { FindingCode } from "../model/finding.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Facts } from "./facts.ts";

/**
 * Codes of Windows' Remote Access Service and IKE that stand for one cause only (raserror.h and winerror.h). Codes that
 * come with many causes, such as 789, 800, 809 and 829, are left out on purpose: they are never a diagnosis.
 */
const findingByCode: ReadonlyMap<string, FindingCode> = new Map(
  (
    [
      ["credentials-rejected", [646, 647, 648, 649, 691, 708]],
      [
        "certificate-problem",
        [
          766, 786, 790, 798, 801, 835, 853, 858, 864, 13806, 13818, 13819, 13820, 13847, 13848, 13881, 13887,
          -2146762495,
        ],
      ],
      ["proposal-mismatch", [788, 13802, 13825, 13850, 13868]],
      ["psk-mismatch", [13867, 13870]],
      ["dns-failure", [868]],
      ["service-not-running", [711, 827, 834, 13876, 13891]],
      ["idle-timeout-policy", [828]],
      ["client-sleep", [832, 833]],
      ["peer-terminated", [629]],
      ["ppp-failure", [718, 720, 721, 732, 734, 735, 736, 738]],
      ["ike-rekey-failure", [13821, 13885, 13895]],
    ] as const
  ).flatMap(([finding, codes]) => codes.map((code) => [String(code), finding] as const)),
);

/** The events of the Remote Access Service whose code stands for this finding. */
export function rasEvents(facts: Facts, finding: FindingCode): readonly LogEvent[] {
  return facts
    .eventsNamed("session_failed", "session_disconnected", "link_terminated")
    .filter((event) => event.stack === "windows-ras" && event.code !== undefined)
    .filter((event) => findingByCode.get(event.code ?? "") === finding);
}
