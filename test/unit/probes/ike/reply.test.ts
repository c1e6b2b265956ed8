import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { futureVersionBait, invalidKeBait, weakMainModeBait } from "../../../../main/probes/ike/baits.ts";
import { zeroSpi } from "../../../../main/probes/ike/header.ts";
import { buildInformationalV1, buildMainModeSa } from "../../../../main/probes/ike/main-mode.ts";
import { toUdpPayload, usualIkePort } from "../../../../main/probes/ike/non-esp-marker.ts";
import { notifyTypes, notifyTypesV1 } from "../../../../main/probes/ike/notify.ts";
import { ikeProposal } from "../../../../main/probes/ike/proposal.ts";
import { answerName, readIkeReply } from "../../../../main/probes/ike/reply.ts";
import { buildSaInit, buildSaInitNotify } from "../../../../main/probes/ike/sa-init.ts";
import { createSeededRandom } from "../../../fakes/seeded-random.ts";
import { hexOctets } from "../hex.ts";

const random = createSeededRandom(7);
const initiatorSpi = hexOctets("1122334455667788");
const responderSpi = hexOctets("8877665544332211");
const noSa = { initiatorSpi, responderSpi: zeroSpi };
const saInit = buildSaInit({
  role: "response",
  initiatorSpi,
  responderSpi,
  proposals: [ikeProposal(1, [{ type: 4, id: 14 }])],
  keyExchange: { group: 14, data: new Uint8Array(256).fill(5) },
  nonce: new Uint8Array(32),
});
const weakV1 = { encryption: 1, hash: 1, authentication: 1, group: 1 };
const mainMode = buildMainModeSa({
  initiatorCookie: initiatorSpi,
  responderCookie: responderSpi,
  transforms: [weakV1],
});

describe("answers of a gateway", () => {
  it.each([
    ["IKE_SA_INIT", 2, saInit],
    ["COOKIE", 2, buildSaInitNotify(noSa, notifyTypes.COOKIE, new Uint8Array(24))],
    ["INVALID_KE_PAYLOAD", 2, buildSaInitNotify(noSa, notifyTypes.INVALID_KE_PAYLOAD, hexOctets("0013"))],
    ["NO_PROPOSAL_CHOSEN", 2, buildSaInitNotify(noSa, notifyTypes.NO_PROPOSAL_CHOSEN)],
    ["INVALID_MAJOR_VERSION", 2, buildSaInitNotify(noSa, notifyTypes.INVALID_MAJOR_VERSION)],
    ["MAIN_MODE", 1, mainMode],
    [
      "NO-PROPOSAL-CHOSEN",
      1,
      buildInformationalV1(
        { initiatorCookie: initiatorSpi, responderCookie: zeroSpi },
        0x1234,
        notifyTypesV1["NO-PROPOSAL-CHOSEN"],
      ),
    ],
  ])("understands %s of IKEv%i on both ports", (name, majorVersion, message) => {
    for (const port of [500, 4500]) {
      const reply = readIkeReply(toUdpPayload(message, usualIkePort(port)), usualIkePort(port));
      expect(reply).toMatchObject({ initiatorSpi, majorVersion });
      expect(reply === null ? null : answerName(reply.answer)).toBe(name);
    }
  });

  it("carries the accepted group and the cookie", () => {
    const group = readIkeReply(
      buildSaInitNotify(noSa, notifyTypes.INVALID_KE_PAYLOAD, hexOctets("0013")),
      usualIkePort(500),
    );
    expect(group?.answer).toEqual({ kind: "invalid-ke", acceptedGroup: 19 });
    const cookie = readIkeReply(buildSaInitNotify(noSa, notifyTypes.COOKIE, hexOctets("abcdef")), usualIkePort(500));
    expect(cookie?.answer).toEqual({ kind: "cookie", cookie: hexOctets("abcdef") });
  });

  it.each([
    ["our own IKEv2 message thrown back", invalidKeBait(random, usualIkePort(500)).udpPayload],
    ["our own IKEv1 message thrown back", weakMainModeBait(random, usualIkePort(500)).udpPayload],
    ["our own message of a future version thrown back", futureVersionBait(random, usualIkePort(500)).udpPayload],
    ["an INVALID_KE_PAYLOAD without a group", buildSaInitNotify(noSa, notifyTypes.INVALID_KE_PAYLOAD)],
    ["an empty cookie", buildSaInitNotify(noSa, notifyTypes.COOKIE)],
    ["a cookie that is too long", buildSaInitNotify(noSa, notifyTypes.COOKIE, new Uint8Array(65))],
    ["a keepalive", Uint8Array.of(0xff)],
    ["nothing", new Uint8Array()],
  ])("takes %s for no answer", (_, udpPayload) => {
    expect(readIkeReply(udpPayload, usualIkePort(500))).toBeNull();
  });

  it("takes ESP on port 4500 for no answer", () => {
    expect(readIkeReply(saInit, usualIkePort(4500))).toBeNull();
    expect(readIkeReply(hexOctets("00000000"), usualIkePort(4500))).toBeNull();
  });

  it("never throws, and a changed octet never makes it throw either", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (noise) => void readIkeReply(noise, usualIkePort(500))));
    fc.assert(
      fc.property(
        fc.constantFrom(saInit, mainMode),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (message, position, octet) => {
          const changed = Uint8Array.from(message);
          changed[position % changed.length] = octet;
          const reply = readIkeReply(changed, usualIkePort(500));
          expect(reply === null || reply.majorVersion <= 2).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
