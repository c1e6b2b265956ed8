import { createHmac } from "node:crypto";
import ipaddr from "ipaddr.js";
import { permuteAddress } from "./address-pseudonym.ts";
import { ipv4Ranges, ipv6Ranges } from "./address-ranges.ts";

/** What a value names. The same text has another pseudonym in each domain. */
export type PseudonymDomain = "user" | "host" | "domain" | "ssid" | "name" | "serial" | "key";

/** The same value always becomes the same pseudonym under the same key; nobody without the key can tell which. */
export interface Pseudonyms {
  /** `user-3f9a1c2b7d` */
  readonly named: (domain: PseudonymDomain, value: string) => string;
  /** `host-…`, `host-….dom-….invalid`: the parts below a common domain show that they are. */
  readonly host: (name: string) => string;
  /** Another address of the same kind in the pseudonym of its subnet; null where it is kept or is no address. */
  readonly ipv4: (text: string, prefixBits?: number) => string | null;
  readonly ipv6: (text: string, prefixBits?: number) => string | null;
  /** Another hardware address in the same notation; null for multicast, broadcast and all zeros. */
  readonly mac: (text: string) => string | null;
  /** Other hexadecimal digits in the same notation, as for GUIDs and SPIs; null for all zeros. */
  readonly hex: (domain: string, text: string) => string | null;
  /** Was this text made here? Then it is left as it is, so that redacting again changes nothing. */
  readonly isIssued: (text: string) => boolean;
}

/** Pseudonyms that are remembered; the pseudonym of a forgotten value is worked out again, and is the same. */
const maxRemembered = 100_000;

