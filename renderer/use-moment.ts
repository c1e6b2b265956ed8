import { useEffect, useEffectEvent } from "react";
import { momentOf, type PlaceId } from "./place-address.ts";

/**
 * Calls `onMoment` when the address asks this place to show a moment: as soon as the place is ready, and whenever a link
 * does.
 */
export function useMoment(place: PlaceId, ready: boolean, onMoment: (atMs: number) => void): void {
  const show = useEffectEvent(onMoment);
  useEffect(() => {
    if (!ready) return undefined;
    const follow = (): void => {
      const atMs = momentOf(window.location.hash, place);
      if (atMs !== undefined) show(atMs);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [place, ready]);
}
