import { named } from "../bundle/plan-bundle.ts";
import { redactStream } from "../bundle/redaction/redact-stream.ts";
import type { Redactor } from "../bundle/redaction/redactor.ts";
import { attachedLogPath, type AttachedLog } from "../bundle/write-bundle.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { BundleFiles } from "../model/ports/bundle-files.ts";

/** The logs that a person puts into a bundle whole. */
export interface WholeLogChoice {
  readonly runId: string;
  readonly wholeLogs: readonly string[];
  /** Of each, from its end. */
  readonly maxLogBytes: number;
}

/** A whole log as it would leave. */
interface SeenLog {
  readonly path: string;
  readonly about: string;
  readonly sizeBytes: number;
  readonly replaced: Readonly<Record<string, number>>;
  readonly secretsRemoved: Readonly<Record<string, number>>;
  readonly cut: readonly { readonly path: string; readonly keptBytes: number; readonly ofBytes: number }[];
}

/**
 * Whole logs on their way into a bundle. What a log gets after it was first looked at is left out, so that what leaves is
 * what was seen.
 */
export interface WholeLogs {
  readonly open: (choice: WholeLogChoice) => Promise<Outcome<readonly AttachedLog[]>>;
  readonly look: (
    choice: WholeLogChoice,
    redactor: Redactor,
    signal: AbortSignal,
  ) => Promise<Outcome<readonly SeenLog[]>>;
  /** The lines of one of them by its path in the bundle; undefined where it is none of them. */
  readonly lines: (
    choice: WholeLogChoice,
    path: string,
    redactor: Redactor,
    signal: AbortSignal,
  ) => Promise<Outcome<readonly string[] | undefined>>;
}

const stopped = failure("cancelled", "Reading the logs was stopped.");

/** @param files where the logs are */
export function createWholeLogs(files: BundleFiles): WholeLogs {
  /** How long each log was when a run first looked at it. */
  const seenBytes = new Map<string, number>();
  /** The file that pages were asked of last, and its lines. */
  let turned: { readonly slot: string; readonly lines: readonly string[] } | undefined;

  const open: WholeLogs["open"] = async ({ runId, wholeLogs, maxLogBytes }) => {
    const opened: AttachedLog[] = [];
    for (const path of wholeLogs) {
      const slot = `${runId}\0${path}`;
      const log = await files.openLog(path, maxLogBytes, seenBytes.get(slot));
      if (!log.ok) return log;
      seenBytes.set(slot, log.value.ofBytes);
      opened.push(log.value);
    }
    return success(opened);
  };

  return {
    open,
    look: async (choice, redactor, signal) => {
      const logs = await open(choice);
      if (!logs.ok) return logs;
      const seen: SeenLog[] = [];
      for (const [index, { source, chunks, keptBytes, ofBytes }] of logs.value.entries()) {
        const path = attachedLogPath(index, source, redactor);
        redactor.takeCounts();
        let sizeBytes = 0;
        for await (const chunk of redactStream(chunks, redactor)) {
          if (signal.aborted) return stopped;
          sizeBytes += chunk.length;
        }
        const { classes, secrets } = redactor.takeCounts();
        seen.push({
          path,
          about: `All lines of ${redactor.text(source)}.${keptBytes < ofBytes ? " The newest part." : ""}`,
          sizeBytes,
          replaced: named(classes),
          secretsRemoved: secrets,
          cut: keptBytes < ofBytes ? [{ path, keptBytes, ofBytes }] : [],
        });
      }
      return success(seen);
    },
    lines: async (choice, path, redactor, signal) => {
      const slot = JSON.stringify([choice, path]);
      if (turned?.slot === slot) return success(turned.lines);
      const logs = await open(choice);
      if (!logs.ok) return logs;
      const log = logs.value.find(({ source }, index) => attachedLogPath(index, source, redactor) === path);
      if (log === undefined) return success(undefined);
      const decoder = new TextDecoder();
      const parts: string[] = [];
      for await (const chunk of redactStream(log.chunks, redactor)) {
        if (signal.aborted) return stopped;
        parts.push(decoder.decode(chunk, { stream: true }));
      }
      const lines = parts.join("").replace(/\n$/, "").split("\n");
      turned = { slot, lines };
      return success(lines);
    },
  };
}
