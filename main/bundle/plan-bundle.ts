import type { BundlePart } from "../model/bundle-manifest.ts";
import type { DropSnapshotRecord } from "../model/history.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Report } from "../model/report.ts";
import { chosenSnapshots, dropSnapshotsPath, namesInSnapshots } from "./drop-snapshots.ts";
import { knownNamesOf } from "./redaction/known-names.ts";
import { redactEvent, redactValue } from "./redaction/redact-value.ts";
import { createRedactor, type KnownName, type RedactionCounts, type Redactor } from "./redaction/redactor.ts";
import { valueClasses, type ValueClass } from "./redaction/row.ts";
import { reportPage, type PageLanguage } from "./report-page.ts";

/** One file of a bundle, redacted and ready to be written. */
export interface BundleFile {
  readonly path: string;
  readonly about: string;
  /** Absent: it is in every bundle. */
  readonly part?: BundlePart;
  readonly text: string;
  /** Values that were replaced or removed in it, by class. */
  readonly replaced: Readonly<Record<string, number>>;
}

export interface BundlePlan {
  readonly files: readonly BundleFile[];
  readonly secretsRemoved: Readonly<Record<string, number>>;
  /** Values that were replaced by pseudonyms, by class. */
  readonly replaced: Readonly<Record<string, number>>;
  readonly cut: readonly { readonly path: string; readonly keptBytes: number; readonly ofBytes: number }[];
  readonly leftOut: readonly BundlePart[];
  readonly salt: "bundle" | "organisation";
  /** False where the person lets names and addresses leave as they are. */
  readonly pseudonyms: boolean;
  /** With the pseudonyms of this plan, for whatever else leaves beside it. */
  readonly redactor: Redactor;
}

export interface PlanOptions {
  /** Makes the pseudonyms: 32 random bytes for one bundle, or the salt of an organisation. */
  readonly key: Uint8Array;
  readonly salt?: BundlePlan["salt"];
  /** The user and the computer, which no log may name. */
  readonly machineNames?: readonly KnownName[];
  /** What a watch kept of the drops of that time. */
  readonly snapshots?: readonly DropSnapshotRecord[];
  /** What the person leaves out. */
  readonly without?: readonly BundlePart[];
  /** False: names and addresses stay as they are, on the person's word. Secrets are removed all the same. */
  readonly pseudonyms?: boolean;
  /** Says a text of the report's page in the language of who reads it; absent: as it is, in English. */
  readonly page?: PageLanguage;
  /** Of all files together, before they are packed. */
  readonly maxBytes?: number;
}

/** A bundle goes by mail and into tickets. */
export const defaultMaxBundleBytes = 50 * 1024 * 1024;

export const bundlePartTexts: Readonly<Record<BundlePart, string>> = {
  page: "The report as a page for a browser.",
  events: "Every VPN event that was understood.",
  logs: "The log lines of the VPN. Without them the events keep their meaning and lose their wording.",
  network: "Network interfaces, routes, DNS servers and Wi-Fi of this computer.",
  measurements: "What was measured, as a file of its own.",
};

