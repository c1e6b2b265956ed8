import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

/** The licences of the packages that the bundles contain, with their full texts, as their licences ask for. */
export function thirdPartyLicences(): string {
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const shipped = Object.entries(lock.packages).filter(
    ([place, about]) =>
      place !== "" &&
      about.dev !== true &&
      about.devOptional !== true &&
      about.optional !== true &&
      existsSync(root + place),
  );
  return shipped
    .map(([place, { version = "", license = "see below" }]) => {
      const name = place.replace(/^.*node_modules\//, "");
      return `${"=".repeat(78)}\n${name} ${version} (${license})\n${"=".repeat(78)}\n\n${licenceText(root + place)}\n`;
    })
    .join("\n");
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined
    ? "The package holds no text of its licence."
    : readFileSync(`${folder}/${file}`, "utf8").trim();
}
