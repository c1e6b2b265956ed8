import { measurementsEvidence } from "./evidence.ts";
import { measuredNumber, measuredValue, type Facts } from "./facts.ts";
import { pathMtuFixes } from "./fixes/path-mtu.ts";
import type { Match } from "./rule.ts";
import { recommendedMtu, requiredPathMtuBytes } from "./tunnel-size.ts";
import { profileInQuestion, settingBytes, tunnelType } from "./tunnel.ts";

export interface TooSmallPath {
  readonly pathMtuBytes: number;
  /** What the path must carry for the VPN's usual packets. */
  readonly requiredBytes: number;
  /** Undefined when it was not measured whether "packet too big" is heard. */
  readonly tooBigHeard: boolean | undefined;
}

/** The measured path, when it carries less than the tunnel needs; null when it is large enough or was not measured. */
export function tooSmallPath(facts: Facts): TooSmallPath | null {
  const pathMtuBytes = measuredNumber(facts, "path-mtu");
  if (pathMtuBytes === undefined) return null;
  const profile = profileInQuestion(facts);
  const requiredBytes = requiredPathMtuBytes(
    tunnelType(facts),
    settingBytes(profile, "mtu", "MTU", "tun-mtu", "tunnel-mtu"),
  );
  if (pathMtuBytes >= requiredBytes) return null;
  const heard = measuredValue(facts, "icmp-too-big");
  return { pathMtuBytes, requiredBytes, tooBigHeard: heard === undefined ? undefined : heard !== false };
}

/** The finding about such a path; whether it is a black hole is for the rules to say. */
export function tooSmallPathMatch(facts: Facts, { pathMtuBytes, requiredBytes }: TooSmallPath): Match {
  const family = facts.measurement("path-mtu")?.target.startsWith("[") === true ? "ipv6" : "ipv4";
  const { mtuBytes, mssBytes } = recommendedMtu(tunnelType(facts), family, pathMtuBytes);
  return {
    severity: "degrades",
    // The size was measured, and that it is below the needed one is arithmetic.
    confidence: "certain",
    evidence: [
      ...measurementsEvidence(facts.measurement("path-mtu"), facts.measurement("icmp-too-big")),
      {
        text: `The VPN needs ${requiredBytes} bytes for its usual packets; the path carries ${pathMtuBytes}, which leaves ${mtuBytes} in the tunnel.`,
      },
    ],
    fixes: pathMtuFixes({ pathMtuBytes, tunnelMtuBytes: mtuBytes, mssBytes }),
  };
}
