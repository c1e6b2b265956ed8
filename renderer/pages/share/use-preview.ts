import { useEffect, useState } from "react";
import type { CallInput, CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { reportLanguage, type ReportLanguage } from "../../report-language.ts";

export type BundlePart = NonNullable<CallInput<"bundle.preview">["without"]>[number];

/** What a person chooses of a run. */
export interface BundleChoice {
  readonly without: readonly BundlePart[];
  /** Whether names and addresses are replaced. */
  readonly pseudonyms: boolean;
  /** Paths of packet captures that go into it. */
  readonly captures: readonly string[];
  /** Of the page for a browser in it; absent: that of this page. */
  readonly language?: ReportLanguage;
}

export const wholeBundle: BundleChoice = { without: [], pseudonyms: true, captures: [] };

/** The choice as the calls take it. */
export function choiceInput(
  runId: string,
  { without, pseudonyms, captures, language = reportLanguage() }: BundleChoice,
): CallInput<"bundle.preview"> {
  return { runId, without: [...without], pseudonyms, captures: [...captures], language };
}

export interface ShownPreview {
  readonly choice: BundleChoice;
  readonly outcome: Outcome<CallOutput<"bundle.preview">>;
}

/** What a bundle would hold. While another choice is put together, the earlier preview stays; its `choice` tells. */
export function usePreview(bridge: Bridge, runId: string, choice: BundleChoice): ShownPreview | undefined {
  const [shown, setShown] = useState<ShownPreview>();
  useEffect(() => {
    let gone = false;
    void bridge.call("bundle.preview", choiceInput(runId, choice)).then((outcome) => {
      if (!gone) setShown({ choice, outcome });
    });
    return () => {
      gone = true;
    };
  }, [bridge, runId, choice]);
  return shown;
}
