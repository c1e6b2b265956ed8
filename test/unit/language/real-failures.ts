import { createHash } from "node:crypto";
import { generateHybridIdentity, identityToRecipient } from "age-encryption";
import { strToU8, zipSync } from "fflate";
import { openEvidence } from "../../../main/api/evidence-file.ts";
import { openBundle } from "../../../main/bundle/open-bundle.ts";
import { readZip, type ZipLimits } from "../../../main/bundle/read-zip.ts";
import { failure, success, type Outcome } from "../../../main/model/failure.ts";
import { withSigner } from "../../../main/request/known-signers.ts";
import { requestFileText } from "../../../main/request/request-text.ts";
import { signedForm } from "../../../main/request/signed-form.ts";
import { verifyRequest } from "../../../main/request/verify-request.ts";
import { aReport } from "../../fakes/report.ts";
import { aRequest, dayMs, madeAtMs, recipient, signers } from "../request/a-request.ts";

/* Failures that real bad inputs lead to: each reason that a zip, a bundle or a request is not taken for. */

/** What was handed over, and what the program says of it. */
export type RealFailure = readonly [about: string, message: string];

const messageOf = (outcome: Outcome<unknown>): string => (outcome.ok ? "" : outcome.error.message);

const reportText = JSON.stringify(aReport());
const files = { "report.json": reportText, "logs.txt": "a".repeat(500) };

function zip(contents: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(contents).map(([path, text]) => [path, strToU8(text)])));
}

function manifestOf(contents: Readonly<Record<string, string>>, times = 1): string {
  const listed = Object.entries(contents).map(([path, text]) => ({
    path,
    sizeBytes: text.length,
    sha256: createHash("sha256").update(text).digest("hex"),
  }));
  return JSON.stringify({
    schema: "tunnel-doctor/bundle/1",
    tool: { version: "0.1.0" },
    createdAt: "2026-03-01T10:00:00.000Z",
    runId: "run-1",
    files: Array.from({ length: times }, () => listed).flat(),
    collectors: [],
    redaction: { secretsRemoved: {}, pseudonyms: false },
  });
}

/* Where the fields of a zip are (APPNOTE.TXT 6.3.10: 4.3.7 local header, 4.3.12 central header, 4.3.16 end record). */
const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };

interface Patch {
  readonly record: keyof typeof signatures;
  /** Which of the records of this kind. */
  readonly number?: number;
  readonly at: number;
  readonly value: number;
  readonly octets: 1 | 2 | 4;
}

/** The zip with one field changed. */
function patched(bytes: Uint8Array, { record, number = 0, at, value, octets }: Patch): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  const starts = Array.from({ length: copy.length - 3 }, (_unused, start) => start).filter(
    (start) => view.getUint32(start, true) === signatures[record],
  );
  const place = (starts[number] ?? NaN) + at;
  if (octets === 1) view.setUint8(place, value);
  else if (octets === 2) view.setUint16(place, value, true);
  else view.setUint32(place, value, true);
  return copy;
}

const limits: ZipLimits = { maxEntries: 9, maxUnpackedBytes: 10_000_000 };
const two = zip(files);
const symbolicLink = 0xa1ff0000;

const badZips: readonly (readonly [about: string, bytes: Uint8Array, limits?: ZipLimits])[] = [
  ["a zip that is cut", two.subarray(0, -9)],
  ["a zip in parts", patched(two, { record: "end", at: 4, value: 1, octets: 2 })],
  ["a zip of too many files", two, { ...limits, maxEntries: 1 }],
  ["a zip whose list lies outside", patched(two, { record: "end", at: 16, value: 0x7fffffff, octets: 4 })],
  ["a zip with a broken list", patched(two, { record: "central", at: 0, value: 0, octets: 4 })],
  ["a zip with a long name", patched(two, { record: "central", at: 28, value: 0xffff, octets: 2 })],
  ["a zip with a broken header", patched(two, { record: "local", at: 0, value: 0, octets: 4 })],
  ["a zip with a file that ends late", patched(two, { record: "central", at: 20, value: 1_000_000, octets: 4 })],
  ["a zip that leads out", zip({ "../x": "a" })],
  ["a zip with a name twice", zip({ "a.txt": "a", "A.txt": "b" })],
  ["a zip with a link", patched(two, { record: "central", at: 38, value: symbolicLink, octets: 4 })],
  ["a zip with a secret file", patched(two, { record: "central", at: 8, value: 1, octets: 2 })],
  ["a zip of an unknown kind", patched(two, { record: "central", at: 10, value: 14, octets: 2 })],
  ["a zip that is large inside", two, { ...limits, maxUnpackedBytes: 100 }],
  ["a zip of shared bytes", patched(two, { record: "central", number: 1, at: 42, value: 0, octets: 4 })],
  ["a zip with a name of two", patched(two, { record: "local", at: 30, value: 0x58, octets: 1 })],
  ["a zip that says too little", patched(two, { record: "central", number: 1, at: 24, value: 3, octets: 4 })],
  ["a zip with a changed file", patched(two, { record: "central", at: 16, value: 0, octets: 4 })],
];

