import { describe, expect, it } from "vitest";
import { measureEspInUdp } from "../../../main/probes/esp-in-udp.ts";
import { parseIkeMessage } from "../../../main/probes/ike/message.ts";
import { fromUdpPayload, toUdpPayload, usualIkePort } from "../../../main/probes/ike/non-esp-marker.ts";
import { notifyTypes } from "../../../main/probes/ike/notify.ts";
import { buildSaInitNotify } from "../../../main/probes/ike/sa-init.ts";
import { scriptedWorld, target } from "./scripted-udp.ts";

/** Answers IKE, and sends nothing back for what is none. */
function gateway(payload: Uint8Array) {
  const message = parseIkeMessage(fromUdpPayload(payload, usualIkePort(4500)) ?? new Uint8Array());
  if (!message.ok) return [];
  const reply = toUdpPayload(
    buildSaInitNotify(message.value.header, notifyTypes.NO_PROPOSAL_CHOSEN),
    usualIkePort(4500),
  );
  return [{ kind: "datagram" as const, payload: reply }];
}

describe("what looks like ESP", () => {
  it("has an SPI that is not reserved, counts up, fits the size, and differs in nothing else from noise", async () => {
    const world = scriptedWorld({ answer: gateway });
    const [esp] = await measureEspInUdp(world.context, target, "np", 1_000);
    expect(esp).toMatchObject({ kind: "esp-in-udp", value: true, target: "203.0.113.10:4500" });
    const sent = world.sent.filter((payload) => fromUdpPayload(payload, usualIkePort(4500)) === null);
    expect(sent.map((payload) => new DataView(payload.buffer).getUint32(4))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(new Set(sent.map((payload) => new DataView(payload.buffer).getUint32(0))).size).toBe(1);
    // RFC 4303 section 2.1: 0 to 255 are reserved.
    expect(new DataView(sent[0]?.buffer ?? new ArrayBuffer(4)).getUint32(0)).toBeGreaterThan(255);
    expect(Math.max(...sent.map((payload) => payload.length))).toBeLessThanOrEqual(1_000);
    expect(Math.min(...sent.map((payload) => payload.length))).toBe(100);
  });

  it("is sent from sockets that hear no ICMP error, because a gateway without ESP answers with one", async () => {
    const world = scriptedWorld({ answer: gateway });
    await measureEspInUdp(world.context, target, "np", 1_000);
    expect(world.opened.map(({ connectToPort }) => connectToPort)).toEqual([undefined, undefined]);
    expect(world.closed()).toBe(2);
  });

  it("is not sent at all where the port does not answer", async () => {
    const world = scriptedWorld({ answer: () => [] });
    const [esp] = await measureEspInUdp(world.context, target, "np", 1_000);
    expect(esp).toMatchObject({ outcome: "unknown", reason: "the gateway did not answer on this port" });
    expect(world.sent.length).toBe(6);
  });
});
