import { z } from "zod";
import type { DataFiles } from "../../model/ports/data-files.ts";

/** What a person decides about the desktop app alone, in its tray. All of it is off until then. */
const choicesSchema = z.object({ backgroundWatch: z.boolean().optional() });
export type AppChoices = z.infer<typeof choicesSchema>;

/** Name of the file in the user's data folder. */
const fileName = "desktop.json";

/** What was chosen before; nothing where the file is not there or damaged. */
export async function readChoices(files: Pick<DataFiles, "read" | "write">): Promise<AppChoices> {
  const text = await files.read(fileName);
  if (!text.ok) return {};
  try {
    return choicesSchema.safeParse(JSON.parse(text.value)).data ?? {};
  } catch {
    return {};
  }
}

/** Keeps the choices for the next start; false where that fails. */
export async function keepChoices(files: Pick<DataFiles, "read" | "write">, choices: AppChoices): Promise<boolean> {
  return (await files.write(fileName, `${JSON.stringify(choices)}\n`)).ok;
}
