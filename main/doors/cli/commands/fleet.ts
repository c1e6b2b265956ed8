import type { CallInput, CallOutput } from "../../../api/contract.ts";
import {
  fleetComparisonSchemaId,
  fleetListSchemaId,
  fleetRecommendationSchemaId,
} from "../../../model/fleet-documents.ts";
import type { FleetDimension } from "../../../model/fleet-row.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { complainOfFile, jsonDocument } from "../file-results.ts";
import {
  fleetAddedText,
  fleetComparisonText,
  fleetListText,
  fleetRecommendationText,
  fleetRefusedText,
} from "../fleet-text.ts";
import { success, type Failure, type Outcome } from "../../../model/failure.ts";
import type { Say } from "../../../language/say.ts";
import { wordsOf, type LanguageFlag } from "../language.ts";
import type { Terminal } from "../terminal.ts";

interface JsonFlag {
  readonly json?: true;
}

const whereRefusedAre = "What was refused, and why: tunnel-doctor fleet list --refused\n";

/** `fleet add PATH...`: takes bundles in; 1 where some were refused. */
export async function fleetAddCommand(
  context: CliContext,
  paths: readonly string[],
  flags: JsonFlag & { readonly identity?: string },
): Promise<number> {
  const { stdout, stderr } = context;
  const clear = stderr.live ? "\r\u001b[2K" : "";
  const added = await call(
    context,
    "fleet.add",
    { paths: [...paths], ...identityOf(flags) },
    ({ done, total, refused }) => {
      if (stderr.live) stderr.write(`${clear}${done} of ${total} files, ${refused} refused`);
    },
  );
  stderr.write(clear);
  if (!added.ok) return complainOfFile(context, added.error);
  stdout.write(flags.json === true ? jsonDocument(added.value) : fleetAddedText(added.value));
  if (added.value.refused === 0) return exitCodes.healthy;
  stderr.write(whereRefusedAre);
  return exitCodes.problemFound;
}

/** `fleet compare`: 1 where a group is affected, 3 where nothing could be tested. */
export async function fleetCompareCommand(
  context: CliContext,
  flags: JsonFlag &
    LanguageFlag & { readonly by: readonly FleetDimension[]; readonly minBundles: number; readonly exitZero?: true },
): Promise<number> {
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const compared = await call(context, "fleet.compare", { by: [...flags.by], minBundles: flags.minBundles });
  if (!compared.ok) return failed(context, compared.error, say);
  const told = success({ ...compared.value, sentences: compared.value.sentences.map(say) });
  print(context, told, flags, (value, terminal) => fleetComparisonText(value, terminal, say), fleetComparisonSchemaId);
  if (compared.value.testsMade === 0) return exitCodes.notEnoughChecked;
  return compared.value.affected.length > 0 && flags.exitZero !== true ? exitCodes.problemFound : exitCodes.healthy;
}

/** `fleet recommend`: settings for the gateway. */
export async function fleetRecommendCommand(
  context: CliContext,
  flags: JsonFlag & LanguageFlag & { readonly share: number },
): Promise<number> {
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  const found = await call(context, "fleet.recommend", { share: flags.share });
  if (!found.ok) return failed(context, found.error, say);
  const settings = found.value.settings.map((setting) => ({ ...setting, text: say(setting.text) }));
  const told = success({ ...found.value, settings });
  print(
    context,
    told,
    flags,
    (value, terminal) => fleetRecommendationText(value, terminal, say),
    fleetRecommendationSchemaId,
  );
  return found.value.settings.some(({ measured }) => measured > 0) ? exitCodes.healthy : exitCodes.notEnoughChecked;
}

/** `fleet list`: the newest bundles, or what was refused. */
export async function fleetListCommand(
  context: CliContext,
  flags: JsonFlag & { readonly limit: number; readonly refused?: true },
): Promise<number> {
  if (flags.refused === true) {
    const refused = await call(context, "fleet.refused", { limit: flags.limit });
    print(context, refused, flags, fleetRefusedText);
    return refused.ok ? exitCodes.healthy : exitCodeOfFailure(refused.error);
  }
  const listed = await call(context, "fleet.list", { limit: Math.min(1000, flags.limit) });
  print(context, listed, flags, fleetListText, fleetListSchemaId);
  return listed.ok ? exitCodes.healthy : exitCodeOfFailure(listed.error);
}

