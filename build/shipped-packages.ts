import { readFileSync } from "node:fs";

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

/** A package of other people that this program contains. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX; "see the package" where npm does not know it. */
  readonly licence: string;
  /** Where npm installs it, from the root of the project. */
  readonly place: string;
  /** Only where it fits the computer, as native code. */
  readonly isOptional: boolean;
}

/** All that package-lock.json has but those for development. Electron, which is shipped too, counts as one of these. */
export function shippedPackages(): readonly ShippedPackage[] {
  const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return Object.entries(lock.packages)
    .filter(([place, { dev, devOptional }]) => place !== "" && dev !== true && devOptional !== true)
    .map(([place, { version = "", license = "see the package", optional = false }]) => ({
      name: place.replace(/^.*node_modules\//, ""),
      version,
      licence: license,
      place,
      isOptional: optional,
    }));
}
