import { installationSigner } from "../bundle/keys.ts";
import {
  checkBundle,
  gatewayFactsPath,
  maxBundleFileBytes,
  openBundle,
  type CheckedBundle,
} from "../bundle/open-bundle.ts";
import { bundlePartTexts, planBundle, type BundlePlan } from "../bundle/plan-bundle.ts";
import type { PageLanguage } from "../bundle/report-page.ts";
import { pageLanguage } from "./page-language.ts";
import { redactValue } from "../bundle/redaction/redact-value.ts";
import { createPseudonyms } from "../bundle/redaction/pseudonyms.ts";
import { createRedactor, type KnownName, type Redactor } from "../bundle/redaction/redactor.ts";
import { isSealed, sealTo, type SealRecipients } from "../bundle/seal.ts";
import { fingerprintOf, type Signer } from "../bundle/sign.ts";
import { bundleFileName, packBundle, type BundlePurpose } from "../bundle/write-bundle.ts";
import { joinGateway } from "../checkup/join-gateway.ts";
import { rediagnose } from "../checkup/rediagnose.ts";
import type { CheckResult } from "../checkup/run-check.ts";
import { bundlePartSchema } from "../model/bundle-manifest.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { BundleFiles, CaptureFiles, DataFiles, KeyStore, SmallFiles, World } from "../model/ports.ts";
import type { Report } from "../model/report.ts";
import { createAddressReplacer } from "./address-replacer.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { captureGone, createBundleCaptures } from "./bundle-captures.ts";
import { addNote, readNotes } from "./bundle-notes.ts";
import { captureEvidenceIn, type CaptureEvidence } from "./capture-evidence.ts";
import { collected } from "./collected.ts";
import type { ParsedInput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import { readGatewayEnd } from "./joinable.ts";
import { loadKnownIssues } from "./known-issue-store.ts";
import type { MetNames } from "./met-names.ts";
import type { Pseudonyms } from "./sealed-bundle.ts";
import { unsealed, type SealKeys } from "./unseal.ts";
import { createWholeLogs } from "./whole-logs.ts";

export interface BundleHandlerSetup {
  readonly door: "app" | "serve" | "cli";
  readonly world: () => World;
  readonly keyStore: KeyStore;
  readonly captureFiles: CaptureFiles;
  readonly smallFiles: SmallFiles;
  readonly dataFiles: DataFiles;
  /** Absent where bundles can be neither read from files nor written to them. */
  readonly bundleFiles?: BundleFiles;
  readonly run: (runId: string | undefined) => CheckResult | undefined;
  /** What makes the pseudonyms of a run that answered a request; undefined for other runs. */
  readonly pseudonymsOf: (runId: string) => Pseudonyms | undefined;
  /** Names in what was read without a run. */
  readonly metNames: MetNames;
}

type BundleHandlers = Pick<
  Handlers,
  | "bundle.preview"
  | "bundle.page"
  | "bundle.create"
  | "bundle.write"
  | "bundle.open"
  | "bundle.verify"
  | "bundle.note"
  | "redact.value"
>;

type Making = ParsedInput<"bundle.create">;
type Choice = Pick<ParsedInput<"bundle.preview">, "runId" | "without" | "pseudonyms">;
type CapturesChosen = Choice & Pick<ParsedInput<"bundle.preview">, "captures">;
type Preview = ParsedInput<"bundle.preview">;
type Source = ParsedInput<"bundle.open">["source"];

const notKept = failure("not-found", "This run is no longer kept; run the check again.");
const noFiles = failure("not-supported", "Bundles cannot be read from files here.");
const captureNotAgreed = failure("refused", "Nobody agreed that a packet capture leaves; that is asked by itself.");
const maxPlansKept = 4;

/** The calls about bundles. */
export function createBundleHandlers(setup: BundleHandlerSetup): BundleHandlers {
  const { door, world, bundleFiles, run } = setup;
  /** One plan for the preview, its pages and the bundle, so that what was seen is what leaves. */
  const plans = new Map<string, { readonly plan: BundlePlan; readonly result: CheckResult }>();
  const keys = new Map<string, Uint8Array>();
  // A page in a browser has no business to choose files of this computer.
  const wholeLogs = door === "cli" && bundleFiles !== undefined ? createWholeLogs(bundleFiles) : undefined;

  /** A command makes one run at most, so what it tells before the run and after it has the same pseudonyms. */
  const keyOf = (runId: string): Uint8Array => {
    const slot = door === "cli" ? "" : runId;
    return keep(keys, slot, keys.get(slot) ?? world().random.bytes(32), 64);
  };

  const keyedBy = (runId: string): Pseudonyms => setup.pseudonymsOf(runId) ?? { key: keyOf(runId) };

  const captureSet = createBundleCaptures(setup.captureFiles);
  /** The addresses of packets become what they become in the texts of the same bundle. */
  const replacerOf = ({ runId, pseudonyms }: Choice): ((address: string) => string) =>
    pseudonyms ? createAddressReplacer(keyedBy(runId).key) : (address) => address;

  const attachedCaptures = async (
    making: CapturesChosen & Pick<Making, "captureConsent">,
    signal: AbortSignal,
  ): ReturnType<typeof captureSet.attach> => {
    if (making.captures.length > 0 && making.captureConsent === undefined) return captureNotAgreed;
    return captureSet.attach(making, replacerOf(making), signal);
  };

  const planOf = async (choice: Choice & Pick<Preview, "language">): Promise<ReturnType<typeof planWith>> => {
    const page = await pageLanguage(choice.language);
    return page.ok ? planWith(choice, page.value) : page;
  };

  const planWith = (choice: Choice, page?: PageLanguage): Outcome<{ plan: BundlePlan; result: CheckResult }> => {
    const { runId, without } = choice;
    const slot = `${runId} ${page?.language ?? "en"} ${choice.pseudonyms ? "" : "as-is "}${[...without].sort().join(" ")}`;
    const kept = plans.get(slot);
    if (kept !== undefined) return success(kept);
    const result = run(runId);
    if (result === undefined) return notKept;
    const machineNames = bundleFiles?.machineNames() ?? [];
    const said = page === undefined ? {} : { page };
    const watched = result.snapshots === undefined ? {} : { snapshots: result.snapshots };
    const options = { ...keyedBy(runId), machineNames, without, pseudonyms: choice.pseudonyms, ...watched, ...said };
    const plan = planBundle(result.report, result.events, options);
    return success(keep(plans, slot, { plan, result }, maxPlansKept));
  };

  const purposeOf = async (
    making: Making,
    redactor: Redactor,
    createdAtMs: number,
  ): Promise<{ readonly purpose: BundlePurpose; readonly signer: Outcome<Signer> }> => {
    const signer = await installationSigner(setup.keyStore, world().random);
    const [user] = bundleFiles?.machineNames() ?? [];
    const parts = bundlePartSchema.options;
    return {
      signer,
      purpose: {
        createdAtMonotonicMs: world().clock.monotonicMs(),
        ...(making.requestId === undefined ? {} : { requestId: making.requestId }),
        ...(signer.ok ? { signer: signer.value } : {}),
        ...(bundleFiles === undefined ? {} : { deflate: bundleFiles.deflate }),
        ...(making.consent === undefined
          ? {}
          : {
              consent: {
                by: user === undefined ? "unknown" : redactor.valueOf("user", user.text),
                at: new Date(createdAtMs).toISOString(),
                how: making.consent.how,
                ...(making.captureConsent === undefined || making.captures.length === 0
                  ? {}
                  : { captures: making.captureConsent.how }),
                parts: [
                  "report",
                  ...parts.filter((part) => !making.without.includes(part)),
                  ...(making.captures.length === 0 ? [] : ["capture"]),
                ],
                leftOut: [...making.without],
              },
            }),
      },
    };
  };

  const sealed = async (
    making: Making,
    packed: AsyncIterable<Uint8Array>,
  ): Promise<Outcome<AsyncIterable<Uint8Array>>> => {
    const recipients = recipientsOf(making);
    return recipients === null ? success(packed) : sealTo(recipients, ReadableStream.from(packed));
  };

  let withoutRun: { readonly met: readonly KnownName[]; readonly redactor: Redactor } | undefined;
  const pseudonymsWithoutRun = lazily(() => createPseudonyms(keyOf("")));

  /** For what is read without a run: a log, another computer's report. */
  const redactorWithoutRun = (): Redactor => {
    const met = setup.metNames.all();
    if (withoutRun?.met !== met) {
      const names = [...(bundleFiles?.machineNames() ?? []), ...met];
      withoutRun = { met, redactor: createRedactor({ key: keyOf(""), pseudonyms: pseudonymsWithoutRun(), names }) };
    }
    return withoutRun.redactor;
  };

  const redactorOf = (runId: string | undefined): Redactor => {
    const result = run(runId);
    if (result === undefined) return redactorWithoutRun();
    const planned = planWith({ runId: result.report.run.id, without: [], pseudonyms: true });
    return planned.ok ? planned.value.plan.redactor : redactorWithoutRun();
  };

  /** Logs that leave whole are part of the log lines that a person may leave out. */
  const chosenLogs = ({ without, wholeLogs: paths, ...choice }: Preview): Preview => ({
    ...choice,
    without,
    wholeLogs: without.includes("logs") ? [] : paths,
  });

  const readSource = async (
    source: Source,
    keysGiven: SealKeys,
  ): Promise<Outcome<{ readonly bytes: Uint8Array; readonly isSealed: boolean }>> => {
    const read =
      "path" in source
        ? ((await bundleFiles?.read(source.path, maxBundleFileBytes)) ?? noFiles)
        : decodeBase64(source.contentBase64);
    if (!read.ok) return read;
    const plain = await unsealed(setup.smallFiles, read.value, keysGiven);
    return plain.ok ? success({ bytes: plain.value, isSealed: isSealed(read.value) }) : plain;
  };

  /** The report of a bundle: as it was made, or made again with the rules of today, its captures, or the gateway's side. */
  const reportFrom = async (
    { report, events, eventsNotUnderstood }: CheckedBundle & { readonly report: Report },
    { observed }: CaptureEvidence,
    { again, gatewayPath, ...keysGiven }: Omit<ParsedInput<"bundle.open">, "source">,
  ): Promise<Outcome<Report>> => {
    if (!again && gatewayPath === undefined && observed.length === 0) return success(report);
    const knownIssues = (await loadKnownIssues(setup.dataFiles)).set.issues;
    const client = { report, events, captures: observed };
    if (gatewayPath === undefined) return success(rediagnose({ ...client, eventsNotUnderstood, knownIssues }));
    const gateway = await readGatewayEnd(setup.smallFiles, gatewayPath, keysGiven);
    return gateway.ok ? success(joinGateway(client, gateway.value, knownIssues)) : gateway;
  };

  return {
    "bundle.preview": async (asked, { signal }) => {
      const choice = chosenLogs(asked);
      const planned = await planOf(choice);
      if (!planned.ok) return planned;
      const { plan } = planned.value;
      if (choice.wholeLogs.length > 0 && wholeLogs === undefined) return noFiles;
      const looked = (await wholeLogs?.look(choice, plan.redactor, signal)) ?? success([]);
      if (!looked.ok) return looked;
      const captures = await captureSet.look(choice, replacerOf(choice), signal);
      if (!captures.ok) return captures;
      const cut = [...plan.cut, ...looked.value.flatMap((log) => log.cut), ...captures.value.flatMap((one) => one.cut)];
      return success({
        files: [
          ...plan.files.map(({ path, about, part, text, replaced: inFile }) => ({
            path,
            about,
            ...(part === undefined ? {} : { part }),
            sizeBytes: new TextEncoder().encode(text).length,
            replaced: { ...inFile },
          })),
          ...looked.value.map(({ path, about, sizeBytes, replaced }) => ({
            path,
            about,
            part: "logs" as const,
            sizeBytes,
            replaced: { ...replaced },
          })),
          ...captures.value.map(({ path, about, sizeBytes, replaced }) => ({
            path,
            about,
            sizeBytes,
            replaced: { ...replaced },
          })),
        ],
        secretsRemoved: sumOf([plan.secretsRemoved, ...looked.value.map(({ secretsRemoved }) => secretsRemoved)]),
        replaced: sumOf([plan.replaced, ...[...looked.value, ...captures.value].map(({ replaced }) => replaced)]),
        parts: bundlePartSchema.options.map((part) => ({
          part,
          about: bundlePartTexts[part],
          isIncluded: !choice.without.includes(part),
        })),
        cut,
        warnings: [
          ...(cut.length === 0 ? [] : ["Only the newest part of some files fits into the bundle."]),
          ...(choice.pseudonyms ? [] : ["Addresses, host names, user names and network names stay as they are."]),
          ...(captures.value.length === 0
            ? []
            : [
                "The packet capture shows with which addresses this computer spoke, when, and in packets of which size.",
              ]),
        ],
      });
    },
    "bundle.page": async ({ path, offset, limit, ...asked }, { signal }) => {
      const choice = chosenLogs(asked);
      const planned = await planOf(choice);
      if (!planned.ok) return planned;
      const { files, redactor } = planned.value.plan;
      if (choice.wholeLogs.length > 0 && wholeLogs === undefined) return noFiles;
      const text = files.find((one) => one.path === path)?.text;
      const packets = await captureSet.page(choice, { path, offset, limit }, replacerOf(choice), signal);
      if (!packets.ok) return packets;
      if (packets.value !== undefined) {
        const { totalLines, lines } = packets.value;
        return success({ path, totalLines, offset, lines: [...lines] });
      }
      const found =
        text === undefined
          ? ((await wholeLogs?.lines(choice, path, redactor, signal)) ?? success(undefined))
          : success(text.replace(/\n$/, "").split("\n"));
      if (!found.ok) return found;
      const lines = found.value;
      if (lines === undefined) return failure("not-found", `There is no file ${JSON.stringify(path)} in this bundle.`);
      return success({ path, totalLines: lines.length, offset, lines: lines.slice(offset, offset + limit) });
    },
    "bundle.create": async (making, { signal }) => {
      const planned = await planOf(making);
      if (!planned.ok) return planned;
      const captures = await attachedCaptures(making, signal);
      if (!captures.ok) return captures;
      const { plan, result } = planned.value;
      const createdAtMs = world().clock.wallMs();
      const { purpose, signer } = await purposeOf(making, plan.redactor, createdAtMs);
      const packing = packBundle(plan, result.report, createdAtMs, { ...purpose, captures: captures.value });
      const packed = await sealed(making, packing);
      if (!packed.ok) return packed;
      const content = await collected(packed.value).then((whole) => success(whole), captureGone);
      if (!content.ok) return content;
      const bytes = content.value;
      const isToBeSealed = recipientsOf(making) !== null;
      return success({
        fileName: `${bundleFileName(createdAtMs)}${isToBeSealed ? ".age" : ""}`,
        sizeBytes: bytes.length,
        contentBase64: encodeBase64(bytes),
        isSealed: isToBeSealed,
        ...signedBy(signer),
      });
    },
    "bundle.write": async (making, { signal }) => {
      if (wholeLogs === undefined || bundleFiles === undefined) return noFiles;
      const planned = await planOf(making);
      if (!planned.ok) return planned;
      const { plan, result } = planned.value;
      const attached = await wholeLogs.open(chosenLogs(making));
      if (!attached.ok) return attached;
      const captures = await attachedCaptures(making, signal);
      if (!captures.ok) return captures;
      const createdAtMs = world().clock.wallMs();
      const { purpose, signer } = await purposeOf(making, plan.redactor, createdAtMs);
      const packing = packBundle(plan, result.report, createdAtMs, {
        ...purpose,
        attached: attached.value,
        captures: captures.value,
      });
      const packed = await sealed(making, packing);
      if (!packed.ok) return packed;
      const written = await bundleFiles.write(making.path, packed.value, signal);
      if (!written.ok) return written;
      const { notes = [], ...signature } = signedBy(signer);
      return success({ ...written.value, isSealed: recipientsOf(making) !== null, ...signature, notes });
    },
    "bundle.open": async ({ source, ...how }, { signal }) => {
      const read = await readSource(source, how);
      if (!read.ok) return read;
      const opened = openBundle(read.value.bytes);
      if (!opened.ok) return opened;
      const evidence = await captureEvidenceIn(opened.value.files, signal);
      const report = await reportFrom(opened.value, evidence, how);
      if (!report.ok) return report;
      const notes =
        "path" in source && bundleFiles !== undefined ? await readNotes(bundleFiles, source.path) : success([]);
      if (!notes.ok) return notes;
      return success({
        ...told(opened.value, read.value.isSealed),
        report: report.value,
        ...(evidence.captures.length === 0 ? {} : { captures: [...evidence.captures] }),
        notes: [...notes.value],
      });
    },
    "bundle.verify": async ({ source, ...keysGiven }) => {
      const read = await readSource(source, keysGiven);
      if (!read.ok) return read;
      const checked = checkBundle(read.value.bytes);
      if (!checked.ok) return checked;
      if (checked.value.files.has(gatewayFactsPath)) {
        return success({ ...told(checked.value, read.value.isSealed), kind: "gateway" });
      }
      // A bundle whose report cannot be read is not what its maker wrote, or is from a later version.
      const opened = openBundle(read.value.bytes);
      return opened.ok ? success({ ...told(opened.value, read.value.isSealed), kind: "client" }) : opened;
    },
    "bundle.note": async ({ path, text }) => {
      if (bundleFiles === undefined) return noFiles;
      return addNote(bundleFiles, path, { at: new Date(world().clock.wallMs()).toISOString(), text });
    },
    "redact.value": async ({ runId, value }) => {
      if (runId !== undefined && run(runId) === undefined) return notKept;
      const redactor = redactorOf(runId);
      const redacted = redactValue(value, redactor);
      // What is told is no part of a bundle, and is not counted as one.
      redactor.takeCounts();
      return success({ value: redacted as typeof value });
    },
  };
}

function recipientsOf({ recipients, passphrase }: Making): SealRecipients | null {
  if (passphrase !== undefined) return { passphrase };
  return recipients.length === 0 ? null : recipients;
}

function signedBy(signer: Outcome<Signer>): { readonly signedBy?: string; readonly notes?: string[] } {
  return signer.ok
    ? { signedBy: fingerprintOf(signer.value.publicKey) }
    : { notes: [`The bundle is not signed: ${signer.error.message}`] };
}

function told({ manifest, events, eventsNotUnderstood, signature, files }: CheckedBundle, isSealedFile: boolean) {
  return {
    manifest,
    isSealed: isSealedFile,
    ...(signature === undefined ? {} : { signature: { ...signature } }),
    events: { total: events.length, notUnderstood: eventsNotUnderstood },
    files: [...files].map(([path, content]) => ({ path, sizeBytes: content.length })),
  };
}

function sumOf(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((each) => Object.entries(each))) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** A value that is made when it is first needed. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Keeps a few of the newest. */
function keep<Value>(kept: Map<string, Value>, slot: string, value: Value, most: number): Value {
  kept.delete(slot);
  kept.set(slot, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return value;
}
