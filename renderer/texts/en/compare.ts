import type { CallOutput } from "../../../main/api/contract.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("en");

type Comparison = CallOutput<"compare.reports">;

const findingChanges: Readonly<Record<Comparison["findings"][number]["change"], string>> = {
  gone: "gone",
  new: "new",
  unchanged: "as before",
  surer: "surer now",
  "less-sure": "less sure now",
};

const measurementChanges: Readonly<Record<Comparison["measurements"][number]["change"], string>> = {
  same: "the same",
  "within-bounds": "no difference that can be told",
  changed: "different",
  "not-comparable": "known on one side only",
};

const sameNetwork: Readonly<Record<Comparison["sameNetwork"], string>> = {
  yes: "Both were made in the same network.",
  no: "They were made in two different networks.",
  unknown: "It is not known whether they were made in the same network.",
};

/** The words of the Compare place. */
export const compareTexts = {
  title: "Is it this network?",
  lead: "Check once where the VPN drops, then once somewhere else, for example behind your phone’s hotspot. What differs tells where the cause is. It also shows whether a fix has helped.",
  gateway: "VPN gateway",
  sides: {
    before: {
      title: "First: where it drops",
      about: "Stay in the network in which the VPN drops.",
      button: "Check here",
    },
    after: {
      title: "Second: another network, or after a fix",
      about:
        "Connect this computer to another network first, for example to your phone’s hotspot; or change what should help.",
      button: "Check again",
    },
  },
  useLast: (when: string) => `Use the check of ${when}`,
  stop: "Stop the check",
  steps: (ended: number, all: number) =>
    plural(all, { one: `${number(ended)} of {n} step`, other: `${number(ended)} of {n} steps` }),
  done: (when: string) => `Checked ${when}.`,
  redo: "Forget it",
  comparing: "Comparing…",
  files: "Compare two files instead",
  filesAbout: "Reports, bundles, logs, or folders of logs: their full paths on this computer.",
  fileBefore: "First file",
  fileAfter: "Second file",
  compareFiles: "Compare the files",
  fileMissing: "Give the paths of both files.",
  result: "What the comparison says",
  cautions: "Mind that",
  findings: "Findings",
  noFindings: "Neither check found a fault.",
  findingColumns: ["Finding", "Change"],
  measurements: "Measurements",
  measurementColumns: ["What", "First", "Second", "Difference"],
  onlyDifferent: (count: number) =>
    plural(count, { one: "Show also the {n} without a difference", other: "Show also the {n} without a difference" }),
  noDifference: "No measurement differs.",
  drops: "Drops",
  nothing: "–",
  sameNetwork,
  findingChanges,
  measurementChanges,
} as const;
