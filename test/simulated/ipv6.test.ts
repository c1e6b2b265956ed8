import { describe, expect, it } from "vitest";
import { practiceAddresses } from "../../main/practice/addresses.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import type { GatewayTarget, ProbeContext } from "../../main/probes/context.ts";
import { measureFragments } from "../../main/probes/fragments.ts";
import { measureNat } from "../../main/probes/nat.ts";
import { measurePathMtu } from "../../main/probes/path-mtu/measure.ts";
import { measureReach } from "../../main/probes/reach.ts";
import { answer, runProbe, seeds } from "./run-probe.ts";

const hasIpv6 = true;
const gateway: GatewayTarget = {
  address: practiceAddresses.gatewayIpv6,
  family: "ipv6",
  ports: { ike: 500, natTraversal: 4500 },
};
const loss = (value: number): readonly PracticeFault[] => (value === 0 ? [] : [{ name: "loss", value }]);
const reach = (context: ProbeContext) => measureReach(context, gateway);
const pathMtu = (port: number) => (context: ProbeContext) =>
  measurePathMtu(context, gateway, { port, bait: "ke", linkMtuBytes: 1500 });
const fragments = (context: ProbeContext) => measureFragments(context, gateway, 500, "ke");

describe("over IPv6", () => {
  it.each([0, 5])("both ports answer IKE, at %d %% loss each way", async (percent) => {
    for (const seed of seeds(20)) {
      const run = await runProbe(reach, { hasIpv6, faults: loss(percent), seed });
      expect([answer("reach-udp-500", run), answer("reach-udp-4500", run)]).toEqual(["answered", "answered"]);
    }
  });

  it("the control port is refused, and no NAT is on the way", async () => {
    expect(answer("reach-udp-control", await runProbe(reach, { hasIpv6 }))).toBe("refused");
    const nat = await runProbe(
      async (context) => (await measureNat(context, gateway, [500], { versions: ["ikev2"] })).measurements,
      { hasIpv6 },
    );
    expect(answer("nat-present", nat)).toBe(false);
  });

  const cells = (["path-mtu", "mtu-black-hole"] as const).flatMap((name) =>
    [1280, 1387, 1400, 1492, 1500].flatMap((value) => [0, 10].map((percent) => ({ name, value, percent }))),
  );
  it.each(cells)("$name $value, $percent % loss each way: exact to the byte", async ({ name, value, percent }) => {
    const runs = seeds(percent === 0 ? 5 : 20);
    let wrong = 0;
    for (const seed of runs) {
      const run = await runProbe(pathMtu(seed % 2 === 0 ? 500 : 4500), {
        hasIpv6,
        faults: [{ name, value }, ...loss(percent)],
        seed,
      });
      if (answer("path-mtu", run) !== value) wrong += 1;
      expect(run.sent.every(({ packet }) => packet.sizeBytes >= 1280 && packet.sizeBytes <= 1500)).toBe(true);
      if (percent > 0 || value === 1500) continue;
      expect(answer("icmp-too-big", run)).toBe(name === "path-mtu");
    }
    expect(wrong).toBeLessThanOrEqual(percent === 0 ? 0 : 1);
  });

  it.each<[string, readonly PracticeFault[], boolean]>([
    ["arrive", [], true],
    ["arrive in the size that a router told", [{ name: "path-mtu", value: 1400 }], true],
    ["get lost where they are dropped", [{ name: "fragments-dropped" }], false],
    ["get lost in a black hole, which swallows them like any others", [{ name: "mtu-black-hole", value: 1400 }], false],
  ])("fragments %s", async (_, faults, expected) => {
    expect(answer("fragments-out", await runProbe(fragments, { hasIpv6, faults }))).toBe(expected);
  });
});
