import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { natDetectionHash } from "../../../../main/probes/ike/nat-detection.ts";
import { hexOctets, octetsHex } from "../hex.ts";

const initiatorSpi = hexOctets("1122334455667788");
const responderSpi = hexOctets("8877665544332211");
const sha1 = (text: string) => createHash("sha1").update(hexOctets(text)).digest("hex");

describe("the NAT detection hash", () => {
  it.each([
    ["IPv4", "192.0.2.1", 500, "c0000201 01f4"],
    ["IPv6", "2001:db8::1", 4500, "20010db8000000000000000000000001 1194"],
    ["IPv4 in the notation of IPv6", "::ffff:192.0.2.1", 500, "c0000201 01f4"],
  ])("covers SPIs, address and port of %s", (_, address, port, tail) => {
    const hash = natDetectionHash(initiatorSpi, responderSpi, { address, port });
    expect(octetsHex(hash)).toBe(sha1(`1122334455667788 8877665544332211 ${tail}`));
  });

  it("refuses what is no address", () => {
    expect(() => natDetectionHash(initiatorSpi, responderSpi, { address: "gateway", port: 500 })).toThrow(RangeError);
  });
});
