import type { Measurement, MeasurementKind } from "../model/measurement.ts";

/** What a person reads behind a step, for each kind that is worth a word there. */
const notes: Readonly<Partial<Record<MeasurementKind, (shown: string, measurement: Measurement) => string>>> = {
  "reach-udp-500": (shown, { details }) => `${String(details["port"] ?? 500)} ${shown}`,
  "reach-udp-4500": (shown, { details }) => `${String(details["port"] ?? 4500)} ${shown}`,
  "ike-version": (shown) => (shown === "both" ? "IKEv1 and IKEv2" : shown.replace("ikev", "IKEv")),
  "reach-icmp": (shown) => (shown === "silent" ? "no answer" : shown),
  rtt: (shown) => shown,
  loss: (shown, { value }) => (value === 0 ? "" : `${shown} lost`),
  "nat-present": (_shown, { value }) => (value === true ? "a NAT is on the way" : "no NAT on the way"),
  "path-mtu": (shown) => shown,
  "icmp-too-big": (_shown, { value }) => (value === true ? '"packet too big" heard' : '"packet too big" not heard'),
  "reach-tcp": (shown) => `TCP 443 ${shown}`,
  dpi: (shown) => (shown === "none" ? "IKE passes like other packets" : `IKE is treated worse (${shown})`),
  "esp-in-udp": (_shown, { value }) => (value === true ? "encrypted data passes" : "encrypted data ends the flow"),
  "nat-lifetime-replied": (shown, { details }) => `${details["atLeast"] === true ? "at least " : ""}${shown} in use`,
  "nat-lifetime-unreplied": (shown, { details }) =>
    `${details["atLeast"] === true ? "at least " : ""}${shown} without an answer`,
  "keepalive-interval": (shown) => `keep alive every ${shown}`,
  "path-mtu-reverse": (shown, { details }) =>
    `${details["atLeast"] === true ? "at least " : ""}${shown} on the way back`,
  "icmp-too-big-reverse": (_shown, { value }) =>
    value === true ? '"packet too big" heard by the other side' : '"packet too big" not heard by the other side',
  "fragments-out": (_shown, { value }) => (value === true ? "they arrive" : "they get lost"),
  "fragments-in": (_shown, { value }) => (value === true ? "they come back" : "they get lost on the way back"),
};

/** The measurements of a step in a few words, for example `1380 bytes, "packet too big" not heard`. */
export function noteOf(measurements: readonly Measurement[]): string {
  const words = measurements.flatMap((measurement) => {
    const note = notes[measurement.kind];
    if (note === undefined || measurement.outcome !== "measured") return [];
    return [note(shownValue(measurement), measurement)];
  });
  const said = words.filter((word) => word !== "");
  if (said.length > 0) return said.join(", ");
  return measurements.find((measurement) => measurement.reason !== undefined)?.reason ?? "";
}

function shownValue({ value, unit }: Measurement): string {
  const shown = typeof value === "number" ? String(Math.round(value * 10) / 10) : String(value);
  return unit === undefined ? shown : `${shown} ${unit}`;
}
