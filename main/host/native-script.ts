import { fileURLToPath } from "node:url";
import type { Outcome } from "../model/failure.ts";
import { readText } from "./files.ts";

/** A script of `native-scripts`, by its path there. */
export type NativeScript = "linux/gateway-facts.sh" | "linux/kernel-counters.sh";

const maxScriptBytes = 64 * 1024;

/**
 * The text of a script. It is handed to the shell as text, because inside an application archive it is no file that a shell
 * could open. The scripts lie as deep below the project folder as this file does; the single file carries them
 * (build/single-file-plugin.ts).
 */
export async function readNativeScript(script: NativeScript): Promise<Outcome<string>> {
  return readText(fileURLToPath(new URL(`../../native-scripts/${script}`, import.meta.url)), maxScriptBytes);
}
