import { z } from "zod";
import { failure, success, type Outcome } from "../../model/failure.ts";

/* The JSON lines of `native-scripts/linux/gateway-facts.sh`. They may come from another machine, so nothing in them is taken on trust. */

const documentSchema = z.object({
  kind: z.enum(["fact", "sysctl", "command", "logs"]),
  name: z.string().max(300),
  exitCode: z.number().int(),
  text: z.string().max(2 * 1024 * 1024),
});
export type CollectedText = z.infer<typeof documentSchema>;

/** The script prints some forty; logs may add one for each file. */
const maxDocuments = 200;

/** All documents; `invalid-input` where a line is none. */
export function parseCollected(text: string): Outcome<readonly CollectedText[]> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0 || lines.length > maxDocuments) {
    return failure("invalid-input", "This is no output of gateway-facts.sh.");
  }
  const documents: CollectedText[] = [];
  for (const [index, line] of lines.entries()) {
    const document = documentSchema.safeParse(parsed(line));
    if (!document.success) {
      return failure("invalid-input", `Line ${index + 1} is no JSON document that gateway-facts.sh prints.`);
    }
    documents.push(document.data);
  }
  return success(documents);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
