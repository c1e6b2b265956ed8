import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { bundleManifestSchema, bundleManifestSchemaId } from "../main/model/bundle-manifest.ts";
import { captureJoinSchema, captureJoinSchemaId } from "../main/model/capture-join.ts";
import { captureStorySchema, captureStorySchemaId } from "../main/model/capture-story.ts";
import { comparisonSchema, comparisonSchemaId } from "../main/model/comparison.ts";
import {
  fleetComparisonDocumentSchema,
  fleetComparisonSchemaId,
  fleetListDocumentSchema,
  fleetListSchemaId,
  fleetRecommendationDocumentSchema,
  fleetRecommendationSchemaId,
} from "../main/model/fleet-documents.ts";
import { knownIssueSetSchemaId, signedKnownIssueSetSchema } from "../main/model/known-issue.ts";
import { diagnosisRequestSchema, diagnosisRequestSchemaId } from "../main/model/diagnosis-request.ts";
import { gatewayFactsSchema, gatewayFactsSchemaId } from "../main/model/gateway-facts.ts";
import { logEventSchema } from "../main/model/log-event.ts";
import { policyFileSchema, policySchemaId } from "../main/model/policy.ts";
import { progressSchema } from "../main/model/progress.ts";
import { sessionListSchema, sessionListSchemaId } from "../main/model/session-list.ts";
import { reportSchema, reportSchemaId } from "../main/model/report.ts";

/*
 * Publishes the vocabulary as JSON Schema in docs/schema. `--check` writes nothing and fails when a file differs from
 * what the code says. Readers must take unknown properties: later versions add some.
 */

const schemas: readonly {
  readonly file: string;
  readonly id: string;
  readonly title: string;
  readonly schema: z.ZodType;
}[] = [
  { file: "report-1.json", id: reportSchemaId, title: "Report of a check", schema: reportSchema },
  { file: "bundle-1.json", id: bundleManifestSchemaId, title: "Manifest of a bundle", schema: bundleManifestSchema },
  {
    file: "request-1.json",
    id: diagnosisRequestSchemaId,
    title: "A helpdesk's request",
    schema: diagnosisRequestSchema,
  },
  { file: "gateway-facts-1.json", id: gatewayFactsSchemaId, title: "Facts of a gateway", schema: gatewayFactsSchema },
  { file: "log-event-1.json", id: "tunnel-doctor/log-event/1", title: "One log event", schema: logEventSchema },
  { file: "sessions-1.json", id: sessionListSchemaId, title: "VPN sessions in logs", schema: sessionListSchema },
  { file: "capture-story-1.json", id: captureStorySchemaId, title: "Story of a capture", schema: captureStorySchema },
  { file: "capture-join-1.json", id: captureJoinSchemaId, title: "Two captures joined", schema: captureJoinSchema },
  { file: "comparison-1.json", id: comparisonSchemaId, title: "Two reports compared", schema: comparisonSchema },
  {
    file: "fleet-comparison-1.json",
    id: fleetComparisonSchemaId,
    title: "Groups of a fleet compared",
    schema: fleetComparisonDocumentSchema,
  },
  {
    file: "fleet-recommendation-1.json",
    id: fleetRecommendationSchemaId,
    title: "Settings for a gateway that a fleet needs",
    schema: fleetRecommendationDocumentSchema,
  },
  { file: "fleet-list-1.json", id: fleetListSchemaId, title: "Rows of a fleet", schema: fleetListDocumentSchema },
  {
    file: "known-issues-1.json",
    id: knownIssueSetSchemaId,
    title: "Known issues, as they are published",
    schema: signedKnownIssueSetSchema,
  },
  { file: "policy-1.json", id: policySchemaId, title: "Policy of an organisation", schema: policyFileSchema },
  { file: "progress-1.json", id: "tunnel-doctor/progress/1", title: "Progress of a check", schema: progressSchema },
];

const folder = new URL("../docs/schema/", import.meta.url);
const check = process.argv.includes("--check");
mkdirSync(folder, { recursive: true });
for (const { file, id, title, schema } of schemas) {
  const text = `${JSON.stringify({ $id: id, title, ...z.toJSONSchema(schema, { io: "input" }) }, null, 2)}\n`;
  const path = new URL(file, folder);
  if (!check) {
    writeFileSync(path, text);
  } else if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    console.error(`docs/schema/${file} is not what the code says; run npm run schemas.`);
    process.exitCode = 1;
  }
}
