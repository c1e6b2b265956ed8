import fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { encodeBase64Url } from "../../../main/bundle/base64url.ts";
import { fingerprintOf } from "../../../main/bundle/sign.ts";
import {
  looksLikeRequestLink,
  maxLinkCharacters,
  readRequestLink,
  requestFileName,
  requestLink,
  ticketText,
} from "../../../main/request/request-text.ts";
import { verifyRequest } from "../../../main/request/verify-request.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";
import { aRequest, madeAtMs, recipient } from "./a-request.ts";

function linkOf(request = aRequest()): string {
  const link = requestLink(request);
  if (!link.ok) throw new Error(link.error.message);
  return link.value;
}

describe("a link", () => {
  it("carries the whole request", () => {
    const request = aRequest();
    const link = linkOf(request);
    expect(link).toMatch(/^tunnel-doctor:\/\/request\/1\?d=[\w-]+$/);
    expect(link.length).toBeLessThan(1000);
    for (const written of [link, ` ${link}\n`, link.replace("/1?", "/1/?"), link.replace("tunnel-d", "Tunnel-D")]) {
      expect(looksLikeRequestLink(written)).toBe(true);
      expect(verifyRequest(written, madeAtMs, [])).toMatchObject({ ok: true, value: { request } });
    }
  });

  it("is not made where it would be cut on the way", () => {
    const uploadUrl = `https://upload.example.com/${encodeBase64Url(createSeededRandom(5).bytes(1400))}`;
    expect(requestLink(aRequest({ uploadUrl, recipients: [recipient] }))).toMatchObject({
      ok: false,
      error: { code: "too-large" },
    });
  });

  it("that was changed in one letter never asks for something else", () => {
    const link = linkOf();
    const from = link.indexOf("=") + 1;
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: link.length - 1 }),
        fc.constantFrom("A", "a", "0", "_", "-"),
        (at, letter) => {
          fc.pre(link[at] !== letter);
          const changed = link.slice(0, at) + letter + link.slice(at + 1);
          const outcome = verifyRequest(changed, madeAtMs, []);
          // The last bits of deflated data fill up a byte and mean nothing.
          if (outcome.ok) expect(outcome.value.request).toEqual(aRequest());
          else expect(["refused", "not-supported"]).toContain(outcome.error.code);
        },
      ),
    );
  });

  it("of a bomb unpacks to no more than a request can have", () => {
    const bomb = encodeBase64Url(deflateSync(new Uint8Array(1_000_000).fill(0x20), { level: 9 }));
    expect(verifyRequest(`tunnel-doctor://request/1?d=${bomb}`, madeAtMs, []).ok).toBe(false);
  });

  it.each<[string, string]>([
    ["tunnel-doctor://request/1?d=", "invalid-input"],
    ["tunnel-doctor://request/2?d=AAAA", "invalid-input"],
    ["https://request/1?d=AAAA", "invalid-input"],
    ["tunnel-doctor://request/1?d=AAAA&x=1", "invalid-input"],
    ["tunnel-doctor://request/1?d=A", "refused"],
    ["tunnel-doctor://request/1?d=____", "refused"],
    [`tunnel-doctor://request/1?d=${"A".repeat(maxLinkCharacters)}`, "refused"],
  ])("%s is %s", (link, code) => {
    expect(readRequestLink(link)).toMatchObject({ ok: false, error: { code } });
  });
});

describe("the text for a ticket", () => {
  it("says who asks for what, until when, and how to answer", () => {
    const request = aRequest();
    const text = ticketText(request, linkOf(request));
    expect(text).toContain("Example helpdesk asks for a check of your VPN for INC-1234: Your VPN drops at home");
    expect(text).toContain("Valid until 2026-11-30 10:00 UTC");
    expect(text).toContain(fingerprintOf(request.signerKey));
    expect(text).toContain(linkOf(request));
    expect(text).toContain("tunnel-doctor check --request INC-1234.tdrequest");
  });

  it("names only the file where the link is too long", () => {
    const text = ticketText(aRequest(), undefined);
    expect(text).toContain("INC-1234.tdrequest");
    expect(text).not.toContain("tunnel-doctor://");
  });
});

it.each<[string | undefined, string]>([
  ["INC-1234", "INC-1234.tdrequest"],
  ["../../etc/passwd", "etc-passwd.tdrequest"],
  ["Fall Müller", "Fall-M-ller.tdrequest"],
  ["…", "request-"],
])("the file of the case %j is called %s", (caseId, name) => {
  expect(requestFileName(aRequest(caseId === undefined ? {} : { caseId }))).toContain(name);
});
