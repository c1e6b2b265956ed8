import type { Outcome } from "../failure.ts";

/** A VPN gateway that this program runs on, only read. */
export interface GatewayReader {
  /** The JSON lines of `native-scripts/linux/gateway-facts.sh`; `not-supported` where this is no Linux. */
  readonly read: (signal?: AbortSignal) => Promise<Outcome<string>>;
}
