import { lazy, type ComponentType } from "react";
import type { CallOutput } from "../main/api/contract.ts";
import type { Bridge } from "./bridge/bridge.ts";
import { CheckPage } from "./pages/check/check-page.tsx";

/** What every place gets. */
export interface PlaceProps {
  readonly bridge: Bridge;
  readonly about: CallOutput<"about">;
}

interface Place {
  readonly Page: ComponentType<PlaceProps>;
  /** Tables and charts need more room than text. */
  readonly wide: boolean;
}

/** The places of the window in the order of their links; each but the first is loaded when it is first visited. */
export const places = {
  check: { Page: CheckPage, wide: false },
  logs: { Page: lazy(async () => ({ default: (await import("./pages/logs/logs-page.tsx")).LogsPage })), wide: true },
} as const satisfies Record<string, Place>;

export type PlaceId = keyof typeof places;

export const placeIds = Object.keys(places) as readonly PlaceId[];

/**
 * The place that a URL's fragment names: `#/logs`; the first one where there is no fragment. Anything else, such as the
 * skip link's `#content`, names none.
 */
export function placeOf(fragment: string): PlaceId | undefined {
  if (fragment === "") return "check";
  return placeIds.find((id) => fragment === `#/${id}` || fragment.startsWith(`#/${id}?`));
}
