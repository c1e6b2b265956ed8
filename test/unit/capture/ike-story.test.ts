import { describe, expect, it } from "vitest";
import { eventsOf } from "../../../main/capture/story-events.ts";
import { sessionsOf } from "../../../main/capture/story-sessions.ts";
import { readCaptureStory } from "../../../main/capture/story.ts";
import type { CaptureStory } from "../../../main/model/capture-story.ts";
import { encodeIkeHeader, exchangeTypes } from "../../../main/probes/ike/header.ts";
import { encodeIkeMessage } from "../../../main/probes/ike/message.ts";
import { natDetectionHash } from "../../../main/probes/ike/nat-detection.ts";
import { notifyPayload, notifyTypes } from "../../../main/probes/ike/notify.ts";
import { type IkePayload, payload, payloadTypes } from "../../../main/probes/ike/payloads.ts";
import { inChunks, pcapBytes, udpPacket, type WrittenPacket } from "../../fakes/capture-bytes.ts";

const client: readonly [string, number] = ["192.0.2.10", 4500];
const gateway: readonly [string, number] = ["203.0.113.10", 4500];
const spi = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const responderSpi = Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1);

interface Message {
  readonly atMs: number;
  readonly exchange: keyof typeof exchangeTypes;
  readonly id: number;
  /** `c>` the client asks, `c<` it is answered; `g>` and `g<` likewise for the gateway. */
  readonly way: "c>" | "c<" | "g>" | "g<";
  readonly payloads: readonly IkePayload[];
}

function packetOf({ atMs, exchange, id, way, payloads }: Message): WrittenPacket {
  const fromClient = way === "c>" || way === "g<";
  const flags = (fromClient ? 0x08 : 0) | (way.endsWith("<") ? 0x20 : 0);
  const version = { majorVersion: 2, minorVersion: 0 };
  const header = {
    initiatorSpi: spi,
    responderSpi,
    ...version,
    exchangeType: exchangeTypes[exchange],
    flags,
    messageId: id,
  };
  const message = Buffer.concat([new Uint8Array(4), encodeIkeMessage({ header, payloads })]);
  const bytes = fromClient ? udpPacket(client, gateway, message) : udpPacket(gateway, client, message, 50);
  return { atMs, bytes };
}

/** An encrypted payload that makes a message of `sizeBytes`. */
function sealed(sizeBytes: number, fill = 0): readonly IkePayload[] {
  return [payload(payloadTypes.encrypted, new Uint8Array(sizeBytes - 32).fill(fill))];
}

async function tell(messages: readonly Message[]): Promise<CaptureStory> {
  const bytes = pcapBytes(messages.map(packetOf), { littleEndian: true, nanoseconds: false, linkType: 101 });
  const story = await readCaptureStory("ike.pcap", inChunks(bytes));
  if (!story.ok) throw new Error(story.error.message);
  return story.value;
}

const init: readonly Message[] = [
  { atMs: 1000, exchange: "ikeSaInit", id: 0, way: "c>", payloads: [payload(payloadTypes.nonce, new Uint8Array(32))] },
  { atMs: 1020, exchange: "ikeSaInit", id: 0, way: "c<", payloads: [payload(payloadTypes.nonce, new Uint8Array(32))] },
];
const auth: readonly Message[] = [
  { atMs: 1050, exchange: "ikeAuth", id: 1, way: "c>", payloads: sealed(300) },
  { atMs: 1080, exchange: "ikeAuth", id: 1, way: "c<", payloads: sealed(250) },
];

const namesOf = (story: CaptureStory) => eventsOf(story).map(({ event }) => event);

