import { createHash } from "node:crypto";
import { createReadStream, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";

/*
 * `npm run checksums [-- FOLDER]`: writes SHA256SUMS into the folder (out/release when left out), with a line for every file
 * in it; `sha256sum --check SHA256SUMS` there verifies them.
 */

const listName = "SHA256SUMS";
const [folder = "out/release"] = process.argv.slice(2);
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== listName)
  .map(({ name }) => name)
  .toSorted();
if (names.length === 0) {
  console.error(`There is no file in ${folder}.`);
  process.exit(1);
}
const lines: string[] = [];
for (const name of names) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path.join(folder, name)), hash);
  lines.push(`${hash.digest("hex")}  ${name}\n`);
}
writeFileSync(path.join(folder, listName), lines.join(""));
console.log(`${path.join(folder, listName)}: ${names.length} files`);
