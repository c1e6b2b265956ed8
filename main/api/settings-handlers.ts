import { failure, success, type Outcome } from "../model/failure.ts";
import { inOurWords } from "../model/issue-text.ts";
import { noPolicy, settled, type Policy } from "../model/policy.ts";
import type { DataFiles } from "../model/ports/data-files.ts";
import type { HistoryStore } from "../model/ports/history.ts";
import type { PolicyReader } from "../model/ports/policy.ts";
import { chosenSettingsSchema, settingsSchema, type ChosenSettings, type Settings } from "../model/settings.ts";
import type { CallOutput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import { describeIssues } from "./dispatcher.ts";

/** Name of the file in the user's data folder. */
const storedName = "settings.json";
/** Settings that this program wrote have about 1 kB. */
const maxStoredCharacters = 64 * 1024;

const dayMs = 86_400_000;

interface SettingsSetup {
  readonly dataFiles: DataFiles;
  readonly policy?: PolicyReader;
  readonly history?: HistoryStore;
}

type SettingsState = CallOutput<"settings.read">;
interface Kept {
  readonly chosen: ChosenSettings;
  readonly problem?: string;
}

/** The calls about the person's settings. Changes are made one after the other, so that none is lost. */
export function createSettingsHandlers(setup: SettingsSetup): Pick<Handlers, "settings.read" | "settings.write"> {
  const { dataFiles, history } = setup;
  let before: Promise<unknown> = Promise.resolve();

  const stateOf = async ({ chosen, problem }: Kept): Promise<SettingsState> => {
    const policy = (await setup.policy?.read()) ?? noPolicy;
    const settings = settingsUnder(policy, chosen);
    history?.keepFor(settings.historyDays * dayMs);
    return {
      settings,
      locked: lockedBy(policy),
      dataFolder: dataFiles.folder,
      ...(policy.source === undefined ? {} : { policy: { source: policy.source, problem: policy.problem } }),
      ...(problem === undefined ? {} : { problem }),
    };
  };

  const write = async (change: ChosenSettings): Promise<Outcome<SettingsState>> => {
    const kept = await readKept(dataFiles);
    const locked = (await stateOf(kept)).locked.find((name) => change[name] !== undefined);
    if (locked !== undefined) return failure("refused", `Your organisation has decided the setting "${locked}".`);
    const chosen = { ...kept.chosen, ...change };
    const written = await dataFiles.write(storedName, `${JSON.stringify(chosen, undefined, 2)}\n`);
    return written.ok ? success(await stateOf({ chosen })) : written;
  };

  return {
    "settings.read": async () => success(await stateOf(await readKept(dataFiles))),
    "settings.write": async ({ change }) => {
      const written = before.then(() => write(change));
      before = written.catch(() => undefined);
      return written;
    },
  };
}

/** What the person has chosen; nothing, with the reason, where the file is not what this program writes. */
async function readKept(dataFiles: DataFiles): Promise<Kept> {
  const stored = await dataFiles.read(storedName);
  if (!stored.ok) return stored.error.code === "not-found" ? { chosen: {} } : notUsed(stored.error.message);
  if (stored.value.length > maxStoredCharacters) return notUsed("the file is too large.");
  const parsed = chosenSettingsSchema.safeParse(parsedJson(stored.value), inOurWords);
  return parsed.success ? { chosen: parsed.data } : notUsed(describeIssues(parsed.error));
}

function notUsed(why: string): Kept {
  return { chosen: {}, problem: `Your settings could not be used: ${why}` };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function settingsUnder(policy: Policy, chosen: ChosenSettings): Settings {
  const helper = (name: "stunServer" | "responder"): Settings["stunServer"] | undefined => {
    const own = chosen[name];
    const server = policy.fixed[name] ?? (own === undefined ? policy.recommended[name] : undefined);
    return server === undefined ? own : { server, use: true };
  };
  const { language, ...others } = chosen;
  return settingsSchema.parse({
    ...others,
    language: settled(policy, "language", language ?? undefined),
    profile: settled(policy, "profile", chosen.profile),
    logWindowDays: settled(policy, "logWindowDays", chosen.logWindowDays),
    stunServer: helper("stunServer"),
    responder: helper("responder"),
  });
}

/** A policy calls its settings as the person's are called; those that a person has none of are not listed. */
function lockedBy({ locked }: Policy): (keyof Settings)[] {
  const names = settingsSchema.keyof().options;
  return names.filter((name) => (locked as readonly string[]).includes(name));
}
