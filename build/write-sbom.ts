import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { shippedPackages } from "./shipped-packages.ts";

/*
 * `npm run sbom`: out/release/sbom.cdx.json, the software bill of materials (CycloneDX) of what people get: the packages of
 * package-lock.json that are shipped, for all systems, as npm itself tells them, and Electron, which is installed for
 * development and shipped all the same. (npm's own `--omit dev` also leaves out what is needed for both.)
 */

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly scope?: string;
}

interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}out/release`;
/** A thousand packages take a few MB. */
const maxBytes = 64 * 1024 * 1024;

// npm tells scripts where it is; on Windows its name alone is no program.
const npm = process.env["npm_execpath"];
const [program, first] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
const args = [...first, "sbom", "--sbom-format", "cyclonedx", "--sbom-type", "application", "--package-lock-only"];
const text = execFileSync(program, args, {
  cwd: root,
  encoding: "utf8",
  maxBuffer: maxBytes,
  stdio: ["ignore", "pipe", "inherit"],
});
const bom = whatIsShipped(JSON.parse(text) as Bom);
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/sbom.cdx.json`, `${JSON.stringify(bom, null, 2)}\n`);
console.log(`out/release/sbom.cdx.json: ${bom.components.length} packages`);

/** Without what is for development alone, and with this program under its own name: npm takes that of the folder. */
function whatIsShipped({ metadata, components, dependencies, ...rest }: Bom): Bom {
  const shipped = new Set(shippedPackages().map(({ name, version }) => `${name}@${version}`));
  const kept = components
    .filter(({ name, version }) => name === "electron" || shipped.has(`${name}@${version}`))
    .map((component) => (component.name === "electron" ? { ...component, scope: "required" } : component));
  const { name } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { readonly name: string };
  const { component } = metadata;
  const oldRef = component["bom-ref"];
  const ref = `${name}@${component.version}`;
  const refs = new Set(kept.map((one) => one["bom-ref"]));
  return {
    ...rest,
    metadata: { ...metadata, component: { ...component, "bom-ref": ref, name, purl: `pkg:npm/${ref}` } },
    components: kept,
    dependencies: dependencies
      .filter((entry) => entry.ref === oldRef || refs.has(entry.ref))
      .map((entry) => ({
        ref: entry.ref === oldRef ? ref : entry.ref,
        dependsOn: entry.dependsOn.filter((below) => refs.has(below)),
      })),
  };
}
