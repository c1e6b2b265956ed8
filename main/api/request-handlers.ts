import { fingerprintOf } from "../bundle/sign.ts";
import { runCheck, type CheckResult } from "../checkup/run-check.ts";
import { checkOptionsSchema } from "../model/check-options.ts";
import type { BundlePart } from "../model/bundle-manifest.ts";
import type { DiagnosisRequest, KnownSigner } from "../model/diagnosis-request.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { BundleFiles } from "../model/ports/bundle-files.ts";
import type { DataFiles } from "../model/ports/data-files.ts";
import type { HttpsClient } from "../model/ports/https.ts";
import type { KeyStore } from "../model/ports/key-store.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import type { World } from "../model/ports/world.ts";
import { createRequest } from "../request/create-request.ts";
import { readKnownSigners, withSigner, writeKnownSigners } from "../request/known-signers.ts";
import { maxRequestBytes } from "../request/limits.ts";
import { requestFileName, requestFileText, requestLink, ticketText } from "../request/request-text.ts";
import { upload, uploadAddress } from "../request/upload.ts";
import { verifyRequest, type VerifiedRequest } from "../request/verify-request.ts";
import type { CallOutput, ParsedInput, PracticeFault } from "./contract.ts";
import { encodeBase64 } from "./base64.ts";
import type { Handlers } from "./dispatch.ts";
import { hex } from "./hex.ts";
import { readHelpdeskKeys } from "./keys-handlers.ts";
import { loadKnownIssues } from "./known-issue-store.ts";
import { answerFileName, pseudonymsFor, sealedBundle, type Pseudonyms } from "./sealed-bundle.ts";

interface RequestHandlerSetup {
  readonly world: () => World;
  readonly practiceWorld: (
    faults: readonly PracticeFault[],
  ) => Promise<Outcome<{ readonly world: World; readonly close: () => Promise<void> }>>;
  readonly keyStore: KeyStore;
  readonly dataFiles: DataFiles;
  readonly smallFiles: SmallFiles;
  readonly https: HttpsClient;
  readonly bundleFiles?: BundleFiles;
  /** Keeps a run for the calls that come after it, with what makes its pseudonyms. */
  readonly keep: (result: CheckResult, pseudonyms: Pseudonyms) => void;
}

/** A bundle that waits for the person's word to be uploaded. */
interface Answer {
  readonly request: DiagnosisRequest;
  readonly result: CheckResult;
  readonly pseudonyms: Pseudonyms;
  readonly fileName: string;
  readonly sealed: Uint8Array;
}

const knownSignersFile = "known-signers.json";
/** Answers kept for an upload: each holds a whole bundle. */
const maxAnswersKept = 2;

