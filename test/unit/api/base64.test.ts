import fc from "fast-check";
import { expect, it } from "vitest";
import { encodeBase64 } from "../../../main/api/base64.ts";

it("encodes any bytes as Node does, also across the parts", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    }),
  );
  const long = new Uint8Array(0x6000 * 2 + 5).map((_, index) => index % 251);
  expect(encodeBase64(long)).toBe(Buffer.from(long).toString("base64"));
});