/** `fleet generate`: a made-up fleet. */
export async function fleetGenerateCommand(
  context: CliContext,
  flags: JsonFlag & {
    readonly seed: number;
    readonly bundles: number;
    readonly effect: readonly string[];
    readonly out?: string;
  },
): Promise<number> {
  const made = await call(context, "fleet.generate", {
    seed: flags.seed,
    bundles: flags.bundles,
    effects: [...flags.effect],
    ...(flags.out === undefined ? {} : { folder: flags.out }),
  });
  print(context, made, flags, generatedText);
  return made.ok ? exitCodes.healthy : exitCodeOfFailure(made.error);
}

const generatedText = ({ bundles, folder }: CallOutput<"fleet.generate">): string =>
  `${bundles} made-up bundles ${folder === undefined ? "are in the fleet" : `written to ${folder}`}\n`;

interface ExportFlags extends JsonFlag {
  readonly format: CallInput<"fleet.export">["format"];
  readonly out?: string;
  readonly sql?: string;
  readonly to?: string;
}

/** `fleet export`: to standard output, to a file, or into a database. */
export async function fleetExportCommand(context: CliContext, flags: ExportFlags): Promise<number> {
  const { format, to, out = flags.sql } = flags;
  const misuse =
    format !== "postgres" && (to !== undefined || flags.sql !== undefined)
      ? "--to and --sql need --format postgres."
      : to !== undefined && out !== undefined
        ? "Use either --to URL or a file."
        : undefined;
  if (misuse !== undefined) {
    complain(context, misuse);
    return exitCodes.usage;
  }
  if (to !== undefined) return loadInto(context, to, flags);
  const parts: string[] = [];
  const exported = await call(context, "fleet.export", { format }, ({ text }) => {
    if (out === undefined) context.stdout.write(text);
    else parts.push(text);
  });
  if (!exported.ok) return complainOfFile(context, exported.error);
  if (out === undefined) return exitCodes.healthy;
  const written = await context.files.writeAtomically(out, Buffer.concat(parts.map((text) => Buffer.from(text))));
  if (!written.ok) return complainOfFile(context, written.error);
  context.stderr.write(`${exported.value.rows} bundles written to ${written.value.path}\n`);
  return exitCodes.healthy;
}

async function loadInto(context: CliContext, url: string, { json }: JsonFlag): Promise<number> {
  const { stdout, stderr } = context;
  const clear = stderr.live ? "\r\u001b[2K" : "";
  const loaded = await call(context, "fleet.load-postgres", { url }, ({ done, total }) => {
    if (stderr.live) stderr.write(`${clear}${done} of ${total} bundles`);
  });
  stderr.write(clear);
  if (!loaded.ok) return complainOfFile(context, loaded.error);
  const { rows, added } = loaded.value;
  stdout.write(
    json === true ? jsonDocument(loaded.value) : `${added} bundles loaded, ${rows - added} were there already\n`,
  );
  return exitCodes.healthy;
}

/** `fleet watch FOLDER...`: until Ctrl-C. */
export async function fleetWatchCommand(
  context: CliContext,
  paths: readonly string[],
  flags: JsonFlag & { readonly every: number; readonly identity?: string },
): Promise<number> {
  const { stdout, stderr } = context;
  let refused = 0;
  const watched = await call(
    context,
    "fleet.watch",
    { paths: [...paths], everySeconds: flags.every, ...identityOf(flags) },
    (progress) => {
      if (flags.json === true) stdout.write(`${JSON.stringify(progress)}\n`);
      else if (progress.kind === "added") {
        stdout.write(fleetAddedText(progress));
        // Once for each that comes to them: what lies in the folder is counted again and again.
        if (progress.refused > refused) stderr.write(whereRefusedAre);
        refused = progress.refused;
      } else if (progress.kind === "alert") stdout.write(`${stdout.paint("red", "ALERT")} ${progress.sentence}\n`);
      else complain(context, progress.sentence);
    },
  );
  if (!watched.ok) return complainOfFile(context, watched.error);
  stderr.write("Stopped.\n");
  return exitCodes.healthy;
}

const identityOf = ({ identity }: { readonly identity?: string }) =>
  identity === undefined ? {} : { identityPath: identity };

function failed(context: CliContext, error: Failure, say: Say): number {
  complain(context, say(error.message));
  return exitCodeOfFailure(error);
}

/** Prints a result, as people read it or as a JSON document of this schema, or tells of the failure. */
function print<Value>(
  context: CliContext,
  outcome: Outcome<Value>,
  { json }: JsonFlag,
  text: (value: Value, terminal: Terminal) => string,
  schema?: string,
): void {
  if (!outcome.ok) complain(context, outcome.error.message);
  else if (json === true)
    context.stdout.write(jsonDocument(schema === undefined ? outcome.value : { schema, ...outcome.value }));
  else context.stdout.write(text(outcome.value, context.stdout));
}
