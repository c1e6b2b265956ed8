import type { CallOutput } from "../main/api/contract.ts";
import type { Bridge, RequestSource } from "./bridge/bridge.ts";

/** What every place gets. */
export interface PlaceProps {
  readonly bridge: Bridge;
  readonly about: CallOutput<"about">;
  /** The latest request of a helpdesk that the person opened outside the window. */
  readonly arrived: RequestSource | undefined;
}
