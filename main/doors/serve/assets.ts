import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { pageContentTypes } from "../page.ts";
import { failure, success, type Outcome } from "../../model/failure.ts";

/** More files than the build makes; a folder with more is not the build. */
const maxFiles = 500;

interface Asset {
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** The page's files by their path in the address, for example `/assets/main-4f2a.js`. `/` is `index.html`. */
export type Assets = ReadonlyMap<string, Asset>;

/**
 * Reads the built page into memory. A request can then only name one of these files: there is no path to escape from.
 * Symbolic links are left out.
 *
 * @returns `not-found` when the folder holds no built page, `too-large` when it holds far more than one
 */
export async function loadAssets(folder: string): Promise<Outcome<Assets>> {
  const missing = failure(
    "not-found",
    `The built interface was not found in ${folder}; "npm run build:renderer" makes it.`,
  );
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch {
    return missing;
  }
  const files = entries.filter((entry) => entry.isFile());
  if (files.length > maxFiles)
    return failure("too-large", `${folder} holds ${files.length} files; that is not the built interface.`);
  const assets = new Map<string, Asset>();
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    const contentType = pageContentTypes[/\.([a-z0-9]+)$/.exec(file.name)?.[1] ?? ""];
    if (contentType === undefined) continue;
    assets.set(`/${relative(folder, path).split(sep).join("/")}`, { contentType, content: await readFile(path) });
  }
  const index = assets.get("/index.html");
  if (index === undefined) return missing;
  return success(assets.set("/", index));
}
