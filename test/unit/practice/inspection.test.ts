import { describe, expect, it } from "vitest";
import { createInspection } from "../../../main/practice/inspection.ts";
import { futureVersionBait, invalidKeBait, weakMainModeBait } from "../../../main/probes/ike/baits.ts";
import { usualIkePort } from "../../../main/probes/ike/non-esp-marker.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";
import { clientPacket } from "./packets.ts";

const random = createSeededRandom(3);
const packetOf = (payload: Uint8Array, toPort: number, fromPort = 50_000) =>
  clientPacket({ payload, toPort, fromPort });
const esp = Uint8Array.from([1, 2, 3, 4, 0, 0, 0, 1, 9, 9, 9, 9]);

describe("a box that looks into packets", () => {
  it.each([500, 4500])("drops both versions of IKE to port %i, and passes what is neither", (port) => {
    const box = createInspection({ ikeMessagesPerFlow: 0, closesEspFlows: false });
    expect(box.passes(packetOf(invalidKeBait(random, usualIkePort(port)).udpPayload, port))).toBe(false);
    expect(box.passes(packetOf(weakMainModeBait(random, usualIkePort(port)).udpPayload, port))).toBe(false);
    expect(box.passes(packetOf(futureVersionBait(random, usualIkePort(port)).udpPayload, port))).toBe(true);
    expect(box.passes(packetOf(new Uint8Array(200).fill(7), port))).toBe(true);
    expect(box.passes(packetOf(invalidKeBait(random, usualIkePort(33_434)).udpPayload, 33_434))).toBe(true);
  });

  it("counts flow by flow", () => {
    const box = createInspection({ ikeMessagesPerFlow: 2, closesEspFlows: false });
    const ask = (fromPort: number) =>
      box.passes(packetOf(invalidKeBait(random, usualIkePort(500)).udpPayload, 500, fromPort));
    expect([ask(1), ask(1), ask(1), ask(2), ask(2), ask(2)]).toEqual([true, true, false, true, true, false]);
  });

  it("closes a flow that carried encrypted data, and no other; a keepalive is no data", () => {
    const box = createInspection({ ikeMessagesPerFlow: Number.POSITIVE_INFINITY, closesEspFlows: true });
    const ask = (fromPort: number) =>
      box.passes(packetOf(invalidKeBait(random, usualIkePort(4500)).udpPayload, 4500, fromPort));
    expect(box.passes(packetOf(Uint8Array.of(0xff), 4500, 1))).toBe(true);
    expect(ask(1)).toBe(true);
    expect(box.passes(packetOf(esp, 4500, 1))).toBe(false);
    expect([ask(1), ask(2)]).toEqual([false, true]);
  });

  it("looks at nothing where it has nothing to do", () => {
    const box = createInspection({ ikeMessagesPerFlow: Number.POSITIVE_INFINITY, closesEspFlows: false });
    expect(box.passes(packetOf(esp, 4500))).toBe(true);
    expect(box.passes(clientPacket({ protocol: "icmp-echo", toPort: 0 }))).toBe(true);
  });
});
