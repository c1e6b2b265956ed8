import { z } from "zod";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { BundleFiles } from "../model/ports/bundle-files.ts";

/*
 * What a helpdesk writes about a bundle. It stands in a file beside the bundle, because a bundle that changes loses its
 * signature: `NAME.tdbundle.notes.json`.
 */

const notesSchema = z.object({
  schema: z.literal("tunnel-doctor/notes/1"),
  notes: z.array(z.object({ at: z.iso.datetime(), text: z.string().max(20_000) })).max(1000),
});
export type BundleNote = z.infer<typeof notesSchema>["notes"][number];

const maxNotesBytes = 4 * 1024 * 1024;

const notesPath = (bundlePath: string): string => `${bundlePath}.notes.json`;

/** The notes beside a bundle, none where there is no such file. */
export async function readNotes(files: BundleFiles, bundlePath: string): Promise<Outcome<readonly BundleNote[]>> {
  const read = await files.read(notesPath(bundlePath), maxNotesBytes);
  if (!read.ok) return read.error.code === "not-found" ? success([]) : read;
  const parsed = notesSchema.safeParse(parsedJson(read.value));
  return parsed.success
    ? success(parsed.data.notes)
    : failure("unreadable", `${notesPath(bundlePath)} holds no notes of Tunnel Doctor.`);
}

/** Adds a note behind the others. */
export async function addNote(
  files: BundleFiles,
  bundlePath: string,
  note: BundleNote,
): Promise<Outcome<{ readonly path: string; readonly notes: BundleNote[] }>> {
  const bundle = await files.exists(bundlePath);
  if (!bundle) return failure("not-found", `${bundlePath} does not exist.`);
  const before = await readNotes(files, bundlePath);
  if (!before.ok) return before;
  const content: z.input<typeof notesSchema> = { schema: "tunnel-doctor/notes/1", notes: [...before.value, note] };
  const parsed = notesSchema.safeParse(content);
  if (!parsed.success) return failure("too-large", "A bundle has at most 1000 notes.");
  const bytes = new TextEncoder().encode(`${JSON.stringify(parsed.data, null, 2)}\n`);
  const written = await files.write(notesPath(bundlePath), only(bytes));
  return written.ok ? success({ path: written.value.path, notes: parsed.data.notes }) : written;
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
