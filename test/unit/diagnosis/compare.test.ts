import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareReports } from "../../../main/diagnosis/compare.ts";
import { comparisonSchema } from "../../../main/model/comparison.ts";
import type { Finding, FindingCode } from "../../../main/model/finding.ts";
import type { Report } from "../../../main/model/report.ts";
import { aReport } from "../../fakes/report.ts";
import { drop, healthyMeasurements, healthyBut, measured, network, notMeasured, sessionUp } from "./observations.ts";

function finding(code: FindingCode, more: Partial<Finding> = {}): Finding {
  return {
    code,
    cause: "mtu",
    title: `The fault ${code}`,
    severity: "degrades",
    confidence: "certain",
    evidence: [{ text: "a line" }],
    fixes: [],
    ...more,
  };
}

/** A report whose sessions lasted so many hours each and then dropped. */
function dropping(hours: readonly number[], more: Partial<Report> = {}): Report {
  return aReport({ verdict: "problem-found", sessions: hours.map((each) => drop(each * 3600)), ...more });
}

/** A report with one session of so many hours that the person ended. */
function holding(hours: number, more: Partial<Report> = {}): Report {
  return aReport({ sessions: [{ ...drop(hours * 3600), outcome: "closed", endedBy: "local" }], ...more });
}

const home = { ...network(), wifi: [] };
const hotspot = {
  ...network(),
  defaultRoutes: [{ family: "ipv4" as const, interfaceName: "wlan0", gatewayAddress: "198.51.100.1" }],
};

describe("drops per hour", () => {
  it.each([
    {
      name: "10 drops in 10 h against none in 10 h",
      before: dropping(Array(10).fill(1)),
      after: holding(10),
      verdict: "fewer",
    },
    {
      name: "none in 10 h against 10 in 10 h",
      before: holding(10),
      after: dropping(Array(10).fill(1)),
      verdict: "more",
    },
    { name: "2 drops in 2 h against none in 2 h", before: dropping([1, 1]), after: holding(2), verdict: "too-little" },
    {
      name: "3 against 4 in the same time",
      before: dropping([1, 1, 1]),
      after: dropping([1, 1, 0.5, 0.5]),
      verdict: "no-difference",
    },
    { name: "nothing against nothing", before: holding(5), after: holding(5), verdict: "no-difference" },
    { name: "no VPN that was up", before: dropping([1, 1]), after: aReport(), verdict: "too-little" },
  ])("$name: $verdict", ({ before, after, verdict }) => {
    expect(compareReports(before, after).drops.verdict).toBe(verdict);
  });

  it("gives the exact probability of chance", () => {
    // All of 10 drops in the first half of the time: 2 * 0.5 ** 10.
    expect(compareReports(dropping(Array(10).fill(1)), holding(10)).drops.pValue).toBeCloseTo(2 * 0.5 ** 10, 10);
  });

  it("says how long it must still hold, and that time is enough", () => {
    const before = dropping([1, 1]);
    const { missingMs = 0 } = compareReports(before, holding(2)).drops;
    const hours = 2 + missingMs / 3_600_000;
    expect(compareReports(before, holding(hours * 1.001)).drops.verdict).toBe("fewer");
    expect(compareReports(before, holding(hours * 0.999)).drops.verdict).toBe("too-little");
  });

  it("has an interval that holds the ratio, and excludes 1 exactly when the difference is more than chance", () => {
    const counts = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(counts, counts, (first, second) => {
        fc.pre(first + second > 0);
        const {
          ratio,
          pValue = 1,
          verdict,
        } = compareReports(
          { ...dropping(Array(first).fill(0.1)), sessions: spread(first, 20) },
          { ...dropping(Array(second).fill(0.1)), sessions: spread(second, 20) },
        ).drops;
        const { value, low = 0, high = Number.POSITIVE_INFINITY } = ratio ?? {};
        if (value !== undefined) expect(low <= value + 1e-9 && value <= high + 1e-9).toBe(true);
        expect(verdict === "fewer" || verdict === "more").toBe(pValue < 0.05);
        expect(low > 1 || high < 1).toBe(pValue < 0.05);
      }),
      { numRuns: 200 },
    );
  });

  it("counts a VPN that is still up until the check, and in handed-in logs until their end", () => {
    const open = { ...sessionUp(0), connectedAt: "2026-03-01T08:00:00.000Z" };
    const live = aReport({ sessions: [open] });
    const step = { name: "network", outcome: "done" as const, durationMs: 1 };
    const checked = { ...live, run: { ...live.run, steps: [step] } };
    expect(compareReports(checked, live).drops.before.connectedMs).toBe(2 * 3_600_000);
    expect(compareReports(checked, live).drops.after.connectedMs).toBe(0);
  });
});

/** So many drops, spread over so many hours of being up. */
function spread(count: number, hours: number): Report["sessions"] {
  return count === 0 ? holding(hours).sessions : dropping(Array(count).fill(hours / count)).sessions;
}

