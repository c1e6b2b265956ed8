import { describe, expect, it } from "vitest";
import type { Measurement } from "../../../../main/model/measurement.ts";
import { type HostFirewall, withHostFirewall } from "../../../../main/probes/nat-lifetime/host-firewall.ts";

const conntrack = { count: 40, max: 262_144, udpTimeoutSeconds: 30, udpStreamTimeoutSeconds: 120 };
const windows: HostFirewall = { os: "windows" };
const linux: HostFirewall = { os: "linux", conntrack };

function lifetime(low: number, high: number | undefined, more: Partial<Measurement> = {}): Measurement {
  return {
    kind: "nat-lifetime-replied",
    outcome: "measured",
    value: high === undefined ? low : (low + high) / 2,
    unit: "s",
    low,
    ...(high === undefined ? {} : { high }),
    method: "delayed-answer",
    target: "198.51.100.53:3478",
    details: { atLeast: high === undefined },
    ...more,
  };
}

function judged(measurement: Measurement, host: HostFirewall): Measurement {
  const [only] = withHostFirewall([measurement], host);
  if (only === undefined) throw new Error("Nothing came back.");
  return only;
}

describe("who forgot the mapping", () => {
  it.each<readonly [string, Measurement, HostFirewall, string | undefined]>([
    ["Windows, at the default of its firewall", lifetime(59.5, 60.5), windows, "unknown"],
    ["Windows, close to it", lifetime(55, 57.5), windows, "unknown"],
    ["Windows, well below it", lifetime(29.7, 30.3), windows, "network"],
    ["Windows, well above it", lifetime(119, 121), windows, "network"],
    ["Windows, but the port changed", lifetime(59.5, 60.5, { method: "mapping-change" }), windows, "network"],
    ["Windows, but the hop is known", lifetime(59, 61, { details: { shortestNatHop: 2 } }), windows, "network"],
    [
      "Windows, and the first hop says nothing",
      lifetime(59, 61, { details: { shortestNatHop: 1 } }),
      windows,
      "unknown",
    ],
    ["Linux, with the same timeout as the host's", lifetime(119.7, 120.3), linux, "unknown"],
    ["Linux, with another one", lifetime(59.7, 60.3), linux, "network"],
    ["Linux, with the host's for unanswered ones", lifetime(29.7, 30.3), linux, "network"],
    [
      "Linux, unanswered, with the host's for those",
      lifetime(29.7, 30.3, { kind: "nat-lifetime-unreplied" }),
      linux,
      "unknown",
    ],
    ["Linux without connection tracking", lifetime(119, 121), { os: "linux" }, "network"],
    [
      "Linux whose connection tracking is empty",
      lifetime(119, 121),
      { os: "linux", conntrack: { ...conntrack, count: 0 } },
      "network",
    ],
    [
      "Linux whose timeouts cannot be read",
      lifetime(59, 61),
      { os: "linux", conntrack: { count: 9, max: 99 } },
      "unknown",
    ],
    ["macOS", lifetime(59, 61), { os: "macos" }, "unknown"],
    ["nobody forgot", lifetime(132, undefined), windows, undefined],
  ])("%s", (_, measurement, host, forgottenBy) => {
    const { details } = judged(measurement, host);
    expect(details["forgottenBy"]).toBe(forgottenBy);
    expect("forgottenByReason" in details).toBe(forgottenBy === "unknown");
  });

  it("an end at the default of the Windows firewall says of the NAT only that it is not sooner", () => {
    const found = judged(lifetime(59.5, 60.5), windows);
    expect(found).toMatchObject({ value: 59.5, low: 59.5, details: { atLeast: true, endSeenSeconds: 60.5 } });
    expect(found.high).toBeUndefined();
  });

  it("other measurements stay as they are", () => {
    const others: readonly Measurement[] = [
      lifetime(20, 21, { kind: "keepalive-interval" }),
      { ...lifetime(1, 2), outcome: "unknown", reason: "cancelled" },
    ];
    expect(withHostFirewall(others, windows)).toEqual(others);
  });
});
