import type { Session } from "../../../main/model/session.ts";
import type { SystemFacts } from "../../../main/model/system-facts.ts";
import {
  drop,
  event,
  healthyMeasurements,
  measured,
  network,
  observations,
  profile,
  sessionUp,
} from "./observations.ts";
import type { Situation } from "./situation.ts";

/* Causes that are settings and programs of the computer itself. */

const unknown = { state: "unknown", reason: "for the test" } as const;
const notSet = { state: "not-set" } as const;

function system(more: Partial<SystemFacts> = {}): SystemFacts {
  return { clockSynchronized: { answer: "yes" }, running: [], udpListeners: [], notes: [], ...more };
}

function windows(assumed: number | typeof notSet | typeof unknown, prohibitIpSec = 0) {
  const assumeUdpEncapsulation = typeof assumed === "number" ? ({ state: "set", value: assumed } as const) : assumed;
  const registry = { assumeUdpEncapsulation, prohibitIpSec: { state: "set", value: prohibitIpSec } as const };
  return { ...observations().client, os: "windows" as const, system: system({ registry }) };
}

function linux(more: Partial<SystemFacts>) {
  return { ...observations().client, system: system(more) };
}

const l2tp = { profiles: [profile("l2tp-ipsec")] };
const gatewayBehindNat = [measured("nat-present", true, { details: { gatewayBehindNatOrForced: true } })];
const failed: readonly Session[] = [
  {
    connection: "office",
    outcome: "never-connected",
    endedBy: "timeout",
    stage: "ike",
    before: [],
    natDetected: false,
    keepalivesSeen: false,
    duringRekey: false,
  },
];
const unexplained = [drop(2_400)];
const charon = { name: "strongSwan", kind: "ike-service", process: "charon" } as const;
const pluto = { name: "Libreswan", kind: "ike-service", process: "pluto" } as const;
const tailscale = { name: "Tailscale", kind: "vpn-client", process: "tailscaled" } as const;

const notYetValid = event("cert_expired", 0, { fields: { from: "Jan 01 00:00:00 2027", to: "Jan 01 00:00:00 2028" } });

export const thisComputerSituations: readonly Situation[] = [
  {
    name: "Windows refuses a gateway behind a NAT, and an attempt failed",
    given: { ...l2tp, client: windows(notSet), measurements: gatewayBehindNat, sessions: failed },
    expected: ["nat-t-registry certain blocks"],
  },
  {
    name: "Windows is set to refuse a gateway behind a NAT; no log tells of attempts",
    given: { ...l2tp, client: windows(0), measurements: gatewayBehindNat },
    expected: ["nat-t-registry likely blocks"],
  },
  {
    name: "the value allows a NAT at the gateway, but not one here as well",
    given: { ...l2tp, client: windows(1), measurements: gatewayBehindNat },
    expected: ["nat-t-registry likely blocks"],
  },
  {
    name: "the value could not be read, and an attempt failed",
    given: { ...l2tp, client: windows(unknown), measurements: gatewayBehindNat, sessions: failed },
    expected: ["nat-t-registry possible blocks"],
  },
  {
    name: "the value is not set, but sessions connect",
    given: { ...l2tp, client: windows(notSet), measurements: gatewayBehindNat, sessions: [sessionUp(0)] },
    expected: ["nat-t-registry possible notice"],
  },
  {
    name: "Windows allows NAT at both ends",
    given: { ...l2tp, client: windows(2), measurements: gatewayBehindNat, sessions: failed },
    expected: [],
  },
  {
    name: "the gateway has its own public address",
    given: { ...l2tp, client: windows(notSet), measurements: [measured("nat-present", true)], sessions: failed },
    expected: [],
  },
  {
    name: "the same Windows with IKEv2",
    given: { profiles: [profile("ikev2")], client: windows(notSet), measurements: gatewayBehindNat, sessions: failed },
    expected: [],
  },
  {
    name: "Windows uses L2TP without IPsec, and an attempt failed",
    given: { ...l2tp, client: windows(2, 1), sessions: failed },
    expected: ["nat-t-registry likely blocks"],
  },
  {
    name: "Windows uses L2TP without its own policy, and it works",
    given: { ...l2tp, client: windows(2, 1), sessions: [sessionUp(0)] },
    expected: ["nat-t-registry possible notice"],
  },
  {
    name: "two IKE services and a drop",
    given: { client: linux({ running: [charon, pluto] }), sessions: unexplained },
    expected: ["conflicting-software likely degrades"],
  },
  {
    name: "two IKE services and no trouble",
    given: { client: linux({ running: [charon, pluto] }), measurements: healthyMeasurements },
    expected: ["conflicting-software possible notice"],
  },
  {
    name: "a stranger on UDP port 500 and a failed attempt",
    given: { client: linux({ udpListeners: [{ port: 500, process: "vpnsrv" }] }), sessions: failed },
    expected: ["conflicting-software possible degrades"],
  },
  {
    name: "another VPN runs and there are drops",
    given: { client: linux({ running: [charon, tailscale] }), sessions: unexplained },
    expected: ["conflicting-software possible notice"],
  },
  {
    name: "another VPN runs, and the drops are explained",
    given: {
      client: linux({ running: [charon, tailscale] }),
      sessions: [drop(600, { cause: "sa_expired" })],
      events: [event("sa_expired", 600)],
    },
    expected: ["ike-rekey-failure certain degrades"],
  },
  {
    name: "another VPN runs and nothing is wrong",
    given: { client: linux({ running: [charon, tailscale] }), measurements: healthyMeasurements },
    expected: [],
  },
  {
    name: "only the VPN's own service holds the ports",
    given: {
      client: linux({ running: [charon], udpListeners: [{ port: 500, process: "charon" }] }),
      sessions: unexplained,
    },
    expected: [],
  },
  {
    name: "a certificate from the future, and nobody keeps the clock",
    given: { client: linux({ clockSynchronized: { answer: "no" } }), events: [notYetValid] },
    expected: ["clock-skew likely blocks"],
  },
  {
    name: "the clock shows a time before this program was made",
    given: { client: linux({}), network: { ...network(), takenAt: "1970-01-01T00:03:00.000Z" } },
    expected: ["clock-skew certain degrades"],
  },
  {
    name: "a clock that was measured to be off",
    given: { measurements: [measured("clock-offset", -7_200, { unit: "s" })] },
    expected: ["clock-skew likely notice"],
  },
  {
    name: "a clock that was measured to be off, and a refused certificate",
    given: { measurements: [measured("clock-offset", -7_200, { unit: "s" })], events: [notYetValid] },
    expected: ["clock-skew likely blocks"],
  },
  {
    name: "a clock that is off by a minute",
    given: { measurements: [measured("clock-offset", 60, { unit: "s" })] },
    expected: [],
  },
  {
    name: "nobody keeps the clock, and nothing is wrong",
    given: { client: linux({ clockSynchronized: { answer: "no" } }), measurements: healthyMeasurements },
    expected: [],
  },
];
