import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { observationsOf } from "../../../main/capture/observations.ts";
import { readCaptureStory } from "../../../main/capture/story.ts";
import { captureStorySchema, type CaptureStory } from "../../../main/model/capture-story.ts";
import { logEventSchema } from "../../../main/model/log-event.ts";
import { measurementSchema } from "../../../main/model/measurement.ts";
import { sessionSchema } from "../../../main/model/session.ts";
import { espBytes, inChunks, ipv4Packet, pcapBytes, udpPacket, type WrittenPacket } from "../../fakes/capture-bytes.ts";
import { capturePath, fixtureStory } from "../../fakes/fixture-captures.ts";

const client = "192.0.2.10";
const gateway = "203.0.113.10";

async function storyOf(packets: readonly WrittenPacket[]): Promise<CaptureStory> {
  const bytes = pcapBytes(packets, { littleEndian: true, nanoseconds: true, linkType: 101 });
  const story = await readCaptureStory("made.pcap", inChunks(bytes));
  if (!story.ok) throw new Error(story.error.message);
  return captureStorySchema.parse(story.value);
}

/** `name outcome` of every exchange, with the number of tries where there were several. */
function exchangesOf({ exchanges }: CaptureStory): readonly string[] {
  return exchanges.map(({ name, outcome, tries }) => `${name} ${outcome}${tries === 1 ? "" : ` x${tries}`}`);
}

const session = ["IKE_SA_INIT answered", "IKE_AUTH answered"];
const mainMode = ["Main Mode 1 answered", "Main Mode 3 answered", "Main Mode 5 answered"];

