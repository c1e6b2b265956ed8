import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkOrigin, checkToken, createToken } from "../../../main/doors/serve/guard.ts";

const port = 4321;

describe("checkOrigin", () => {
  const table: readonly [what: string, host: string | undefined, origin: string | undefined, ok: boolean][] = [
    ["our own address", "127.0.0.1:4321", undefined, true],
    ["our own page", "127.0.0.1:4321", "http://127.0.0.1:4321", true],
    ["our own page by its other name", "localhost:4321", "http://localhost:4321", true],
    ["a host in capitals", "LOCALHOST:4321", undefined, true],
    ["no host", undefined, undefined, false],
    ["a foreign name that points here", "evil.example:4321", undefined, false],
    ["a name that begins like ours", "127.0.0.1.evil.example:4321", undefined, false],
    ["another port", "127.0.0.1:4322", undefined, false],
    ["no port", "127.0.0.1", undefined, false],
    ["another loopback address", "127.0.0.2:4321", undefined, false],
    ["a foreign page", "127.0.0.1:4321", "https://evil.example", false],
    ["a page on another port", "127.0.0.1:4321", "http://127.0.0.1:8080", false],
    ["a page by the other name", "127.0.0.1:4321", "http://localhost:4321", false],
    ["a page over TLS", "127.0.0.1:4321", "https://127.0.0.1:4321", false],
    ["a page in a sandbox", "127.0.0.1:4321", "null", false],
    ["an empty origin", "127.0.0.1:4321", "", false],
  ];
  it.each(table)("%s", (_what, host, origin, ok) => {
    expect(checkOrigin({ host, origin }, port).ok).toBe(ok);
  });
});

describe("checkToken", () => {
  const token = createToken();

  it("accepts the token of this run", () => {
    expect(checkToken(`Bearer ${token}`, token).ok).toBe(true);
  });

  const wrong: readonly (string | undefined)[] = [
    undefined,
    "",
    "Bearer",
    "Bearer ",
    token,
    `Basic ${token}`,
    `bearer ${token}`,
    `Bearer ${token} `,
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    `Bearer ${createToken()}`,
    `Bearer ${"A".repeat(100_000)}`,
  ];
  it.each(wrong)("refuses %s", (authorization) => {
    expect(checkToken(authorization, token)).toMatchObject({ ok: false, error: { code: "not-permitted" } });
  });

  it("refuses any other text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(text !== token);
        expect(checkToken(`Bearer ${text}`, token).ok).toBe(false);
      }),
    );
  });

  it("has 256 random bits", () => {
    const tokens = new Set(Array.from({ length: 100 }, createToken));
    expect(tokens.size).toBe(100);
    for (const made of tokens) expect(Buffer.from(made, "base64url")).toHaveLength(32);
  });
});
