import { describe, expect, it } from "vitest";
import { rediagnose, reportFromLogs } from "../../../main/checkup/rediagnose.ts";
import { reportSchema } from "../../../main/model/report.ts";
import { aLogEvent, aReport } from "../../fakes/report.ts";
import { event, healthyBut, healthyMeasurements, measured } from "../diagnosis/observations.ts";

const counts = (total: number) => ({ total, bySource: {}, byEvent: {}, unknownLines: 0 });
const small = [...healthyBut(measured("path-mtu", 1300, { unit: "bytes" }))];
const codes = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(({ code }) => code);

const stored = {
  code: "psk-mismatch" as const,
  cause: "credentials" as const,
  title: "The keys differ",
  severity: "blocks" as const,
  confidence: "certain" as const,
  evidence: [{ text: "a line that is not in the report" }],
  fixes: [],
};

describe("a report made again", () => {
  it("finds what the rules of today find in its measurements, and drops what they no longer find", () => {
    const report = aReport({ measurements: small, findings: [stored], verdict: "healthy" });
    const again = rediagnose({ report, events: undefined, knownIssues: undefined });
    expect(codes(again)).toContain("path-mtu-too-small");
    expect(codes(again)).not.toContain("psk-mismatch");
    expect(again.verdict).toBe("problem-found");
    reportSchema.parse(again);
  });

  it("keeps its own findings where the log lines are missing, and says so", () => {
    const report = aReport({ measurements: small, findings: [stored], events: counts(12) });
    const again = rediagnose({ report, events: undefined, knownIssues: undefined });
    expect(codes(again)).toEqual(["psk-mismatch", "path-mtu-too-small"]);
    expect(again.run.steps.at(-1)?.reason).toContain("no log lines");
  });

  it("weighs the log lines of a bundle anew", () => {
    const report = aReport({ measurements: [...healthyMeasurements], events: counts(1) });
    const again = rediagnose({ report, events: [event("psk_mismatch", 5)], knownIssues: undefined });
    expect(codes(again)).toContain("psk-mismatch");
  });

  it("stays cancelled", () => {
    const report = aReport({ verdict: "cancelled" });
    expect(rediagnose({ report, events: undefined, knownIssues: undefined }).verdict).toBe("cancelled");
  });

  it("does not change when it is made a third time", () => {
    const report = aReport({ measurements: small, findings: [stored], events: counts(12) });
    const again = rediagnose({ report, events: undefined, knownIssues: undefined });
    expect(rediagnose({ report: again, events: undefined, knownIssues: undefined })).toEqual(again);
  });
});

describe("a report from logs alone", () => {
  const from = (events: ReturnType<typeof aLogEvent>[]) =>
    reportFromLogs({
      logs: { events, sources: [], linesRead: events.length, unknownLines: 0 },
      runId: "run-2",
      nowMs: Date.parse("2026-03-01T10:00:00Z"),
      utcOffsetMinutes: () => 0,
      knownIssues: undefined,
    });

  it("is a whole report that measured nothing", () => {
    const report = from([aLogEvent({ event: "psk_mismatch" })]);
    reportSchema.parse(report);
    expect(codes(report)).toContain("psk-mismatch");
    expect(report.measurements).toEqual([]);
    expect(report.run.packetsSent).toBe(0);
  });

  it.each([
    ["windows-ras", "windows"],
    ["macos-ppp", "macos"],
    ["strongswan", "linux"],
  ] as const)("knows by %s lines that the computer is %s", (stack, os) => {
    expect(from([aLogEvent({ stack })]).client.os).toBe(os);
  });
});
