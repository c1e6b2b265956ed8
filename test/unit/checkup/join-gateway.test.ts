import { describe, expect, it } from "vitest";
import { joinGateway } from "../../../main/checkup/join-gateway.ts";
import { gatewayFactsSchemaId, type GatewayFacts } from "../../../main/model/gateway-facts.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { Measurement } from "../../../main/model/measurement.ts";
import { reportSchema, type Report } from "../../../main/model/report.ts";
import { aReport } from "../../fakes/report.ts";

const dropMs = Date.parse("2026-11-23T10:30:00Z");

function facts(changed: Partial<GatewayFacts> = {}): GatewayFacts {
  return {
    schema: gatewayFactsSchemaId,
    tool: { version: "0.1.0" },
    collectedAt: "2026-11-23T10:40:00Z",
    host: {},
    tableFullMessages: { count: 0 },
    sysctls: {},
    interfaces: [],
    mssClamp: { state: "present", rules: [{ source: "nft", text: "maxseg size set rt mtu" }] },
    daemons: [],
    states: [],
    collectors: [],
    ...changed,
  };
}

function event(name: LogEvent["event"], atMs: number, raw: string, fields: LogEvent["fields"] = {}): LogEvent {
  return { atMs, stack: "strongswan", event: name, source: "charon.log", raw, fields };
}

const join = (
  report: Report,
  gateway: GatewayFacts,
  events: readonly LogEvent[] = [],
  clientEvents?: readonly LogEvent[],
) => {
  const joined = joinGateway({ report, events: clientEvents }, { facts: gateway, events });
  // What is joined is a report like every other.
  return reportSchema.parse(joined);
};
const codes = ({ findings }: Report): readonly string[] => findings.map(({ code }) => code);

const smallPath: Measurement = {
  kind: "path-mtu",
  outcome: "measured",
  value: 1380,
  unit: "bytes",
  method: "ike-bait-df",
  target: "203.0.113.9:500",
  details: {},
};

describe("what the gateway says of itself", () => {
  it("finds nothing where nothing is wrong", () => {
    expect(codes(join(aReport(), facts()))).toEqual(
      codes(join(aReport(), facts({ mssClamp: { state: "unknown", rules: [] } }))),
    );
    expect(codes(join(aReport(), facts()))).not.toContain("conntrack-exhausted");
  });

  it("proves a full table by the kernel's own words", () => {
    const full = event("conntrack_table_full", dropMs, "nf_conntrack: table full, dropping packet");
    const joined = join(aReport(), facts({ conntrack: { count: 1000, max: 262_144 } }), [full]);
    const finding = joined.findings.find(({ code }) => code === "conntrack-exhausted");
    expect(finding?.confidence).toBe("certain");
    expect(finding?.evidence.map(({ text }) => text).join(" ")).toContain("The gateway tracks 1000 connections");
  });

  it.each([
    [{ count: 250_000, max: 262_144 }, true],
    [{ count: 200_000, max: 262_144 }, false],
  ])("takes a table of %j for full: %s", (conntrack, isFull) => {
    expect(codes(join(aReport(), facts({ conntrack }))).includes("conntrack-exhausted")).toBe(isFull);
  });

  it.each([
    [30, 120, undefined],
    [30, 60, "notice"],
    [10, 15, "degrades"],
  ])("judges UDP timeouts of %i s and %i s as %s", (udpTimeoutSeconds, udpStreamTimeoutSeconds, severity) => {
    const conntrack = { count: 1, max: 10_000, udpTimeoutSeconds, udpStreamTimeoutSeconds };
    const finding = join(aReport(), facts({ conntrack })).findings.find(
      ({ code }) => code === "conntrack-timeout-short",
    );
    expect(finding?.severity).toBe(severity);
    if (finding !== undefined) expect(finding.fixes.map(({ who }) => who)).toEqual(["vpn-admin"]);
  });

  it.each([
    [{ state: "missing", rules: [] }, "no rule that clamps"],
    [{ state: "present", rules: [{ source: "nft", text: "set 1460", mssBytes: 1460 }] }, "more than the"],
    [{ state: "present", rules: [{ source: "nft", text: "set rt mtu" }] }, "Against it"],
  ] as const)("weighs MSS clamping in a small path: %j", (mssClamp, words) => {
    const joined = join(
      aReport({ measurements: [smallPath] }),
      facts({ mssClamp: { state: mssClamp.state, rules: [...mssClamp.rules] } }),
    );
    const finding = joined.findings.find(({ cause }) => cause === "mtu");
    expect(finding?.evidence.map(({ text }) => text).join(" ")).toContain(words);
  });
});

describe("the two clocks", () => {
  const clientEvents: readonly LogEvent[] = [
    event("ike_sa_established", dropMs - 600_000, "client: IKE_SA established"),
    ...[1, 2, 3, 4].map((n) =>
      event("ipsec_sa_established", dropMs - n * 100_000, `client ${n}`, { spi: `c000000${n}` }),
    ),
    event("retransmit_giveup", dropMs, "client: giving up after 5 retransmits"),
  ].toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
  /** What the gateway logged of the same SAs, by a clock that is ahead, and that it lost the client. */
  const gatewayEvents = (aheadMs: number, shared = 4): readonly LogEvent[] => [
    ...clientEvents
      .filter(({ event: name }) => name === "ipsec_sa_established")
      .slice(0, shared)
      .map((one) => ({ ...one, atMs: (one.atMs ?? 0) + aheadMs, raw: `gateway: ${one.raw}` })),
    event("dpd_timeout", dropMs + aheadMs + 5000, "gateway: lost the client"),
  ];
  const joinedWith = (events: readonly LogEvent[]) => join(aReport(), facts(), events, clientEvents).gatewaySide;

  it.each([3_600_000, -754_000])("are %i ms apart: the gateway's lines come into the client's time", (aheadMs) => {
    const side = joinedWith(gatewayEvents(aheadMs));
    expect(side?.clock).toEqual({ gatewayAheadMs: aheadMs, pairs: 4, isUsed: true });
    expect(side?.drops).toEqual([
      {
        at: new Date(dropMs).toISOString(),
        lines: [{ at: new Date(dropMs + 5000).toISOString(), text: "gateway: lost the client" }],
      },
    ]);
  });

  it("are taken as right where too few events agree", () => {
    const side = joinedWith(gatewayEvents(3_600_000, 2));
    expect(side?.clock).toEqual({ gatewayAheadMs: 3_600_000, pairs: 2, isUsed: false });
    expect(side?.drops[0]?.lines).toEqual([]);
  });

  it("need no correction where they agree", () => {
    const side = joinedWith(gatewayEvents(500));
    expect(side?.clock).toBeUndefined();
    expect(side?.drops[0]?.lines).toHaveLength(1);
  });
});
