import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { clientSchema } from "../../main/model/client.ts";
import { findingCodeSchema } from "../../main/model/finding.ts";
import { measurementKindSchema, measurementSchema, measurementValueSchema } from "../../main/model/measurement.ts";
import { networkSnapshotSchema } from "../../main/model/network.ts";
import { gatewaySchema } from "../../main/model/report.ts";
import { vpnProfileSchema } from "../../main/model/vpn-profile.ts";

/** A record of a Windows event log in short: the number, the data in its order, and where it was written. */
const windowsEventSchema = z.strictObject({
  at: z.iso.datetime(),
  id: z.number().int(),
  provider: z.string().default("RasClient"),
  channel: z.string().default("Application"),
  data: z.union([z.array(z.string()), z.record(z.string(), z.string())]),
});
export type WindowsEventInShort = z.infer<typeof windowsEventSchema>;

/** One log: a file of test/fixtures/logs, lines of text, or records of a Windows event log. */
const caseLogSchema = z.union([
  z.strictObject({ file: z.string() }),
  z.strictObject({ name: z.string().default("vpn.log"), lines: z.array(z.string()) }),
  z.strictObject({ windowsEvents: z.array(windowsEventSchema) }),
]);
export type CaseLog = z.infer<typeof caseLogSchema>;

/** A measurement in short: its value where it was measured, or the parts that matter. */
const shortMeasurementSchema = z.union([
  measurementValueSchema,
  measurementSchema.omit({ kind: true }).partial().strict(),
]);

export const labelledCaseSchema = z.strictObject({
  id: z.string(),
  /** What really was wrong, in one sentence. */
  truth: z.string(),
  /** The public thread that tells of it, for a case of the world. */
  source: z.url().optional(),
  /** `tune`: rules may be changed for its sake. `held-out`: only looked at, so that it tells how well they generalise. */
  split: z.enum(["tune", "held-out"]),
  /** Why nobody could tell the cause from what is given; absent where one can. */
  unusable: z.string().optional(),
  /** Codes that are right as the first finding; none where nothing above a notice may be found. */
  expected: z.array(findingCodeSchema),
  /** Codes that are true beside them. */
  alsoTrue: z.array(findingCodeSchema).default([]),
  client: clientSchema.partial().optional(),
  network: networkSnapshotSchema.partial().optional(),
  profiles: z.array(vpnProfileSchema).default([]),
  gateway: gatewaySchema.optional(),
  measurements: z.partialRecord(measurementKindSchema, shortMeasurementSchema).default({}),
  logs: z.array(caseLogSchema).default([]),
});
export type LabelledCase = z.infer<typeof labelledCaseSchema>;

const folders = [new URL("cases/", import.meta.url), new URL("recorded/", import.meta.url)];

/** Every labelled case that is kept as data. Throws, naming the file, where one is not valid or two have one id. */
export function readCases(): readonly LabelledCase[] {
  const cases = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort()
      .flatMap((name) => casesOf(name, readFileSync(new URL(name, folder), "utf8"))),
  );
  const twice = cases.find(({ id }, index) => cases.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw new Error(`Two cases are called ${twice.id}.`);
  return cases;
}

function casesOf(name: string, text: string): readonly LabelledCase[] {
  const parsed = z.array(labelledCaseSchema).safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
