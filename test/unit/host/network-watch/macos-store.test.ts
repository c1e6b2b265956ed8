import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedBy, storeCommands, storeReader, storeRows } from "../../../../main/host/network-watch/macos-store.ts";

/*
 * Built from the source of scutil (scutil.tproj/notifications.c, storeCallback and elapsed): no Mac has printed them. From
 * the second line on, the time since the one before stands there too.
 */
const callback = "notification callback (store address = 0x7f8b3c405a10).\n";
const line = (key: string, more = ""): string => `   9:41:07.120${more} changedKey [0] = ${key}\n`;

describe("the network of a Mac in its store", () => {
  it.each(storeRows)("asks for what $keys tells of", ({ keys, asks, samples }) => {
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) {
      expect(askedBy(line(sample).trimEnd())).toBe(asks);
      expect(askedBy(line(sample, " (+2.113)").trimEnd())).toBe(asks);
      // No row hides another.
      expect(storeRows.filter((row) => new RegExp(`^${row.keys}$`, "u").test(sample)).map((row) => row.keys)).toEqual([
        keys,
      ]);
    }
    expect(storeCommands).toContain(`n.add ${keys} pattern\n`);
  });

  it.each([
    "",
    callback.trimEnd(),
    "  no changed key's.",
    "  9:41:07.120 changedKey [0] = State:/Network/Interface/en0/Signature",
    "  9:41:07.120 changedKey [0] = Setup:/Network/Global/IPv4",
    "  9:41:07.120 changedKey [0] = State:/Network/Global/IPv4 and more",
    "  notifier pattern [0] = State:/Network/Global/IPv4",
    `changedKey [0] = State:/Network/Interface/${"a".repeat(5_000)}/IPv4`,
  ])("asks for nothing by %j", (text) => {
    expect(askedBy(text)).toBe(null);
  });

  it("is heard whatever the pieces are that come, once for many keys that ask for the same", () => {
    const printed =
      callback +
      line("State:/Network/Global/IPv4") +
      line("State:/Network/Interface/en0/AirPort", " (+0.000)") +
      callback +
      line("State:/Network/Interface/en0/Link", " (+12.004)");
    const bytes = new TextEncoder().encode(printed);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 60 }), (lengths) => {
        const asked: string[] = [];
        const read = storeReader((what) => asked.push(what));
        let from = 0;
        for (const length of lengths) {
          read(bytes.subarray(from, from + length));
          from += length;
        }
        read(bytes.subarray(from));
        expect(new Set(asked)).toEqual(new Set(["network", "wifi"]));
        expect(asked.length).toBeLessThanOrEqual(3);
      }),
    );
    const asked: string[] = [];
    storeReader((what) => asked.push(what))(bytes);
    expect(asked).toEqual(["network", "wifi"]);
  });

  it("does not remember what never becomes a line", () => {
    const asked: string[] = [];
    const read = storeReader((what) => asked.push(what));
    for (let piece = 0; piece < 200; piece += 1) read(new Uint8Array(4_096).fill(65));
    read(new TextEncoder().encode(`\n${line("State:/Network/Global/DNS")}`));
    expect(asked).toEqual(["network"]);
  });
});
