import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readVendorId, vendorIdTable } from "../../../../main/probes/ike/vendor-ids.ts";
import { hexOctets } from "../hex.ts";

const md5 = (text: string) => Uint8Array.from(createHash("md5").update(text).digest());

describe("Vendor IDs", () => {
  it.each(vendorIdTable.flatMap((row) => row.samples.map((sample) => [sample, row.name, row] as const)))(
    "%s is %s",
    (sample, name, row) => {
      expect(sample.startsWith(row.prefix)).toBe(true);
      expect(row.source).not.toBe("");
      expect(readVendorId(hexOctets(sample))).toMatchObject({ name });
      expect(readVendorId(hexOctets(sample))?.software).toBe(row.software);
    },
  );

  it("are in an order in which every row can be found", () => {
    vendorIdTable.forEach(({ prefix }, index) => {
      const before = vendorIdTable.slice(0, index).filter((row) => prefix.startsWith(row.prefix));
      expect(before).toEqual([]);
    });
  });

  it.each([
    ["RFC 3947", "RFC 3947 NAT traversal"],
    ["draft-ietf-ipsec-nat-t-ike-03", "NAT traversal, draft 03"],
    ["draft-ietf-ipsec-nat-t-ike-02\n", "NAT traversal, draft 02"],
    ["FRAGMENTATION", "IKE fragmentation"],
    ["strongSwan", "strongSwan"],
  ])("of standards are the MD5 of their names: %j", (text, name) => {
    expect(readVendorId(md5(text))?.name).toBe(name);
  });

  it("that nobody knows say nothing, whatever is in them", () => {
    expect(readVendorId(new Uint8Array())).toBeNull();
    expect(readVendorId(hexOctets("4a131c81"))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => void readVendorId(octets)));
  });
});
