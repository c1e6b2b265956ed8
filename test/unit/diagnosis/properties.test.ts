import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import { confidenceRank } from "../../../main/diagnosis/rule.ts";
import { findDropPatterns } from "../../../main/logs/drop-patterns.ts";
import { buildSessions } from "../../../main/logs/sessions.ts";
import type { Finding } from "../../../main/model/finding.ts";
import type { LogEvent, LogEventName } from "../../../main/model/log-event.ts";
import type { Observations } from "../../../main/model/observations.ts";
import { readCases } from "../../evaluate/labelled-case.ts";
import { observe } from "../../evaluate/observe.ts";
import { event, network, observations } from "./observations.ts";

/* What holds of every diagnosis, tried on the labelled cases. */

const observed: { readonly id: string; readonly whole: Observations }[] = [];
for (const one of readCases()) observed.push({ id: one.id, whole: await observe(one) });
const withTimes = observed.filter(({ whole: { events } }) => {
  const times = events.map(({ atMs }) => atMs);
  return events.length > 1 && !times.includes(null) && new Set(times).size === times.length;
});

const anyCase = fc.constantFrom(...observed);

function conclusions({ findings }: { readonly findings: readonly Finding[] }): readonly string[] {
  return findings.map(({ code, confidence, severity }) => `${code} ${confidence} ${severity}`);
}

/** Events that tell nothing of a fault, whatever they stand beside. */
const irrelevant = [
  "proposal_configured",
  "ppp_dns_assigned",
  "wifi_signal",
  "ncsi_probe",
  "unknown",
] as const satisfies readonly (LogEventName | "unknown")[];

describe("a diagnosis", () => {
  it("does not change by events that tell nothing", () => {
    const noise = fc.array(
      fc.record({ name: fc.constantFrom(...irrelevant), seconds: fc.integer({ min: -1e6, max: 1e6 }) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(anyCase, noise, fc.nat(), ({ whole }, added, place) => {
        const extra = added.map(({ name, seconds }) => event(name, seconds, { stack: "systemd", source: "noise" }));
        const at = place % (whole.events.length + 1);
        const events = [...whole.events.slice(0, at), ...extra, ...whole.events.slice(at)];
        // What a log without any VPN event lacks is said of the log, not of the VPN.
        const before = conclusions(diagnose(whole)).filter((text) => !text.startsWith("logs-unreadable"));
        expect(conclusions(diagnose({ ...whole, events }))).toEqual(before);
      }),
      { numRuns: 400 },
    );
  });

  it("does not depend on the order in which logs were read", () => {
    expect(withTimes.length).toBeGreaterThan(3);
    fc.assert(
      fc.property(
        fc
          .constantFrom(...withTimes)
          .chain(({ whole }) =>
            fc.tuple(fc.constant(whole), fc.shuffledSubarray([...whole.events], { minLength: whole.events.length })),
          ),
        ([whole, events]) => {
          expect(conclusions(diagnose({ ...whole, events }))).toEqual(conclusions(diagnose(whole)));
        },
      ),
    );
  });

  it("does not depend on when it happened", () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: -400 * 86_400, max: 30 * 86_400 }), ({ whole }, seconds) => {
        const shifted = shift(whole, seconds * 1000);
        expect(conclusions(diagnose(shifted))).toEqual(conclusions(diagnose(whole)));
      }),
      { numRuns: 300 },
    );
  });

  it("is not surer of a finding without the log lines that it rests on", () => {
    for (const { id, whole } of observed) {
      for (const finding of diagnose(whole).findings) {
        const cited = new Set(finding.evidence.map(({ source }) => source));
        const left = whole.events.filter((one) => !cited.has(placeOf(one)));
        if (left.length === whole.events.length) continue;
        const without = diagnose(fromEvents(whole, left)).findings.find(({ code }) => code === finding.code);
        const rank = without === undefined ? -1 : confidenceRank[without.confidence];
        expect(rank, `${id}: ${finding.code}`).toBeLessThanOrEqual(confidenceRank[finding.confidence]);
      }
    }
  });

  it("says nothing of a path or a gateway of which nothing was measured and nothing was logged", () => {
    for (const { whole } of observed) {
      const { interfaces, defaultRoutes } = whole.network;
      const bare = observations({
        client: whole.client,
        gateway: whole.gateway,
        network: { ...network(), interfaces, defaultRoutes },
      });
      const { findings } = diagnose(bare);
      expect(findings.filter(({ severity }) => severity !== "notice")).toEqual([]);
    }
  });

  it("names what would decide wherever a fault is not certain", () => {
    for (const { id, whole } of observed) {
      for (const { code, confidence, severity, evidence } of diagnose(whole).findings) {
        const decides = evidence.some(({ text }) => /^To (?:be sure|tell whether)/u.test(text));
        if (confidence !== "certain" && severity !== "notice") expect([id, code, decides]).toEqual([id, code, true]);
      }
    }
  });
});

function placeOf({ source, lineNumber }: LogEvent): string {
  return lineNumber === undefined ? source : `${source}:${lineNumber}`;
}

function fromEvents(whole: Observations, events: readonly LogEvent[]): Observations {
  const sessions = buildSessions(events);
  const dropPatterns = findDropPatterns({ sessions, events, utcOffsetMinutes: () => 0 });
  return { ...whole, events, sessions, dropPatterns };
}

function shift(whole: Observations, byMs: number): Observations {
  const events = whole.events.map((one) => ({ ...one, atMs: one.atMs === null ? null : one.atMs + byMs }));
  return fromEvents(whole, events);
}

describe("facts", () => {
  it("are put in the order of time: a proposal that was made good later is no mismatch", () => {
    const refused = event("no_proposal_chosen", 0, { connection: "office" });
    const made = event("ipsec_sa_established", 1, { connection: "office" });
    for (const events of [
      [refused, made],
      [made, refused],
    ]) {
      expect(conclusions(diagnose(observations({ events })))).toEqual([]);
    }
  });

  it("keep lines without a time behind the ones before them", () => {
    const events = [event("no_proposal_chosen", null), event("ipsec_sa_established", null)];
    expect(conclusions(diagnose(observations({ events })))).toEqual([]);
    expect(conclusions(diagnose(observations({ events: events.toReversed() })))).toEqual([
      "proposal-mismatch certain blocks",
    ]);
  });
});
