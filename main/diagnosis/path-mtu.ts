import type { Evidence } from "../model/finding.ts";
import { measurementsEvidence } from "./evidence.ts";
import { measuredNumber, measuredValue, type Facts } from "./facts.ts";
import { pathMtuFixes } from "./fixes/path-mtu.ts";
import type { Match } from "./rule.ts";
import { recommendedMtu, requiredPathMtuBytes } from "./tunnel-size.ts";
import { profileInQuestion, settingBytes, tunnelType } from "./tunnel.ts";
import { quoted } from "./wording.ts";

export interface TooSmallPath {
  /** What both ways carry: the smaller of the two, where the way back was measured. */
  readonly pathMtuBytes: number;
  /** Which way is too small: the one to the gateway, or, where that is wide enough, the one back. */
  readonly way: "out" | "back";
  /** What the path must carry for the VPN's usual packets. */
  readonly requiredBytes: number;
  /** Undefined when it was not measured whether "packet too big" is heard. */
  readonly tooBigHeard: boolean | undefined;
}

/** The measured path, when it carries less than the tunnel needs; null when it is large enough or was not measured. */
export function tooSmallPath(facts: Facts): TooSmallPath | null {
  const outBytes = measuredNumber(facts, "path-mtu") ?? Infinity;
  const backBytes = backPathMtuBytes(facts) ?? Infinity;
  const pathMtuBytes = Math.min(outBytes, backBytes);
  if (pathMtuBytes === Infinity) return null;
  const profile = profileInQuestion(facts);
  const requiredBytes = requiredPathMtuBytes(
    tunnelType(facts),
    settingBytes(profile, "mtu", "MTU", "tun-mtu", "tunnel-mtu"),
  );
  if (pathMtuBytes >= requiredBytes) return null;
  const way = outBytes < requiredBytes ? "out" : "back";
  // What is heard here is about the way out; of the way back only the far end hears, and a responder tells.
  const heard = measuredValue(facts, way === "out" ? "icmp-too-big" : "icmp-too-big-reverse");
  return { pathMtuBytes, way, requiredBytes, tooBigHeard: heard === undefined ? undefined : heard !== false };
}

/** What the way back carries; undefined where only a lower bound of it is known. */
function backPathMtuBytes(facts: Facts): number | undefined {
  const back = facts.measurement("path-mtu-reverse");
  return back?.details["atLeast"] === true ? undefined : measuredNumber(facts, "path-mtu-reverse");
}

/** Whether the gateway makes TCP segments fit, where it was asked. */
function clampEvidence({ observations: { gatewaySide } }: Facts, mssBytes: number): readonly Evidence[] {
  const clamp = gatewaySide?.facts.mssClamp;
  if (clamp === undefined || clamp.state === "unknown") return [];
  const source = "gateway";
  if (clamp.state === "missing") {
    return [
      { text: "The gateway's firewall has no rule that clamps the TCP MSS, so TCP segments stay too large.", source },
    ];
  }
  return clamp.rules.slice(0, 3).map(({ text, mssBytes: clamped }) => ({
    text: `${clamped !== undefined && clamped > mssBytes ? `The gateway clamps the TCP MSS to ${clamped} bytes, which is more than the ${mssBytes} that fit` : "Against it, the gateway clamps the TCP MSS"}: ${quoted(text)}`,
    source,
  }));
}

/** The finding about such a path; whether it is a black hole is for the rules to say. */
export function tooSmallPathMatch(facts: Facts, { pathMtuBytes, requiredBytes, way }: TooSmallPath): Match {
  const family = facts.measurement("path-mtu")?.target.startsWith("[") === true ? "ipv6" : "ipv4";
  const { mtuBytes, mssBytes } = recommendedMtu(tunnelType(facts), family, pathMtuBytes);
  const fixes = pathMtuFixes({ pathMtuBytes, tunnelMtuBytes: mtuBytes, mssBytes });
  return {
    severity: "degrades",
    // The size was measured, and that it is below the needed one is arithmetic; but the way back is measured from
    // another server, and the gateway's may differ.
    confidence: way === "out" ? "certain" : "likely",
    evidence: [
      ...measurementsEvidence(
        facts.measurement("path-mtu"),
        facts.measurement("icmp-too-big"),
        facts.measurement("path-mtu-reverse"),
        facts.measurement("icmp-too-big-reverse"),
      ),
      {
        text: `The VPN needs ${requiredBytes} bytes for its usual packets; the path carries ${pathMtuBytes}, which leaves ${mtuBytes} in the tunnel.`,
      },
      ...clampEvidence(facts, mssBytes),
    ],
    // Large packets come from the gateway's side there, so that is where to clamp them first.
    fixes:
      way === "out" ? fixes : fixes.toSorted((a, b) => Number(b.who === "vpn-admin") - Number(a.who === "vpn-admin")),
  };
}
