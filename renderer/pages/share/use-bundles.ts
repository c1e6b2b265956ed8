import { useRef, useState } from "react";
import type { CallInput, CallOutput, Outcome } from "../../../main/api/contract.ts";
import { base64Of } from "../../base64-of.ts";
import type { Bridge } from "../../bridge/bridge.ts";

type Source = CallInput<"bundle.open">["source"];
export type OpenedBundle = CallOutput<"bundle.open">;

/** What opens sealed bundles, and whether they are diagnosed again. */
export interface OpenKeys {
  readonly identityPath: string;
  readonly passphrase: string;
}

/** A bundle that was handed over, and what became of it. */
export interface BundleEntry {
  readonly id: number;
  readonly name: string;
  readonly source: Source;
  readonly again: boolean;
  /** Undefined while it is being opened. */
  readonly outcome: Outcome<OpenedBundle> | undefined;
}

/** As large as the program opens. */
const maxFileBytes = 128 * 1024 * 1024;

interface Bundles {
  readonly entries: readonly BundleEntry[];
  /** Opens files; resolves to the entries that could be opened. */
  readonly addFiles: (files: readonly File[], keys: OpenKeys) => Promise<readonly number[]>;
  readonly addPath: (path: string, keys: OpenKeys) => Promise<readonly number[]>;
  /** Opens one once more: after a key was named, or with newer rules. */
  readonly reopen: (entry: BundleEntry, keys: OpenKeys, again: boolean) => void;
  readonly addNote: (entry: BundleEntry, text: string) => Promise<Outcome<unknown>>;
  readonly remove: (id: number) => void;
}

/** The bundles that lie on the helpdesk's table. */
export function useBundles(bridge: Bridge, tooLarge: (name: string) => string): Bundles {
  const [entries, setEntries] = useState<readonly BundleEntry[]>([]);
  const nextId = useRef(1);

  const change = (id: number, what: Partial<BundleEntry>): void =>
    setEntries((now) => now.map((entry) => (entry.id === id ? { ...entry, ...what } : entry)));

  const open = async (entry: BundleEntry, keys: OpenKeys, again: boolean): Promise<Outcome<OpenedBundle>> => {
    change(entry.id, { outcome: undefined, again });
    const { identityPath, passphrase } = keys;
    const outcome = await bridge.call("bundle.open", {
      source: entry.source,
      again,
      ...(identityPath.trim() === "" ? {} : { identityPath: identityPath.trim() }),
      ...(passphrase === "" ? {} : { passphrase }),
    });
    change(entry.id, { outcome });
    return outcome;
  };

  const add = async (name: string, source: Source, keys: OpenKeys): Promise<readonly number[]> => {
    const entry: BundleEntry = { id: nextId.current++, name, source, again: false, outcome: undefined };
    setEntries((now) => [...now, entry]);
    const outcome = await open(entry, keys, false);
    return outcome.ok ? [entry.id] : [];
  };

  const addFile = async (file: File, keys: OpenKeys): Promise<readonly number[]> => {
    const path = bridge.pathOf?.(file);
    if (path !== undefined) return add(file.name, { path }, keys);
    if (file.size <= maxFileBytes) return add(file.name, { contentBase64: await base64Of(file) }, keys);
    const failed: Outcome<never> = { ok: false, error: { code: "too-large", message: tooLarge(file.name) } };
    const entry = { id: nextId.current++, name: file.name, source: { path: file.name }, again: false, outcome: failed };
    setEntries((now) => [...now, entry]);
    return [];
  };

  return {
    entries,
    addFiles: async (files, keys) => (await Promise.all(files.map((file) => addFile(file, keys)))).flat(),
    addPath: (path, keys) => add(path.split(/[/\\]/).at(-1) ?? path, { path }, keys),
    reopen: (entry, keys, again) => void open(entry, keys, again),
    addNote: async (entry, text) => {
      if (!("path" in entry.source) || entry.outcome?.ok !== true) {
        throw new Error("A note needs an opened bundle with a path.");
      }
      const outcome = await bridge.call("bundle.note", { path: entry.source.path, text });
      if (outcome.ok) {
        change(entry.id, { outcome: { ok: true, value: { ...entry.outcome.value, notes: outcome.value.notes } } });
      }
      return outcome;
    },
    remove: (id) => setEntries((now) => now.filter((entry) => entry.id !== id)),
  };
}
