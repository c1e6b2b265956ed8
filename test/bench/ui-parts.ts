import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The script that Vite makes of these lines, as for the page. */
export async function mainScriptOf(source: string): Promise<string> {
  const id = "virtual:entry";
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL("../..", import.meta.url)),
    logLevel: "silent",
    plugins: [
      {
        name: "entry",
        resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
        load: (asked) => (asked === `\0${id}` ? source : undefined),
      },
    ],
    build: { write: false, rolldownOptions: { input: id } },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as readonly {
    readonly output: readonly { readonly code?: string }[];
  }[];
  return outputs.flatMap(({ output }) => output.map(({ code = "" }) => code)).join("");
}

/** Resident memory of a process, in MB of 10^6 bytes (proc(5)). */
export function residentMb(processId: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${processId}/status`, "utf8"))?.[1];
  return (Number(kib) * 1024) / 1e6;
}
