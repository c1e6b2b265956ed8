import type { Client } from "../../model/client.ts";
import type { Measurement } from "../../model/measurement.ts";
import type { Conntrack } from "../../model/network.ts";
import { measured } from "../measured.ts";

/** What is known about the firewall of this computer, which may forget connections like a NAT does. */
export interface HostFirewall {
  readonly os: Client["os"];
  /** Connection tracking of Linux; absent where it is not loaded. */
  readonly conntrack?: Conntrack;
}

/**
 * Windows Filtering Platform, "ALE Stateful Filtering" (learn.microsoft.com): the idle timeout of UDP unicast flows is 60 s
 * by default. It counts for programs without a rule that lets packets in; Windows' own VPN has such rules.
 */
const windowsIdleSeconds = 60;
/** How far from a timeout of this computer a measured end must be to be somebody else's. */
const marginSeconds = 3;

/** Which timeout of the host belongs to which measurement. */
const conntrackTimeouts = {
  "nat-lifetime-unreplied": "udpTimeoutSeconds",
  "nat-lifetime-replied": "udpStreamTimeoutSeconds",
} as const;

/**
 * Says of every lifetime with an end whether the network or the firewall of this computer made it: `details.forgottenBy` is
 * `network`, or `unknown` with a reason. An end at the default of the Windows firewall becomes a lower bound, because it says
 * nothing about the NAT and the VPN of the system is exempt from it.
 */
export function withHostFirewall(measurements: readonly Measurement[], host: HostFirewall): readonly Measurement[] {
  return measurements.map((measurement) => {
    const { kind, low, high, details } = measurement;
    const isLifetime = kind === "nat-lifetime-unreplied" || kind === "nat-lifetime-replied";
    if (!isLifetime || measurement.outcome !== "measured" || low === undefined || high === undefined)
      return measurement;
    const reason = isBeyondHost(measurement) ? null : suspicion(kind, low, high, host);
    if (reason === null) return { ...measurement, details: { ...details, forgottenBy: "network" } };
    const told = { ...details, forgottenBy: "unknown", forgottenByReason: reason };
    if (host.os !== "windows") return { ...measurement, details: told };
    const { method, target } = measurement;
    const bounded = { unit: "s", low, details: { ...told, atLeast: true, endSeenSeconds: high } };
    return measured({ kind, method, target }, low, bounded);
  });
}

/** A new public port is the NAT's doing, and a packet that leaves this computer has passed its firewall. */
function isBeyondHost({ method, details }: Measurement): boolean {
  return method === "mapping-change" || method === "ike-nat-detection" || Number(details["shortestNatHop"]) > 1;
}

/** Why the host may have been it; null where it cannot have been. */
function suspicion(
  kind: keyof typeof conntrackTimeouts,
  low: number,
  high: number,
  { os, conntrack }: HostFirewall,
): string | null {
  const coincides = (seconds: number): boolean => low - marginSeconds <= seconds && seconds <= high + marginSeconds;
  switch (os) {
    case "windows":
      return coincides(windowsIdleSeconds)
        ? `the firewall of Windows forgets idle UDP of other programs after ${windowsIdleSeconds} s, whatever the NAT does`
        : null;
    case "linux": {
      const seconds = conntrack?.[conntrackTimeouts[kind]];
      // Loaded but empty: no rule of this computer asks for it.
      if (conntrack === undefined || conntrack.count === 0) return null;
      if (seconds === undefined) return "the connection tracking of this computer has a timeout that could not be read";
      return coincides(seconds) ? `the connection tracking of this computer forgets after ${seconds} s as well` : null;
    }
    case "macos":
      return "the packet filter of macOS, which is off by default, would forget as well";
  }
}
