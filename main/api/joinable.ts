import { checkBundle, gatewayFactsPath, isZip, maxBundleFileBytes, openBundle } from "../bundle/open-bundle.ts";
import { gatewayFactsSchema } from "../model/gateway-facts.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import { reportSchema } from "../model/report.ts";
import type { ClientEnd, GatewayEnd } from "../checkup/join-gateway.ts";
import { unsealed, type SealKeys } from "./unseal.ts";

/* The two ends of a joined report, from bundles (also sealed ones) or from plain JSON, which carries no events. */

/** A client's report with its events. */
export async function readClientEnd(files: SmallFiles, path: string, keys: SealKeys): Promise<Outcome<ClientEnd>> {
  const bytes = await readPlain(files, path, keys);
  if (!bytes.ok) return bytes;
  if (isZip(bytes.value)) return openBundle(bytes.value);
  const report = reportSchema.safeParse(parsedJson(bytes.value));
  return report.success
    ? success({ report: report.data, events: undefined })
    : failure("invalid-input", `${path} holds no report of a check.`);
}

/** A gateway's facts with its events. */
export async function readGatewayEnd(files: SmallFiles, path: string, keys: SealKeys): Promise<Outcome<GatewayEnd>> {
  const bytes = await readPlain(files, path, keys);
  if (!bytes.ok) return bytes;
  const bundle = isZip(bytes.value) ? checkBundle(bytes.value) : null;
  if (bundle?.ok === false) return bundle;
  const factsBytes = bundle === null ? bytes.value : bundle.value.files.get(gatewayFactsPath);
  const facts = gatewayFactsSchema.safeParse(factsBytes === undefined ? undefined : parsedJson(factsBytes));
  return facts.success
    ? success({ facts: facts.data, events: bundle?.value.events ?? [] })
    : failure("invalid-input", `${path} holds no gateway facts; make them with: tunnel-doctor gateway facts.`);
}

/** The file, unsealed where it is sealed. */
async function readPlain(files: SmallFiles, path: string, keys: SealKeys): Promise<Outcome<Uint8Array>> {
  const read = await files.readBytes(path, maxBundleFileBytes);
  return read.ok ? unsealed(files, read.value, keys) : read;
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
