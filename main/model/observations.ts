import type { Client } from "./client.ts";
import type { DropPattern } from "./drop-pattern.ts";
import type { GatewayFacts } from "./gateway-facts.ts";
import type { KnownIssue } from "./known-issue.ts";
import type { LogEvent, LogSourceResult } from "./log-event.ts";
import type { Measurement } from "./measurement.ts";
import type { NetworkSnapshot } from "./network.ts";
import type { Gateway } from "./report.ts";
import type { Session } from "./session.ts";
import type { VpnProfile } from "./vpn-profile.ts";

/** Everything a diagnosis may look at. It is complete in itself: the rules read nothing else. */
export interface Observations {
  readonly client: Client;
  readonly profiles: readonly VpnProfile[];
  readonly network: NetworkSnapshot;
  readonly gateway: Gateway | undefined;
  readonly measurements: readonly Measurement[];
  readonly events: readonly LogEvent[];
  readonly sessions: readonly Session[];
  /** What the drops have in common; absent where nobody looked. */
  readonly dropPatterns?: readonly DropPattern[];
  readonly logSources: readonly LogSourceResult[];
  /** What the gateway says of itself, its events in the client's time; absent where nobody asked it. */
  readonly gatewaySide?: { readonly facts: GatewayFacts; readonly events: readonly LogEvent[] };
  /** Known issues to look for; those of this release where none are given. */
  readonly knownIssues?: readonly KnownIssue[];
}
