import { decodeBase64Url } from "../bundle/base64url.ts";
import { installationSigner } from "../bundle/keys.ts";
import { gatewayFactsPath } from "../bundle/open-bundle.ts";
import type { BundlePlan } from "../bundle/plan-bundle.ts";
import { redactSecrets } from "../bundle/redact-secrets.ts";
import { createRedactor } from "../bundle/redaction/redactor.ts";
import { redactValue } from "../bundle/redaction/redact-value.ts";
import { sealTo } from "../bundle/seal.ts";
import { writeBundle } from "../bundle/write-bundle.ts";
import { joinGateway, type GatewayEnd } from "../checkup/join-gateway.ts";
import { readLogs } from "../checkup/read-logs.ts";
import type { DiagnosisRequest } from "../model/diagnosis-request.ts";
import { success, type Outcome } from "../model/failure.ts";
import type { GatewayFacts } from "../model/gateway-facts.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { DataFiles } from "../model/ports/data-files.ts";
import type { GatewayReader } from "../model/ports/gateway.ts";
import type { KeyStore } from "../model/ports/key-store.ts";
import type { LogPart, LogReader } from "../model/ports/logs.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import type { World } from "../model/ports/world.ts";
import { version } from "../model/version.ts";
import { parseCollected, type CollectedText } from "../network/gateway/collected.ts";
import { gatewayFactsFrom } from "../network/gateway/facts.ts";
import { maxRequestBytes } from "../request/limits.ts";
import { verifyRequest } from "../request/verify-request.ts";
import { encodeBase64 } from "./base64.ts";
import type { ParsedInput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import { hex } from "./hex.ts";
import { readClientEnd, readGatewayEnd } from "./joinable.ts";
import { loadKnownIssues } from "./known-issue-store.ts";

interface GatewayHandlerSetup {
  readonly world: () => World;
  readonly gatewayReader: GatewayReader;
  readonly smallFiles: SmallFiles;
  readonly keyStore: KeyStore;
  readonly dataFiles: DataFiles;
}

const maxCollectedBytes = 64 * 1024 * 1024;
/** What a gateway logs of thousands of clients in a week is more than a bundle carries. */
const maxLogLines = 500_000;
const maxLogBytes = 256 * 1024 * 1024;
const weekMs = 7 * 86_400_000;

/** The calls about the gateway's end of a tunnel. */
export function createGatewayHandlers({
  world,
  gatewayReader,
  smallFiles,
  keyStore,
  dataFiles,
}: GatewayHandlerSetup): Pick<Handlers, "gateway.facts" | "gateway.bundle" | "gateway.join"> {
  const collect = async (
    { from, logPaths }: ParsedInput<"gateway.facts">,
    signal: AbortSignal,
  ): Promise<Outcome<GatewayEnd>> => {
    const text = from === undefined ? await gatewayReader.read(signal) : await smallFiles.read(from, maxCollectedBytes);
    if (!text.ok) return text;
    const documents = parseCollected(text.value);
    if (!documents.ok) return documents;
    // Secrets go before anything looks at the texts; names and addresses go where something leaves this machine.
    const clean = documents.value.map((document) => ({ ...document, text: redactSecrets(document.text).text }));
    const facts = gatewayFactsFrom(clean);
    if (!facts.ok) return facts;
    return success({ facts: facts.value, events: await eventsFrom(clean, logPaths, signal) });
  };

  const eventsFrom = async (
    documents: readonly CollectedText[],
    logPaths: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly LogEvent[]> => {
    const { clock, logs } = world();
    const query = {
      sinceMs: clock.wallMs() - weekMs,
      paths: logPaths,
      systemLogs: false,
      maxLines: maxLogLines,
      maxBytes: maxLogBytes,
    };
    const reader: LogReader = {
      utcOffsetMinutes: logs.utcOffsetMinutes,
      read: async function* () {
        for (const document of documents) if (document.kind === "logs") yield linesOf(document);
        if (logPaths.length > 0) yield* logs.read(query, signal);
      },
    };
    return (await readLogs({ clock, logs: reader }, query, signal)).events;
  };

  return {
    "gateway.facts": async (input, { signal }) => {
      const collected = await collect(input, signal);
      return collected.ok
        ? success({ facts: collected.value.facts, events: collected.value.events.length })
        : collected;
    },

    "gateway.bundle": async (input, { signal }) => {
      const request = await requestAt(smallFiles, input.requestPath, world().clock.wallMs());
      if (!request.ok) return request;
      const collected = await collect(input, signal);
      if (!collected.ok) return collected;
      const { clock, random } = world();
      const createdAtMs = clock.wallMs();
      const signer = await installationSigner(keyStore, random);
      const salt = decodeBase64Url(request.value?.organisationSalt ?? "");
      const bytes = await writeBundle(
        gatewayPlan(collected.value, salt?.length === 32 ? salt : null, random.bytes(32)),
        { tool: { version }, run: runOf(collected.value.facts, hex(random.bytes(8))) },
        createdAtMs,
        {
          ...(request.value === null ? {} : { requestId: request.value.id }),
          ...(signer.ok ? { signer: signer.value } : {}),
        },
      );
      const sealed = request.value === null ? success(bytes) : await sealBytes(request.value.recipients, bytes);
      if (!sealed.ok) return sealed;
      const stamp = new Date(createdAtMs)
        .toISOString()
        .replace(/\.\d+Z$/, "Z")
        .replaceAll(":", "-");
      return success({
        facts: collected.value.facts,
        events: collected.value.events.length,
        fileName: `tunnel-doctor-gateway-${stamp}.tdbundle${request.value === null ? "" : ".age"}`,
        sizeBytes: sealed.value.length,
        contentBase64: encodeBase64(sealed.value),
        isSealed: request.value !== null,
        notes: signer.ok ? [] : [`The bundle is not signed: ${signer.error.message}`],
      });
    },

    "gateway.join": async ({ client, gateway, keyPath, passphrase }) => {
      const keys = { identityPath: keyPath, passphrase };
      const clientEnd = await readClientEnd(smallFiles, client, keys);
      if (!clientEnd.ok) return clientEnd;
      const gatewayEnd = await readGatewayEnd(smallFiles, gateway, keys);
      if (!gatewayEnd.ok) return gatewayEnd;
      const { set } = await loadKnownIssues(dataFiles);
      return success(joinGateway(clientEnd.value, gatewayEnd.value, set.issues));
    },
  };
}

function linesOf({ name, text }: CollectedText): LogPart {
  return {
    kind: "lines",
    lines: text.split("\n").map((line, index) => ({ text: line, source: name, lineNumber: index + 1 })),
  };
}

/** The admin of a gateway runs this for the helpdesk that asks, so its signature is checked and no consent is asked for. */
async function requestAt(
  files: SmallFiles,
  path: string | undefined,
  nowMs: number,
): Promise<Outcome<DiagnosisRequest | null>> {
  if (path === undefined) return success(null);
  const text = await files.read(path, maxRequestBytes);
  if (!text.ok) return text;
  const verified = verifyRequest(text.value, nowMs, []);
  return verified.ok ? success(verified.value.request) : verified;
}

/** The facts and the events with pseudonyms; they equal those of the clients' bundles where the salt is the organisation's. */
function gatewayPlan({ facts, events }: GatewayEnd, salt: Uint8Array | null, ownKey: Uint8Array): BundlePlan {
  const redactor = createRedactor({ key: salt ?? ownKey });
  const factsText = `${JSON.stringify(redactValue(facts, redactor), null, 2)}\n`;
  const eventsText = events.map((event) => `${JSON.stringify(redactValue(event, redactor))}\n`).join("");
  const { classes, secrets } = redactor.takeCounts();
  return {
    files: [
      { path: gatewayFactsPath, about: "What the gateway says of itself.", text: factsText, replaced: {} },
      { path: "events.ndjson", about: "The VPN events in the gateway's logs.", text: eventsText, replaced: {} },
    ],
    secretsRemoved: secrets,
    replaced: { ...classes },
    cut: [],
    leftOut: [],
    pseudonyms: true,
    salt: salt === null ? "bundle" : "organisation",
    redactor,
  };
}

function runOf(facts: GatewayFacts, id: string) {
  return {
    id,
    profile: "standard" as const,
    startedAt: facts.collectedAt,
    endedAt: facts.collectedAt,
    packetsSent: 0,
    steps: facts.collectors.map(({ name, outcome, note }) => ({
      name,
      outcome:
        outcome === "done" ? ("done" as const) : outcome === "failed" ? ("failed" as const) : ("skipped" as const),
      durationMs: 0,
      ...(note === undefined ? {} : { reason: note }),
    })),
  };
}

async function sealBytes(recipients: readonly string[], bytes: Uint8Array<ArrayBuffer>): Promise<Outcome<Uint8Array>> {
  const sealed = await sealTo(recipients, new Blob([bytes]).stream());
  return sealed.ok ? success(new Uint8Array(await new Response(sealed.value).arrayBuffer())) : sealed;
}
