import { z } from "zod";

/** "Not checked" is never "no": every yes/no question can also be unknown, and then says why. */
export const answerSchema = z.discriminatedUnion("answer", [
  z.object({ answer: z.literal("yes") }),
  z.object({ answer: z.literal("no") }),
  z.object({ answer: z.literal("unknown"), reason: z.string() }),
]);
export type Answer = z.infer<typeof answerSchema>;
