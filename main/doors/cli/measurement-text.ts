import type { Measurement, MeasurementKind } from "../../model/measurement.ts";
import { sayParts } from "../../language/command-label.ts";
import type { Say } from "../../language/say.ts";
import { columnsOf, padColumns, wrap, type Terminal } from "./terminal.ts";

/** What each kind is called, in the words of the window. */
export const kindTexts: Readonly<Record<MeasurementKind, string>> = {
  "reach-udp-500": "UDP port 500 (IKE)",
  "reach-udp-4500": "UDP port 4500 (NAT traversal)",
  "reach-udp-control": "Another UDP port, for comparison",
  "reach-icmp": "Ping",
  "reach-tcp": "TCP",
  "ike-version": "IKE version",
  "nat-present": "NAT on the way",
  "nat-mapping": "How the NAT maps ports",
  "nat-filtering": "What the NAT lets in",
  "nat-lifetime-unreplied": "NAT timeout, nothing heard back",
  "nat-lifetime-replied": "NAT timeout, after an answer",
  "nat-external-address": "Address outside the NAT",
  cgnat: "NAT of the provider (CGNAT)",
  "path-mtu": "Largest packet to the gateway",
  "path-mtu-reverse": "Largest packet from the gateway",
  "icmp-too-big": "“Packet too big” is reported",
  "icmp-too-big-reverse": "“Packet too big” is reported to the other side",
  "tunnel-mtu": "Largest packet inside the tunnel",
  "fragments-out": "Fragments to the gateway",
  "fragments-in": "Fragments from the gateway",
  "keepalive-interval": "Time between keepalives",
  dns: "Gateway’s name in DNS",
  "captive-portal": "Sign-in page of the network",
  rtt: "Round-trip time",
  loss: "Lost packets",
  "clock-offset": "This computer’s clock",
  conntrack: "Connection tracking in use",
  "route-to-gateway": "Route to the gateway",
  dpi: "VPN traffic is treated differently",
  "esp-in-udp": "Tunnel packets get through (ESP in UDP)",
};

/** Values that are codes, as words; values of other kinds are words, terms, names or addresses by themselves. */
const valueTexts: Readonly<Partial<Record<MeasurementKind, Readonly<Record<string, string>>>>> = {
  "ike-version": { ikev1: "IKEv1", ikev2: "IKEv2", both: "IKEv1 and IKEv2" },
  dpi: { none: "no", content: "yes, by their content", size: "yes, by their size", rate: "yes, by their rate" },
};

/** A value with its unit, in the language of the person. */
export function valueText({ kind, value, unit }: Pick<Measurement, "kind" | "value" | "unit">, say: Say): string {
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  const text = String(value);
  return say(unit === undefined ? (valueTexts[kind]?.[text] ?? text) : `${text} ${unit}`);
}

/** Between what a true value lies; empty where nobody knows. */
export function boundsText(low: number | string | undefined, high: number | string | undefined, say: Say): string {
  if (low === undefined) return high === undefined ? "" : `≤ ${high}`;
  return high === undefined ? `≥ ${low}` : say(`${low} to ${high}`);
}

/** The widest column of names: what is wider moves its own value to the right. */
const widestNameColumns = 34;

/** Names of one column, and what stands under them is as wide. */
export function nameColumns(names: readonly string[], { widthColumns }: Terminal): number {
  const widest = Math.max(0, ...names.map(columnsOf));
  return Math.min(widest, widestNameColumns, Math.floor(widthColumns / 2));
}

/**
 * Measurements as lines: one each, and under it what `more` tells of it. Of a kind that was measured more than once it is told
 * against what.
 *
 * @param measurements with their reasons in the language already
 */
export function measurementLines(
  measurements: readonly Measurement[],
  terminal: Terminal,
  say: Say,
  more: (measurement: Measurement) => string = () => "",
): readonly string[] {
  const shown = measurements.filter(({ outcome }) => outcome !== "not-applicable");
  const columns = nameColumns(
    shown.map(({ kind }) => say(kindTexts[kind])),
    terminal,
  );
  const indent = " ".repeat(columns + 3);
  return shown.flatMap((measurement) => {
    const { kind, target, outcome, reason = "" } = measurement;
    const result = outcome === "measured" ? valueText(measurement, say) : say(`${outcome}: ${reason}`);
    const isOneOfSeveral = shown.some((other) => other.kind === kind && other.target !== target);
    const against = isOneOfSeveral ? ` (${sayParts(target, say)})` : "";
    const line = wrap(`${result}${against}`, terminal.widthColumns, `  ${padColumns(say(kindTexts[kind]), columns)} `);
    const under = more(measurement);
    return under === "" ? [line] : [line, terminal.paint("dim", wrap(under, terminal.widthColumns, indent))];
  });
}
