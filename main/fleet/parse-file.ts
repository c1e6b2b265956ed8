import { isZip, looksLikeBundle, openBundle } from "../bundle/open-bundle.ts";
import { readZip } from "../bundle/read-zip.ts";
import { isSealed, openSealed, SealDamage } from "../bundle/seal.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { FleetParsed } from "../model/ports/fleet.ts";
import { rowFromBundle } from "./row-from-bundle.ts";

/** A zip of bundles is read in one piece; larger fleets come as folders. */
const archiveLimits = { maxEntries: 20_000, maxUnpackedBytes: 1024 * 1024 * 1024, areNamesLabels: true };

/**
 * What a file holds: one bundle, sealed or not, or a zip of bundles. Every bundle in it gives a row or a refusal.
 *
 * @param name shown and kept as where it came from
 * @param identities age secret keys for what is sealed
 */
export async function parseFleetFile(
  bytes: Uint8Array,
  name: string,
  identities: readonly string[],
): Promise<readonly FleetParsed[]> {
  if (isZip(bytes) && !looksLikeBundle(bytes)) {
    const files = readZip(bytes, archiveLimits);
    if (!files.ok) return [refused(name, files)];
    const parsed: FleetParsed[] = [];
    for (const [path, content] of files.value) parsed.push(await parseBundle(content, `${name} > ${path}`, identities));
    return parsed.length === 0 ? [refused(name, failure("unreadable", "There is no file in this zip."))] : parsed;
  }
  return [await parseBundle(bytes, name, identities)];
}

async function parseBundle(bytes: Uint8Array, name: string, identities: readonly string[]): Promise<FleetParsed> {
  const plain = isSealed(bytes) ? await unsealed(bytes, identities) : success(bytes);
  if (!plain.ok) return refused(name, plain);
  // Its events tell a fleet nothing, and to read them takes longer than all the rest.
  const opened = openBundle(plain.value, { isWithoutEvents: true });
  if (!opened.ok) return refused(name, opened);
  const row = rowFromBundle(opened.value, name.split(/[/\\]/).at(-1) ?? name);
  const report = opened.value.files.get("report.json");
  return row.ok ? { kind: "row", row: row.value, ...(report === undefined ? {} : { report }) } : refused(name, row);
}

async function unsealed(bytes: Uint8Array, identities: readonly string[]): Promise<Outcome<Uint8Array>> {
  if (identities.length === 0) return failure("refused", "It is sealed; name the file with your key.");
  const plain = await openSealed(identities, new Blob([Uint8Array.from(bytes)]).stream());
  if (!plain.ok) return plain;
  try {
    return success(new Uint8Array(await new Response(plain.value).arrayBuffer()));
  } catch (error) {
    if (error instanceof SealDamage) return failure("refused", error.message);
    throw error;
  }
}

function refused(source: string, outcome: Outcome<unknown>): FleetParsed {
  const error = outcome.ok ? { code: "unreadable", message: "It cannot be read." } : outcome.error;
  return { kind: "refused", source: source.slice(0, 4200), code: error.code, reason: error.message.slice(0, 1000) };
}
