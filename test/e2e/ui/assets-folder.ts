import { fileURLToPath } from "node:url";

/** The built page. */
export const assetsFolder = fileURLToPath(new URL("../../../out/renderer", import.meta.url));
