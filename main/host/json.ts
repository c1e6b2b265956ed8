import type { z } from "zod";

/** Reads JSON that a program printed and checks its shape; null when it is not what the schema says. */
export function parseJson<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
