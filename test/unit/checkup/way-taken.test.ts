import { describe, expect, it } from "vitest";
import { findWay, type WayQuestion } from "../../../main/checkup/way-taken.ts";
import { failure, success } from "../../../main/model/failure.ts";
import type { NetworkInterface, NetworkSnapshot } from "../../../main/model/network.ts";
import { scriptedWorld } from "../probes/scripted-udp.ts";

const link = (name: string, kind: NetworkInterface["kind"], address: string, mtuBytes: number): NetworkInterface => ({
  name,
  kind,
  up: true,
  mtuBytes,
  addresses: [{ address, family: "ipv4", prefixLength: 24, addressClass: "private" }],
});

const network: NetworkSnapshot = {
  takenAt: "2026-03-02T08:00:00.000Z",
  interfaces: [link("wlan0", "wifi", "192.168.77.20", 1492), link("tun0", "tunnel", "10.8.0.2", 1400)],
  defaultRoutes: [{ family: "ipv4", interfaceName: "wlan0", gatewayAddress: "192.168.77.1" }],
  dnsServers: [],
  wifi: [],
  notes: [],
};

/** @param bindsTo what the socket says that it is bound to */
async function way(question: Partial<WayQuestion>, bindsTo?: string) {
  const { context, opened, sent, closed } = scriptedWorld({ answer: () => [] });
  const udp: WayQuestion["udp"] = {
    open: async (options) => {
      const socket = await context.udp.open(options);
      return socket.ok && bindsTo !== undefined ? success({ ...socket.value, interfaceName: bindsTo }) : socket;
    },
  };
  const route = success({ interfaceName: "wlan0", linkMtuBytes: 1492 });
  const asked = { udp, network, route, address: "203.0.113.10", family: "ipv4", chosen: undefined } as const;
  const taken = await findWay({ ...asked, ...question });
  return { ...taken, bound: opened[0]?.bindAddress, sent, closed: closed() };
}

describe("the way that the probes take", () => {
  it("is the one that the routes lead, where that is no tunnel", async () => {
    const taken = await way({});
    expect(taken).toMatchObject({ bindAddress: undefined, linkMtuBytes: 1492, sent: [], closed: 1 });
    expect(taken.measurement).toMatchObject({
      value: "wlan0",
      details: {
        throughTunnel: false,
        defaultRoute: "wlan0 via 192.168.77.1",
        leavesFrom: "192.168.77.20",
        leavesBy: "wlan0",
      },
    });
  });

  it("is outside of a tunnel, with the MTU of the link outside", async () => {
    const route = success({ interfaceName: "tun0", linkMtuBytes: 1400 });
    const taken = await way({ route }, "wlan0");
    expect(taken).toMatchObject({ bindAddress: "192.168.77.20", bound: "192.168.77.20", linkMtuBytes: 1492 });
    expect(taken.measurement.details).toMatchObject({
      throughTunnel: true,
      boundTo: "192.168.77.20",
      leavesBy: "wlan0",
    });
  });

  it("is not claimed to be outside where the system does not bind to an interface", async () => {
    const taken = await way({ route: success({ interfaceName: "tun0", linkMtuBytes: 1400 }) });
    expect(taken.measurement.details).not.toHaveProperty("leavesBy");
    expect(taken.linkMtuBytes).toBeUndefined();
  });

  it.each(["192.168.77.20", "wlan0"])("is the one that a person chose as %s", async (chosen) => {
    expect((await way({ chosen }, "wlan0")).bound).toBe("192.168.77.20");
  });

  it("is not known where there is no route, and nothing was read", async () => {
    const taken = await way({ route: failure("unreachable", "no route"), network: undefined });
    expect(taken.measurement).toMatchObject({ outcome: "failed", reason: "no route" });
    expect(taken).toMatchObject({ bindAddress: undefined, linkMtuBytes: undefined });
  });
});
