import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { NetworkInterface, NetworkSnapshot } from "../../../main/model/network.ts";
import { dropCauses } from "../../../main/watch/drop-causes.ts";
import type { TunnelReport } from "../../../main/model/vpn-state.ts";
import {
  advanceWatch,
  startWatch,
  tunnelsNow,
  type DropFound,
  type WatchInput,
  type WatchOutput,
} from "../../../main/watch/watch-machine.ts";
import { unknownClient } from "../../../main/checkup/fallbacks.ts";

const startMs = Date.UTC(2026, 10, 23, 10);
const wired = (name: string, address: string): NetworkInterface => ({
  name,
  kind: "wired",
  up: true,
  addresses: [{ address, family: "ipv4", prefixLength: 24, addressClass: "private" }],
});
const tunnel: NetworkInterface = { name: "tun0", kind: "tunnel", up: true, addresses: [] };
const networkWith = (...interfaces: readonly NetworkInterface[]): NetworkSnapshot => ({
  takenAt: new Date(startMs).toISOString(),
  interfaces: [...interfaces],
  defaultRoutes: [{ family: "ipv4", interfaceName: "eth0", gatewayAddress: "192.168.1.1" }],
  dnsServers: [],
  wifi: [],
  notes: [],
});
const home = networkWith(wired("eth0", "192.168.1.7"));

/** Runs a watch over inputs, each at its second, and gives everything that it says. */
function watch(timed: readonly (readonly [second: number, input: WatchInput])[], begin = home) {
  const clock = (second: number) => ({ wallMs: startMs + second * 1000, monotonicMs: second * 1000 });
  let state = startWatch({ watchId: "w", network: begin }, clock(0));
  const outputs: WatchOutput[] = [];
  for (const [second, input] of timed) {
    const advanced = advanceWatch(state, input, clock(second));
    state = advanced.state;
    outputs.push(...advanced.outputs);
  }
  return { state, outputs };
}

const seen = (
  second: number,
  network: NetworkSnapshot,
  bytes?: number,
  tunnels: readonly TunnelReport[] = [],
): readonly [number, WatchInput] => [
  second,
  {
    kind: "network",
    network: { ...network, takenAt: new Date(startMs + second * 1000).toISOString() },
    counters: bytes === undefined ? [] : [{ interfaceName: "tun0", receivedBytes: bytes, sentBytes: 0 }],
    tunnels,
  },
];
const logged = (second: number, ...events: readonly LogEvent["event"][]): readonly [number, WatchInput] => [
  second,
  {
    kind: "events",
    events: events.map((event) => ({
      atMs: startMs + second * 1000,
      stack: "strongswan",
      event,
      source: "charon.log",
      raw: event,
      connection: "work[1]",
      peer: "203.0.113.10",
      fields: { ikeNumber: "1" },
    })),
  },
];
const kinds = (outputs: readonly WatchOutput[]) =>
  outputs
    .filter(({ kind }) => kind !== "log")
    .map((output) =>
      output.kind === "change" ? output.change.reason : output.kind === "drop-found" ? "drop" : output.kind,
    );
const causes = (outputs: readonly WatchOutput[]) =>
  outputs.flatMap((output) => (output.kind === "drop-found" ? codesOf(output) : []));
const codesOf = ({ session, ...drop }: DropFound) =>
  dropCauses(session, { ...drop, client: unknownClient, utcOffsetMinutes: () => 0 }).map(({ code }) => code);

const up = logged(1, "ike_sa_established", "ipsec_sa_established");
const moved = networkWith(wired("eth0", "192.168.9.7"));