describe("the captures of the lab", () => {
  it.each([
    {
      name: "udp-4500-blocked.client.pcap",
      exchanges: ["IKE_SA_INIT answered", "IKE_AUTH unanswered x3"],
      told: { capturedAt: "client", client, gateway },
    },
    {
      name: "udp-4500-blocked.gateway.pcap",
      exchanges: ["IKE_SA_INIT answered"],
      told: { capturedAt: "gateway", client: "198.51.100.2", gateway },
    },
    { name: "gateway-stopped.client.pcap", exchanges: ["IKE_SA_INIT refused x3"], told: { capturedAt: "client" } },
    { name: "no-proposal-ikev1.client.pcap", exchanges: ["Main Mode 1 refused"], told: {} },
    { name: "no-proposal-ikev2.client.pcap", exchanges: ["IKE_SA_INIT refused"], told: {} },
    {
      name: "wrong-psk-ikev1.client.pcap",
      exchanges: ["Main Mode 1 answered", "Main Mode 3 answered", "Main Mode 5 refused x2"],
      told: {},
    },
    { name: "wrong-psk-ikev2.client.pcap", exchanges: ["IKE_SA_INIT answered", "IKE_AUTH refused"], told: {} },
    {
      name: "nat-timeout-idle-ikev2.client.pcap",
      exchanges: [
        ...[1, 2, 3].flatMap(() => [...session, "INFORMATIONAL unanswered x3"]),
        ...session,
        "INFORMATIONAL answered",
      ],
      told: { keepalives: [], fragments: [] },
    },
    {
      name: "nat-timeout-idle-ikev1.client.pcap",
      exchanges: [
        ...[1, 2, 3].flatMap(() => [
          ...mainMode,
          "Transaction answered",
          "Quick Mode 1 answered",
          "Quick Mode 3 one-way",
          "Informational one-way",
        ]),
        "Main Mode 1 answered",
      ],
      told: {},
    },
    {
      name: "l2tp-no-answer.client.pcap",
      exchanges: ["SCCRQ unanswered x5", "StopCCN unanswered"],
      told: { counts: { l2tpControl: 6 } },
    },
    {
      name: "l2tp-control-lost.client.pcap",
      exchanges: [
        "SCCRQ answered",
        "SCCRP answered",
        "SCCCN answered",
        "ICRQ answered",
        "ICRP answered",
        "ICCN answered",
        "HELLO unanswered x5",
        "StopCCN unanswered",
      ],
      told: {},
    },
  ])("$name", async ({ name, exchanges, told }) => {
    const story = await fixtureStory(name);
    expect(exchangesOf(story)).toEqual(exchanges);
    expect(story).toMatchObject(told);
  });

  it("show rekeys whose new keys were used, keepalives and the NAT of a healthy tunnel", async () => {
    const story = await fixtureStory("healthy-tunnel.client.pcap");
    expect(story.rekeys.map(({ outcome }) => outcome)).toEqual(["new-keys-used", "new-keys-used"]);
    expect(story.keepalives).toMatchObject([{ from: `${client}:4500`, to: `${gateway}:4500`, count: 3 }]);
    expect(story.tunnels).toMatchObject([{ protocol: "ikev2", initiatorBehindNat: { answer: "yes" } }]);
    expect(story.esp.every(({ missing }) => missing === 0)).toBe(true);
    expect(story.silences).toEqual([]);
  });

  it("tell the same of pcapng as of pcap", async () => {
    const [one, other] = await Promise.all([
      fixtureStory("healthy-tunnel.client.pcap"),
      fixtureStory("healthy-tunnel.client.pcapng"),
    ]);
    // The two count time differently, so that the last bit of a number may differ.
    const rounded = (story: CaptureStory): unknown =>
      JSON.parse(
        JSON.stringify({ ...story, file: undefined }, (_key, value: unknown) =>
          typeof value === "number" ? Math.round(value) : value,
        ),
      );
    expect(rounded(other)).toEqual(rounded(one));
  });

  it("show rekeys that are refused", async () => {
    const { rekeys } = await fixtureStory("rekey-failure.client.pcap");
    expect(new Set(rekeys.map(({ outcome }) => outcome))).toEqual(new Set(["refused"]));
  });

  it("show how long nothing was sent, that the check after it was lost, and who fell silent", async () => {
    const { idle, silences } = await fixtureStory("nat-timeout-idle-ikev2.client.pcap");
    expect(idle).toHaveLength(3);
    for (const { lengthMs, after, endedBy } of idle) {
      expect(lengthMs).toBeCloseTo(14_000, -2);
      expect({ after, endedBy }).toEqual({ after: "unanswered", endedBy: client });
    }
    expect(silences.map(({ who }) => who)).toEqual([gateway, gateway, gateway]);
  });

  it("show packets that are too big, with the MTU of the router", async () => {
    const { tooBig } = await fixtureStory("path-mtu-1400.client.pcap");
    expect(tooBig.map(({ router, mtuBytes }) => `${router} ${mtuBytes}`)).toContain("192.0.2.1 1400");
  });

  it("show fragments that never came whole", async () => {
    const { fragments } = await fixtureStory("fragments-dropped.gateway.pcap");
    expect(fragments).toMatchObject([{ from: "198.51.100.2", datagrams: 8, complete: 0, incomplete: 8 }]);
  });

  it("show a client that begins again from another address", async () => {
    const { addressChanges } = await fixtureStory("client-address-change.client.pcap");
    expect(addressChanges).toMatchObject([{ before: "192.0.2.10:4500", after: "192.0.2.20:4500", kind: "new-tunnel" }]);
  });

  it("show the loss of a bad line by sequence numbers", async () => {
    const story = await fixtureStory("lossy-line.gateway.pcap");
    const outward = story.esp.find(({ from }) => from.startsWith("198.51.100.2"));
    expect(outward?.missing).toBeGreaterThan(5);
    expect(outward?.missing).toBeLessThan(50);
  });
});

