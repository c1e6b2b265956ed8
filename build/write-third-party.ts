import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { thirdPartyLicences } from "./third-party-licences.ts";

/* Writes out/THIRD-PARTY.txt, which the installers bring along (build/electron-builder.yml). */

const folder = fileURLToPath(new URL("../out", import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/THIRD-PARTY.txt`, thirdPartyLicences());
