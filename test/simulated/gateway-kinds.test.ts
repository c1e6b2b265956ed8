import { describe, expect, it } from "vitest";
import { success } from "../../main/model/failure.ts";
import { practiceAddresses } from "../../main/practice/addresses.ts";
import { blockThreshold } from "../../main/practice/half-open.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import type { GatewayTarget, ProbeContext } from "../../main/probes/context.ts";
import { measureDpi } from "../../main/probes/dpi/measure.ts";
import { measureEspInUdp } from "../../main/probes/esp-in-udp.ts";
import { measureFragments } from "../../main/probes/fragments.ts";
import type { BaitKind } from "../../main/probes/ike/baits.ts";
import { measureNat, type NatOptions } from "../../main/probes/nat.ts";
import { measureNatType, natTypePacketBudget } from "../../main/probes/nat-type/measure.ts";
import { measurePathMtu } from "../../main/probes/path-mtu/measure.ts";
import { measureReach } from "../../main/probes/reach.ts";
import { encodeXorAddress, stunAttributeTypes } from "../../main/probes/stun/attributes.ts";
import { encodeStunMessage, parseStunMessage } from "../../main/probes/stun/message.ts";
import { answer, runProbe, seeds, the } from "./run-probe.ts";

const ikev1Only: PracticeFault = { name: "ikev1-only" };
const loss = (value: number): readonly PracticeFault[] => (value === 0 ? [] : [{ name: "loss", value }]);
const natBy =
  (options: NatOptions, ports: readonly [number, ...number[]] = [500, 4500]) =>
  async (context: ProbeContext, target: GatewayTarget) =>
    (await measureNat(context, target, ports, options)).measurements;

describe("a gateway that speaks IKEv1 only", () => {
  it("is found by a weak proposal, on both ports, also at 5 % loss", async () => {
    for (const lossPercent of [0, 5]) {
      for (const seed of seeds(30)) {
        const run = await runProbe(measureReach, { faults: [ikev1Only, ...loss(lossPercent)], seed });
        expect([answer("reach-udp-500", run), answer("reach-udp-4500", run)]).toEqual(["answered", "answered"]);
        expect(answer("ike-version", run)).toBe("ikev1");
        expect(the("reach-udp-500", run).details["bait"]).toBe("v1np");
      }
    }
  });

  it("tells about the NAT in four messages of Main Mode", async () => {
    let undecided = 0;
    for (const lossPercent of [0, 5, 10]) {
      for (const seed of seeds(40)) {
        const faults = [ikev1Only, ...loss(lossPercent)];
        const run = await runProbe(natBy({ versions: ["ikev1"] }, [500]), { faults, seed });
        const { outcome, value, details } = the("nat-present", run);
        if (outcome !== "measured") undecided += 1;
        else expect([value, details["gatewayBehindNatOrForced"]]).toEqual([true, false]);
        expect(run.sent.length).toBeLessThanOrEqual(6);
      }
    }
    expect(undecided).toBeLessThanOrEqual(6);
  });

  it("is asked in IKEv1 only after it has refused IKEv2, not after silence", async () => {
    const run = await runProbe(natBy({ versions: ["ikev2", "ikev1"] }, [500]), { faults: [ikev1Only] });
    expect(answer("nat-present", run)).toBe("unknown");
    expect(run.sent.length).toBe(3);
  });

  it.each([1280, 1387, 1400, 1492, 1500])("lets the path MTU %i be found by weak proposals", async (value) => {
    for (const seed of seeds(15)) {
      const run = await runProbe(
        (context, target) => measurePathMtu(context, target, { port: 500, bait: "v1np", linkMtuBytes: 1500 }),
        { faults: [ikev1Only, { name: "mtu-black-hole", value }, ...loss(5)], seed },
      );
      expect(answer("path-mtu", run)).toBe(value);
    }
  });

  it.each([true, false])("lets fragments be tried (they pass: %s)", async (pass) => {
    const faults: readonly PracticeFault[] = pass ? [ikev1Only] : [ikev1Only, { name: "fragments-dropped" }];
    const run = await runProbe(
      async (context, target) => [
        ...(await measureFragments(context, target, 500, "v1np")),
        // Not one of all these messages has counted against us: the gateway still answers a handshake at once.
        ...(await natBy({ versions: ["ikev1"] }, [500])(context, target)),
      ],
      { faults },
    );
    expect(answer("fragments-out", run)).toBe(pass);
    expect(answer("nat-present", run)).toBe(true);
  });
});

