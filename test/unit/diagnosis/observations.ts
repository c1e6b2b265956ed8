import type { LogEvent } from "../../../main/model/log-event.ts";
import type { Measurement, MeasurementKind } from "../../../main/model/measurement.ts";
import type { Conntrack, NetworkInterface, NetworkSnapshot } from "../../../main/model/network.ts";
import type { Observations } from "../../../main/model/observations.ts";
import type { Session } from "../../../main/model/session.ts";
import type { VpnProfile } from "../../../main/model/vpn-profile.ts";

/* Builders: each makes something plain that a test changes in the one place that matters to it. */

/** The moment at which every story of these tests begins. */
export const startMs = Date.parse("2026-03-02T08:00:00Z");

/** A time in seconds after the start, as a report writes it. */
export function at(seconds: number): string {
  return new Date(startMs + seconds * 1000).toISOString();
}

/** A log event so many seconds after the start; null for a line without a time. */
export function event(name: LogEvent["event"], seconds: number | null, more: Partial<LogEvent> = {}): LogEvent {
  return {
    atMs: seconds === null ? null : startMs + seconds * 1000,
    stack: "strongswan",
    event: name,
    source: "journal",
    raw: `a line that means ${name}`,
    fields: {},
    ...more,
  };
}

/** A session that connected at the start and dropped after `lengthSeconds` of it, for no reason that is known. */
export function drop(lengthSeconds: number, more: Partial<Session> = {}): Session {
  return {
    connection: "office",
    startedAt: at(-2),
    connectedAt: at(0),
    endedAt: at(lengthSeconds),
    lengthMs: lengthSeconds * 1000,
    outcome: "dropped",
    endedBy: "timeout",
    stage: "connected",
    before: [],
    natDetected: false,
    keepalivesSeen: false,
    duringRekey: false,
    ...more,
  };
}

/** A session that is up, connected so many seconds after the start. */
export function sessionUp(connectedAtSeconds: number): Session {
  return {
    connection: "office",
    connectedAt: at(connectedAtSeconds),
    outcome: "still-up",
    endedBy: "unknown",
    stage: "connected",
    before: [],
    natDetected: false,
    keepalivesSeen: false,
    duringRekey: false,
  };
}

/** An attempt that ended before anything was agreed. */
export function neverConnected(cause: LogEvent["event"]): Session {
  return {
    connection: "office",
    startedAt: at(0),
    endedAt: at(165),
    outcome: "never-connected",
    endedBy: "timeout",
    stage: "start",
    cause,
    before: [],
    natDetected: false,
    keepalivesSeen: false,
    duringRekey: false,
  };
}

/** A measurement that was made. */
export function measured(
  kind: MeasurementKind,
  value: NonNullable<Measurement["value"]>,
  more: Partial<Measurement> = {},
): Measurement {
  return { kind, outcome: "measured", value, method: "test", target: "203.0.113.9", details: {}, ...more };
}

/** A measurement that was tried and could not be decided, or could not be tried. */
export function notMeasured(
  kind: MeasurementKind,
  outcome: "unknown" | "failed",
  details: Measurement["details"] = {},
): Measurement {
  return { kind, outcome, method: "test", target: "203.0.113.9", reason: "for the test", details };
}

/** Answers of a gateway that is fine in every respect. */
export const healthyMeasurements: readonly Measurement[] = [
  measured("dns", "203.0.113.9"),
  measured("reach-icmp", "answered"),
  measured("reach-udp-500", "answered"),
  measured("reach-udp-4500", "answered"),
  measured("nat-present", true),
  measured("path-mtu", 1500, { unit: "bytes" }),
  measured("fragments-out", true),
];

/** The healthy measurements with some replaced, by kind. */
export function healthyBut(...changed: readonly Measurement[]): readonly Measurement[] {
  const kinds = new Set(changed.map((measurement) => measurement.kind));
  return [...healthyMeasurements.filter((measurement) => !kinds.has(measurement.kind)), ...changed];
}

export function profile(type: VpnProfile["type"], settings: VpnProfile["settings"] = {}): VpnProfile {
  return { name: "office", type, gateway: "vpn.example.com", origin: "/etc/swanctl/swanctl.conf", settings };
}

/** A network with one uplink of this address class. */
export function network(
  addressClass: NetworkInterface["addresses"][number]["addressClass"] = "private",
  kind: NetworkInterface["kind"] = "wired",
  conntrack?: Conntrack,
): NetworkSnapshot {
  const address = { address: "192.0.2.20", family: "ipv4", prefixLength: 24, addressClass } as const;
  return {
    takenAt: at(0),
    interfaces: [{ name: "eth0", kind, up: true, mtuBytes: 1500, addresses: [address] }],
    defaultRoutes: [{ family: "ipv4", interfaceName: "eth0", gatewayAddress: "192.0.2.1" }],
    dnsServers: ["192.0.2.1"],
    wifi: [],
    ...(conntrack === undefined ? {} : { conntrack }),
    notes: [],
  };
}

/** Observations of a Linux computer about which nothing else is known. */
export function observations(more: Partial<Observations> = {}): Observations {
  return {
    client: { os: "linux", osName: "Debian", osVersion: "12", osBuild: "6.1", arch: "x64", vpnClients: [] },
    profiles: [],
    network: network(),
    gateway: { host: "vpn.example.com", addresses: ["203.0.113.9"] },
    measurements: [],
    events: [],
    sessions: [],
    logSources: [],
    ...more,
  };
}