describe("an IKEv2 tunnel in a capture", () => {
  it("is up when its last IKE_AUTH is answered by more than an error", async () => {
    const story = await tell([...init, ...auth]);
    expect(story.tunnels).toMatchObject([{ id: "0102030405060708", establishedAtMs: 1080, beginSeen: true }]);
    expect(sessionsOf(story)).toMatchObject([{ type: "ikev2", outcome: "still-up", stage: "connected" }]);
  });

  it("may take several rounds of EAP, whose small answers are no refusals", async () => {
    const rounds = [2, 3].flatMap((id): readonly Message[] => [
      { atMs: 1000 + id * 100, exchange: "ikeAuth", id, way: "c>", payloads: sealed(90) },
      { atMs: 1050 + id * 100, exchange: "ikeAuth", id, way: "c<", payloads: sealed(80) },
    ]);
    const last: readonly Message[] = [
      { atMs: 1500, exchange: "ikeAuth", id: 4, way: "c>", payloads: sealed(112) },
      { atMs: 1550, exchange: "ikeAuth", id: 4, way: "c<", payloads: sealed(220) },
    ];
    const story = await tell([...init, ...auth, ...rounds, ...last]);
    expect(story.tunnels).toMatchObject([{ establishedAtMs: 1550 }]);
    expect(story.exchanges.every(({ outcome }) => outcome === "answered")).toBe(true);
    const failedStory = await tell([...init, ...auth, ...rounds]);
    expect(failedStory.exchanges.at(-1)).toMatchObject({ name: "IKE_AUTH", messageId: 3, outcome: "refused" });
    expect(sessionsOf(failedStory)).toMatchObject([{ outcome: "never-connected", endedBy: "peer" }]);
  });

  it("that is asked for a cookie begins again without a complaint", async () => {
    const cookie = notifyPayload(notifyTypes.COOKIE, Uint8Array.of(1, 2, 3));
    const nonce = payload(payloadTypes.nonce, new Uint8Array(32));
    const story = await tell([
      { atMs: 900, exchange: "ikeSaInit", id: 0, way: "c>", payloads: [nonce] },
      { atMs: 910, exchange: "ikeSaInit", id: 0, way: "c<", payloads: [cookie] },
      { atMs: 920, exchange: "ikeSaInit", id: 0, way: "c>", payloads: [cookie, nonce] },
      { atMs: 930, exchange: "ikeSaInit", id: 0, way: "c<", payloads: [nonce] },
      ...auth,
    ]);
    expect(story.exchanges.map(({ outcome, answerSays }) => answerSays ?? outcome)).toEqual([
      "COOKIE",
      "answered",
      "answered",
    ]);
    expect(namesOf(story)).toEqual(["ike_start", "ike_sa_established", "ipsec_sa_established"]);
  });

  it.each([
    { where: "the same address", seenAs: { address: client[0], port: client[1] }, answer: "no", events: [] },
    { where: "another port", seenAs: { address: client[0], port: 1024 }, answer: "yes", events: ["natt_detected"] },
  ])("tells by its hashes whether there is a NAT: the gateway sees $where", async ({ seenAs, answer, events }) => {
    const hash = natDetectionHash(spi, responderSpi, seenAs);
    const reply = notifyPayload(notifyTypes.NAT_DETECTION_DESTINATION_IP, hash);
    const story = await tell([
      ...init.slice(0, 1),
      { atMs: 1020, exchange: "ikeSaInit", id: 0, way: "c<", payloads: [reply] },
    ]);
    expect(story.tunnels[0]?.initiatorBehindNat).toEqual({ answer });
    expect(namesOf(story).filter((name) => name === "natt_detected")).toEqual(events);
  });

  it("counts a repeated request once, and RFC 7383 fragments as one message", async () => {
    const fragment = (number: number): readonly IkePayload[] => [
      payload(payloadTypes.encryptedFragment, Uint8Array.of(0, number, 0, 2, ...new Uint8Array(200))),
    ];
    const sent = [0, 500].flatMap((laterMs): readonly Message[] =>
      [1, 2].map((number) => ({
        atMs: 1100 + laterMs + number,
        exchange: "ikeAuth",
        id: 1,
        way: "c>",
        payloads: fragment(number),
      })),
    );
    const story = await tell([...init, ...sent]);
    expect(story.exchanges.at(-1)).toMatchObject({
      name: "IKE_AUTH",
      tries: 2,
      triesAtMs: [1101, 1601],
      outcome: "unanswered",
    });
    expect(namesOf(story)).toContain("retransmit_giveup");
  });

  it("drops when the gateway's questions get no answer any more", async () => {
    const asked = [30_000, 34_000, 41_000].map((atMs): Message => ({
      atMs,
      exchange: "informational",
      id: 0,
      way: "g>",
      payloads: sealed(80),
    }));
    const story = await tell([...init, ...auth, ...asked]);
    expect(story.idle).toMatchObject([{ fromMs: 1080, lengthMs: 28_920, endedBy: gateway[0], after: "unanswered" }]);
    expect(sessionsOf(story)).toMatchObject([
      { outcome: "dropped", endedBy: "timeout", cause: "retransmit_giveup", idleBeforeEndMs: 28_920 },
    ]);
    expect(story.silences).toMatchObject([{ who: client[0], unansweredPackets: 4 }]);
  });

  it("that renews the keys of IKE itself goes on under new SPIs", async () => {
    const renewed = Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9);
    const header = {
      initiatorSpi: renewed,
      responderSpi,
      majorVersion: 2,
      minorVersion: 0,
      exchangeType: 37,
      flags: 8,
      messageId: 0,
    };
    const after = Buffer.concat([
      new Uint8Array(4),
      encodeIkeHeader(header, payloadTypes.encrypted, 52),
      new Uint8Array(52),
    ]);
    const rekey: readonly Message[] = [
      { atMs: 5000, exchange: "createChildSa", id: 2, way: "c>", payloads: sealed(400) },
      { atMs: 5010, exchange: "createChildSa", id: 2, way: "c<", payloads: sealed(400) },
    ];
    const packets = [
      ...[...init, ...auth, ...rekey].map(packetOf),
      { atMs: 5020, bytes: udpPacket(client, gateway, after) },
    ];
    const bytes = pcapBytes(packets, { littleEndian: true, nanoseconds: false, linkType: 101 });
    const story = await readCaptureStory("ike.pcap", inChunks(bytes));
    expect(story).toMatchObject({ ok: true, value: { rekeys: [{ outcome: "ike-renewed" }] } });
  });
});
