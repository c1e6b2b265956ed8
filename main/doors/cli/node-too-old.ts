/* Imported before everything else: an older Node would break off later, with a message that helps nobody. */

/** The oldest major version of Node for which the single file is built (build/vite.single-file.ts). */
const neededMajor = 22;

if (Number(process.versions.node.split(".")[0]) < neededMajor) {
  process.stderr.write(`tunnel-doctor: needs Node ${neededMajor} or newer, and this is ${process.versions.node}.\n`);
  process.exit(2);
}