/** What an admin gets of a run. Secrets are removed, and names and addresses are replaced, before anything is written. */
export function planBundle(fullReport: Report, fullEvents: readonly LogEvent[], options: PlanOptions): BundlePlan {
  const { key, salt = "bundle", machineNames = [], without = [], maxBytes = defaultMaxBundleBytes } = options;
  const { pseudonyms = true, snapshots = [] } = options;
  const inSnapshots = namesInSnapshots(snapshots);
  const things = {
    network: { wifi: [...fullReport.network.wifi, ...inSnapshots.network.wifi] },
    profiles: [...fullReport.profiles, ...inSnapshots.profiles],
  };
  const witnessed = snapshots.flatMap(({ snapshot }) => snapshot.events);
  const names = knownNamesOf(things, [...fullEvents, ...witnessed], machineNames);
  const redactor = createRedactor({ key, names, secretsOnly: !pseudonyms });
  const isLeftOut = (part: BundlePart): boolean => without.includes(part);
  const chosen = isLeftOut("network") ? withoutNetwork(fullReport) : fullReport;
  const report = redactValue(chosen, redactor) as Report;
  const counts: Counts = { secrets: {}, classes: {} };
  const counted = (file: Omit<BundleFile, "replaced">): BundleFile => {
    const taken = redactor.takeCounts();
    addCounts(counts, taken);
    return { ...file, replaced: named(taken.classes) };
  };

  const files: BundleFile[] = [
    counted({
      path: "report.json",
      about: "The report: measurements, sessions, findings and fixes.",
      text: jsonText(report),
    }),
  ];
  if (!isLeftOut("page")) {
    files.push(
      counted({
        path: "report.html",
        part: "page",
        about: bundlePartTexts.page,
        text: reportPage(report, pseudonyms, options.page),
      }),
    );
  }
  if (!isLeftOut("network")) {
    files.push(
      counted({
        path: "network/snapshot.json",
        part: "network",
        about: bundlePartTexts.network,
        text: jsonText(report.network),
      }),
    );
  }
  if (!isLeftOut("measurements")) {
    files.push(
      counted({
        path: "measurements/measurements.json",
        part: "measurements",
        about: bundlePartTexts.measurements,
        text: jsonText(report.measurements),
      }),
    );
  }

  // What is left is shared by the events, which matter more, and the logs. The newest lines matter most.
  let leftBytes = Math.max(0, maxBytes - sizeOf(files));
  const cut: { path: string; keptBytes: number; ofBytes: number }[] = [];
  const addNewest = (
    file: Omit<BundleFile, "text" | "replaced">,
    lines: readonly string[],
    budgetBytes: number,
  ): void => {
    const { text, ofBytes } = newestLines(lines, budgetBytes);
    const keptBytes = byteLength(text);
    if (keptBytes < ofBytes) cut.push({ path: file.path, keptBytes, ofBytes });
    leftBytes -= keptBytes;
    files.push(counted({ ...file, text, about: keptBytes < ofBytes ? `${file.about} The newest part.` : file.about }));
  };
  const drops = chosenSnapshots(snapshots, without).map((one) => `${JSON.stringify(redactValue(one, redactor))}\n`);
  if (drops.length > 0) {
    const about =
      "What this computer and its network looked like when the VPN dropped while it was watched, one a line.";
    addNewest({ path: dropSnapshotsPath, part: "network", about }, drops, leftBytes / 4);
  }
  if (!isLeftOut("events")) {
    const lines = fullEvents.map((event) => {
      const redacted = redactEvent(event, redactor);
      return `${JSON.stringify(isLeftOut("logs") ? { ...redacted, raw: "" } : redacted)}\n`;
    });
    addNewest(
      { path: "events.ndjson", part: "events", about: "Every VPN event that was understood, one a line." },
      lines,
      leftBytes / 2,
    );
  }
  if (!isLeftOut("logs")) {
    const sources = [...Map.groupBy(fullEvents, ({ source }) => source)];
    sources.forEach(([source, events], index) => {
      const name = redactor.text(source);
      addNewest(
        {
          path: `logs/${String(index + 1).padStart(2, "0")}-${safeName(name)}.log`,
          part: "logs",
          about: `Log lines of the VPN from ${name}.`,
        },
        events.map(({ raw }) => `${redactor.text(raw)}\n`),
        leftBytes / (sources.length - index),
      );
    });
  }
  return {
    files,
    secretsRemoved: counts.secrets,
    replaced: named(counts.classes),
    cut,
    leftOut: [...without],
    salt,
    pseudonyms,
    redactor,
  };
}

/** The numbers of a redaction under the names that people read; removed secrets are told by themselves. */
export function named(classes: RedactionCounts["classes"]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(classes)
      .filter(([valueClass]) => valueClass !== "secret")
      .map(([valueClass, count]) => [valueClasses[valueClass as ValueClass].title, count]),
  );
}

interface Counts {
  readonly secrets: Record<string, number>;
  readonly classes: Partial<Record<ValueClass, number>>;
}

function addCounts(sum: Counts, { secrets, classes }: RedactionCounts): void {
  for (const [name, count] of Object.entries(secrets)) sum.secrets[name] = (sum.secrets[name] ?? 0) + count;
  for (const [name, count] of Object.entries(classes)) {
    sum.classes[name as ValueClass] = (sum.classes[name as ValueClass] ?? 0) + count;
  }
}

/** As many of the last lines as fit. */
function newestLines(
  lines: readonly string[],
  budgetBytes: number,
): { readonly text: string; readonly ofBytes: number } {
  let keptBytes = 0;
  let ofBytes = 0;
  let first = lines.length;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const bytes = byteLength(lines[index] ?? "");
    ofBytes += bytes;
    if (first === index + 1 && keptBytes + bytes <= budgetBytes) {
      first = index;
      keptBytes += bytes;
    }
  }
  return { text: lines.slice(first).join(""), ofBytes };
}

function withoutNetwork(report: Report): Report {
  const { takenAt } = report.network;
  const notes = ["Left out by the person who made this bundle."];
  return { ...report, network: { takenAt, interfaces: [], defaultRoutes: [], dnsServers: [], wifi: [], notes } };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

function sizeOf(files: readonly BundleFile[]): number {
  return files.reduce((sum, { text }) => sum + byteLength(text), 0);
}

/** The last part of a path, with only characters that every file system takes. */
export function safeName(source: string): string {
  const last = source.split(/[/\\]/).at(-1) ?? source;
  return last.replaceAll(/[^A-Za-z0-9._-]/g, "_").slice(0, 60) || "log";
}
