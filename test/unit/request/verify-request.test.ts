import { generateHybridIdentity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Signer } from "../../../main/bundle/sign.ts";
import { fingerprintOf } from "../../../main/bundle/sign.ts";
import type { DiagnosisRequest, KnownSigner } from "../../../main/model/diagnosis-request.ts";
import { createRequest, type RequestWishes } from "../../../main/request/create-request.ts";
import { readKnownSigners, withSigner, writeKnownSigners } from "../../../main/request/known-signers.ts";
import { requestFileText } from "../../../main/request/request-text.ts";
import { signedForm } from "../../../main/request/signed-form.ts";
import { verifyRequest } from "../../../main/request/verify-request.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";
import { aRequest, dayMs, madeAtMs, recipient, signers, wishes } from "./a-request.ts";

const verify = (text: string, nowMs = madeAtMs + 1000, known: readonly KnownSigner[] = []) =>
  verifyRequest(text, nowMs, known);

/** A request with other members than `createRequest` would sign. */
function signedAnyhow(members: object, signer: Signer = signers.helpdesk): string {
  const unsigned = { ...aRequest(), ...members, signerKey: signer.publicKey };
  return JSON.stringify({ ...unsigned, signature: signer.sign(signedForm(unsigned)) });
}

const knownFrom = (request: DiagnosisRequest): readonly KnownSigner[] => withSigner([], request, madeAtMs);

describe("a request", () => {
  it("is what was asked for, from somebody who is not known yet", () => {
    const request = aRequest();
    expect(verify(requestFileText(request))).toEqual({
      ok: true,
      value: { request, signer: { standing: "unknown", fingerprint: fingerprintOf(signers.helpdesk.publicKey) } },
    });
  });

  it("comes from a known signer once the person has agreed", () => {
    const known = readKnownSigners(writeKnownSigners(knownFrom(aRequest())));
    const outcome = verify(requestFileText(aRequest({ from: "Renamed helpdesk" })), undefined, known ?? []);
    expect(outcome).toMatchObject({ value: { signer: { standing: "known", knownAs: "Example helpdesk" } } });
  });

  it.each(["Example helpdesk", "EXAMPLE  Helpdesk", "Ｅxample helpdesk"])(
    "of an impostor who calls itself %j is told from the known one",
    (from) => {
      const outcome = verify(requestFileText(aRequest({ from }, signers.impostor)), undefined, knownFrom(aRequest()));
      expect(outcome).toMatchObject({ value: { signer: { standing: "name-of-another" } } });
    },
  );

  it("may have members of later versions, and its members in any order", () => {
    const later = JSON.parse(signedAnyhow({ priority: { level: 3, tags: ["a", null] } })) as object;
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(later).reverse()), null, 7);
    expect(verify(reversed)).toMatchObject({ ok: true, value: { request: { caseId: "INC-1234" } } });
  });
});

