import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const moduleName = "virtual:licences";

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** Gives the page the packages of other people that this program contains, with their licences, as npm's lock file has them. */
export function licencesPlugin(): Plugin {
  return {
    name: "licences",
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : undefined),
    load: (id) => (id === `\0${moduleName}` ? `export const licences = ${JSON.stringify(readLicences())};` : undefined),
  };
}

function readLicences(): readonly { readonly name: string; readonly version: string; readonly licence: string }[] {
  const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== "" && dev !== true && devOptional !== true)
    .map(([path, { version = "", license = "see the package" }]) => ({
      name: path.replace(/^.*node_modules\//, ""),
      version,
      licence: license,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}
