import { z } from "zod";
import { policySchema } from "../model/policy.ts";

/** The call about what the organisation has decided. */
export const policyCalls = {
  /** What is fixed and what is recommended on this computer, and where that comes from. */
  "policy.read": { input: z.object({}), output: policySchema },
} as const;