describe("measurements", () => {
  it.each([
    ["path-mtu", 1400, 1500, {}, "changed"],
    ["path-mtu", 1500, 1500, {}, "same"],
    ["nat-lifetime-replied", 60, 62, {}, "within-bounds"],
    ["nat-lifetime-replied", 60, 180, {}, "changed"],
    ["rtt", 20, 31, {}, "within-bounds"],
    ["rtt", 20, 300, {}, "changed"],
    ["reach-udp-4500", "silent", "answered", {}, "changed"],
  ] as const)("%s: %s and %s", (kind, first, second, _more, change) => {
    const compared = compareReports(
      aReport({ measurements: [measured(kind, first)] }),
      aReport({ measurements: [measured(kind, second)] }),
    );
    expect(compared.measurements).toMatchObject([{ kind, change }]);
  });

  it("are within bounds where the bounds overlap", () => {
    const before = aReport({ measurements: [measured("nat-lifetime-replied", 60, { low: 55, high: 70 })] });
    const after = aReport({ measurements: [measured("nat-lifetime-replied", 80, { low: 68, high: 90 })] });
    expect(compareReports(before, after).measurements[0]?.change).toBe("within-bounds");
  });

  it("are not comparable where one is missing, undecided or in another unit", () => {
    const known = aReport({ measurements: [measured("path-mtu", 1400, { unit: "bytes" })] });
    const others = [
      aReport(),
      aReport({ measurements: [notMeasured("path-mtu", "unknown")] }),
      aReport({ measurements: [measured("path-mtu", 1400, { unit: "bits" })] }),
    ];
    for (const other of others) {
      expect(compareReports(known, other).measurements[0]?.change).toBe("not-comparable");
      expect(compareReports(other, known).measurements[0]?.change).toBe("not-comparable");
    }
  });
});

describe("findings", () => {
  it("are gone, new, unchanged, surer or less sure", () => {
    const before = aReport({
      findings: [
        finding("cgnat"),
        finding("psk-mismatch"),
        finding("ppp-failure", { confidence: "possible" }),
        finding("dns-failure"),
      ],
    });
    const after = aReport({
      findings: [
        finding("psk-mismatch"),
        finding("ppp-failure"),
        finding("dns-failure", { confidence: "likely" }),
        finding("clock-skew"),
      ],
    });
    expect(compareReports(before, after).findings.map(({ code, change }) => `${code} ${change}`)).toEqual([
      "cgnat gone",
      "psk-mismatch unchanged",
      "ppp-failure surer",
      "dns-failure less-sure",
      "clock-skew new",
    ]);
  });
});

describe("the conclusion", () => {
  const small = healthyBut(measured("path-mtu", 1400, { unit: "bytes" }));
  const bad = aReport({
    verdict: "problem-found",
    network: home,
    measurements: [...small],
    findings: [finding("path-mtu-too-small")],
  });
  const good = aReport({ network: home, measurements: [...healthyMeasurements] });

  it.each([
    [
      "behind another network it holds",
      bad,
      { ...good, network: hotspot },
      "network-is-the-cause",
      "the first network",
    ],
    [
      "after a fix it holds",
      bad,
      good,
      "better",
      "the largest packet that gets through was 1400 bytes and is 1500 bytes",
    ],
    [
      "the same fault in both networks",
      bad,
      { ...bad, network: hotspot },
      "not-the-network",
      "this computer or the gateway",
    ],
    ["the same fault after a fix", bad, bad, "no-change", "has not helped"],
    ["worse after a change", good, bad, "worse", "It has become worse"],
    [
      "only the second network is bad",
      good,
      { ...bad, network: hotspot },
      "network-is-the-cause",
      "Only the second network",
    ],
    ["two healthy reports", good, good, "no-change", "Neither report"],
    ["fewer drops", dropping(Array(20).fill(1)), dropping([30]), "better", "better, but not good"],
    ["no drop, but not for long", dropping([1, 1]), holding(1), "cannot-tell", "chance explains that too"],
    [
      "a finding that is gone without a measurement",
      { ...bad, measurements: [] },
      { ...good, measurements: [] },
      "cannot-tell",
      "chance",
    ],
  ])("%s", (_name, before, after, kind, text) => {
    const compared = compareReports(before, after);
    expect(compared.conclusion.kind).toBe(kind);
    expect(compared.conclusion.text).toContain(text);
  });

  it("takes pseudonyms of two bundles for no two networks", () => {
    const pseudonyms = { ...good, network: hotspot, gateway: { host: "host-84925d27ac", addresses: [] } };
    expect(compareReports(bad, pseudonyms).sameNetwork).toBe("unknown");
    expect(compareReports(bad, pseudonyms).conclusion.kind).toBe("better");
  });

  it("tells why two reports can be compared only in part", () => {
    const other = aReport({
      gateway: { host: "vpn.example.net", addresses: [] },
      verdict: "cancelled",
      client: { ...aReport().client, osName: "Ubuntu" },
    });
    expect(compareReports(aReport(), other).cautions).toHaveLength(4);
  });

  it("is a comparison whatever the reports hold, and the same report twice has not changed", () => {
    const reports = [bad, good, dropping([1, 2]), holding(3), aReport()];
    for (const before of reports) {
      for (const after of reports) comparisonSchema.parse(compareReports(before, after));
      const { findings, measurements, sameNetwork } = compareReports(before, before);
      expect(findings.every(({ change }) => change === "unchanged")).toBe(true);
      expect(measurements.every(({ change }) => change === "same" || change === "not-comparable")).toBe(true);
      expect(sameNetwork).not.toBe("no");
    }
  });
});
