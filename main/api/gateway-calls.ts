import { z } from "zod";
import { gatewayFactsSchema } from "../model/gateway-facts.ts";
import { reportSchema } from "../model/report.ts";

const pathSchema = z.string().min(1).max(4096);

/** Where the facts come from: this machine, or what gateway-facts.sh printed on another one. */
const gatewaySourceSchema = z.object({
  from: pathSchema.optional(),
  /** Logs of the gateway's daemons beside those that the script reads. */
  logPaths: z.array(pathSchema).max(64).default([]),
});

/** The calls about the gateway's end of a tunnel. */
export const gatewayCalls = {
  /** What a Linux VPN gateway says of itself. Only reads. */
  "gateway.facts": {
    input: gatewaySourceSchema,
    output: z.object({ facts: gatewayFactsSchema, events: z.number().int() }),
  },
  /** The same as a bundle with pseudonyms; with the path of a request, with its organisation's salt and sealed to it. */
  "gateway.bundle": {
    input: z.object({ ...gatewaySourceSchema.shape, requestPath: pathSchema.optional() }),
    output: z.object({
      facts: gatewayFactsSchema,
      events: z.number().int(),
      fileName: z.string(),
      sizeBytes: z.number().int(),
      contentBase64: z.string(),
      isSealed: z.boolean(),
      notes: z.array(z.string()),
    }),
  },
  /** A client's bundle or report and a gateway's bundle or facts of the same time, as one report. */
  "gateway.join": {
    input: z.object({
      client: pathSchema,
      gateway: pathSchema,
      keyPath: pathSchema.optional(),
      passphrase: z.string().max(1024).optional(),
    }),
    output: reportSchema,
  },
} as const;
