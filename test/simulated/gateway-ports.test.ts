import { describe, expect, it } from "vitest";
import { runCheck } from "../../main/checkup/run-check.ts";
import { runProbe } from "../../main/checkup/run-probe.ts";
import { checkOptionsSchema } from "../../main/model/check-options.ts";
import type { MeasurementKind } from "../../main/model/measurement.ts";
import type { ProbeKind } from "../../main/model/probe-kind.ts";
import { createSimulatedWorld, type SimulatedWorldOptions } from "../fakes/simulated-world.ts";

const ports = { ike: 501, natTraversal: 4501 };
const named = { ikePort: ports.ike, natTraversalPort: ports.natTraversal };

async function check(network: SimulatedWorldOptions, options: object) {
  const { world } = createSimulatedWorld(network);
  const parsed = checkOptionsSchema.parse({ gateway: "practice", profile: "deep", systemLogs: false, ...options });
  const running = runCheck({ world, options: parsed, runId: "ports" }, new AbortController().signal);
  let next = await running.next();
  while (next.done !== true) next = await running.next();
  const { measurements, findings } = next.value.report;
  const valueOf = (kind: MeasurementKind) => {
    const found = measurements.find((measurement) => measurement.kind === kind);
    return found?.value ?? found?.outcome;
  };
  return { valueOf, findings };
}

async function probe(kind: ProbeKind, network: SimulatedWorldOptions, options: object) {
  const { world } = createSimulatedWorld(network);
  const request = {
    world,
    kind,
    gateway: "practice",
    lifetimeMode: "quick",
    note: () => undefined,
    ...options,
  } as const;
  const outcome = await runProbe(request, new AbortController().signal);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.measurements;
}

describe("a gateway on other ports than 500 and 4500", () => {
  it.each([false, true])("is measured like any other where its ports are named, marked: %s", async (ikeMarked) => {
    const network = { gatewayPorts: { ...ports, ikeMarked }, faults: [{ name: "path-mtu", value: 1400 }] } as const;
    const { valueOf, findings } = await check(network, named);
    expect(valueOf("reach-udp-500")).toBe("answered");
    expect(valueOf("reach-udp-4500")).toBe("answered");
    expect(valueOf("nat-present")).toBe(true);
    expect(valueOf("path-mtu")).toBe(1400);
    expect(valueOf("fragments-out")).toBe(true);
    expect(valueOf("dpi")).toBe("none");
    expect(valueOf("esp-in-udp")).toBe(true);
    expect(findings.map(({ code }) => code)).toEqual(["path-mtu-too-small"]);
  });

  it("is measured over its port of NAT traversal where the other is blocked: there IKE carries the marker", async () => {
    const network = { gatewayPorts: { ike: 502, natTraversal: ports.natTraversal } };
    const { valueOf, findings } = await check(network, named);
    expect(valueOf("reach-udp-500")).toBe("refused");
    expect(valueOf("nat-present")).toBe(true);
    expect(valueOf("path-mtu")).toBe(1500);
    expect(valueOf("fragments-out")).toBe(true);
    const [finding] = findings;
    expect(finding).toMatchObject({
      code: "udp-500-blocked",
      title: "UDP port 501 does not get through to the gateway, port 4501 does",
    });
    expect(JSON.stringify(finding?.evidence)).not.toMatch(/UDP port 4?500\b/);
  });

  it("is not found where nobody names its ports", async () => {
    const { valueOf } = await check({ gatewayPorts: ports }, {});
    expect([valueOf("reach-udp-500"), valueOf("reach-udp-4500")]).toEqual(["refused", "refused"]);
  });

  const probed = (["mtu", "nat", "fragments", "dpi"] as const).flatMap((kind) =>
    [false, true].map((ikeMarked) => ({ kind, ikeMarked })),
  );
  it.each(probed)("is probed there: $kind, marked: $ikeMarked", async ({ kind, ikeMarked }) => {
    const measurements = await probe(kind, { gatewayPorts: { ...ports, ikeMarked } }, named);
    const reached = measurements.filter((measurement) => /^reach-udp-(?:4?500)$/.test(measurement.kind));
    expect(reached.map(({ value, details }) => [value, details["port"]])).toEqual([
      ["answered", 501],
      ["answered", 4501],
    ]);
    expect(reached[0]?.details["nonEspMarker"]).toBe(ikeMarked ? true : undefined);
    expect(measurements.some(({ outcome }) => outcome === "failed")).toBe(false);
  });
});

describe("a captive portal", () => {
  const page = { captivePage: { url: "http://check.example.com/" } };
  it.each<readonly [ProbeKind, object, boolean]>([
    ["route", {}, true],
    ["reach", {}, false],
    ["reach", page, true],
    ["dns", page, true],
  ])("is looked for by a probe of %s with %j: %s", async (kind, options, isLookedFor) => {
    const measurements = await probe(kind, {}, options);
    expect(measurements.filter((measurement) => measurement.kind === "captive-portal").length).toBe(
      isLookedFor ? 1 : 0,
    );
  });
});
