import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { mustRun } from "../lab/commands.ts";

/** Outside of the checkout, so that a clean one does not fetch a hundred MB again. */
const cacheFolder = path.join(
  process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"),
  "tunnel-doctor-packages",
);

/** The folder of a package, unpacked; npm checks what it fetches against the registry's checksum. */
export async function fetchPackage(name: string, version: string): Promise<string> {
  const folder = path.join(cacheFolder, `${name.replaceAll(/[@/]/g, "_")}-${version}`);
  if (existsSync(path.join(folder, "package.json"))) return folder;
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    // The machine's own npm: the one that started this may be set up for the checkout.
    const packed = await mustRun("npm", ["pack", "--silent", `${name}@${version}`, "--pack-destination", partial], {
      timeoutMs: 120_000,
      directory: partial,
    });
    const archive = path.join(partial, packed.trim().split("\n").at(-1) ?? "");
    await mustRun("tar", ["xzf", archive, "-C", partial], { timeoutMs: 60_000 });
    rmSync(folder, { recursive: true, force: true });
    renameSync(path.join(partial, "package"), folder);
    return folder;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
