import { runCheck } from "../../main/checkup/run-check.ts";
import { checkOptionsSchema } from "../../main/model/check-options.ts";
import type { FindingCode } from "../../main/model/finding.ts";
import type { LogLine, LogReader } from "../../main/model/ports/logs.ts";
import type { CheckProfile } from "../../main/model/report.ts";
import type { VpnProfile } from "../../main/model/vpn-profile.ts";
import { simulateClientLog } from "../../main/practice/client-log.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import { vpnClientProfileSettings } from "../../main/practice/vpn-client-settings.ts";
import { createSeededRandom } from "../fakes/seeded-random.ts";
import { createSimulatedWorld } from "../fakes/simulated-world.ts";
import type { Input } from "./input.ts";

interface SimulatedFault {
  readonly faults: readonly PracticeFault[];
  readonly expected: readonly FindingCode[];
  readonly profile: CheckProfile;
  /** Whether a VPN client ran over this network for six hours before the check, and left its log and its profile. */
  readonly withClient?: boolean;
}

/** Faults of the practice network, with what a check of that depth should find. */
const rows: Readonly<Record<string, SimulatedFault>> = {
  healthy: { faults: [{ name: "healthy" }], expected: [], profile: "standard" },
  "healthy-deep": { faults: [{ name: "healthy" }], expected: [], profile: "deep" },
  "healthy-patient-client": {
    faults: [{ name: "nat-timeout", value: 900 }],
    expected: [],
    profile: "standard",
    withClient: true,
  },
  "ikev1-only": { faults: [{ name: "ikev1-only" }], expected: [], profile: "standard" },
  "path-mtu-1492": { faults: [{ name: "path-mtu", value: 1492 }], expected: [], profile: "standard" },
  "path-mtu-1400": {
    faults: [{ name: "path-mtu", value: 1400 }],
    expected: ["path-mtu-too-small"],
    profile: "standard",
  },
  "path-mtu-1280": {
    faults: [{ name: "path-mtu", value: 1280 }],
    expected: ["path-mtu-too-small"],
    profile: "standard",
  },
  "mtu-black-hole-1380": {
    faults: [{ name: "mtu-black-hole", value: 1380 }],
    expected: ["mtu-black-hole"],
    profile: "standard",
  },
  "mtu-black-hole-1200": {
    faults: [{ name: "mtu-black-hole", value: 1200 }],
    expected: ["mtu-black-hole"],
    profile: "standard",
  },
  "fragments-dropped": {
    faults: [{ name: "fragments-dropped" }],
    expected: ["fragments-dropped"],
    profile: "standard",
  },
  "udp-500-blocked": { faults: [{ name: "udp-500-blocked" }], expected: ["udp-500-blocked"], profile: "standard" },
  "udp-4500-blocked": { faults: [{ name: "udp-4500-blocked" }], expected: ["udp-4500-blocked"], profile: "standard" },
  "gateway-silent": { faults: [{ name: "gateway-silent" }], expected: ["gateway-silent"], profile: "standard" },
  dpi: { faults: [{ name: "dpi" }], expected: ["dpi-interference"], profile: "standard" },
  "dpi-after-10": { faults: [{ name: "dpi", value: 10 }], expected: ["dpi-interference"], profile: "deep" },
  "esp-blocked": { faults: [{ name: "esp-blocked" }], expected: ["esp-blocked"], profile: "deep" },
  ...withClient("nat-timeout-30", { name: "nat-timeout", value: 30 }, "nat-udp-timeout"),
  ...withClient("nat-timeout-60", { name: "nat-timeout", value: 60 }, "nat-udp-timeout"),
  ...withClient("udp-4500-blocked", { name: "udp-4500-blocked" }, "udp-4500-blocked"),
  ...withClient("gateway-silent", { name: "gateway-silent" }, "gateway-silent"),
  ...withClient("fragments-dropped", { name: "fragments-dropped" }, "fragments-dropped"),
  ...withClient("mtu-black-hole", { name: "mtu-black-hole", value: 1300 }, "mtu-black-hole"),
};

function withClient(name: string, fault: PracticeFault, code: FindingCode): Record<string, SimulatedFault> {
  return { [`${name}-client`]: { faults: [fault], expected: [code], profile: "standard", withClient: true } };
}

const seeds = [11, 23, 37, 53];
const lossesPercent = [0, 2, 5];

/** Names of the rows. */
export function simulatedNames(): readonly string[] {
  return Object.keys(rows);
}

/** What whole checks of one row observe in the simulated internet, over seeds and shares of lost packets. */
export async function simulatedInputs(name: string): Promise<readonly Input[]> {
  const row = rows[name];
  if (row === undefined) throw new Error(`There is no simulated fault ${name}.`);
  const inputs: Input[] = [];
  for (const lossPercent of lossesPercent) {
    for (const seed of seeds) inputs.push(await simulatedInput(name, row, seed, lossPercent));
  }
  return inputs;
}

async function simulatedInput(name: string, row: SimulatedFault, seed: number, lossPercent: number): Promise<Input> {
  const loss: readonly PracticeFault[] = lossPercent === 0 ? [] : [{ name: "loss", value: lossPercent }];
  const faults = [...row.faults, ...loss];
  const profiles = row.withClient === true ? [clientProfile] : [];
  const { world, clock } = createSimulatedWorld({ faults, seed, profiles });
  const random = createSeededRandom(seed + 7);
  const lines = row.withClient === true ? simulateClientLog({ faults, random, endMs: clock.wallMs() }) : [];
  const options = checkOptionsSchema.parse({ gateway: "practice", profile: row.profile });
  const request = { world: { ...world, logs: logsOf(lines) }, options, runId: name };
  const running = runCheck(request, new AbortController().signal);
  for (;;) {
    const next = await running.next();
    if (next.done !== true) continue;
    const { report, events } = next.value;
    return {
      truth: {
        id: `simulated/${name}/seed-${seed}/loss-${lossPercent}`,
        origin: "simulated",
        split: "tune",
        truth: `The simulated network has the fault ${name}.`,
        expected: row.expected,
        alsoTrue: [],
      },
      observations: {
        client: report.client,
        profiles: report.profiles,
        network: report.network,
        gateway: report.gateway,
        measurements: report.measurements,
        events,
        sessions: report.sessions,
        dropPatterns: report.dropPatterns ?? [],
        logSources: report.logSources ?? [],
      },
    };
  }
}

const clientProfile: VpnProfile = {
  name: "office",
  type: "ikev2",
  gateway: "practice",
  origin: "simulated",
  settings: vpnClientProfileSettings,
};

function logsOf(lines: readonly LogLine[]): LogReader {
  return {
    utcOffsetMinutes: () => 0,
    read: async function* () {
      yield { kind: "lines", lines };
      const outcome = lines.length === 0 ? "empty" : "read";
      yield { kind: "source", result: { source: "simulated", outcome, linesRead: lines.length } };
    },
  };
}
