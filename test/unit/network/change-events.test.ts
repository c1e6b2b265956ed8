import { describe, expect, it } from "vitest";
import { networkChanges as disturbances, sleepEvents } from "../../../main/logs/disturbances.ts";
import { networkChangeSchema, type NetworkChange } from "../../../main/model/network-change.ts";
import { eventsOfChanges } from "../../../main/network/change-events.ts";

const change = (reason: NetworkChange["reason"], more: Partial<NetworkChange> = {}): NetworkChange => ({
  at: "2026-11-23T10:00:00.000Z",
  reason,
  detail: "what it was",
  ...more,
});

/** What can move or cut a tunnel, and what cannot. */
const moves: ReadonlySet<string> = new Set([
  "default-interface-changed",
  "address-changed",
  "gateway-changed",
  "ssid-changed",
  "bssid-changed",
  "link-down",
  "link-flapped",
]);

describe("eventsOfChanges", () => {
  it.each(networkChangeSchema.shape.reason.options)("%s is blamed as it deserves", (reason) => {
    const [event] = eventsOfChanges([change(reason)]);
    expect(event !== undefined && disturbances.has(event.event)).toBe(moves.has(reason));
    expect(event !== undefined && sleepEvents.has(event.event)).toBe(reason === "slept");
  });

  it("names the interface, and the address where it is the only one", () => {
    const [event] = eventsOfChanges([change("address-changed", { interfaceName: "eth0", addresses: ["192.0.2.1"] })]);
    expect(event).toMatchObject({ stack: "watch", atMs: Date.parse("2026-11-23T10:00:00.000Z") });
    expect(event?.fields).toEqual({ interface: "eth0", address: "192.0.2.1" });
    const two = change("address-changed", { addresses: ["192.0.2.1", "192.0.2.2"] });
    expect(eventsOfChanges([two])[0]?.fields).toEqual({});
  });
});