describe("made captures", () => {
  const ends = {
    out: [
      [client, 51_820],
      [gateway, 51_820],
    ],
    in: [
      [gateway, 51_820],
      [client, 51_820],
    ],
  } as const;

  it("follow a WireGuard handshake that is repeated and answered", async () => {
    const initiation = (index: number): Uint8Array => Uint8Array.of(1, 0, 0, 0, index, ...new Uint8Array(143));
    const response = Uint8Array.of(2, 0, 0, 0, 9, ...new Uint8Array(87));
    const story = await storyOf([
      { atMs: 1000, bytes: udpPacket(...ends.out, initiation(1)) },
      { atMs: 6000, bytes: udpPacket(...ends.out, initiation(2)) },
      { atMs: 6020, bytes: udpPacket(...ends.in, response, 55) },
    ]);
    expect(exchangesOf(story)).toEqual(["handshake answered x2"]);
    expect(story.tunnels).toMatchObject([{ protocol: "wireguard", establishedAtMs: 6020 }]);
    expect(story).toMatchObject({ client, gateway, capturedAt: "client" });
  });

  it("follow an OpenVPN client that nobody answers", async () => {
    const reset = Uint8Array.of(0x38, 1, 2, 3, 4, 5, 6, 7, 8, 0);
    const bytes = udpPacket([client, 40_000], [gateway, 1194], reset);
    const story = await storyOf([1000, 3000, 7000].map((atMs) => ({ atMs, bytes })));
    expect(exchangesOf(story)).toEqual(["P_CONTROL_HARD_RESET_CLIENT_V2 unanswered x3"]);
  });

  it("notice a NAT that gave the tunnel another port", async () => {
    const esp = (port: number, sequence: number) => udpPacket([client, port], [gateway, 4500], espBytes(7, sequence));
    const story = await storyOf([
      { atMs: 1, bytes: esp(4500, 1) },
      { atMs: 2, bytes: esp(1024, 2) },
    ]);
    expect(story.addressChanges).toMatchObject([
      { before: `${client}:4500`, after: `${client}:1024`, kind: "same-tunnel", packetNumber: 2 },
    ]);
  });

  it("read ESP without UDP, and count what is not of a VPN", async () => {
    const story = await storyOf([
      { atMs: 1, bytes: ipv4Packet(client, gateway, 50, espBytes(0x1000, 1)) },
      { atMs: 2, bytes: ipv4Packet(client, gateway, 6, new Uint8Array(40)) },
      { atMs: 3, bytes: Uint8Array.of(0) },
    ]);
    expect(story.counts).toMatchObject({ packets: 3, ipv4: 2, esp: 1, espInUdp: 0, notIp: 1 });
    expect(story.esp).toMatchObject([{ spi: "00001000", from: `${client}:0`, inUdp: false }]);
  });

  it("without any VPN have no client", async () => {
    const story = await storyOf([{ atMs: 1, bytes: udpPacket([client, 53], [gateway, 53], new Uint8Array(40)) }]);
    expect(story).not.toHaveProperty("client");
    expect(observationsOf(story)).toMatchObject({ measurements: [], events: [], sessions: [] });
  });
});

describe("damaged captures", () => {
  const folder = capturePath("");
  const names = readdirSync(folder).filter((name) => /\.pcap(?:ng)?$/.test(name) && !name.startsWith("lossy"));
  const files = names.map((name) => readFileSync(`${folder}/${name}`));

  it("give a story or a reason, and observations that fit their schemas", async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: files.length - 1 }), damage, fc.nat(), async (index, changes, cut) => {
        const bytes = Uint8Array.from(files[index] ?? []);
        for (const [at, value] of changes) if (bytes.length > 24) bytes[24 + (at % (bytes.length - 24))] = value;
        const story = await readCaptureStory("damaged", inChunks(bytes.subarray(0, bytes.length - (cut % 200)), 1500));
        if (!story.ok) return;
        captureStorySchema.parse(story.value);
        const { events, measurements, sessions } = observationsOf(story.value);
        for (const event of events) logEventSchema.parse(event);
        for (const measurement of measurements) measurementSchema.parse(measurement);
        for (const one of sessions) sessionSchema.parse(one);
      }),
      { numRuns: 300 },
    );
  });
});