describe("baits", () => {
  it.each(["ke", "v1np", "ver"] as const)("%s finds a path MTU as exactly as the others", async (bait: BaitKind) => {
    for (const port of [500, 4500]) {
      const run = await runProbe(
        (context, target) => measurePathMtu(context, target, { port, bait, linkMtuBytes: 1500 }),
        { faults: [{ name: "path-mtu", value: 1417 }] },
      );
      expect(answer("path-mtu", run)).toBe(1417);
    }
  });
});

describe("the external port", () => {
  const publicAddress = practiceAddresses.routerOutside;
  it.each([
    ["ikev1", "preserved"],
    ["ikev1", "random"],
    ["ikev2", "preserved"],
    ["ikev2", "random"],
  ] as const)("is recovered from %s hashes behind a NAT with ports %s", async (version, natPorts) => {
    let found = new Map<number, number>();
    let localPort: number | undefined;
    const run = await runProbe(
      async (context, target) => {
        const nat = await measureNat(context, target, [500, 4500], { versions: [version], publicAddress });
        found = new Map(nat.externalPorts);
        localPort = nat.localPort;
        return nat.measurements;
      },
      { natPorts },
    );
    expect([...found.keys()]).toEqual([500, 4500]);
    expect(found.get(500) === found.get(4500)).toBe(natPorts === "preserved");
    expect(found.get(500) === localPort).toBe(natPorts === "preserved");
    expect(the("nat-present", run).details["portPreserved"]).toBe(natPorts === "preserved");
    const cookies = new Set(run.sent.map(({ packet }) => packet.payload.subarray(0, 12).join()));
    expect(cookies.size).toBeLessThan(blockThreshold);
  });

  it("asks for no third half-open SA within 32 s, and says why", async () => {
    const run = await runProbe(async (context, target) => {
      await measureNat(context, target, [500, 4500]);
      return natBy({ versions: ["ikev2"] }, [500])(context, target);
    }, {});
    expect(the("nat-present", run)).toMatchObject({
      outcome: "unknown",
      reason: expect.stringContaining("polite") as string,
    });
    expect(run.sent.length).toBe(2);
  });
});

describe("interference", () => {
  const dpi = (context: ProbeContext, target: GatewayTarget) =>
    measureDpi(context, target, { port: 500, ike: "ke", largeBytes: 1200, withBurst: true });
  const esp = (context: ProbeContext, target: GatewayTarget) => measureEspInUdp(context, target, "ke", 1200);

  it.each([
    [[], "none"],
    [[{ name: "dpi" }], "content"],
    [[{ name: "dpi", value: 8 }], "rate"],
    [[{ name: "udp-500-blocked" }], "unknown"],
    [[{ name: "gateway-silent" }], "unknown"],
  ] as readonly (readonly [readonly PracticeFault[], string])[])("with %j is: %s", async (faults, value) => {
    for (const lossPercent of [0, 2]) {
      const run = await runProbe(dpi, { faults: [...faults, ...loss(lossPercent)] });
      expect(answer("dpi", run)).toBe(value);
      expect(run.sent.length).toBeLessThanOrEqual(64);
      expect(run.packetsCounted).toBe(run.sent.length);
    }
  });

  it("is seen in nothing but loss in fewer than 1 of 200 runs at 10 % each way", async () => {
    let wrong = 0;
    for (const seed of seeds(400)) {
      const run = await runProbe(dpi, { faults: loss(10), seed });
      if (answer("dpi", run) !== "none" && answer("dpi", run) !== "unknown") wrong += 1;
    }
    expect(wrong).toBeLessThan(2);
  });

  it("of encrypted data is told from loss", async () => {
    let wrong = 0;
    for (const seed of seeds(200)) {
      const open = await runProbe(esp, { faults: loss(10), seed });
      const closed = await runProbe(esp, { faults: [{ name: "esp-blocked" }, ...loss(10)], seed });
      if (answer("esp-in-udp", open) === false || answer("esp-in-udp", closed) === true) wrong += 1;
      expect(open.sent.length).toBeLessThanOrEqual(38);
    }
    expect(wrong).toBe(0);
    expect(answer("esp-in-udp", await runProbe(esp, { faults: [{ name: "esp-blocked" }] }))).toBe(false);
    expect(answer("esp-in-udp", await runProbe(esp, {}))).toBe(true);
  });
});

