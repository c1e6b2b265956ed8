import { useRef, useState } from "react";
import type { CallOutput, Failure, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { base64Of } from "../../base64-of.ts";

type Added = CallOutput<"fleet.add">;
export type AddedCounts = Pick<Added, "added" | "duplicates" | "refused">;

/** A file that the page itself could not hand over. */
export interface NotHandedOver {
  readonly name: string;
  readonly reason: "too-large" | "unreadable";
}

export type AddingState =
  | { readonly kind: "idle" }
  | {
      readonly kind: "adding";
      readonly done: number;
      /** Undefined until the folders were looked through. */
      readonly total: number | undefined;
      readonly counts: AddedCounts;
      readonly isStopping: boolean;
    }
  | {
      readonly kind: "ended";
      readonly outcome: "finished" | "stopped" | Failure;
      readonly counts: AddedCounts;
      readonly notHandedOver: readonly NotHandedOver[];
    };

export interface Adding {
  readonly state: AddingState;
  readonly addFiles: (files: readonly File[]) => void;
  readonly addPaths: (paths: readonly string[], identityPath: string) => void;
  readonly stop: () => void;
}

const nothing: AddedCounts = { added: 0, duplicates: 0, refused: 0 };
/** As large as the program takes a bundle by its content. */
const maxFileBytes = 128 * 1024 * 1024;
/** Files that are on their way at once: one is read by the page while another is checked. */
const filesAtOnce = 3;

/** Takes bundles into the fleet, one batch at a time; `onAdded` is told whenever there is something new. */
export function useAdding(bridge: Bridge, onAdded: () => void): Adding {
  const [state, setState] = useState<AddingState>({ kind: "idle" });
  const running = useRef<AbortController>(null);

  const start = async (work: (signal: AbortSignal) => Promise<AddingState>): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: "adding", done: 0, total: undefined, counts: nothing, isStopping: false });
    const ended = await work(controller.signal);
    if (running.current !== controller) return;
    setState(ended);
    onAdded();
  };

  const tell = (done: number, total: number, counts: AddedCounts): void =>
    setState((now) => (now.kind === "adding" ? { ...now, done, total, counts } : now));

  const addPaths = async (
    paths: readonly string[],
    identityPath: string,
    signal: AbortSignal,
  ): Promise<AddingState> => {
    let counts = nothing;
    const outcome = await bridge.call(
      "fleet.add",
      { paths: [...paths], ...(identityPath === "" ? {} : { identityPath }) },
      {
        signal,
        onProgress: ({ done, total, ...rest }) => {
          counts = rest;
          tell(done, total, rest);
        },
      },
    );
    return ended(outcome, outcome.ok ? outcome.value : counts, []);
  };

  const addContents = async (files: readonly File[], signal: AbortSignal): Promise<AddingState> => {
    let counts = nothing;
    let done = 0;
    let failed: Outcome<never> | undefined;
    const notHandedOver: NotHandedOver[] = [];
    const waiting = [...files];
    tell(0, files.length, counts);
    const worker = async (): Promise<void> => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        if (signal.aborted || failed !== undefined) return;
        const content = file.size > maxFileBytes ? undefined : await contentOf(file);
        if (content === undefined) {
          notHandedOver.push({ name: file.name, reason: file.size > maxFileBytes ? "too-large" : "unreadable" });
        } else {
          const outcome = await bridge.call("fleet.add-content", { name: file.name, contentBase64: content });
          if (outcome.ok) counts = sum(counts, outcome.value);
          else failed ??= outcome;
        }
        done += 1;
        tell(done, files.length, counts);
      }
    };
    await Promise.all(Array.from({ length: Math.min(filesAtOnce, files.length) }, worker));
    if (failed !== undefined) return ended(failed, counts, notHandedOver);
    return { kind: "ended", outcome: signal.aborted ? "stopped" : "finished", counts, notHandedOver };
  };

  return {
    state,
    addPaths: (paths, identityPath) => void start((signal) => addPaths(paths, identityPath, signal)),
    addFiles: (files) => {
      if (files.length === 0) return;
      // Where the door tells where the files are, it reads them itself: in threads, and without copying them here.
      const paths = files.flatMap((file) => bridge.pathOf?.(file) ?? []);
      if (paths.length === files.length) void start((signal) => addPaths(paths, "", signal));
      else void start((signal) => addContents(files, signal));
    },
    stop: () => {
      running.current?.abort();
      setState((now) => (now.kind === "adding" ? { ...now, isStopping: true } : now));
    },
  };
}

function ended(
  outcome: Outcome<unknown>,
  counts: AddedCounts,
  notHandedOver: readonly NotHandedOver[],
): Extract<AddingState, { readonly kind: "ended" }> {
  if (outcome.ok) return { kind: "ended", outcome: "finished", counts, notHandedOver };
  return {
    kind: "ended",
    outcome: outcome.error.code === "cancelled" ? "stopped" : outcome.error,
    counts,
    notHandedOver,
  };
}

function sum(one: AddedCounts, other: AddedCounts): AddedCounts {
  return {
    added: one.added + other.added,
    duplicates: one.duplicates + other.duplicates,
    refused: one.refused + other.refused,
  };
}

/** The content of a file in base64; undefined where it cannot be read, as a folder. */
async function contentOf(file: File): Promise<string | undefined> {
  try {
    return await base64Of(file);
  } catch {
    return undefined;
  }
}
