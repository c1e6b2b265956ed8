import { readFileSync } from "node:fs";
import { decodeBase64Url } from "../main/bundle/base64url.ts";
import { signerFromSeed } from "../main/bundle/sign.ts";
import { builtInKnownIssues } from "../main/diagnosis/known-issues/built-in.ts";
import { signedForm } from "../main/request/signed-form.ts";

/*
 * Publishes the known issues of this checkout: prints them as one signed document, for `known-issues update`. The seed is 32
 * bytes as base64url in a file that stays with who makes releases:
 *
 *   node build/sign-known-issues.ts SEED-FILE > known-issues-2.json
 */

const [seedPath] = process.argv.slice(2);
const seed = seedPath === undefined ? null : decodeBase64Url(readFileSync(seedPath, "utf8").trim());
if (seed?.length !== 32) {
  console.error("Name a file with the 32 bytes of the signing seed as base64url.");
  process.exitCode = 2;
} else {
  const signer = signerFromSeed(seed);
  const document = { ...builtInKnownIssues, publicKey: signer.publicKey };
  const text = JSON.stringify({ ...document, signature: signer.sign(signedForm(document)) }, null, 2);
  process.stdout.write(`${text}\n`);
}