const badBundles: readonly (readonly [about: string, bytes: Uint8Array])[] = [
  ["no zip at all", strToU8("hello")],
  ["a bundle without its manifest", zip(files)],
  ["a bundle that lacks a file", zip({ "manifest.json": manifestOf(files), "report.json": reportText })],
  ["a bundle with another file", zip({ "manifest.json": manifestOf({ "report.json": reportText }), ...files })],
  ["a bundle with a changed file", zip({ "manifest.json": manifestOf(files), ...files, "logs.txt": "b" })],
  ["a bundle that names a file twice", zip({ "manifest.json": manifestOf(files, 2), ...files })],
  ["a bundle with a broken manifest", zip({ "manifest.json": "{", ...files })],
  ["a bundle with a broken report", zip({ "manifest.json": manifestOf({ "report.json": "{" }), "report.json": "{" })],
];

function signedAnyhow(members: object): string {
  const unsigned = { ...aRequest(), ...members, signerKey: signers.helpdesk.publicKey };
  return JSON.stringify({ ...unsigned, signature: signers.helpdesk.sign(signedForm(unsigned)) });
}

const badRequests: readonly (readonly [about: string, text: string, afterMs?: number])[] = [
  ["a request that is too large", signedAnyhow({ padding: "x".repeat(20_000) })],
  ["a request without a gateway", signedAnyhow({ profile: undefined })],
  ["a request of another profile", signedAnyhow({ profile: "slow" })],
  ["a request to clear text", signedAnyhow({ uploadUrl: "http://upload.example.com/" })],
  ["a request to nobody", signedAnyhow({ recipients: [] })],
  ["a request that was changed", JSON.stringify({ ...aRequest(), reason: "another" })],
  ["a request that expired", requestFileText(aRequest()), 8 * dayMs],
  ["a request of tomorrow", requestFileText(aRequest()), -2 * dayMs],
  ["a request for years", signedAnyhow({ expiresAt: "2036-01-01T00:00:00Z" })],
  ["a request to no key", signedAnyhow({ recipients: [recipient, "ssh-ed25519 AAAA"] })],
  ["a request of a newer version", signedAnyhow({ schema: "tunnel-doctor/request/9" })],
  ["a request of an older version", signedAnyhow({ schema: "tunnel-doctor/request/0" })],
  ["something else than JSON", "hello"],
  ["a report in the place of a request", reportText],
  ["a broken link", "tunnel-doctor://request#AAAA"],
];

/** Evidence is told with the path of its file before the sentence. */
const badEvidence: readonly (readonly [about: string, bytes: Uint8Array])[] = [
  ["evidence: a changed bundle", zip({ "manifest.json": manifestOf(files), ...files, "logs.txt": "b" })],
  ["evidence: a bundle that leads out", zip({ "manifest.json": manifestOf(files), "../x": "" })],
  [
    "evidence: a gateway's bundle",
    zip({ "manifest.json": manifestOf({ "gateway-facts.json": "{}" }), "gateway-facts.json": "{}" }),
  ],
  ["evidence: a later report", strToU8('{"schema":"tunnel-doctor/report/9"}')],
  ["evidence: another document", strToU8('{"schema":"tunnel-doctor/sessions/1"}')],
  ["evidence: half a report", strToU8('{"schema":"tunnel-doctor/report/1"}')],
  ["evidence: a cut report", strToU8(reportText.slice(0, 300))],
  ["evidence: a sealed file", strToU8("age-encryption.org/v1\n-> X25519 x")],
];

async function evidenceMessage(bytes: Uint8Array): Promise<string> {
  const path = "/home/ann/my case.tdbundle";
  const notThere = async (): Promise<Outcome<never>> => failure("not-found", `${path} does not exist.`);
  const chunks = (async function* () {
    yield bytes;
  })();
  const opened = await openEvidence(
    {
      captureFiles: { open: async () => success({ name: path, chunks, close: async () => undefined }) },
      smallFiles: { helpdeskKeyPath: "helpdesk.key", read: notThere, readBytes: notThere },
    },
    path,
  );
  return messageOf(opened);
}

/** The sender is known by a request whose answer nobody can open in later years either. */
async function weakerRequest(): Promise<string> {
  const strong = aRequest({ recipients: [await identityToRecipient(await generateHybridIdentity())] });
  const known = withSigner([], strong, madeAtMs);
  return messageOf(verifyRequest(requestFileText(aRequest()), madeAtMs + 1000, known));
}

/** All of them, with what the program says in English. */
export async function realFailures(): Promise<readonly RealFailure[]> {
  const evidence = badEvidence.map(async ([about, bytes]) => [about, await evidenceMessage(bytes)] as const);
  return [
    ...badZips.map(([about, bytes, taken = limits]) => [about, messageOf(readZip(bytes, taken))] as const),
    ...badBundles.map(([about, bytes]) => [about, messageOf(openBundle(bytes))] as const),
    ...badRequests.map(
      ([about, text, afterMs = 1000]) => [about, messageOf(verifyRequest(text, madeAtMs + afterMs, []))] as const,
    ),
    ["a request to a weaker key", await weakerRequest()],
    ...(await Promise.all(evidence)),
  ];
}
