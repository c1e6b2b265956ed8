import { useEffect, useState } from "react";
import { placeOf, type PlaceId } from "./place-address.ts";

/** Where the window stands, by the fragment of its address, so that Back and a reload lead where people expect. */
export function usePlace(): PlaceId {
  const [place, setPlace] = useState<PlaceId>(() => placeOf(window.location.hash) ?? "check");
  useEffect(() => {
    const follow = (): void => setPlace((now) => placeOf(window.location.hash) ?? now);
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return place;
}
