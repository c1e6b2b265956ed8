import type { CallOutput } from "../../../main/api/contract.ts";
import { createWording } from "../wording.ts";

type Settings = CallOutput<"settings.read">["settings"];

const { plural } = createWording("en");

const themes: Readonly<Record<Settings["theme"], string>> = {
  system: "As the system does",
  light: "Light",
  dark: "Dark",
};

/** The words of the page Settings. */
export const settingsTexts = {
  title: "Settings",
  lead: "They are kept on this computer, for you alone. Whatever you change here is kept at once.",
  kept: "Kept.",
  loading: "Reading the settings…",
  locked: "Your organisation has decided this.",
  policy: (source: string) => `Some settings come from your organisation (${source}).`,
  policyProblem: (problem: string) => `The settings of your organisation could not be used: ${problem}`,
  look: "Language and colours",
  language: "Language",
  systemLanguage: "As the system does",
  languageHint: "Also results are shown in this language. Log lines and commands stay as they are.",
  theme: "Colours",
  themes,
  checks: "Checks",
  profile: "How thorough a check is",
  logWindow: "How far back the VPN logs are read",
  days: (days: number) => plural(days, { one: "{n} day", other: "{n} days" }),
  helpers: "Servers that may be asked",
  helpersLead:
    "A check asks your VPN gateway and nobody else. With a server named here, and its switch on, it can tell more.",
  stun: {
    label: "STUN server",
    hint: "It learns your public address, and tells it to you with the kind of your router’s NAT. For example stun.example.com:3478.",
    use: "Ask this STUN server in every check",
    error: "This is not a server. It looks like stun.example.com or stun.example.com:3478.",
  },
  responder: {
    label: "Tunnel Doctor responder",
    hint: "It learns your public address, and measures how long your router remembers idle connections.",
    use: "Ask this responder in every check",
    error: "This is not a server. It looks like responder.example.com or 203.0.113.10:3478.",
  },
  nameMissing: "Type the name of the server first.",
  privacy: "What is kept, and what leaves",
  pseudonyms: "Replace names and addresses by pseudonyms in what I share",
  pseudonymsHint: "You can still decide it for each file. Passwords and keys are taken out in any case.",
  history: "How long the watch keeps what it saw of the network",
  lastResult: "The last result",
  lastResultIs: (when: string) => `The result of ${when} is kept on this computer, so that you find it again.`,
  noLastResult: "No result is kept on this computer.",
  deleteLastResult: "Delete it",
  deleted: "The last result was deleted.",
} as const;
