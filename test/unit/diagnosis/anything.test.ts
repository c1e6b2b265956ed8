import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import { verdictOf } from "../../../main/diagnosis/verdict.ts";
import { checklistItemSchema, findingSchema } from "../../../main/model/finding.ts";
import { logEventNames } from "../../../main/model/log-event-names.ts";
import { type LogEvent, logStackSchema } from "../../../main/model/log-event.ts";
import { type Measurement, measurementKindSchema } from "../../../main/model/measurement.ts";
import type { Session } from "../../../main/model/session.ts";
import { tunnelTypeSchema } from "../../../main/model/vpn-profile.ts";
import { network, observations, profile, startMs } from "./observations.ts";

const atMs = fc.oneof(fc.constant(null), fc.integer({ min: startMs, max: startMs + 7_200_000 }), fc.double());
const isoTime = fc.integer({ min: startMs, max: startMs + 7_200_000 }).map((ms) => new Date(ms).toISOString());
const words = fc.constantFrom("ppp0", "eth0", "NO_PROPOSAL_CHOSEN", "pre-shared key", "19", "12", "\u0000\u202e", "");

const anyEvent: fc.Arbitrary<LogEvent> = fc.record(
  {
    atMs,
    stack: fc.constantFrom(...logStackSchema.options),
    event: fc.constantFrom(...logEventNames, "unknown" as const),
    source: fc.string(),
    raw: fc.string({ unit: "binary" }),
    fields: fc.dictionary(fc.string(), words, { maxKeys: 3 }),
    connection: fc.constantFrom("office", '"office"[2]', "home{7}"),
    code: fc.constantFrom("691", "789", "13868", "x"),
  },
  { requiredKeys: ["atMs", "stack", "event", "source", "raw", "fields"] },
);

const anySession: fc.Arbitrary<Session> = fc.record(
  {
    connection: fc.constantFrom("office", "home"),
    type: fc.constantFrom(...tunnelTypeSchema.options),
    connectedAt: isoTime,
    endedAt: isoTime,
    lengthMs: fc.double(),
    outcome: fc.constantFrom("still-up", "dropped", "closed", "never-connected"),
    endedBy: fc.constantFrom("local", "peer", "timeout", "unknown"),
    stage: fc.constantFrom("start", "connected"),
    cause: fc.constantFrom("dpd_timeout", "retransmit_giveup", "ike_no_response", "sa_expired", "???"),
    idleBeforeEndMs: fc.double(),
    before: fc.array(fc.record({ event: fc.constantFrom("sleep", "link_down", "???"), secondsBefore: fc.double() }), {
      maxLength: 2,
    }),
    natDetected: fc.boolean(),
    keepalivesSeen: fc.boolean(),
    duringRekey: fc.boolean(),
  },
  { requiredKeys: ["outcome", "endedBy", "stage", "before", "natDetected", "keepalivesSeen", "duringRekey"] },
);

const anyMeasurement: fc.Arbitrary<Measurement> = fc.record(
  {
    kind: fc.constantFrom(...measurementKindSchema.options),
    outcome: fc.constantFrom("measured", "unknown", "failed", "not-applicable"),
    value: fc.oneof(fc.constantFrom("answered", "silent", "refused"), fc.double(), fc.boolean()),
    method: fc.string(),
    target: fc.string(),
    reason: fc.string(),
    details: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer()), { maxKeys: 2 }),
  },
  { requiredKeys: ["kind", "outcome", "method", "target", "details"] },
);

const anyObservations = fc
  .record({
    measurements: fc.array(anyMeasurement, { maxLength: 12 }),
    events: fc.array(anyEvent, { maxLength: 30 }),
    sessions: fc.array(anySession, { maxLength: 6 }),
    conntrack: fc.record({ count: fc.nat(), max: fc.nat() }),
    profiles: fc.array(
      fc
        .record({
          type: fc.constantFrom(...tunnelTypeSchema.options),
          settings: fc.dictionary(
            fc.constantFrom("dpddelay", "keepalive", "PersistentKeepalive", "mtu", "nat-keepalive"),
            fc.constantFrom("0", "30s", "10 120", "99999999999", "", "x"),
            { maxKeys: 3 },
          ),
        })
        .map(({ type, settings }) => profile(type, settings)),
      { maxLength: 2 },
    ),
    os: fc.constantFrom("linux", "macos", "windows"),
  })
  .map(({ conntrack, os, ...rest }) => {
    const { client } = observations();
    return observations({ ...rest, client: { ...client, os }, network: network("private", "wired", conntrack) });
  });

describe("diagnose, whatever it is given", () => {
  it("never throws, gives evidence for everything it says, and stays within the report's schema", () => {
    fc.assert(
      fc.property(anyObservations, (given) => {
        const { findings, checklist, advice } = diagnose(given);
        for (const finding of findings) {
          expect(findingSchema.safeParse(finding).error).toBeUndefined();
          expect(finding.evidence.length).toBeGreaterThan(0);
          for (const { text } of finding.evidence) expect(text).not.toMatch(/[\u0000-\u001f\u202e]/);
        }
        for (const item of checklist) expect(checklistItemSchema.safeParse(item).error).toBeUndefined();
        expect(advice.length).toBeLessThanOrEqual(5);
        expect(new Set(findings.map(({ code }) => code)).size).toBe(findings.length);
        const faulty = findings.some(({ severity }) => severity !== "notice");
        expect(verdictOf(given, findings) === "problem-found").toBe(faulty);
      }),
      { numRuns: 1_000 },
    );
  });

  it("never calls anything measured that was not", () => {
    fc.assert(
      fc.property(fc.array(anyMeasurement, { maxLength: 12 }), (measurements) => {
        const undecided = measurements.map((measurement) => ({ ...measurement, outcome: "unknown" as const }));
        expect(diagnose(observations({ measurements: undecided })).findings).toEqual([]);
      }),
    );
  });
});
