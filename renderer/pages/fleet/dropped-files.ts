/** More files than a person drops at once; a fleet that is larger is added by its path. */
const maxFiles = 100_000;
/** The helpdesk's notes about a bundle stand beside it. */
const notBundles = /^\.|\.notes\.json$/i;

/**
 * All files of what was dropped, those in folders too, in the order of their names. Hidden files and notes are left out;
 * what cannot be read any more is as well.
 */
export async function filesIn(data: DataTransfer): Promise<readonly File[]> {
  // The list is emptied when the event is over, so that all entries are taken first.
  const dropped = [...data.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files: File[] = [];
  for (const one of dropped) {
    if (one instanceof File) files.push(one);
    else if (one !== null) await collect(one, files);
  }
  return files;
}

async function collect(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (files.length >= maxFiles) return;
  if (entry instanceof FileSystemFileEntry) {
    if (notBundles.test(entry.name)) return;
    const file = await new Promise<File | undefined>((resolve) => entry.file(resolve, () => resolve(undefined)));
    if (file !== undefined) files.push(file);
  } else if (entry instanceof FileSystemDirectoryEntry) {
    const inside = await entriesOf(entry);
    for (const one of inside.toSorted((a, b) => (a.name < b.name ? -1 : 1))) await collect(one, files);
  }
}

/** A reader hands out some entries a time, and none when it is through (File and Directory Entries API, section 7.3). */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
