import { runProbe } from "../checkup/run-probe.ts";
import { type Outcome, success } from "../model/failure.ts";
import type { World } from "../model/ports/world.ts";
import { probeBudgets, totalCost } from "../probes/budgets.ts";
import type { PracticeFault } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";

interface ProbeHandlerSetup {
  readonly world: () => World;
  readonly practiceWorld: (
    faults: readonly PracticeFault[],
  ) => Promise<Outcome<{ readonly world: World; readonly close: () => Promise<void> }>>;
}

/** The calls that run one probe, or tell what it would send. */
export function createProbeHandlers({
  world,
  practiceWorld,
}: ProbeHandlerSetup): Pick<Handlers, "probe.plan" | "probe.run"> {
  return {
    "probe.plan": async ({ kind }) =>
      success({ kind, steps: probeBudgets[kind].map((step) => ({ ...step })), total: totalCost(kind) }),
    "probe.run": async ({ practice, ...asked }, { signal, emit }) => {
      const run = async (inWorld: World) => {
        const { kind, gateway } = asked;
        const outcome = await runProbe({ ...asked, world: inWorld, note: (note) => emit({ note }) }, signal);
        if (!outcome.ok) return outcome;
        const { addresses, measurements, packetsSent, packetsIgnored } = outcome.value;
        const named = { host: gateway, addresses: [...addresses] };
        return success({ kind, gateway: named, measurements: [...measurements], packetsSent, packetsIgnored });
      };
      if (practice === undefined) return run(world());
      const practising = await practiceWorld(practice);
      if (!practising.ok) return practising;
      try {
        return await run(practising.value.world);
      } finally {
        await practising.value.close();
      }
    },
  };
}
