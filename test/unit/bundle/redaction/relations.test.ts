import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { createPseudonyms } from "../../../../main/bundle/redaction/pseudonyms.ts";
import { createRedactor } from "../../../../main/bundle/redaction/redactor.ts";
import { hostileCorpus } from "../hostile-corpus.ts";
import { classifyAddress } from "../../../../main/network/address-class.ts";

const key = new Uint8Array(32).fill(1);
const octet = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.oneof(
  fc.tuple(octet, octet, octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(10), octet, octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
);
const ipv6 = fc
  .tuple(
    fc.constantFrom(0x2001, 0x2a02, 0x2600, 0xfd12, 0xfe80, 0xff02, 0x2002),
    fc.array(octet, { minLength: 14, maxLength: 14 }),
  )
  .map(([first, rest]) => ipaddr.fromByteArray([first >> 8, first & 0xff, ...rest]).toString());

function sharedBits(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => ipaddr.parse(text).toByteArray());
  const bits = (octets: readonly number[] = []): string =>
    octets.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const [left, right] = [bits(a), bits(b)];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  return shared;
}

describe("pseudonyms of addresses", () => {
  it("keep the class, and are never the address itself (IPv4)", () => {
    fc.assert(
      fc.property(ipv4, (octets) => {
        const address = octets.join(".");
        const made = createPseudonyms(key).ipv4(address);
        if (made === null) {
          expect(["loopback", "multicast", "reserved"]).toContain(classifyAddress(address));
          return;
        }
        expect(made).not.toBe(address);
        expect(classifyAddress(made)).toBe(classifyAddress(address));
      }),
      { numRuns: 2000 },
    );
  });

  it("keep the class, and are never the address itself (IPv6)", () => {
    fc.assert(
      fc.property(ipv6, (address) => {
        const made = createPseudonyms(key).ipv6(address);
        if (made === null) {
          expect(["multicast", "reserved", "loopback"]).toContain(classifyAddress(address));
          return;
        }
        expect(made).not.toBe(address);
        expect(classifyAddress(made)).toBe(classifyAddress(address));
      }),
      { numRuns: 2000 },
    );
  });

  it("have as many leading bits in common as the addresses (so subnets stay subnets)", () => {
    const near = fc.tuple(ipv4, ipv4, fc.integer({ min: 0, max: 32 })).map(([one, other, bits]) => {
      const mixed = one.map((value, index) => {
        const mask = (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))) & 0xff;
        return (value & mask) | ((other[index] ?? 0) & ~mask & 0xff);
      });
      return [one.join("."), mixed.join(".")] as const;
    });
    fc.assert(
      fc.property(near, ([one, other]) => {
        const pseudonyms = createPseudonyms(key);
        const [a, b] = [pseudonyms.ipv4(one) ?? one, pseudonyms.ipv4(other) ?? other];
        expect(sharedBits(a, b)).toBe(sharedBits(one, other));
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(ipv6, ipv6, (one, other) => {
        const pseudonyms = createPseudonyms(key);
        const [a, b] = [pseudonyms.ipv6(one) ?? one, pseudonyms.ipv6(other) ?? other];
        expect(sharedBits(a, b)).toBe(sharedBits(one, other));
      }),
      { numRuns: 2000 },
    );
  });

  it("leave the address of a network one, with its length", () => {
    const redactor = createRedactor({ key });
    expect(redactor.text("route 192.168.7.0/24 and 10.0.0.0/8")).toMatch(
      /^route 192\.168\.\d+\.0\/24 and 10\.0\.0\.0\/8$/,
    );
    const [, network = ""] = /^in (\S+), or$/.exec(redactor.text("in 192.168.7.0/24, or")) ?? [];
    expect(redactor.text("It overlaps 192.168.7.0/24.")).toBe(`It overlaps ${network}.`);
    expect(redactor.text("2001:470:1:2::/64")).toMatch(/^2001:470?[0-9a-f:]+::\/64$|^[0-9a-f:]+::\/64$/);
  });

  it("keep the IPv4 address inside an IPv6 one", () => {
    const redactor = createRedactor({ key });
    const plain = redactor.text("8.8.4.4");
    expect(redactor.text("::ffff:8.8.4.4")).toBe(`::ffff:${plain}`);
    expect(redactor.text("64:ff9b::8.8.4.4")).toBe(`64:ff9b::${plain}`);
  });
});

describe("pseudonyms of names", () => {
  it("are the same for the same value in every notation and every way out", () => {
    const redactor = createRedactor({ key });
    const [dashed, colons, dots] = ["3C-22-FB-01-02-03", "3c:22:fb:01:02:03", "3c22.fb01.0203"].map((text) =>
      redactor
        .text(text)
        .toLowerCase()
        .replaceAll(/[^0-9a-f]/g, ""),
    );
    expect(dashed).toBe(colons);
    expect(dots).toBe(colons);
    const user = redactor.valueOf("user", "ann.miller");
    expect(redactor.text("user=ann.miller")).toBe(`user=${user}`);
    expect(redactor.text("/home/ann.miller/x")).toBe(`/home/${user}/x`);
    expect(redactor.text("ann.miller@corp.example")).toMatch(new RegExp(`^${user}@dom-[0-9a-f]{10}\\.invalid$`));
  });

  it("show which hosts share a domain, and nothing else of it", () => {
    const redactor = createRedactor({ key });
    const [a, b, domain] = ["vpn.corp.example", "mail.corp.example", "corp.example"].map((name) => redactor.text(name));
    expect(a?.split(".").slice(1)).toEqual(domain?.split("."));
    expect(b?.split(".").slice(1)).toEqual(domain?.split("."));
    expect(a).not.toBe(b);
  });

  it("differ between domains, so that a user and a host of one name are not told to be one", () => {
    const redactor = createRedactor({ key });
    const tokens = [
      redactor.valueOf("user", "anna"),
      redactor.valueOf("host", "anna"),
      redactor.valueOf("ssid", "anna"),
    ];
    expect(new Set(tokens.map((token) => token.split("-")[1])).size).toBe(3);
  });

  it("replace a known name wherever it stands, but not inside words", () => {
    const redactor = createRedactor({
      key,
      names: [
        { domain: "user", text: "anna" },
        { domain: "ssid", text: "Café Süd" },
      ],
    });
    const user = redactor.valueOf("user", "anna");
    expect(redactor.text("x anna_laptop ANNA, annals savanna")).toBe(`x ${user}_laptop ${user}, annals savanna`);
    expect(redactor.text("at café süd now")).toMatch(/^at ssid-[0-9a-f]{10} now$/);
  });
});

describe("any text", () => {
  it("is redacted without an error, keeps its lines, and stays the same the second time", () => {
    const pieces = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("192.168.1.5", "user=", "password: ", "@", "\\", "::", "%", "/home/", "[x removed]", "SSID='"),
      fc.constantFrom(...hostileCorpus(1, 200).map((line) => line.text)),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const redactor = createRedactor({ key });
        const once = redactor.text(parts.join("\n"));
        expect(redactor.text(once)).toBe(once);
      }),
      { numRuns: 1500 },
    );
  });

  it("takes linear time on what patterns hate", () => {
    for (const hostile of [
      "password ",
      "a.",
      "1.1.",
      "a@",
      "fe80:",
      "user user ",
      "CN=",
      "0-0-",
      "://a:",
      "SSID=",
      "\\a",
      "x'",
    ]) {
      const redactor = createRedactor({ key });
      expect(redactor.text(hostile.repeat(60_000 / hostile.length)).length).toBeGreaterThan(0);
    }
  });
});
