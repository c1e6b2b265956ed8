import type { BundleEntry, OpenedBundle } from "./use-bundles.ts";

export type OpenedEntry = BundleEntry & { readonly outcome: { readonly ok: true; readonly value: OpenedBundle } };

export function isOpened(entry: BundleEntry): entry is OpenedEntry {
  return entry.outcome?.ok === true;
}

/** Bundles that answer the same request, and the rest. */
export interface Case {
  /** Undefined for bundles that nobody asked for. */
  readonly requestId: string | undefined;
  readonly entries: readonly OpenedEntry[];
}

/** Opened bundles by the request that they answer, the oldest first within each. */
export function casesOf(entries: readonly BundleEntry[]): readonly Case[] {
  const groups = Map.groupBy(entries.filter(isOpened), ({ outcome }) => outcome.value.manifest.requestId);
  return [...groups].map(([requestId, ofCase]) => ({
    requestId,
    entries: ofCase.toSorted((a, b) =>
      a.outcome.value.manifest.createdAt.localeCompare(b.outcome.value.manifest.createdAt),
    ),
  }));
}
