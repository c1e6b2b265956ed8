import { execFileSync, spawnSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64Url, encodeBase64Url } from "../../../main/bundle/base64url.ts";
import { fingerprintOf, isSignedBy, signerFromSeed, signManifest, verifyManifest } from "../../../main/bundle/sign.ts";
import { programIsThere } from "./program-is-there.ts";

const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));
const toHex = (base64url: string): string => Buffer.from(base64url, "base64url").toString("hex");

/** RFC 8032, section 7.1, tests 1 to 3. */
const vectors = [
  {
    seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    message: "",
    signature:
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  },
  {
    seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    message: "72",
    signature:
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  },
  {
    seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    message: "af82",
    signature:
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  },
];

describe("Ed25519", () => {
  it.each(vectors)("signs as RFC 8032 says: $message", ({ seed, publicKey, message, signature }) => {
    const signer = signerFromSeed(fromHex(seed));
    expect(toHex(signer.publicKey)).toBe(publicKey);
    expect(toHex(signer.sign(fromHex(message)))).toBe(signature);
    expect(isSignedBy(signer.publicKey, fromHex(message), signer.sign(fromHex(message)))).toBe(true);
  });

  it("takes nothing else for a signature", () => {
    const signer = signerFromSeed(new Uint8Array(32).fill(1));
    const other = signerFromSeed(new Uint8Array(32).fill(2));
    const message = Uint8Array.of(1, 2, 3);
    const signature = signer.sign(message);
    expect(isSignedBy(other.publicKey, message, signature)).toBe(false);
    expect(isSignedBy(signer.publicKey, Uint8Array.of(1, 2, 4), signature)).toBe(false);
    for (const junk of ["", "x", "=", signature.slice(1), `${signature}A`, signature.replace(/.$/, "_")]) {
      expect(isSignedBy(signer.publicKey, message, junk)).toBe(false);
      expect(isSignedBy(junk, message, signature)).toBe(false);
    }
  });

  it("shows a fingerprint that people can read out", () => {
    expect(fingerprintOf(signerFromSeed(new Uint8Array(32).fill(1)).publicKey)).toMatch(
      /^([0-9a-f]{4} ){4}[0-9a-f]{4}$/,
    );
  });
});

describe("the signature of a manifest", () => {
  const signer = signerFromSeed(new Uint8Array(32).fill(7));
  const manifest = new TextEncoder().encode('{"schema":"tunnel-doctor/bundle/1"}\n');

  it("names who signed", () => {
    expect(verifyManifest(manifest, signManifest(manifest, signer))).toEqual({
      ok: true,
      value: { publicKey: signer.publicKey, fingerprint: fingerprintOf(signer.publicKey) },
    });
  });

  it("does not fit once a byte of either file was changed", () => {
    const signature = signManifest(manifest, signer);
    fc.assert(
      fc.property(fc.boolean(), fc.nat(10_000), fc.integer({ min: 0, max: 7 }), (ofManifest, at, bit) => {
        const flip = (bytes: Uint8Array): Uint8Array =>
          bytes.map((byte, index) => (index === at % bytes.length ? byte ^ (1 << bit) : byte));
        const outcome = ofManifest
          ? verifyManifest(flip(manifest), signature)
          : verifyManifest(manifest, flip(signature));
        // White space around the JSON of the signature is no part of it.
        if (outcome.ok)
          expect(JSON.parse(new TextDecoder().decode(flip(signature)))).toEqual(
            JSON.parse(new TextDecoder().decode(signature)),
          );
        else expect(outcome.error.code).toBe("refused");
      }),
    );
  });

  it.each(["", "null", "[]", "{", '{"schema":"tunnel-doctor/signature/2"}'])("is refused when it is %j", (text) => {
    expect(verifyManifest(manifest, new TextEncoder().encode(text))).toMatchObject({ error: { code: "refused" } });
  });

  it.skipIf(!programIsThere("openssl"))("is one that OpenSSL agrees with (skipped where it is not installed)", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "sign-"));
    try {
      const file = (name: string): string => path.join(folder, name);
      const { signature } = JSON.parse(new TextDecoder().decode(signManifest(manifest, signer))) as {
        signature: string;
      };
      const jwk = { kty: "OKP", crv: "Ed25519", x: signer.publicKey };
      writeFileSync(
        file("key.pem"),
        createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" }),
      );
      writeFileSync(file("manifest.json"), manifest);
      writeFileSync(file("signature"), Buffer.from(signature, "base64url"));
      const args = ["pkeyutl", "-verify", "-pubin", "-inkey", file("key.pem"), "-rawin", "-sigfile", file("signature")];
      expect(execFileSync("openssl", [...args, "-in", file("manifest.json")], { encoding: "utf8" })).toContain(
        "Verified",
      );
      expect(spawnSync("openssl", [...args, "-in", file("key.pem")]).status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it("base64url goes there and back, and each value has one text only", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = encodeBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(decodeBase64Url(text)).toEqual(bytes);
    }),
  );
  for (const text of ["A", "AB", "AB==", "A+", "A A"]) expect(decodeBase64Url(text)).toBeNull();
});
