import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { futureVersionBait, invalidKeBait, randomSpi, weakMainModeBait } from "../../../main/probes/ike/baits.ts";
import { zeroSpi } from "../../../main/probes/ike/header.ts";
import { keyExchangeGroups, publicKeyExchangeData } from "../../../main/probes/ike/key-exchange.ts";
import { buildMainModeSa } from "../../../main/probes/ike/main-mode.ts";
import { natDetectionHash } from "../../../main/probes/ike/nat-detection.ts";
import { notifyTypes } from "../../../main/probes/ike/notify.ts";
import { fromUdpPayload, toUdpPayload, usualIkePort } from "../../../main/probes/ike/non-esp-marker.ts";
import { parseIkeMessage } from "../../../main/probes/ike/message.ts";
import { ikeProposal, transformIds, transformTypes } from "../../../main/probes/ike/proposal.ts";
import { readIkeReply } from "../../../main/probes/ike/reply.ts";
import { buildSaInit, type SaInitParts } from "../../../main/probes/ike/sa-init.ts";
import { createGateway, type Gateway } from "../../../main/practice/gateway.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";
import { clientPacket } from "./packets.ts";

const random = createSeededRandom(7);
const gateway = (silent = false, ikev1Only = false) => createGateway({ silent, ikev1Only }, createSeededRandom(1));

/** The UDP payloads of what the gateway sends back. */
function ask(to: Gateway, payload: Uint8Array, port: number, nowMs = 0): readonly Uint8Array[] {
  return to
    .receive(clientPacket({ payload, toPort: port }), nowMs)
    .flatMap((output) => (output.kind === "packet" ? [output.packet.payload] : []));
}

/** The only answer, understood. */
function answerTo(to: Gateway, payload: Uint8Array, port: number, nowMs = 0) {
  const answers = ask(to, payload, port, nowMs);
  expect(answers).toHaveLength(1);
  return readIkeReply(answers[0] ?? new Uint8Array(), usualIkePort(port));
}

function saInit(changes: Partial<SaInitParts> = {}): Uint8Array {
  const group = keyExchangeGroups.ecp256;
  return buildSaInit({
    role: "request",
    initiatorSpi: randomSpi(random),
    responderSpi: zeroSpi,
    proposals: [
      ikeProposal(1, [
        { type: transformTypes.encryption, id: transformIds.encryption.aesCbc, keyLengthBits: 256 },
        { type: transformTypes.integrity, id: transformIds.integrity.hmacSha256 },
        { type: transformTypes.prf, id: transformIds.prf.hmacSha256 },
        { type: transformTypes.keyExchange, id: keyExchangeGroups.modp2048 },
        { type: transformTypes.keyExchange, id: group },
      ]),
    ],
    keyExchange: { group, data: publicKeyExchangeData(group, random) ?? new Uint8Array() },
    nonce: random.bytes(32),
    ...changes,
  });
}

describe("answers to baits", () => {
  it.each([
    { name: "wrong group", bait: invalidKeBait, answer: { kind: "invalid-ke", acceptedGroup: 14 } },
    { name: "weak Main Mode", bait: weakMainModeBait, answer: { kind: "notify", name: "NO-PROPOSAL-CHOSEN" } },
    { name: "version 3", bait: futureVersionBait, answer: { kind: "notify", name: "INVALID_MAJOR_VERSION" } },
  ])("$name, on 500 and on 4500, a hundred times without any half-open SA", ({ bait, answer }) => {
    const to = gateway();
    for (let count = 0; count < 100; count += 1) {
      const port = count % 2 === 0 ? 500 : 4500;
      const { udpPayload, initiatorSpi } = bait(random, usualIkePort(port));
      const reply = answerTo(to, udpPayload, port);
      expect(reply?.answer).toEqual(answer);
      expect(reply?.initiatorSpi).toEqual(initiatorSpi);
    }
    expect(answerTo(to, saInit(), 500)?.answer.kind).toBe("sa-init");
  });
});

describe("IKE_SA_INIT", () => {
  it("is answered with the offered group and with hashes of both ends as the gateway sees them", () => {
    const request = saInit();
    const reply = answerTo(gateway(), request, 500);
    if (reply?.answer.kind !== "sa-init") throw new Error("not an IKE_SA_INIT response");
    const { initiatorSpi, responderSpi } = reply;
    const hash = (type: number) =>
      reply.answer.kind === "sa-init" && reply.answer.content.notifies.find((notify) => notify.type === type)?.data;
    const packet = clientPacket({ toPort: 500 });
    expect(reply.answer.content.keyExchange?.group).toBe(keyExchangeGroups.ecp256);
    expect(hash(notifyTypes.NAT_DETECTION_DESTINATION_IP)).toEqual(
      natDetectionHash(initiatorSpi, responderSpi, packet.source),
    );
    expect(hash(notifyTypes.NAT_DETECTION_SOURCE_IP)).toEqual(
      natDetectionHash(initiatorSpi, responderSpi, packet.destination),
    );
  });

  it("repeated gets the same answer, and counts once", () => {
    const to = gateway();
    const request = saInit();
    const first = ask(to, request, 500);
    for (let count = 0; count < 10; count += 1) expect(ask(to, request, 500, 1000)).toEqual(first);
    expect(answerTo(to, saInit(), 500, 1000)?.answer.kind).toBe("sa-init");
  });

  it("without anything acceptable gets NO_PROPOSAL_CHOSEN", () => {
    const des = { type: transformTypes.encryption, id: transformIds.encryption.des };
    const answer = answerTo(gateway(), saInit({ proposals: [ikeProposal(1, [des])] }), 500)?.answer;
    expect(answer).toEqual({ kind: "notify", name: "NO_PROPOSAL_CHOSEN" });
  });

  it("takes a cipher that checks integrity itself without an integrity transform, and no other so", () => {
    const of = (cipher: number) => [
      ikeProposal(1, [
        { type: transformTypes.encryption, id: cipher, keyLengthBits: 128 },
        { type: transformTypes.prf, id: transformIds.prf.hmacSha256 },
        { type: transformTypes.keyExchange, id: keyExchangeGroups.ecp256 },
      ]),
    ];
    expect(answerTo(gateway(), saInit({ proposals: of(transformIds.encryption.aesGcm16) }), 500)?.answer.kind).toBe(
      "sa-init",
    );
    expect(answerTo(gateway(), saInit({ proposals: of(transformIds.encryption.aesCbc) }), 500)?.answer.kind).toBe(
      "notify",
    );
  });

  it("with an unknown critical payload is refused by its type", () => {
    const extra = [{ type: 200, critical: true, body: new Uint8Array(4) }];
    const answer = answerTo(gateway(), saInit({ extra }), 500)?.answer;
    expect(answer).toEqual({ kind: "notify", name: "UNSUPPORTED_CRITICAL_PAYLOAD" });
  });
});

