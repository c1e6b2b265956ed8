import { diagnose } from "../diagnosis/evaluate.ts";
import { findDropPatterns } from "../logs/drop-patterns.ts";
import type { Client } from "../model/client.ts";
import type { DropCause } from "../model/history.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { NetworkSnapshot } from "../model/network.ts";
import type { Session } from "../model/session.ts";

interface Circumstances {
  readonly client: Client;
  readonly network: NetworkSnapshot;
  /** What was heard since the session began, and some time before. */
  readonly events: readonly LogEvent[];
  readonly utcOffsetMinutes: (wallMs: number) => number;
}

/** The findings about this one drop, the surest first. */
export function dropCauses(session: Session, circumstances: Circumstances): readonly DropCause[] {
  const { client, network, events, utcOffsetMinutes } = circumstances;
  const { findings } = diagnose({
    client,
    profiles: [],
    network,
    gateway: session.peer === undefined ? undefined : { host: session.peer, addresses: [session.peer] },
    measurements: [],
    events,
    sessions: [session],
    dropPatterns: findDropPatterns({ sessions: [session], events, utcOffsetMinutes }),
    logSources: [],
  });
  return findings.map(({ code, title, confidence }) => ({ code, title, confidence }));
}
