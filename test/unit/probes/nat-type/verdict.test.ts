import { describe, expect, it } from "vitest";
import { filteringOf, mappingOf } from "../../../../main/probes/nat-type/verdict.ts";

const seen = (port: number, address = "198.51.100.7") => ({ address, port });

describe("the words of RFC 4787", () => {
  it.each([
    [seen(1), seen(1), null, "endpoint-independent"],
    [seen(1), seen(2), seen(2), "address-dependent"],
    [seen(1), seen(2), seen(3), "address-and-port-dependent"],
    [seen(1), seen(1, "198.51.100.8"), seen(1, "198.51.100.8"), "address-dependent"],
    [seen(1), null, null, null],
    [seen(1), seen(2), null, null],
  ])("mapping seen as %j, %j, %j is %s", (primary, otherAddress, otherPort, behaviour) => {
    expect(mappingOf(primary, otherAddress, otherPort)).toBe(behaviour);
  });

  it.each([
    [true, true, "endpoint-independent"],
    [true, false, "endpoint-independent"],
    [false, true, "address-dependent"],
    [false, false, "address-and-port-dependent"],
  ])("heard from another address %s, from another port %s: filtering is %s", (otherAddress, otherPort, behaviour) => {
    expect(filteringOf({ otherAddress, otherPort })).toBe(behaviour);
  });
});
