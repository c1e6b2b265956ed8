import { useEffect, useState } from "react";
import type { CallInput, CallName, CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";

export interface Answer<Name extends CallName> {
  /** The latest answer, also while a newer one is on its way; undefined before the first. */
  readonly outcome: Outcome<CallOutput<Name>> | undefined;
  /** True while the answer to what is asked now is not there yet. */
  readonly isWaiting: boolean;
}

/**
 * The answer of a call, asked for again when its input or `version` changes. An older question is stopped.
 *
 * @param input undefined: nothing is asked
 */
export function useAnswer<Name extends CallName>(
  bridge: Bridge,
  name: Name,
  input: CallInput<Name> | undefined,
  version: number,
): Answer<Name> {
  const [answered, setAnswered] = useState<{
    readonly key: string;
    readonly outcome: Outcome<CallOutput<Name>>;
  }>();
  const key = input === undefined ? undefined : JSON.stringify([input, version]);
  useEffect(() => {
    if (input === undefined || key === undefined) return undefined;
    const controller = new AbortController();
    void bridge.call(name, input, { signal: controller.signal }).then((outcome) => {
      if (!controller.signal.aborted) setAnswered({ key, outcome });
    });
    return () => controller.abort();
    // `key` stands for `input`, which is put together anew each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [bridge, name, key]);
  return { outcome: answered?.outcome, isWaiting: key !== undefined && answered?.key !== key };
}
