import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { shippedPackages } from "./shipped-packages.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The licences of the packages that the bundles contain, with their full texts, as their licences ask for. */
export function thirdPartyLicences(): string {
  return shippedPackages()
    .filter(({ place, isOptional }) => !isOptional && existsSync(root + place))
    .map(({ name, version, licence, place }) => {
      const line = "=".repeat(78);
      return `${line}\n${name} ${version} (${licence})\n${line}\n\n${licenceText(root + place)}\n`;
    })
    .join("\n");
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined
    ? "The package holds no text of its licence."
    : readFileSync(`${folder}/${file}`, "utf8").trim();
}
