import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DnsAnswer,
  encodeDnsAnswer,
  encodeDnsQuestion,
  readDnsAnswer,
  readDnsQuestion,
} from "../../../../main/probes/dns/message.ts";
import { hexOctets } from "../hex.ts";

const question = { id: 0xbeef, name: "vpn.example.com", type: "A" } as const;
const questionHex = "beef01000001000000000000 0376706e 076578616d706c65 03636f6d 00 00010001";
const answerHead = "beef81800001000200000000 0376706e 076578616d706c65 03636f6d 00 00010001";

describe("a question", () => {
  it("is what RFC 1035 section 4 says", () => {
    expect(encodeDnsQuestion(question)).toEqual(hexOctets(questionHex));
    expect(readDnsQuestion(hexOctets(questionHex))).toEqual(question);
  });

  it.each(["", ".", "a..b", `${"a".repeat(64)}.example`, `${"a.".repeat(127)}a`, "bücher.example", "a b"])(
    "is never about %j",
    (name) => expect(encodeDnsQuestion({ ...question, name })).toBeNull(),
  );
});

describe("an answer", () => {
  it("may go through an alias, with names by pointers (RFC 1035 section 4.1.4)", () => {
    // CNAME gw.example.com, then its address; the second name points into the first record's data.
    const message = `${answerHead} c00c 0005 0001 0000003c 0005 026777 c010 c02d 0001 0001 0000003c 0004 cb007109`;
    expect(readDnsAnswer(hexOctets(message))).toEqual({ question, code: "no-error", addresses: ["203.0.113.9"] });
  });

  it.each<[string, string]>([
    ["a question", questionHex],
    ["a name that points at itself", "beef81800001000000000000 c00c 00010001"],
    ["an address of five octets", `${answerHead} c00c 0001 0001 0000003c 0005 cb00710900`],
    ["fewer records than it says", `${answerHead} c00c 0001 0001 0000003c 0004 cb007109`],
    ["more records than fit", `beef8180 0001 ffff 0000 0000 0376706e 00 00010001`],
    ["two questions", "beef81800002000000000000 0376706e 00 00010001 0376706e 00 00010001"],
    ["nothing", ""],
  ])("is not %s", (_, hex) => expect(readDnsAnswer(hexOctets(hex))).toBeNull());

  it("is read as it was written", () => {
    const label = fc.stringMatching(/^[a-z0-9-]{1,63}$/);
    const answer: fc.Arbitrary<DnsAnswer> = fc.record({
      question: fc.record({
        id: fc.nat(0xffff),
        name: fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join(".")),
        type: fc.constant("A" as const),
      }),
      code: fc.constantFrom("no-error", "server-failure", "no-such-name", "refused"),
      addresses: fc.array(fc.ipV4(), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(answer, (given) => {
        expect(readDnsAnswer(encodeDnsAnswer(given))).toEqual(given);
      }),
    );
  });

  it("never harms its reader, however broken it is", () => {
    const broken = fc.tuple(fc.nat(60), fc.nat(255)).map(([offset, octet]) => {
      const message = encodeDnsAnswer({ question, code: "no-error", addresses: ["203.0.113.9"] });
      message[offset % message.length] = octet;
      return message.subarray(0, message.length - (octet % 3));
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), broken), (octets) => {
        readDnsAnswer(octets);
        readDnsQuestion(octets);
      }),
    );
  });
});