/** The calls about requests. */
export function createRequestHandlers(
  setup: RequestHandlerSetup,
): Pick<Handlers, "request.create" | "request.open" | "request.answer" | "request.seal" | "request.upload"> {
  const { world, smallFiles, dataFiles } = setup;
  const answers = new Map<string, Answer>();

  const knownSigners = async (): Promise<Outcome<readonly KnownSigner[]>> => {
    const text = await dataFiles.read(knownSignersFile);
    if (!text.ok) return text.error.code === "not-found" ? success([]) : text;
    const signers = readKnownSigners(text.value);
    // Without the list an impostor would look like a newcomer, so it is not passed over.
    return signers === null
      ? failure("unreadable", `The list of known signers (${knownSignersFile}) is damaged; remove it to start anew.`)
      : success(signers);
  };

  const verified = async (source: ParsedInput<"request.open">): Promise<Outcome<VerifiedRequest>> => {
    const text = "content" in source ? success(source.content) : await readRequestFile(smallFiles, source.path);
    if (!text.ok) return text;
    const signers = await knownSigners();
    return signers.ok ? verifyRequest(text.value, world().clock.wallMs(), signers.value) : signers;
  };

  const remember = async (request: DiagnosisRequest): Promise<Outcome<true>> => {
    const signers = await knownSigners();
    if (!signers.ok) return signers;
    const list = withSigner(signers.value, request, world().clock.wallMs());
    return dataFiles.write(knownSignersFile, writeKnownSigners(list));
  };

  /** Seals, and keeps what was sealed for an upload. */
  const sealAnswer = async (
    answered: Omit<Answer, "fileName" | "sealed">,
    without: readonly BundlePart[],
  ): Promise<Outcome<CallOutput<"request.seal">>> => {
    const { request, result, pseudonyms } = answered;
    const createdAtMs = world().clock.wallMs();
    const sealed = await sealedBundle(result, request, {
      createdAtMs,
      keyStore: setup.keyStore,
      random: world().random,
      bundleFiles: setup.bundleFiles,
      pseudonyms,
      without,
    });
    if (!sealed.ok) return sealed;
    const { bytes, files, signedBy, notes } = sealed.value;
    const fileName = answerFileName(request, createdAtMs);
    answers.set(result.report.run.id, { ...answered, fileName, sealed: bytes });
    for (const oldest of answers.keys()) if (answers.size > maxAnswersKept) answers.delete(oldest);
    return success({
      fileName,
      sizeBytes: bytes.length,
      contentBase64: encodeBase64(bytes),
      files: files.map((file) => ({ ...file })),
      ...(signedBy === undefined ? {} : { signedBy }),
      notes: [...notes],
    });
  };

  return {
    "request.create": async ({ keyPath, moreRecipients, organisationSalt, ...asked }) => {
      const keys = await readHelpdeskKeys(smallFiles, keyPath);
      if (!keys.ok) return keys;
      const { name, recipient, signer } = keys.value;
      const { clock, random } = world();
      const wishes = {
        ...defined(asked),
        from: name,
        recipients: [...new Set([recipient, ...moreRecipients])],
        ...(organisationSalt ? { organisationSalt: keys.value.organisationSalt } : {}),
      };
      const created = createRequest(wishes, signer, clock.wallMs(), random);
      if (!created.ok) return created;
      const link = requestLink(created.value);
      return success({
        request: created.value,
        fileName: requestFileName(created.value),
        fileText: requestFileText(created.value),
        ...(link.ok ? { link: link.value } : {}),
        ticketText: ticketText(created.value, link.ok ? link.value : undefined),
        fingerprint: fingerprintOf(created.value.signerKey),
      });
    },

    "request.open": async (source) => {
      const opened = await verified(source);
      if (!opened.ok) return opened;
      const { request, signer } = opened.value;
      const { uploadUrl } = request;
      return success({
        request,
        signer: { ...signer },
        ...(uploadUrl === undefined ? {} : { uploadHost: new URL(uploadUrl).host }),
      });
    },

    "request.answer": async (input, { signal, emit }) => {
      // Verified again: nothing that an earlier call found out is taken from the caller.
      const opened = await verified(input.source);
      if (!opened.ok) return opened;
      const { request, signer } = opened.value;
      if (signer.standing !== "known" && !input.trustSigner) return failure("refused", unknownSignerText(opened.value));
      const remembered = await remember(request);
      const notes = remembered.ok ? [] : [`The signer could not be remembered: ${remembered.error.message}`];

      const inWorld = input.practice
        ? await setup.practiceWorld([])
        : success({ world: world(), close: nothingToClose });
      if (!inWorld.ok) return inWorld;
      try {
        const runId = hex(inWorld.value.world.random.bytes(8));
        const options = checkOptionsSchema.parse(optionsFor(request, input));
        const knownIssues = (await loadKnownIssues(dataFiles)).set.issues;
        const progress = runCheck({ world: inWorld.value.world, options, runId, knownIssues }, signal);
        let next = await progress.next();
        for (; next.done !== true; next = await progress.next()) emit(next.value);
        const result = next.value;
        const pseudonyms = pseudonymsFor(request, world().random);
        setup.keep(result, pseudonyms);
        if (signal.aborted) return failure("cancelled", "The check was stopped; nothing was sealed.");

        const sealed = await sealAnswer({ request, result, pseudonyms }, input.without);
        if (!sealed.ok) return sealed;
        return success({ ...sealed.value, report: result.report, notes: [...notes, ...sealed.value.notes] });
      } finally {
        await inWorld.value.close();
      }
    },

    "request.seal": async ({ runId, without }) => {
      const answer = answers.get(runId);
      return answer === undefined ? notKept : sealAnswer(answer, without);
    },

    "request.upload": async ({ runId }, { signal, emit }) => {
      const answer = answers.get(runId);
      if (answer === undefined) return notKept;
      const { uploadUrl } = answer.request;
      if (uploadUrl === undefined) return failure("refused", "The request names no address to upload to.");
      const url = uploadAddress(uploadUrl, answer.fileName);
      const uploaded = await upload({
        https: setup.https,
        clock: world().clock,
        url,
        content: answer.sealed,
        signal,
        onRetry: (why) => emit({ note: `Trying again: ${why}` }),
      });
      return uploaded.ok ? success({ host: new URL(url).host, attempts: uploaded.value.attempts }) : uploaded;
    },
  };
}

const notKept = failure("not-found", "This bundle is no longer kept; answer the request again.");

const nothingToClose = async (): Promise<void> => undefined;

async function readRequestFile(files: SmallFiles, path: string): Promise<Outcome<string>> {
  const text = await files.read(path, maxRequestBytes);
  if (text.ok || text.error.code !== "too-large") return text;
  return failure("refused", `This request is refused: it is larger than ${maxRequestBytes / 1024} KiB.`);
}

/** What is not wished for is left out of a request, and so is not signed. */
function defined<Wishes extends object>(wishes: Wishes): DefinedOnly<Wishes> {
  return Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined)) as DefinedOnly<Wishes>;
}
type DefinedOnly<Wishes> = { [Name in keyof Wishes]: Exclude<Wishes[Name], undefined> };

/** The request proposes; what the person decided goes first. */
function optionsFor(request: DiagnosisRequest, input: ParsedInput<"request.answer">): object {
  const { profile, sinceMs, stunServer, responder } = request;
  return {
    gateway: input.practice ? "practice" : (input.gateway ?? request.gateway),
    profile,
    sinceMs,
    stunServer,
    responder,
    logPaths: input.logPaths,
    systemLogs: input.systemLogs,
    bindAddress: input.bindAddress,
  };
}

function unknownSignerText({ request, signer }: VerifiedRequest): string {
  const who = `${JSON.stringify(request.from)} (fingerprint ${signer.fingerprint})`;
  const but = signer.standing === "name-of-another" ? ", but a signer of this name is known with another key" : "";
  return `This computer does not know the signer ${who}${but}; compare the fingerprint with the one that your helpdesk tells you, and agree to it explicitly.`;
}
