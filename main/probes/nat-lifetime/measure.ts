import type { Measurement } from "../../model/measurement.ts";
import type { ProbeContext } from "../context.ts";
import { endpointText, notTried } from "../measured.ts";
import { driveRun, type NatLifetimeServer } from "./drive.ts";
import type { NatLifetimeMethod } from "./lane.ts";
import { lifetimeMeasurements } from "./measurements.ts";
import { type MappingState, natLifetimePacketBudget, type NatLifetimeMode, planLanes } from "./plan.ts";
import type { NatLifetimeProgress } from "./progress.ts";
import type { RunState } from "./run-machine.ts";
import { studyMapping } from "./study.ts";

export interface NatLifetimeOptions {
  /** A STUN server with RFC 5780, or a `tunnel-doctor responder`. */
  readonly server: NatLifetimeServer;
  readonly mode: NatLifetimeMode;
  /** Other ports of a responder that are measured coarsely beside it, but not in quick mode; two at most. */
  readonly comparedPorts?: readonly number[];
  /** Absent: whichever the server can do, best first. */
  readonly method?: NatLifetimeMethod;
  /** Whether to try afterwards what keeps a mapping, which takes a little more than twice the lifetime. */
  readonly study?: boolean;
  /** Called when more is known than before. */
  readonly onProgress?: (progress: NatLifetimeProgress) => void;
}

/**
 * How long the NATs and firewalls on the way keep an idle UDP mapping. Gives `nat-lifetime-unreplied`,
 * `nat-lifetime-replied` (s, with bounds; without an upper one the value is the lower one and `details.atLeast` is true)
 * and `keepalive-interval` (s). Takes little longer than the longer lifetime, at most 1.10 times it and 4 s, or up to the
 * longest silence of the mode: 66 s, 132 s or 600 s. Sends at most `natLifetimePacketBudget` packets, and
 * `studyPacketBudget` more where `study` is set.
 */
export async function measureNatLifetime(
  context: ProbeContext,
  { server, mode, method, comparedPorts = [], study = false, onProgress = () => undefined }: NatLifetimeOptions,
): Promise<readonly Measurement[]> {
  const target = endpointText(server.address, server.family, server.port);
  const plan = {
    lanes: planLanes(mode, server.port, comparedPorts),
    packetBudget: natLifetimePacketBudget[mode],
    ...(method === undefined ? {} : { method }),
  };
  const run = await driveRun(context, server, plan, progressTeller(server.port, onProgress));
  if (!run.ok) {
    const kinds = ["nat-lifetime-unreplied", "nat-lifetime-replied", "keepalive-interval"] as const;
    return kinds.map((kind) => notTried({ kind, method: "stun", target }, run.error));
  }
  const subject = { target, method: run.value.state.method ?? "stun" };
  const found = lifetimeMeasurements(run.value, subject, server.port, context.signal?.aborted === true);
  return study ? studyMapping(context, server, found, run.value.state.method, onProgress) : found;
}

/** Tells every new lower bound once. */
function progressTeller(port: number, onProgress: (progress: NatLifetimeProgress) => void): (state: RunState) => void {
  const told = new Map<MappingState, number>();
  return ({ groups, outlivedMs }) => {
    groups.forEach((group, index) => {
      const atLeastSeconds = Math.floor((outlivedMs[index] ?? 0) / 1_000);
      if (group.port !== port || atLeastSeconds <= (told.get(group.state) ?? 0)) return;
      told.set(group.state, atLeastSeconds);
      onProgress({ kind: "outlived", state: group.state, atLeastSeconds });
    });
  };
}
