import { z } from "zod";
import { captureFilter, captureRecipes, type GuidedCapture, shellLine } from "../capture/guided-capture.ts";
import { redactCapture, type CaptureRedaction } from "../capture/redact-capture.ts";
import { createAddressReplacer } from "./address-replacer.ts";
import type { Client } from "../model/client.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { BundleFiles } from "../model/ports/bundle-files.ts";
import type { CaptureFiles, CaptureRunner } from "../model/ports/captures.ts";
import type { DataFiles } from "../model/ports/data-files.ts";
import type { World } from "../model/ports/world.ts";
import type { CallInput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import { hex } from "./hex.ts";

interface CaptureMakingSetup {
  readonly os: Client["os"];
  readonly world: () => World;
  readonly captureFiles: CaptureFiles;
  readonly dataFiles: DataFiles;
  readonly captureRunner?: CaptureRunner;
  readonly bundleFiles?: BundleFiles;
}

/** Names the one capture that runs; written over to end it. */
const runningFile = "capture-running.json";
/** How soon a word of another process ends the capture. */
const lookEveryMs = 500;
/** How many looks are between two words about its size. */
const looksPerWord = 2;
const dayMs = 86_400_000;
const resolveTimeoutMs = 5000;

/** The calls about making captures, and about handing them on. */
export function createCaptureMakingHandlers({
  os,
  world,
  captureFiles,
  dataFiles,
  captureRunner,
  bundleFiles,
}: CaptureMakingSetup): Pick<Handlers, "capture.plan" | "capture.start" | "capture.stop" | "capture.redact"> {
  return {
    "capture.plan": async (input, { signal }) => {
      const plan = await guidedCapture(input, world(), captureRunner, signal);
      if (!plan.ok) return plan;
      const system = input.os ?? os;
      const asAdministrator = system === "windows" ? [] : ["sudo"];
      const lines = (commands: readonly (readonly string[])[]) =>
        commands.map((words) => shellLine(system, [...asAdministrator, ...words]));
      return success({
        filter: captureFilter(plan.value),
        recipes: captureRecipes(system, plan.value).map(({ program, commands, ending, rights }) => ({
          program,
          commands: lines(commands),
          ending: lines(ending),
          rights,
        })),
        path: plan.value.path,
      });
    },
    "capture.start": async (input, { signal, emit }) => {
      if (captureRunner === undefined) return failure("not-supported", "This program cannot make captures here.");
      const inWorld = world();
      const { clock } = inWorld;
      const running = await runningNow(dataFiles);
      if (running !== null && running.endsAtMs > clock.wallMs()) {
        return failure("refused", `A capture to ${running.path} is running; "capture stop" ends it.`);
      }
      const asked = await guidedCapture(input, inWorld, captureRunner, signal);
      if (!asked.ok) return asked;
      const path = await captureRunner.newFile(asked.value.path);
      if (!path.ok) return path;
      const plan = { ...asked.value, path: path.value };
      const limitMs = plan.files > 1 ? dayMs : plan.seconds * 1000;
      const id = hex(inWorld.random.bytes(8));
      const kept = await dataFiles.write(
        runningFile,
        JSON.stringify({ id, path: plan.path, endsAtMs: clock.wallMs() + limitMs }),
      );
      if (!kept.ok) return kept;
      const startedMs = clock.monotonicMs();
      const ending = new AbortController();
      const ended = AbortSignal.any([signal, ending.signal]);
      const sizeNow = async (): Promise<number> => sumOf(await captureRunner.files(plan.path));
      const grow = async (): Promise<void> =>
        emit({ kind: "growing", sizeBytes: await sizeNow(), durationMs: clock.monotonicMs() - startedMs });
      const look = lookForStop({ id, limitMs, grow }, inWorld, dataFiles, ending, ended);
      try {
        const program = await runFirst(os, plan, captureRunner, ended, (command) =>
          emit({ kind: "started", command, path: plan.path }),
        );
        if (!program.ok) return program;
        const files = await captureRunner.files(plan.path);
        return success({
          path: plan.path,
          files: files.map((file) => file.path),
          program: program.value,
          sizeBytes: sumOf(files),
          durationMs: clock.monotonicMs() - startedMs,
        });
      } finally {
        ending.abort();
        await look;
        if ((await runningNow(dataFiles))?.id === id) await dataFiles.write(runningFile, "{}");
      }
    },
    "capture.stop": async () => {
      const running = await runningNow(dataFiles);
      if (running === null) return failure("not-found", "No capture is running.");
      const written = await dataFiles.write(runningFile, "{}");
      return written.ok ? success({ path: running.path }) : written;
    },
    "capture.redact": async ({ path, out }, { signal }) => {
      if (bundleFiles === undefined) return failure("not-supported", "This program cannot write files here.");
      if (await bundleFiles.exists(out)) return failure("refused", `${out} is there already and is not replaced.`);
      const opened = await captureFiles.open(path);
      if (!opened.ok) return opened;
      const { chunks, close } = opened.value;
      try {
        const redaction = redactCapture(chunks, createAddressReplacer(world().random.bytes(32)), signal);
        const written = await bundleFiles.write(out, wholeOnly(redaction), signal);
        const { failed, ...told } = redaction.told();
        if (failed !== undefined) return { ok: false, error: failed };
        return written.ok ? success({ ...written.value, ...told }) : written;
      } finally {
        await close();
      }
    },
  };
}

/** An end that is no end must not leave a file. */
async function* wholeOnly(redaction: CaptureRedaction): AsyncGenerator<Uint8Array> {
  yield* redaction.chunks;
  const { failed } = redaction.told();
  if (failed !== undefined) throw new Error(failed.message);
}

async function guidedCapture(
  { gateway, ...asked }: CallInput<"capture.plan">,
  { names, clock }: World,
  runner: CaptureRunner | undefined,
  signal: AbortSignal,
): Promise<Outcome<GuidedCapture>> {
  const { ports = [], wholePackets = false, seconds = 300, megabytes = 50, files = 1 } = asked;
  const name = `tunnel-doctor-${new Date(clock.wallMs())
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-")}.pcap`;
  const path = asked.path ?? runner?.homePath(name) ?? name;
  const rest = { interfaceName: asked.interfaceName, ports, wholePackets, seconds, megabytes, files, path };
  if (gateway === undefined) return success({ ...rest, hosts: [] });
  const resolved = await names.resolve(gateway, resolveTimeoutMs, signal);
  return resolved.ok ? success({ ...rest, hosts: resolved.value.addresses.map(({ address }) => address) }) : resolved;
}

/** Runs the first program that is installed, until it ends. */
async function runFirst(
  os: Client["os"],
  plan: GuidedCapture,
  runner: CaptureRunner,
  signal: AbortSignal,
  onStart: (command: string) => void,
): Promise<Outcome<"tcpdump" | "dumpcap" | "pktmon">> {
  const recipes = captureRecipes(os, plan).filter(({ canBeStarted }) => canBeStarted);
  for (const { program, commands, rights } of recipes) {
    const [words = []] = commands;
    const [name = "", ...args] = words;
    onStart(shellLine(os, words));
    const ran = await runner.run(name, args, signal);
    if (!ran.ok && ran.error.code === "not-found") continue;
    if (!ran.ok) return ran;
    const { exitCode, said } = ran.value;
    if (exitCode === 0 || signal.aborted) return success(program);
    if (/permi(?:ssion|tted)|privilege/i.test(said)) {
      return failure("not-permitted", `This user may not capture with ${program}: it needs ${rights}.`);
    }
    const reason = said.trim().split("\n").at(-1) ?? "";
    return failure("command-failed", `${program} could not capture: ${reason.slice(0, 200)}`);
  }
  const tried = recipes.map(({ program }) => program).join(" nor ");
  return failure("not-found", `Neither ${tried} is installed.`.replace(/^Neither (\w+) is/, "$1 is not"));
}

/** Ends the capture when its time is over, or when somebody took its name out of the file. */
async function lookForStop(
  { id, limitMs, grow }: { readonly id: string; readonly limitMs: number; readonly grow: () => Promise<void> },
  { clock }: World,
  dataFiles: DataFiles,
  ending: AbortController,
  ended: AbortSignal,
): Promise<void> {
  const startedMs = clock.monotonicMs();
  for (let looks = 1; ; looks += 1) {
    await clock.sleep(lookEveryMs, ended);
    if (ended.aborted) return;
    if (looks % looksPerWord === 0) await grow();
    const isMine = (await runningNow(dataFiles))?.id === id;
    if (!isMine || clock.monotonicMs() - startedMs >= limitMs) ending.abort();
  }
}

function sumOf(files: readonly { readonly sizeBytes: number }[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

const runningSchema = z.object({ id: z.string(), path: z.string(), endsAtMs: z.number() });

async function runningNow(dataFiles: DataFiles): Promise<z.infer<typeof runningSchema> | null> {
  const text = await dataFiles.read(runningFile);
  if (!text.ok) return null;
  try {
    return runningSchema.parse(JSON.parse(text.value));
  } catch {
    return null;
  }
}
