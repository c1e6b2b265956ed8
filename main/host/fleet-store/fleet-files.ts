import { mkdir, readdir, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { failure, success, type Outcome } from "../../model/failure.ts";
import type { FleetFile, FleetFiles, FleetParsed } from "../../model/ports/fleet.ts";
import { fileFailure } from "../files.ts";

/** Each has its own copy of the program, some 80 MB; a fleet is taken in with less than 400 MB. */
const maxThreads = 3;
/** What one hostile bundle may take: then its thread ends, and it alone is refused. */
const maxThreadMegabytes = 1024;
/** What one bundle is unpacked into is garbage with the next; with this much room it is collected a tenth as often. */
const youngMegabytes = 32;
/** The next file lies ready when a thread has read one, also while a batch is stored. */
const tasksPerThread = 8;
/** A person's folder has fewer levels. */
const maxFolderDepth = 16;
/** The helpdesk's notes about a bundle stand beside it. */
const notBundles = /\.notes\.json$/i;

/** What a thread is asked, and what it answers. */
export interface FleetThreadTask {
  readonly path: string;
  readonly identities: readonly string[];
}

/**
 * Files on this machine's disk, parsed in threads.
 *
 * @param threadUrl the program of a thread: it answers each `FleetThreadTask`, one after the other, with a list of `FleetParsed`
 */
export function createFleetFiles(threadUrl: URL): FleetFiles {
  return {
    list: async (paths, signal) => {
      const found = new Map<string, FleetFile>();
      for (const one of paths) {
        const listed = await listPlace(path.resolve(one), found, 0, signal);
        if (!listed.ok) return listed;
      }
      return success([...found.values()]);
    },
    parse: (files, identities, signal) => parseInThreads(threadUrl, files, identities, signal),
    makeFolder: async (folder) => {
      try {
        await mkdir(folder, { recursive: true });
        return success(true);
      } catch (error) {
        const isFile =
          error instanceof Error && "code" in error && (error.code === "EEXIST" || error.code === "ENOTDIR");
        return failure("write-failed", `${folder} ${isFile ? "is, or lies in, a file" : "cannot be made here"}.`);
      }
    },
  };
}

async function listPlace(
  place: string,
  found: Map<string, FleetFile>,
  depth: number,
  signal?: AbortSignal,
): Promise<Outcome<true>> {
  if (signal?.aborted === true) return failure("cancelled", "Stopped while folders were read.");
  try {
    const about = await stat(place);
    if (about.isFile())
      found.set(place, { path: place, sizeBytes: about.size, modifiedAtMs: Math.floor(about.mtimeMs) });
    if (about.isFile() || (depth > 0 && !about.isDirectory())) return success(true);
    if (!about.isDirectory()) return failure("unreadable", `${place} is neither a file nor a folder.`);
    for (const entry of (await readdir(place, { withFileTypes: true })).sort((one, other) =>
      one.name < other.name ? -1 : 1,
    )) {
      // Links could lead anywhere, and in circles.
      const isWanted = entry.isFile() ? !notBundles.test(entry.name) : entry.isDirectory() && depth < maxFolderDepth;
      if (!isWanted || entry.name.startsWith(".")) continue;
      const listed = await listPlace(path.join(place, entry.name), found, depth + 1, signal);
      // A file may go away, or a folder be closed, while others are read.
      if (!listed.ok && listed.error.code === "cancelled") return listed;
    }
    return success(true);
  } catch (error) {
    return fileFailure(place, error);
  }
}

interface Result {
  readonly file: FleetFile;
  readonly parsed: readonly FleetParsed[];
}

/**
 * Results as they are ready. At most a few wait to be taken, so that memory stays small however many files there are. A stop
 * waits for none of them.
 */
async function* parseInThreads(
  threadUrl: URL,
  files: readonly FleetFile[],
  identities: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<Result> {
  const threads = Array.from({ length: Math.min(maxThreads, availableParallelism(), files.length) }, () =>
    createThread(threadUrl),
  );
  const ready: Result[] = [];
  let wake = (): void => undefined;
  let next = 0;
  let underWay = 0;
  const start = (): void => {
    const file = files[next];
    const [thread] = threads.toSorted((one, other) => one.waiting() - other.waiting());
    if (file === undefined || thread === undefined) return;
    next += 1;
    underWay += 1;
    void thread.parse({ path: file.path, identities }).then((parsed) => {
      ready.push({ file, parsed });
      wake();
    });
  };
  const stop = (): void => wake();
  signal?.addEventListener("abort", stop);
  try {
    for (let place = 0; place < threads.length * tasksPerThread; place += 1) start();
    while (underWay > 0 && signal?.aborted !== true) {
      const result = ready.shift();
      if (result === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      underWay -= 1;
      start();
      yield result;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    await Promise.all(threads.map(async (thread) => thread.close()));
  }
}

interface WaitingTask {
  readonly task: FleetThreadTask;
  readonly answer: (parsed: readonly FleetParsed[]) => void;
}

/** A thread that answers its tasks one after the other. It is started when it is needed, and again after one ended it. */
function createThread(url: URL) {
  const waiting: WaitingTask[] = [];
  let worker: Worker | undefined;

  const start = (): Worker => {
    const started = new Worker(url, {
      resourceLimits: { maxOldGenerationSizeMb: maxThreadMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
    });
    // An error ends the thread; what happens then is told by "exit".
    started.on("error", () => undefined);
    started.on("message", (parsed: readonly FleetParsed[]) => waiting.shift()?.answer(parsed));
    started.once("exit", () => {
      if (worker !== started) return;
      worker = undefined;
      const atFault = waiting.shift();
      atFault?.answer([
        {
          kind: "refused",
          source: atFault.task.path,
          code: "too-large",
          reason: "It ended the thread that read it: it takes too much memory.",
        },
      ]);
      if (waiting.length > 0) worker = start();
    });
    for (const { task } of waiting) started.postMessage(task);
    return started;
  };

  return {
    waiting: () => waiting.length,
    parse: async (task: FleetThreadTask): Promise<readonly FleetParsed[]> =>
      new Promise((answer) => {
        waiting.push({ task, answer });
        if (worker === undefined) worker = start();
        else worker.postMessage(task);
      }),
    close: async (): Promise<void> => {
      const closing = worker;
      worker = undefined;
      await closing?.terminate();
    },
  };
}