describe("the kind of the NAT", () => {
  const server = { address: practiceAddresses.responder, family: "ipv4", port: 3478 } as const;
  const natType = async (context: ProbeContext) => (await measureNatType(context, server)).measurements;

  it.each([
    ["preserved", "endpoint-independent"],
    ["random", "address-and-port-dependent"],
  ] as const)("with ports %s: mapping %s, filtering by address and port", async (natPorts, mapping) => {
    for (const lossPercent of [0, 5]) {
      for (const seed of seeds(10)) {
        const run = await runProbe(natType, { natPorts, seed, faults: loss(lossPercent) });
        expect(answer("nat-external-address", run)).toBe(practiceAddresses.routerOutside);
        expect(answer("nat-mapping", run)).toBe(mapping);
        expect(answer("nat-filtering", run)).toBe("address-and-port-dependent");
        expect(answer("cgnat", run)).toBe("unknown");
        expect(run.sent.length).toBeLessThanOrEqual(natTypePacketBudget);
        expect(run.packetsCounted).toBe(run.sent.length);
      }
    }
  });

  it.each([
    [true, "preserved", "yes"],
    [false, "preserved", "no"],
    [false, "random", "no"],
  ] as const)("hairpinning %s with ports %s is told as %s", async (hairpins, natPorts, hairpinning) => {
    for (const seed of seeds(10)) {
      const run = await runProbe(natType, { hairpins, natPorts, seed, faults: loss(5) });
      expect(the("nat-mapping", run).details).toEqual({ hairpinning });
      expect(run.sent.length).toBeLessThanOrEqual(natTypePacketBudget);
    }
  });

  it("asks nobody inside whether the NAT does hairpinning, whatever the server says", async () => {
    const isHome = (address: string) => address.startsWith("192.168.");
    const lying = async (context: ProbeContext) => {
      const { udp } = context;
      const told: string[] = [];
      const open: typeof udp.open = async (options) => {
        const opened = await udp.open(options);
        if (!opened.ok) return opened;
        const { receive, send } = opened.value;
        return success({
          ...opened.value,
          send: (payload, port, address = options.remoteAddress) => {
            told.push(address);
            return send(payload, port, address);
          },
          receive: async (...wait) => {
            const arrival = await receive(...wait);
            return arrival?.kind === "datagram" ? { ...arrival, payload: claimHome(arrival.payload) } : arrival;
          },
        });
      };
      const found = (await measureNatType({ ...context, udp: { open } }, server)).measurements;
      expect(told.some(isHome)).toBe(false);
      return found;
    };
    const run = await runProbe(lying, { hairpins: true });
    expect(answer("nat-external-address", run)).toBe("192.168.77.9");
    expect(the("nat-mapping", run).details).toEqual({ hairpinning: "unknown" });
  });

  it("is unknown, with the reason, where no server answers", async () => {
    const nobody = { address: "198.51.100.99", family: "ipv4", port: 3478 } as const;
    const run = await runProbe(async (context) => (await measureNatType(context, nobody)).measurements, {});
    for (const kind of ["nat-external-address", "nat-mapping", "nat-filtering", "cgnat"] as const) {
      expect(the(kind, run)).toMatchObject({ outcome: "unknown", reason: "the STUN server did not answer" });
    }
  });

  it("sends nothing once it was stopped", async () => {
    const run = await runProbe(natType, { cancelAtMs: 30 });
    expect(run.sent.filter(({ atMs }) => atMs > 30)).toEqual([]);
  });
});

/** The same answer, but with a public address that is one of the home. */
function claimHome(payload: Uint8Array): Uint8Array {
  const parsed = parseStunMessage(payload);
  if (!parsed.ok) return payload;
  const { transactionId, attributes } = parsed.value;
  const value = encodeXorAddress({ address: "192.168.77.9", port: 40_000 + payload.length }, transactionId);
  const isMapped = (type: number) => type === stunAttributeTypes.xorMappedAddress;
  const claimed = attributes.map((entry) => (isMapped(entry.type) ? { ...entry, value } : entry));
  return encodeStunMessage({ ...parsed.value, attributes: claimed });
}
