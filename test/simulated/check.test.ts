import { describe, expect, it } from "vitest";
import { runCheck, type CheckResult } from "../../main/checkup/run-check.ts";
import { checkOptionsSchema } from "../../main/model/check-options.ts";
import type { Progress } from "../../main/model/progress.ts";
import { reportSchema } from "../../main/model/report.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import { createSimulatedWorld, type SimulatedWorldOptions } from "../fakes/simulated-world.ts";

interface Run extends CheckResult {
  readonly progress: readonly Progress[];
  readonly packetsOnTheWire: number;
  readonly tookMs: number;
}

async function check(
  options: SimulatedWorldOptions & {
    readonly gateway?: string | undefined;
    readonly profile?: "quick" | "standard" | "deep";
    readonly stopAtMs?: number;
  },
): Promise<Run> {
  const { gateway, stopAtMs, profile, ...worldOptions } = options;
  const { world, clock, sent } = createSimulatedWorld(worldOptions);
  const stop = new AbortController();
  if (stopAtMs !== undefined) void clock.sleep(stopAtMs).then(() => stop.abort());
  const parsed = checkOptionsSchema.parse({
    ...("gateway" in options ? (gateway === undefined ? {} : { gateway }) : { gateway: "practice" }),
    ...(profile === undefined ? {} : { profile }),
  });
  const running = runCheck({ world, options: parsed, runId: "simulated" }, stop.signal);
  const progress: Progress[] = [];
  for (;;) {
    const next = await running.next();
    if (next.done === true) {
      const tookMs = clock.monotonicMs();
      // Whatever was left running has half a minute to show itself on the wire.
      await clock.sleep(30_000);
      return { ...next.value, progress, packetsOnTheWire: sent.length, tookMs };
    }
    progress.push(next.value);
  }
}

const outcomeOf = ({ report }: Run, name: string) => report.run.steps.find((step) => step.name === name);

const faultsAndFindings: readonly (readonly [
  fault: PracticeFault,
  code: string | null,
  profile: "standard" | "deep",
])[] = [
  [{ name: "healthy" }, null, "standard"],
  [{ name: "path-mtu", value: 1400 }, "path-mtu-too-small", "standard"],
  [{ name: "mtu-black-hole", value: 1380 }, "mtu-black-hole", "standard"],
  [{ name: "fragments-dropped" }, "fragments-dropped", "standard"],
  [{ name: "udp-500-blocked" }, "udp-500-blocked", "standard"],
  [{ name: "udp-4500-blocked" }, "udp-4500-blocked", "standard"],
  [{ name: "gateway-silent" }, "gateway-silent", "standard"],
  [{ name: "ikev1-only" }, null, "standard"],
  [{ name: "dpi" }, "dpi-interference", "standard"],
  [{ name: "esp-blocked" }, null, "standard"],
  [{ name: "esp-blocked" }, "esp-blocked", "deep"],
  [{ name: "dpi", value: 10 }, "dpi-interference", "deep"],
  [{ name: "healthy" }, null, "deep"],
];

describe("a whole check", () => {
  it.each(faultsAndFindings)("names the fault %j: %s", async (fault, code, profile) => {
    const { report, packetsOnTheWire, tookMs } = await check({ faults: [fault], profile });
    expect(report.findings.filter((finding) => finding.severity !== "notice").map((finding) => finding.code)).toEqual(
      code === null ? [] : [code],
    );
    expect(report.verdict).toBe(code === null ? "healthy" : "problem-found");
    expect(reportSchema.parse(report)).toEqual(report);
    expect(report.run.packetsSent).toBe(packetsOnTheWire);
    expect(packetsOnTheWire).toBeLessThan(200);
    // A deep check also waits for NAT mappings to die.
    expect(tookMs).toBeLessThan(profile === "deep" ? 150_000 : 8_000);
  });

  it("names the fault also at 10 % loss each way", async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { report } = await check({
        faults: [
          { name: "mtu-black-hole", value: 1380 },
          { name: "loss", value: 10 },
        ],
        seed,
      });
      expect(
        report.findings.map((finding) => finding.code),
        `seed ${seed}`,
      ).toContain("mtu-black-hole");
    }
  });

  it("tells the plan first, then every step once, and ends with the diagnosis", async () => {
    const { progress, report } = await check({});
    const [plan] = progress;
    const planned = plan?.kind === "plan" ? plan.steps.map((step) => step.name) : [];
    const ended = progress.flatMap((item) => (item.kind === "step-ended" ? [item.step.name] : []));
    expect(ended.toSorted()).toEqual(planned.toSorted());
    expect(ended.at(-1)).toBe("diagnosis");
    expect(report.run.steps.map((step) => step.name)).toEqual(ended);
  });

  it("stops the packets when it is cancelled, and keeps what was measured", async () => {
    for (const stopAtMs of [1, 15, 40, 80, 200]) {
      const run = await check({ faults: [{ name: "mtu-black-hole", value: 1387 }], stopAtMs });
      expect(run.report.verdict, `stopped at ${stopAtMs} ms`).toBe("cancelled");
      expect(run.tookMs).toBeLessThan(stopAtMs + 50);
      expect(run.report.run.packetsSent).toBe(run.packetsOnTheWire);
      expect(reportSchema.safeParse(run.report).success).toBe(true);
    }
  });

  it("without a gateway and a profile it says so and checks the rest", async () => {
    const run = await check({ gateway: undefined });
    expect(run.report.verdict).toBe("not-enough-checked");
    expect(outcomeOf(run, "reach")).toMatchObject({ outcome: "skipped" });
    expect(outcomeOf(run, "network")?.outcome).toBe("done");
    expect(run.packetsOnTheWire).toBe(0);
  });

  it("takes the gateway from the first VPN profile", async () => {
    const profile = { name: "office", type: "ikev2", gateway: "practice", origin: "test", settings: {} } as const;
    const { report } = await check({ gateway: undefined, profiles: [profile] });
    expect(report.gateway).toEqual({ host: "practice", addresses: ["203.0.113.10"] });
    expect(report.verdict).toBe("healthy");
  });

  it("an unknown name is a finding and sends nothing, but a question to the network's name server", async () => {
    const run = await check({ gateway: "vpn.example.invalid" });
    expect(run.report.findings.map((finding) => finding.code)).toContain("dns-failure");
    expect(run.report.measurements.find(({ kind }) => kind === "dns")?.details).toMatchObject({
      server1Said: "no-such-name",
      server1Agrees: true,
    });
    expect(run.packetsOnTheWire).toBe(2);
    expect(run.report.run.packetsSent).toBe(2);
  });

  it("a quick check leaves the sizes out and says so", async () => {
    const run = await check({ profile: "quick" });
    expect(outcomeOf(run, "path-mtu")).toMatchObject({ outcome: "skipped", reason: "not part of a quick check" });
    expect(run.report.measurements.map((entry) => entry.kind)).not.toContain("path-mtu");
  });
});