/** @param key at least 16 random bytes that never leave this machine, or the salt of an organisation */
export function createPseudonyms(key: Uint8Array): Pseudonyms {
  const remembered = new Map<string, string | null>();
  const issued = new Set<string>();
  const octetBits = new Map<string, Uint8Array>();

  const digest = (domain: string, value: string | Uint8Array): Uint8Array =>
    createHmac("sha256", key).update(`tunnel-doctor/${domain}\0`).update(value).digest();

  /** What is issued is a value of its own kind: telling it from real values is a matter of having made it. */
  const remember = (domain: string, value: string, make: () => string | null): string | null => {
    const slot = `${domain}\0${value}`;
    const known = remembered.get(slot);
    if (known !== undefined) return known;
    if (remembered.size >= maxRemembered) {
      remembered.clear();
      issued.clear();
    }
    const made = issued.has(value) ? null : make();
    remembered.set(slot, made);
    if (made !== null) issued.add(made);
    return made;
  };

  const token = (prefix: string, domain: string, value: string): string =>
    remember(domain, value, () => `${prefix}-${hexText(digest(domain, value)).slice(0, 10)}`) ?? value;

  const bitsAfter = (family: string) => (before: Uint8Array) => {
    const slot = `${family}${before.join(".")}`;
    const known = octetBits.get(slot);
    if (known !== undefined) return known;
    if (octetBits.size >= maxRemembered) octetBits.clear();
    const bits = digest(family, before);
    octetBits.set(slot, bits);
    return bits;
  };

  const ipv4Octets = (octets: Uint8Array): Uint8Array | null => permuteAddress(octets, ipv4Ranges, bitsAfter("ipv4"));

  const hex = (domain: string, text: string): string | null => {
    const digits = text.toLowerCase().replaceAll(/^0x|[^0-9a-f]/g, "");
    if (/^0*$/.test(digits)) return null;
    return remember(domain, text, () => digitsInto(text, digest(domain, digits)));
  };

  return {
    named: (domain, value) => token(domain === "domain" ? "dom" : domain, domain, value),
    host: (name) => {
      const [first = "", ...rest] = name.toLowerCase().split(".");
      if (rest.length === 0) return token("host", "host", first);
      const isDomain = rest.length === 1;
      const domain = token("dom", "domain", isDomain ? name.toLowerCase() : rest.join("."));
      const made = isDomain ? `${domain}.invalid` : `${token("host", "host", first)}.${domain}.invalid`;
      issued.add(made);
      return made;
    },
    ipv4: (text, prefixBits) => {
      const octets = ipv4OctetsOf(text);
      if (octets === null || (prefixBits !== undefined && prefixBits > 32)) return null;
      return remember("ipv4", `${text}/${prefixBits ?? ""}`, () => {
        if (issued.has(text)) return null;
        const permuted = ipv4Octets(octets);
        return permuted === null ? null : withHostZero(octets, permuted, prefixBits).join(".");
      });
    },
    ipv6: (text, prefixBits) => {
      if (!ipaddr.IPv6.isValid(text) || (prefixBits !== undefined && prefixBits > 128)) return null;
      return remember("ipv6", `${text.toLowerCase()}/${prefixBits ?? ""}`, () => {
        if (issued.has(text)) return null;
        const [bare = "", zone] = text.split("%");
        const address = ipaddr.IPv6.parse(bare);
        const octets = Uint8Array.from(address.toByteArray());
        const suffix = zone === undefined ? "" : `%${zone}`;
        // ::ffff:0:0/96 (RFC 4291) and 64:ff9b::/96 (RFC 6052) carry an IPv4 address in their last four octets.
        if (address.isIPv4MappedAddress() || address.range() === "rfc6052") {
          const inner = ipv4Octets(octets.subarray(12));
          if (inner === null) return null;
          issued.add(inner.join("."));
          return `${address.isIPv4MappedAddress() ? "::ffff:" : "64:ff9b::"}${inner.join(".")}${suffix}`;
        }
        const permuted = permuteAddress(octets, ipv6Ranges, bitsAfter("ipv6"));
        if (permuted === null) return null;
        const hosted = withHostZero(octets, permuted, prefixBits);
        return ipaddr.fromByteArray([...hosted]).toString() + suffix;
      });
    },
    mac: (text) => {
      const octets = text.split(/[^0-9a-f]+/i);
      const padded = octets.length === 6 ? octets.map((octet) => octet.padStart(2, "0")) : octets;
      const digits = padded.join("").toLowerCase();
      const first = Number.parseInt(digits.slice(0, 2), 16);
      // IEEE 802: the lowest bit of the first octet marks a group, the next one a locally administered address.
      if (digits.length !== 12 || (first & 1) === 1 || /^0+$/.test(digits)) return null;
      return remember("mac", text, () => {
        const bytes = digest("mac", digits).subarray(0, 6);
        bytes[0] = ((bytes[0] ?? 0) & 0xfc) | 2;
        return digitsInto(padded.join(/[^0-9a-f]+/i.exec(text)?.[0] ?? ""), bytes);
      });
    },
    hex,
    isIssued: (text) => issued.has(text),
  };
}

/** Puts other hexadecimal digits in the place of those of `shape`, and leaves what stands between them. */
function digitsInto(shape: string, bytes: Uint8Array): string {
  const digits = hexText(bytes);
  const upper = /[A-F]/.test(shape) && !/[a-f]/.test(shape.replace(/^0x/, ""));
  let used = 0;
  const text = shape.replaceAll(/(?<!^)[0-9a-f]|^(?!0x)[0-9a-f]/gi, () => {
    const digit = digits.charAt(used % digits.length);
    used += 1;
    return upper ? digit.toUpperCase() : digit;
  });
  return text;
}

/** The address of a network stays the address of a network. */
function withHostZero(octets: Uint8Array, permuted: Uint8Array, prefixBits: number | undefined): Uint8Array {
  if (prefixBits === undefined) return permuted;
  const mask = (index: number): number => (0xff00 >> Math.min(8, Math.max(0, prefixBits - index * 8))) & 0xff;
  const isNetwork = octets.every((octet, index) => (octet & ~mask(index) & 0xff) === 0);
  return isNetwork ? permuted.map((octet, index) => octet & mask(index)) : permuted;
}

function ipv4OctetsOf(text: string): Uint8Array | null {
  const numbers = text.split(".").map(Number);
  return numbers.length === 4 && numbers.every((number) => number <= 255) ? Uint8Array.from(numbers) : null;
}

function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
