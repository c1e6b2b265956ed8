import type { LogEvent } from "../model/log-event.ts";
import type { Report } from "../model/report.ts";
import { redactSecrets } from "./redact-secrets.ts";

/** One file of a bundle, ready to be written. */
export interface BundleFile {
  readonly path: string;
  readonly about: string;
  readonly text: string;
}

export interface BundlePlan {
  readonly files: readonly BundleFile[];
  readonly secretsRemoved: Readonly<Record<string, number>>;
}

/** The newest lines matter most: a source's excerpt keeps this many characters from its end. */
const maxLogCharacters = 8 * 1024 * 1024;

/** What an admin gets of a run: the report, the events, and the raw log lines that they came from; secrets removed. */
export function planBundle(report: Report, events: readonly LogEvent[]): BundlePlan {
  const secretsRemoved: Record<string, number> = {};
  const redact = (text: string): string => {
    const redacted = redactSecrets(text);
    for (const [name, count] of Object.entries(redacted.removed)) {
      secretsRemoved[name] = (secretsRemoved[name] ?? 0) + count;
    }
    return redacted.text;
  };
  // Secrets are replaced in the values, before they are put into JSON, so that no replacement can break its syntax.
  const json = (value: unknown): string =>
    JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? redact(part) : part), 2);
  const files: BundleFile[] = [
    {
      path: "report.json",
      about: "The report: measurements, sessions, findings and fixes.",
      text: `${json(report)}\n`,
    },
    {
      path: "events.ndjson",
      about: "Every VPN event that was understood, one a line.",
      text: events.map((event) => `${json(event).replaceAll(/\n\s*/g, "")}\n`).join(""),
    },
    {
      path: "network/snapshot.json",
      about: "Network interfaces, routes and DNS servers of this computer.",
      text: `${json(report.network)}\n`,
    },
    ...logFiles(events).map((file) => ({ ...file, text: redact(file.text) })),
  ];
  return { files, secretsRemoved };
}

function logFiles(events: readonly LogEvent[]): readonly BundleFile[] {
  const bySource = Map.groupBy(events, (event) => event.source);
  return [...bySource].map(([source, ofSource], index) => {
    const text = ofSource.map((event) => `${event.raw}\n`).join("");
    const cut = text.length > maxLogCharacters;
    return {
      path: `logs/${String(index + 1).padStart(2, "0")}-${safeName(source)}.log`,
      about: `Log lines of the VPN from ${source}${cut ? ", the newest part" : ""}.`,
      text: cut ? text.slice(text.indexOf("\n", text.length - maxLogCharacters) + 1) : text,
    };
  });
}

/** The last part of a path, with only characters that every file system takes. */
function safeName(source: string): string {
  const last = source.split(/[/\\]/).at(-1) ?? source;
  return last.replaceAll(/[^A-Za-z0-9._-]/g, "_").slice(0, 60) || "log";
}
