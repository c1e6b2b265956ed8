import type { Evidence, Fix } from "../model/finding.ts";
import type { LogEvent } from "../model/log-event.ts";
import { dropsAround } from "./drops.ts";
import { eventsEvidence } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import { laterSuccess } from "./negotiation.ts";
import type { Match } from "./rule.ts";

/**
 * A cause that keeps attempts from connecting, proved by log events; null when there are none. When a later attempt
 * connected, what failed works by now: it is then only a notice.
 */
export function failedAttemptMatch(
  facts: Facts,
  events: readonly LogEvent[],
  conclusion: { readonly title?: string; readonly confidence: Match["confidence"]; readonly fixes: readonly Fix[] },
  further: readonly Evidence[] = [],
): Match | null {
  if (events.length === 0) return null;
  const success = laterSuccess(facts, events);
  const against: readonly Evidence[] =
    success?.connectedAt === undefined
      ? []
      : [{ text: "Against it: a later attempt connected.", at: success.connectedAt }];
  return {
    ...conclusion,
    severity: success === undefined ? "blocks" : "notice",
    evidence: [...eventsEvidence(events), ...further, ...against],
  };
}

/**
 * How bad a failure inside the tunnel is: it blocks when the last one was an attempt that never connected and no later
 * one did; a tunnel that was up before can come up again.
 */
export function failureSeverity(facts: Facts, events: readonly LogEvent[]): Match["severity"] {
  const last = events.at(-1);
  const wasUp =
    last !== undefined && dropsAround(facts.drops, last).some(({ session }) => session.connectedAt !== undefined);
  return wasUp || laterSuccess(facts, events) !== undefined ? "degrades" : "blocks";
}
