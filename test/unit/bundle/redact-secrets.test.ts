import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactSecrets } from "../../../main/bundle/redact-secrets.ts";
import { secretRows } from "../../../main/bundle/secrets.ts";

describe("secret rows", () => {
  it.each(secretRows)("$name: samples are redacted, near misses stay", (row) => {
    expect(row.samples.length).toBeGreaterThan(0);
    expect(row.nearMisses.length).toBeGreaterThan(0);
    for (const { text, redacted } of row.samples) {
      expect(redactSecrets(text).text).toBe(redacted);
      expect(redactSecrets(text).removed[row.name]).toBe(1);
    }
    for (const text of row.nearMisses) expect(redactSecrets(text)).toEqual({ text, removed: {} });
  });
});

describe("redactSecrets", () => {
  it("is idempotent on any mixture of samples and other text", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(...secretRows.flatMap((row) => [...row.samples.map((sample) => sample.text), ...row.nearMisses])),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const once = redactSecrets(pieces.join("\n")).text;
        expect(redactSecrets(once).text).toBe(once);
      }),
    );
  });

  it("keeps no sample's secret, whatever stands around it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (before, after) => {
        const text = `${before}\nPresharedKey = lO7Xz1g9a0kCANARY=\n${after}`;
        expect(redactSecrets(text).text).not.toContain("CANARY");
      }),
    );
  });

  it("is linear on hostile input", () => {
    const hostile = "password ".repeat(40_000) + "PSK ".repeat(40_000) + "-----BEGIN PRIVATE KEY-----".repeat(2_000);
    expect(redactSecrets(hostile).text.length).toBeGreaterThan(0);
  });
});
