import { describe, expect, it } from "vitest";
import type { Report } from "../../../main/model/report.ts";
import { judge } from "../../lab/judge.ts";
import type { Scenario } from "../../lab/scenario.ts";

const expected: Scenario["expected"] = {
  verdict: "problem-found",
  findings: ["path-mtu-too-small"],
  forbidden: ["mtu-black-hole"],
  measurements: { "path-mtu": 1400 },
};

const finding = (code: Report["findings"][number]["code"]): Report["findings"][number] => ({
  code,
  cause: "mtu",
  title: code,
  severity: "degrades",
  confidence: "certain",
  evidence: [],
  fixes: [],
});

const pathMtu = (value: number): Report["measurements"][number] => ({
  kind: "path-mtu",
  outcome: "measured",
  value,
  method: "ike-bait-df",
  target: "203.0.113.10:500",
  details: {},
});

/** A report that is right; each test spoils one thing. */
const right: Report = {
  schema: "tunnel-doctor/report/1",
  tool: { version: "0.0.0" },
  run: { id: "1", profile: "standard", startedAt: "", endedAt: "", steps: [], packetsSent: 0 },
  verdict: "problem-found",
  client: { os: "linux", osName: "", osVersion: "", osBuild: "", arch: "", vpnClients: [] },
  profiles: [],
  network: { takenAt: "", interfaces: [], defaultRoutes: [], dnsServers: [], wifi: [], notes: [] },
  measurements: [pathMtu(1400)],
  events: { total: 0, bySource: {}, byEvent: {}, unknownLines: 0 },
  sessions: [],
  findings: [finding("path-mtu-too-small")],
  checklist: [],
  advice: [],
};

describe("judge", () => {
  it("says nothing about a report that is right", () => {
    expect(judge(right, 1, expected)).toEqual([]);
  });

  it.each<{
    readonly spoiled: string;
    readonly change: Partial<Report>;
    readonly exitCode: number;
    readonly says: string;
  }>([
    {
      spoiled: "a finding is missing",
      change: { findings: [] },
      exitCode: 1,
      says: "path-mtu-too-small was not found",
    },
    {
      spoiled: "a finding is too many",
      change: { findings: [...right.findings, finding("mtu-black-hole")] },
      exitCode: 1,
      says: "mtu-black-hole was found, and is not true",
    },
    {
      spoiled: "a measurement is off by one",
      change: { measurements: [pathMtu(1399)] },
      exitCode: 1,
      says: "path-mtu is 1400, the check says 1399",
    },
    {
      spoiled: "a measurement is missing",
      change: { measurements: [] },
      exitCode: 1,
      says: "path-mtu is 1400, the check says nothing",
    },
    {
      spoiled: "the verdict is another",
      change: { verdict: "healthy" },
      exitCode: 0,
      says: "the verdict is healthy in place of problem-found",
    },
    {
      spoiled: "the exit code contradicts the verdict",
      change: {},
      exitCode: 0,
      says: "exit code 0 does not go with the verdict problem-found",
    },
  ])("says so when $spoiled", ({ change, exitCode, says }) => {
    expect(judge({ ...right, ...change }, exitCode, expected)).toEqual([says]);
  });
});
