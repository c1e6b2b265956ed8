import { describe, expect, it } from "vitest";
import { measureServerFragments } from "../../../../main/probes/server-sizes/fragments.ts";
import { measureServerPathMtu } from "../../../../main/probes/server-sizes/path-mtu.ts";
import { encodeErrorCode, findAttribute, stunAttributeTypes } from "../../../../main/probes/stun/attributes.ts";
import { encodeStunMessage, parseStunMessage, type StunAttribute } from "../../../../main/probes/stun/message.ts";
import { failure } from "../../../../main/model/failure.ts";
import { type Script, scriptedWorld } from "../scripted-udp.ts";

const server = { address: "203.0.113.10", family: "ipv4", port: 3478 } as const;
const overheadBytes = 28;

/** A STUN server that knows nothing of ours; with `paddingSizeBytes` it answers PADDING with that much of its own. */
function plain(paddingSizeBytes?: number): Script["answer"] {
  return (payload) => {
    const parsed = parseStunMessage(payload);
    if (!parsed.ok) return [];
    const { transactionId, attributes } = parsed.value;
    const respond = (messageClass: "success" | "error", content: readonly StunAttribute[]) => [
      {
        kind: "datagram" as const,
        payload: encodeStunMessage({ messageClass, method: 1, transactionId, attributes: content }),
      },
    ];
    if (findAttribute(attributes, stunAttributeTypes.padding) === undefined) return respond("success", []);
    return paddingSizeBytes === undefined
      ? respond("error", [{ type: stunAttributeTypes.errorCode, value: encodeErrorCode({ code: 420, reason: "" }) }])
      : respond("success", [{ type: stunAttributeTypes.padding, value: new Uint8Array(paddingSizeBytes) }]);
  };
}
const whenBelow =
  (sizeBytes: number, answer: Script["answer"]): Script["answer"] =>
  (payload, port) =>
    payload.length + overheadBytes <= sizeBytes ? answer(payload, port) : [];

describe("a STUN server that knows nothing of ours", () => {
  it("tells the path MTU to itself, in steps of four bytes, and nothing of the way back", async () => {
    const { context, sent, closed } = scriptedWorld({ answer: whenBelow(1_402, plain()) });
    const [forward, reverse, , heardThere] = await measureServerPathMtu(context, server, 1_500);
    expect(forward).toMatchObject({ kind: "path-mtu", value: 1_400, low: 1_400, high: 1_403 });
    expect(reverse).toMatchObject({ kind: "path-mtu-reverse", outcome: "unknown" });
    expect(reverse?.reason).toMatch(/only a tunnel-doctor responder/);
    expect(heardThere).toMatchObject({ kind: "icmp-too-big-reverse", outcome: "unknown", reason: reverse?.reason });
    expect(sent.every((payload) => payload.length % 4 === 0)).toBe(true);
    expect(closed()).toBe(1);
  });

  it.each([
    ["with PADDING as large as a link", plain(1_500), true, true],
    ["without PADDING", plain(), true, "unknown"],
    ["behind a firewall that drops fragments", whenBelow(1_500, plain(1_500)), "unknown", "unknown"],
  ])("%s: fragments", async (_, answer, out, back) => {
    const { context } = scriptedWorld({ answer });
    const found = await measureServerFragments(context, server);
    expect(found.map(({ kind, value, outcome }) => [kind, value ?? outcome])).toEqual([
      ["fragments-out", out],
      ["fragments-in", back],
    ]);
    for (const { outcome, reason } of found) expect(outcome === "measured" || reason !== undefined).toBe(true);
  });
});

describe("a system that cannot", () => {
  it("says so in every measurement", async () => {
    const { context } = scriptedWorld({ answer: () => [] });
    const unable = { ...context, udp: { open: async () => failure("not-supported", "This system cannot.") } };
    const all = [
      ...(await measureServerPathMtu(unable, server, 1_500)),
      ...(await measureServerFragments(unable, server)),
    ];
    expect(all.map(({ outcome, reason }) => [outcome, reason])).toEqual(
      all.map(() => ["unknown", "This system cannot."]),
    );
    expect(all.length).toBe(6);
  });
});
