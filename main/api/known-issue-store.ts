import { isSignedBy } from "../bundle/sign.ts";
import { builtInKnownIssues } from "../diagnosis/known-issues/built-in.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { inOurWords } from "../model/issue-text.ts";
import { knownIssueSetSchemaId, signedKnownIssueSetSchema, type KnownIssueSet } from "../model/known-issue.ts";
import type { DataFiles } from "../model/ports/data-files.ts";
import { signedForm } from "../request/signed-form.ts";
import { describeIssues } from "./dispatcher.ts";
import { knownIssuesReleaseKey } from "./known-issues-release-key.ts";

/** Name of the file in the user's data folder. */
const storedName = "known-issues.json";
/** A thousand issues have about 2 MB. */
export const maxKnownIssuesBytes = 4 * 1024 * 1024;

/** A set in use, and where it came from. */
export interface KnownIssuesInUse {
  readonly set: KnownIssueSet;
  readonly origin: "built-in" | "update";
  /** Why an update that was stored is not used. */
  readonly note?: string;
}

/** The set to use: the stored update where it is whole and newer than this release's own, else the built-in one. */
export async function loadKnownIssues(dataFiles: DataFiles): Promise<KnownIssuesInUse> {
  const stored = await dataFiles.read(storedName);
  if (!stored.ok) {
    const note = stored.error.code === "not-found" ? undefined : stored.error.message;
    return { set: builtInKnownIssues, origin: "built-in", ...(note === undefined ? {} : { note }) };
  }
  // The key was checked when it was stored; here the signature shows that the file is still what was stored.
  const read = readSignedSet(stored.value);
  if (!read.ok) return { set: builtInKnownIssues, origin: "built-in", note: read.error.message };
  const { set } = read.value;
  return set.version > builtInKnownIssues.version
    ? { set, origin: "update" }
    : { set: builtInKnownIssues, origin: "built-in" };
}

/**
 * Takes over a set that was published after the one in use.
 *
 * @param key who must have signed it (Ed25519, base64url); the key of this release where none is given
 * @returns `refused` for a file that is not signed, signed by somebody else, changed after it was signed, or not newer;
 * `invalid-input` for a file that is none
 */
export async function updateKnownIssues(
  dataFiles: DataFiles,
  text: string,
  key: string = knownIssuesReleaseKey,
): Promise<Outcome<KnownIssueSet>> {
  const read = readSignedSet(text);
  if (!read.ok) return read;
  const { set, publicKey } = read.value;
  if (publicKey !== key) return failure("refused", "These known issues are signed by somebody else.");
  const { set: inUse } = await loadKnownIssues(dataFiles);
  if (set.version <= inUse.version) {
    return failure(
      "refused",
      `These known issues (version ${set.version}) are not newer than those in use (version ${inUse.version}).`,
    );
  }
  const written = await dataFiles.write(storedName, text);
  return written.ok ? success(set) : written;
}

interface SignedSet {
  readonly set: KnownIssueSet;
  readonly publicKey: string;
}

/** The set in a file whose signature is right, whoever made it. */
function readSignedSet(text: string): Outcome<SignedSet> {
  const json = parsedJson(text);
  if (typeof json !== "object" || json === null || !("schema" in json)) {
    return failure("invalid-input", "This file holds no known issues.");
  }
  if (json.schema !== knownIssueSetSchemaId) {
    return failure("invalid-input", `This file holds no known issues of the form ${knownIssueSetSchemaId}.`);
  }
  if (!("signature" in json)) return failure("refused", "These known issues are not signed.");
  // What is signed is what stands in the file, before defaults are filled in.
  const { publicKey, signature } = json as { readonly publicKey?: unknown; readonly signature: unknown };
  if (typeof publicKey !== "string" || typeof signature !== "string") {
    return failure("refused", "The signature of these known issues is damaged.");
  }
  if (!isSignedBy(publicKey, signedForm({ ...json }), signature)) {
    return failure("refused", "These known issues were changed after they were signed.");
  }
  const parsed = signedKnownIssueSetSchema.safeParse(json, inOurWords);
  if (!parsed.success) return failure("invalid-input", describeIssues(parsed.error));
  const { schema, version, date, issues } = parsed.data;
  return success({ set: { schema, version, date, issues }, publicKey });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