describe("advanceWatch", () => {
  it("blames the address that changed before a drop", () => {
    const { outputs } = watch([up, seen(30, moved), logged(40, "retransmit"), logged(60, "retransmit_giveup")]);
    expect(kinds(outputs)).toEqual(["address-changed", "drop"]);
    expect(causes(outputs)[0]).toBe("client-mobility");
  });

  it("blames no change for a tunnel that lived on, nor for a drop long after it", () => {
    const lives = [up, seen(30, moved), logged(32, "mobike_update", "ike_peer_replied")] as const;
    expect(kinds(watch(lives).outputs)).toEqual(["address-changed"]);
    const { outputs } = watch([...lives, logged(3_000, "retransmit"), logged(3_020, "retransmit_giveup")]);
    expect(kinds(outputs)).toEqual(["address-changed", "drop"]);
    expect(causes(outputs)).not.toContain("client-mobility");
  });

  it("blames sleep, which it finds by a tick that is late", () => {
    const ticks = [2, 4, 6].map((second): readonly [number, WatchInput] => [second, { kind: "tick" }]);
    const { outputs } = watch([
      up,
      ...ticks,
      [900, { kind: "tick" }],
      logged(901, "retransmit"),
      logged(930, "retransmit_giveup"),
    ]);
    expect(kinds(outputs)).toEqual(["slept", "drop"]);
    expect(causes(outputs)[0]).toBe("client-sleep");
  });

  it("tells one drop once, whatever is logged afterwards", () => {
    const { outputs } = watch([up, logged(60, "retransmit_giveup"), logged(61, "retransmit"), seen(70, moved)]);
    expect(outputs.filter(({ kind }) => kind === "drop-found")).toHaveLength(1);
  });

  it("knows by the past that a session was up, but tells of no past", () => {
    const [, input] = logged(-3_600, "ike_sa_established", "ipsec_sa_established");
    const past = (inputs: readonly WatchInput[]): WatchInput => ({
      kind: "past",
      events: inputs.flatMap((one) => (one.kind === "events" ? one.events : [])),
    });
    // A line that says nothing by itself of a tunnel that was up.
    expect(kinds(watch([logged(60, "retransmit_giveup")]).outputs)).toEqual([]);
    const before = past([input, logged(-7_000, "ipsec_sa_established", "retransmit_giveup")[1]]);
    const { outputs } = watch([[1, before], logged(60, "retransmit_giveup")]);
    expect(kinds(outputs)).toEqual(["drop"]);
    expect(outputs.find(({ kind }) => kind === "drop-found")).toMatchObject({ session: { lengthMs: 3_660_000 } });
    expect(outputs.filter(({ kind }) => kind === "log")).toHaveLength(1);
  });

  it("takes a line once that was read and then followed, whichever came first", () => {
    const established = logged(-60, "ike_sa_established", "ipsec_sa_established")[1];
    const end = logged(1, "retransmit_giveup")[1];
    const all = [established, end].flatMap((one) => (one.kind === "events" ? one.events : []));
    for (const inputs of [
      [{ kind: "past", events: all }, end],
      [end, { kind: "past", events: all }],
    ] satisfies WatchInput[][]) {
      const { outputs, state } = watch(inputs.map((input, index) => [2 + index, input] as const));
      expect(kinds(outputs)).toEqual(["drop"]);
      expect(state.sessions.events).toHaveLength(3);
    }
  });

  it("does not tell of sessions that were over before it began", () => {
    expect(kinds(watch([logged(-90, "ipsec_sa_established"), logged(-60, "retransmit_giveup")]).outputs)).toEqual([]);
  });

  it("tells tunnels up and down, their server and when they fall idle", () => {
    const open = networkWith(wired("eth0", "192.168.1.7"), tunnel);
    const { outputs, state } = watch([
      up,
      seen(2, open, 0),
      seen(12, open, 90_000),
      seen(22, open, 90_100),
      seen(52, open, 90_200),
    ]);
    expect(kinds(outputs)).toEqual(["vpn-interface-up", "vpn-up", "vpn-idle"]);
    expect(tunnelsNow(state)).toMatchObject([{ interfaceName: "tun0", server: "203.0.113.10", idleMs: 40_000 }]);
  });

  it("tells by its address inside which interface a tunnel has, and who keeps it", () => {
    const report: TunnelReport = {
      connection: "office",
      type: "ikev2",
      server: "203.0.113.99",
      insideAddresses: ["10.9.0.2"],
      receivedBytes: 5,
      sentBytes: 6,
    };
    const inside = { address: "10.9.0.2", family: "ipv4", prefixLength: 32, addressClass: "private" } as const;
    const open = networkWith(wired("eth0", "192.168.1.7"), { ...tunnel, addresses: [inside] });
    const { outputs, state } = watch([up, seen(2, open, 0, [report])]);
    expect(kinds(outputs)).toEqual(["vpn-interface-up", "vpn-up"]);
    // The counters of the interface are younger than the report.
    expect(tunnelsNow(state)).toMatchObject([
      { interfaceName: "tun0", connection: "office", type: "ikev2", server: "203.0.113.99", receivedBytes: 0 },
    ]);
  });

  it("tells of a tunnel without an interface, which counts as idle only by what was counted anew", () => {
    const report = (bytes: number): TunnelReport => ({
      ...{ connection: "office", type: "ikev2", insideAddresses: [], receivedBytes: bytes, sentBytes: bytes },
    });
    const first = report(1_000);
    const second = report(90_000);
    const third = report(90_001);
    const { outputs } = watch([
      seen(2, home, undefined, [first]),
      seen(50, home, undefined, [first]),
      seen(62, home, undefined, [second]),
      seen(122, home, undefined, [third]),
      seen(130, home, undefined, []),
    ]);
    const told = outputs.flatMap((output) => ("vpn" in output ? [[output.at.slice(14, 19), output.kind]] : []));
    expect(told).toEqual([
      ["00:02", "vpn-up"],
      ["02:02", "vpn-idle"],
      ["02:10", "vpn-down"],
    ]);
    expect(outputs.find(({ kind }) => kind === "drop-found")).toMatchObject({ session: { connection: "office" } });
  });

  it("does not keep a tunnel up because an old report names its interface", () => {
    const report: TunnelReport = { connection: "office", type: "ikev2", interfaceName: "tun0", insideAddresses: [] };
    const open = networkWith(wired("eth0", "192.168.1.7"), tunnel);
    const { state } = watch([seen(2, open, 0, [report]), seen(9, home, undefined, [report])]);
    expect(tunnelsNow(state)).toEqual([]);
  });

  it("takes the end of an interface for a drop only where no daemon is heard", () => {
    const open = networkWith(wired("eth0", "192.168.1.7"), tunnel);
    expect(kinds(watch([seen(2, open), seen(50, home)]).outputs)).toEqual([
      "vpn-interface-up",
      "vpn-up",
      "vpn-interface-down",
      "vpn-down",
      "drop",
    ]);
    expect(kinds(watch([up, seen(2, open), seen(50, home)]).outputs)).not.toContain("drop");
  });

  it("does not blame the addresses that the tunnel's own interface gets", () => {
    const open = networkWith(wired("eth0", "192.168.1.7"), tunnel);
    const inside = { ...tunnel, addresses: wired("tun0", "10.9.0.2").addresses };
    const addressed = networkWith(wired("eth0", "192.168.1.7"), inside);
    const { outputs } = watch([seen(2, open), seen(3, addressed), seen(9, home)]);
    expect(kinds(outputs)).toContain("address-changed");
    expect(outputs.find(({ kind }) => kind === "drop-found")).toMatchObject({ session: { before: [] } });
    expect(causes(outputs)).not.toContain("client-mobility");
  });

  it("does not blame the default route that a tunnel takes and gives back, nor its address", () => {
    const taken = {
      ...networkWith(wired("eth0", "192.168.1.7"), tunnel),
      defaultRoutes: [{ family: "ipv4" as const, interfaceName: "tun0" }],
    };
    const { outputs } = watch([up, seen(2, taken), logged(40, "ike_sa_deleted_by_peer"), seen(40.2, home)]);
    expect(kinds(outputs)).toEqual(["vpn-interface-up", "vpn-up", "drop", "vpn-interface-down", "vpn-down"]);
    expect(causes(outputs)).not.toContain("client-mobility");
  });
});
