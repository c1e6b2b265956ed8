import type { Plugin } from "vite";
import { shippedPackages } from "./shipped-packages.ts";

const moduleName = "virtual:licences";

/** Gives the page the packages of other people that this program contains, with their licences, as npm's lock file has them. */
export function licencesPlugin(): Plugin {
  return {
    name: "licences",
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : undefined),
    load: (id) => (id === `\0${moduleName}` ? `export const licences = ${JSON.stringify(readLicences())};` : undefined),
  };
}

function readLicences(): readonly { readonly name: string; readonly version: string; readonly licence: string }[] {
  return shippedPackages()
    .map(({ name, version, licence }) => ({ name, version, licence }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}
