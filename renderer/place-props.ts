import type { CallOutput } from "../main/api/contract.ts";
import type { Bridge, RequestSource } from "./bridge/bridge.ts";
import type { SettingsAccess } from "./use-settings.ts";

/** What every place gets. */
export interface PlaceProps {
  readonly bridge: Bridge;
  readonly about: CallOutput<"about">;
  readonly settings: SettingsAccess;
  /** The latest request of a helpdesk that the person opened outside the window. */
  readonly arrived: RequestSource | undefined;
}
