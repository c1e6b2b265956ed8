import { useEffect, useState } from "react";
import type { CallOutput, Outcome } from "../main/api/contract.ts";
import type { Bridge } from "./bridge/bridge.ts";
import { placeOf, type PlaceId } from "./place-address.ts";

export interface LastReport {
  /** Undefined until the first answer. */
  readonly last: Outcome<CallOutput<"check.last">> | undefined;
  readonly askAgain: () => void;
}

/** The report of the last check, asked for again each time the place is opened. */
export function useLastReport(bridge: Bridge, place: PlaceId): LastReport {
  const [asked, setAsked] = useState(0);
  const [last, setLast] = useState<Outcome<CallOutput<"check.last">>>();
  useEffect(() => {
    let gone = false;
    const ask = async (): Promise<void> => {
      const outcome = await bridge.call("check.last", {});
      if (!gone) setLast(outcome);
    };
    const onMove = (): void => {
      if (placeOf(window.location.hash) === place) void ask();
    };
    void ask();
    window.addEventListener("hashchange", onMove);
    return () => {
      gone = true;
      window.removeEventListener("hashchange", onMove);
    };
  }, [bridge, place, asked]);
  const askAgain = (): void => {
    setLast(undefined);
    setAsked((times) => times + 1);
  };
  return { last, askAgain };
}
