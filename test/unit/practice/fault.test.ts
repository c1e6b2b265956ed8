import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { practiceFaultSchema } from "../../../main/api/contract.ts";
import { checkFault, conditionsOf, parseFault, practiceFaults } from "../../../main/practice/fault.ts";

describe("the table of faults", () => {
  it("has the names of the contract", () => {
    expect(practiceFaults.map(({ name }) => name)).toEqual(practiceFaultSchema.shape.name.options);
  });

  it.each(practiceFaults)(
    "$name: its default is in its range, and in the contract's",
    ({ name, defaultValue, low, high }) => {
      expect(checkFault({ name }).ok).toBe(true);
      expect(practiceFaultSchema.safeParse({ name, value: defaultValue }).success).toBe(true);
      if (defaultValue !== undefined)
        expect([low, defaultValue, high]).toEqual([low, defaultValue, high].toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    },
  );

  it.each(practiceFaults.filter(({ name }) => name !== "healthy"))("$name changes something", ({ name }) => {
    expect(conditionsOf([{ name }])).not.toEqual(conditionsOf([{ name: "healthy" }]));
  });
});

describe("a fault in words", () => {
  it.each([
    ["healthy", { name: "healthy" }],
    [" path-mtu ", { name: "path-mtu" }],
    ["path-mtu=1400", { name: "path-mtu", value: 1400 }],
    ["loss=0.5", { name: "loss", value: 0.5 }],
    ["nat-timeout=3600", { name: "nat-timeout", value: 3600 }],
  ])("%j is understood", (text, value) => {
    expect(parseFault(text)).toEqual({ ok: true, value });
  });

  it.each([
    ...["", "=", "nat", "constructor", "healthy=1", "path-mtu=", "path-mtu=abc", "path-mtu=1400=1", "path-mtu=575"],
    ...["path-mtu=1501", "path-mtu=-1400", "path-mtu=1e3", "loss=0", "loss=91", "loss=Infinity", "nat-timeout=0x10"],
  ])("%j is refused", (text) => {
    expect(parseFault(text)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });

  it("never throws, and takes only what it can check", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseFault(text);
        return !parsed.ok || checkFault(parsed.value).ok;
      }),
    );
  });
});

describe("several faults", () => {
  it("work together, and a later value wins", () => {
    const conditions = conditionsOf([
      { name: "udp-500-blocked" },
      { name: "udp-4500-blocked" },
      { name: "mtu-black-hole" },
      { name: "path-mtu", value: 1300 },
      { name: "nat-timeout", value: 60 },
    ]);
    expect([...conditions.blockedUdpPorts]).toEqual([500, 4500]);
    expect(conditions).toMatchObject({ pathMtuBytes: 1300, tellsPacketTooBig: true });
    expect(conditions).toMatchObject({ natUnrepliedTimeoutMs: 30_000, natStreamTimeoutMs: 60_000 });
  });
});
