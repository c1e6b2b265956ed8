import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/*
 * `npm run sbom`: out/release/sbom.cdx.json, the software bill of materials (CycloneDX) of what people get: the packages of
 * package-lock.json without those of development, as npm itself tells them.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}out/release`;
/** Some hundred packages take a few hundred kB. */
const maxBytes = 64 * 1024 * 1024;

// npm tells scripts where it is; on Windows its name alone is no program.
const npm = process.env["npm_execpath"];
const [program, first] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
const args = [...first, "sbom", "--sbom-format", "cyclonedx", "--sbom-type", "application", "--omit", "dev"];
const text = execFileSync(program, args, {
  cwd: root,
  encoding: "utf8",
  maxBuffer: maxBytes,
  stdio: ["ignore", "pipe", "inherit"],
});
const { components } = JSON.parse(text) as { readonly components: readonly unknown[] };
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/sbom.cdx.json`, text);
console.log(`out/release/sbom.cdx.json: ${components.length} packages`);