describe("flood protection", () => {
  /** What becomes of the n-th new IKE SA from one address: cookies are followed. */
  function open(to: Gateway, nowMs: number): string {
    const initiatorSpi = randomSpi(random);
    const first = ask(to, saInit({ initiatorSpi }), 500, nowMs)[0];
    const answer = first === undefined ? undefined : readIkeReply(first, usualIkePort(500))?.answer;
    if (answer?.kind !== "cookie") return answer?.kind ?? "silent";
    return `cookie, then ${answerTo(to, saInit({ initiatorSpi, cookie: answer.cookie }), 500, nowMs)?.answer.kind ?? "silent"}`;
  }
  const followed = "cookie, then sa-init";

  it("asks for a cookie at three half-open SAs, is silent at five, and forgets after 30 s", () => {
    const to = gateway();
    const results = Array.from({ length: 6 }, () => open(to, 0));
    expect(results).toEqual(["sa-init", "sa-init", "sa-init", followed, followed, "silent"]);
    expect(open(to, 29_999)).toBe("silent");
    expect(open(to, 30_000)).toBe("sa-init");
  });

  it("takes no cookie that it did not give", () => {
    const to = gateway();
    for (let count = 0; count < 3; count += 1) open(to, 0);
    expect(answerTo(to, saInit({ cookie: random.bytes(20) }), 500)?.answer.kind).toBe("cookie");
  });
});

describe("IKEv1 Main Mode", () => {
  it("with an acceptable transform is answered with it", () => {
    const strong = { encryption: 7, hash: 4, authentication: 1, group: 14, keyLengthBits: 256 };
    const weak = { encryption: 1, hash: 1, authentication: 1, group: 1 };
    const request = buildMainModeSa({ initiatorCookie: randomSpi(random), transforms: [weak, strong] });
    expect(answerTo(gateway(), toUdpPayload(request, usualIkePort(4500)), 4500)).toMatchObject({
      majorVersion: 1,
      answer: { kind: "main-mode" },
    });
  });
});

describe("the rest of the host", () => {
  it.each([true, false])("answers pings and refuses other ports, silent on the VPN's or not (%s)", (silent) => {
    const ping = clientPacket({ protocol: "icmp-echo", toPort: 0 });
    expect(gateway(silent).receive(ping, 0)).toMatchObject([
      { kind: "packet", packet: { payload: ping.payload, destination: ping.source } },
    ]);
    expect(gateway(silent).receive(clientPacket({ toPort: 33_434 }), 0)).toMatchObject([
      { kind: "port-unreachable", quoted: { source: clientPacket().source, destination: { port: 33_434 } } },
    ]);
  });

  it.each([500, 4500])("says nothing at all on port %d when it is silent", (port) => {
    expect(
      gateway(true).receive(
        clientPacket({ payload: invalidKeBait(random, usualIkePort(port)).udpPayload, toPort: port }),
        0,
      ),
    ).toEqual([]);
  });
});

describe("hostile datagrams", () => {
  it("never throw, whatever one octet of a good message is changed to", () => {
    const to = gateway();
    const good = [
      saInit(),
      invalidKeBait(random, usualIkePort(500)).udpPayload,
      weakMainModeBait(random, usualIkePort(500)).udpPayload,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...good),
        fc.nat(600),
        fc.nat(255),
        fc.nat(100_000),
        (message, index, value, nowMs) => {
          const hostile = message.slice();
          hostile[index % hostile.length] = value;
          for (const answer of ask(to, hostile, 500, nowMs)) expect(parseIkeMessage(answer).ok).toBe(true);
        },
      ),
    );
  });

  it("of pure noise are never answered", () => {
    const to = gateway();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.constantFrom(500, 4500), (noise, port) => {
        expect(ask(to, noise, port)).toEqual([]);
        expect(ask(to, toUdpPayload(noise, usualIkePort(4500)), 4500)).toEqual([]);
      }),
    );
  });

  it("are never answered with more than was asked, while no SA is made", () => {
    for (const port of [500, 4500]) {
      for (const { udpPayload } of [
        invalidKeBait(random, usualIkePort(port)),
        weakMainModeBait(random, usualIkePort(port)),
        futureVersionBait(random, usualIkePort(port)),
      ]) {
        for (const answer of ask(gateway(), udpPayload, port)) {
          expect(answer.length).toBeLessThan(udpPayload.length);
          expect(fromUdpPayload(answer, usualIkePort(port))).not.toBeNull();
        }
      }
    }
  });
});
