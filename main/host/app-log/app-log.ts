import path from "node:path";
import { createStream } from "rotating-file-stream";
import { dataFolderPath, ensureDataFolder } from "../data-folder.ts";

/** Together at most 5 MB: the file that is written, and four older ones. */
const fileSize = "1M";
const olderFiles = 4;

/** Longer lines are cut: a log is read by people. */
const maxLineCharacters = 16 * 1024;

export type LogLevel = "info" | "warning" | "error";

/** The app's own log, on this computer only. */
export interface AppLog {
  readonly folder: string;
  /** Keeps one entry, redacted; it never rejects and never throws. Entries keep their order. */
  readonly write: (level: LogLevel, text: string) => Promise<void>;
  /** Resolves when everything is on disk. */
  readonly close: () => Promise<void>;
}

interface AppLogSetup {
  readonly folder?: string;
  readonly wallMs: () => number;
  /** What may stand in the log instead of this text; rejects where that cannot be told. */
  readonly redact: (text: string) => Promise<string>;
  /** For tests: a smaller file. */
  readonly size?: `${number}${"B" | "K" | "M"}`;
}

/** Opens the log; the file is made with the first entry. A disk that is full costs the log, never the app. */
export function createAppLog({ wallMs, redact, size = fileSize, ...setup }: AppLogSetup): AppLog {
  const folder = setup.folder ?? path.join(dataFolderPath(), "logs");
  let stream: ReturnType<typeof createStream> | undefined;
  let last: Promise<void> = Promise.resolve();

  const open = (): ReturnType<typeof createStream> => {
    const opened = createStream(nameOf, { path: folder, size, rotate: olderFiles, mode: 0o600 });
    opened.on("error", () => (stream = undefined));
    opened.on("warning", () => undefined);
    return opened;
  };

  const append = async (level: LogLevel, text: string): Promise<void> => {
    const at = new Date(wallMs()).toISOString();
    // What cannot be redacted is not kept.
    const told = await redact(text).catch(() => "(an entry that could not be redacted)");
    const line = told.slice(0, maxLineCharacters).replaceAll(/\r?\n/g, "\n    ");
    if (!(await ensureDataFolder(folder)).ok) return;
    stream ??= open();
    const into = stream;
    await new Promise<void>((resolve) => into.write(`${at} ${level} ${line}\n`, () => resolve()));
  };

  return {
    folder,
    write: (level, text) => (last = last.then(() => append(level, text)).catch(() => undefined)),
    close: async () => {
      await last;
      const closing = stream;
      stream = undefined;
      if (closing !== undefined) await new Promise<void>((resolve) => closing.end(() => resolve()));
    },
  };
}

/** `app.log`, and `app.1.log` to `app.4.log` for the older ones. */
function nameOf(index: number | Date | null): string {
  return typeof index === "number" && index > 0 ? `app.${index}.log` : "app.log";
}