describe("a request is refused", () => {
  it("when any member was changed, added or taken away", () => {
    const request = aRequest() as unknown as Record<string, unknown>;
    const members = Object.keys(request);
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.jsonValue(), (member, value) => {
        const changed = { ...request, [member]: value };
        fc.pre(JSON.stringify(changed) !== JSON.stringify(request));
        expect(verify(JSON.stringify(changed)).ok).toBe(false);
      }),
    );
    for (const member of members) {
      const without = Object.entries(request).filter(([name]) => name !== member);
      expect([member, verify(JSON.stringify(Object.fromEntries(without))).ok]).toEqual([member, false]);
    }
    const added = JSON.stringify({ ...request, organisationSalt: "A".repeat(43) });
    expect(verify(added)).toMatchObject({
      error: { code: "refused", message: expect.stringContaining("changed") as string },
    });
  });

  it("when it is signed by another key than it names", () => {
    const stolen = { ...aRequest({}, signers.impostor), signerKey: signers.helpdesk.publicKey };
    expect(verify(JSON.stringify(stolen))).toMatchObject({ error: { code: "refused" } });
  });

  it.each<[string, number, string]>([
    ["at its last moment", 7 * dayMs, "expired at 2026-11-30 10:00 UTC"],
    ["a year later", 365 * dayMs, "expired"],
    ["long before it was made", -2 * dayMs, "clock"],
  ])("%s", (_about, afterMs, words) => {
    expect(verify(requestFileText(aRequest()), madeAtMs + afterMs)).toMatchObject({
      error: { code: "refused", message: expect.stringContaining(words) as string },
    });
  });

  it("not yet a moment before it expires, nor on a clock that is an hour behind", () => {
    expect(verify(requestFileText(aRequest()), madeAtMs + 7 * dayMs - 1).ok).toBe(true);
    expect(verify(requestFileText(aRequest()), madeAtMs - 3_600_000).ok).toBe(true);
  });

  it.each<[string, string, string]>([
    ["of an older format", signedAnyhow({ schema: "tunnel-doctor/request/0" }), "older"],
    ["of a format without number", signedAnyhow({ schema: "tunnel-doctor/request/x" }), "older"],
    ["of a newer format", signedAnyhow({ schema: "tunnel-doctor/request/2" }), "newer"],
    ["valid for years", signedAnyhow({ expiresAt: "2036-01-01T00:00:00Z" }), "90 days"],
    ["sealed to nobody", signedAnyhow({ recipients: [] }), "recipients"],
    ["sealed to a passphrase", signedAnyhow({ recipients: ["hunter2hunter2"] }), "no age public key"],
    ["sealed to an SSH key", signedAnyhow({ recipients: [recipient, "ssh-ed25519 AAAA"] }), "no age public key"],
    ["with an upload in clear text", signedAnyhow({ uploadUrl: "http://upload.example.com/" }), "https"],
    ["with a password in its address", signedAnyhow({ uploadUrl: "https://a:b@upload.example.com/" }), "user name"],
    ["that writes over the screen", signedAnyhow({ from: "Helpdesk\u001b[2J" }), "control"],
    ["that turns its text around", signedAnyhow({ reason: "safe \u202Eksedpleh" }), "control"],
    ["with a gateway that is an option", signedAnyhow({ gateway: "a b;c" }), "gateway"],
    ["larger than a request", signedAnyhow({ padding: "x".repeat(20_000) }), "larger"],
  ])("%s", (_about, text, words) => {
    expect(verify(text)).toMatchObject({
      error: { code: "refused", message: expect.stringContaining(words) as string },
    });
  });

  it("when a known sender asks for weaker recipients than before", async () => {
    const strong = aRequest({ recipients: [await identityToRecipient(await generateHybridIdentity())] });
    const text = requestFileText(strong);
    expect(verify(text)).toMatchObject({ ok: true });
    expect(verify(requestFileText(aRequest()), undefined, knownFrom(strong))).toMatchObject({
      error: { code: "refused", message: expect.stringContaining("weaker") as string },
    });
    expect(verify(text, undefined, knownFrom(aRequest())).ok).toBe(true);
  });
});

it.each(["", "null", "[]", "{}", "{", "hello", "tunnel-doctor://other", '{"schema":"tunnel-doctor/report/1"}'])(
  "%j is no request at all",
  (text) => {
    expect(verify(text)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  },
);

it("no text makes the reader throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(typeof verify(text).ok).toBe("boolean");
    }),
  );
});

it.each<[string, Partial<RequestWishes>]>([
  ["the recipient", { recipients: ["alice"] }],
  ["how long it is valid", { validForMs: 91 * dayMs }],
  ["the gateway", { gateway: "https://vpn.example.com" }],
  ["the upload address", { uploadUrl: "http://upload.example.com/" }],
  ["the name", { from: "two\nlines" }],
])("making one fails when %s is wrong", (_about, changed) => {
  const outcome = createRequest({ ...wishes, ...changed }, signers.helpdesk, madeAtMs, createSeededRandom(1));
  expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
});

it.each(["", "{}", "[", '{"schema":"tunnel-doctor/known-signers/1","signers":[{}]}'])(
  "a damaged list of signers is none: %j",
  (text) => {
    expect(readKnownSigners(text)).toBeNull();
  },
);
