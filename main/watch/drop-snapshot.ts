import { runProbe } from "../checkup/run-probe.ts";
import type { DropSnapshot } from "../model/history.ts";
import type { Measurement } from "../model/measurement.ts";
import type { World } from "../model/ports/world.ts";
import { eventsAround, tunnelsNow, type WatchState } from "./watch-machine.ts";

/** A snapshot tells of a moment. */
const burstTimeoutMs = 20_000;

interface SnapshotRequest {
  readonly world: World;
  readonly state: WatchState;
  readonly endedAtMs: number;
  /** Where to look; undefined where nobody named a gateway. */
  readonly gateway: string | undefined;
  /** Why no packet may be sent; undefined where they may. */
  readonly quietBecause: string | undefined;
}

/** What this computer looks like right after a drop, with a quick look at the gateway outside of the tunnel. */
export async function takeDropSnapshot(request: SnapshotRequest, signal: AbortSignal): Promise<DropSnapshot> {
  const { world, state, endedAtMs } = request;
  const [after, ipsecErrors, burst] = await Promise.all([
    world.machine.network(signal),
    world.machine.ipsecErrors?.(signal),
    lookAtGateway(request, signal),
  ]);
  return {
    before: state.calm,
    after,
    events: [...eventsAround(state, endedAtMs)],
    vpn: [...tunnelsNow(state)],
    measurements: [...burst.measurements],
    ...(ipsecErrors === undefined || Object.keys(ipsecErrors).length === 0 ? {} : { ipsecErrors }),
    notes: [...burst.notes],
  };
}

interface Burst {
  readonly measurements: readonly Measurement[];
  readonly notes: readonly string[];
}

/** Reach and path MTU; the way out keeps the packets outside of a tunnel that is still there. */
async function lookAtGateway({ world, gateway, quietBecause }: SnapshotRequest, signal: AbortSignal): Promise<Burst> {
  if (quietBecause !== undefined) return { measurements: [], notes: [quietBecause] };
  if (gateway === undefined) return { measurements: [], notes: ["Nobody named the gateway, so nothing was measured."] };
  const limit = new AbortController();
  const ended = new AbortController();
  void world.clock.sleep(burstTimeoutMs, ended.signal).then(() => limit.abort());
  const probe = runProbe(
    { world, kind: "mtu", gateway, lifetimeMode: "quick", note: () => undefined },
    AbortSignal.any([signal, limit.signal]),
  );
  const outcome = await probe;
  ended.abort();
  return outcome.ok
    ? { measurements: outcome.value.measurements, notes: [] }
    : { measurements: [], notes: [outcome.error.message] };
}
