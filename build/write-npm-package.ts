import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { thirdPartyLicences } from "./third-party-licences.ts";

/*
 * Makes out/npm, the package of the command line for npm: the single file, the page for `serve`, the manual page, and a
 * package.json with nothing but what it needs when it runs. `npm publish out/npm` publishes it.
 */

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = fromRoot("out/npm");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly author: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const readme = (name: string): string => `# Tunnel Doctor, the command line

Finds out why your VPN keeps dropping, proves it with measurements, and says who must change what.

\`\`\`
npx ${name} check vpn.example.com     # check this gateway
npx ${name} practice                  # try it on a practice network on this computer
npx ${name} serve --open              # the same with a window
\`\`\`

Needs Node 22 or newer; with Node 22.13 or newer it also keeps a history and fleets. The package \`koffi\` is installed along
where it has a binary for the computer; without it the sizes of packets cannot be measured, and the report says so.

The manual: \`man ${name}\` (installed with \`npm install --global ${name}\`) or \`${name} --help\`. Completion:
\`${name} completion bash\` (zsh, fish, powershell). What is inside and under which licences: THIRD-PARTY.txt.
`;

const manifest = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")) as Manifest;
const { name, version, description, license, author, dependencies } = manifest;
if (!existsSync(fromRoot("out/renderer/index.html"))) {
  await build({ configFile: fromRoot("build/vite.renderer.ts"), logLevel: "warn" });
}
await build({ configFile: fromRoot("build/vite.single-file.ts"), logLevel: "warn" });

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
copyFileSync(fromRoot("out/single-file/tunnel-doctor.mjs"), `${folder}/tunnel-doctor.mjs`);
chmodSync(`${folder}/tunnel-doctor.mjs`, 0o755);
cpSync(fromRoot("out/renderer"), `${folder}/renderer`, { recursive: true });
copyFileSync(fromRoot("docs/man/tunnel-doctor.1"), `${folder}/tunnel-doctor.1`);
copyFileSync(fromRoot("LICENSE"), `${folder}/LICENSE`);
writeFileSync(`${folder}/README.md`, readme(name));
writeFileSync(`${folder}/THIRD-PARTY.txt`, thirdPartyLicences());
const packageJson = {
  name,
  version,
  description,
  license,
  author,
  type: "module",
  engines: { node: ">=22" },
  bin: { [name]: "tunnel-doctor.mjs" },
  man: ["./tunnel-doctor.1"],
  files: ["tunnel-doctor.mjs", "renderer", "tunnel-doctor.1", "THIRD-PARTY.txt"],
  // Native code, and the only thing that is not in the single file; the program also runs without it.
  optionalDependencies: { koffi: dependencies["koffi"] },
};
writeFileSync(`${folder}/package.json`, `${JSON.stringify(packageJson, null, 2)}\n`);
