import { readdirSync } from "node:fs";
import type { Fix } from "../../../main/model/finding.ts";

/* Every fix that the program can give, made with numbers from both ends of what can be measured. */

type MakeFixes = (...given: readonly never[]) => readonly Fix[];

interface Sample {
  /** Arguments, one list for each call. */
  readonly given: readonly (readonly unknown[])[];
  /** Who must have something to do about it. */
  readonly who: readonly Fix["who"][];
}

const everybody: readonly Fix["who"][] = ["you", "router", "vpn-admin"];
const smallPath = { pathMtuBytes: 1280, tunnelMtuBytes: 1186, mssBytes: 1146 };
const largePath = { pathMtuBytes: 1492, tunnelMtuBytes: 1402, mssBytes: 1362 };

const samples: Readonly<Record<string, Sample>> = {
  natUdpTimeoutFixes: { given: [[undefined], [1], [30], [299.7], [3_600]], who: everybody },
  pathMtuFixes: { given: [[smallPath], [largePath]], who: everybody },
  fragmentFixes: { given: [[]], who: ["router", "vpn-admin"] },
  rekeyFixes: {
    given: [
      [{ sessionLengthMs: undefined, proposalRefused: false }],
      [{ sessionLengthMs: 3_600_000, proposalRefused: true }],
      [{ sessionLengthMs: 86_400_000, proposalRefused: false }],
    ],
    who: ["you", "vpn-admin"],
  },
  conntrackExhaustedFixes: { given: [[undefined], [9], [262_144]], who: ["router", "vpn-admin"] },
  conntrackTimeoutFixes: { given: [[7, 11]], who: ["you"] },
  gatewayConntrackTimeoutFixes: { given: [[7, 11]], who: ["vpn-admin"] },
  portBlockedFixes: {
    given: [[{ port: 500, otherPort: 4500 }], [{ port: 4501, otherPort: 500 }], [{ port: 500 }]],
    who: everybody,
  },
  gatewaySilentFixes: {
    given: [
      ["vpn.example.com", "unknown"],
      ["vpn.example.com", "refused"],
      ["vpn.example.com", "all-arrives"],
    ],
    who: ["you", "vpn-admin"],
  },
  udpBlockedFixes: { given: [[]], who: everybody },
  dpiFixes: { given: [[]], who: everybody },
  espBlockedFixes: { given: [[]], who: everybody },
  mobilityFixes: { given: [[]], who: ["you", "vpn-admin"] },
  sleepFixes: { given: [[]], who: ["you"] },
  clientBugFixes: { given: [[]], who: ["you"] },
  pskFixes: { given: [[]], who: ["you", "vpn-admin"] },
  credentialsFixes: { given: [[]], who: ["you", "vpn-admin"] },
  certificateFixes: { given: [[]], who: ["you", "vpn-admin"] },
  proposalFixes: { given: [[]], who: ["you", "vpn-admin"] },
  l2tpControlFixes: { given: [[]], who: ["you", "vpn-admin"] },
  pppFixes: { given: [[]], who: ["you", "vpn-admin"] },
  peerTerminatedFixes: { given: [[]], who: ["vpn-admin"] },
  idlePolicyFixes: { given: [[]], who: ["you", "vpn-admin"] },
  dnsFixes: { given: [["vpn.example.com"]], who: ["you", "vpn-admin"] },
  cgnatFixes: { given: [[]], who: ["you", "vpn-admin"] },
  doubleNatFixes: { given: [[]], who: ["router"] },
  unreadableLogsFixes: { given: [[]], who: ["you"] },
  captivePortalFixes: { given: [[]], who: ["you"] },
  overlapFixes: { given: [[]], who: ["router", "vpn-admin"] },
  routingLoopFixes: { given: [[]], who: ["you"] },
  sameNatFixes: { given: [[]], who: ["vpn-admin"] },
  serviceFixes: { given: [[]], who: ["you"] },
  natTraversalRegistryFixes: { given: [[1], [2]], who: ["you", "vpn-admin"] },
  conflictingSoftwareFixes: { given: [[["strongSwan", "Libreswan"]]], who: ["you"] },
  clockSkewFixes: { given: [[]], who: ["you"] },
};

export interface MadeFix {
  /** The function that made it. */
  readonly name: string;
  readonly fix: Fix;
}

/** The functions of `main/diagnosis/fixes` by name. */
export async function fixMakers(): Promise<ReadonlyMap<string, MakeFixes>> {
  const folder = new URL("../../../main/diagnosis/fixes/", import.meta.url);
  const makers = new Map<string, MakeFixes>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
    const exported = (await import(new URL(file, folder).href)) as Readonly<Record<string, unknown>>;
    for (const [name, value] of Object.entries(exported)) {
      if (name.endsWith("Fixes") && typeof value === "function") makers.set(name, value as MakeFixes);
    }
  }
  return makers;
}

/** The names for which there is a sample, and who must have something to do. */
export const sampled: ReadonlyMap<string, Sample["who"]> = new Map(
  Object.entries(samples).map(([name, { who }]) => [name, who]),
);

export async function everyFix(): Promise<readonly MadeFix[]> {
  const makers = await fixMakers();
  return [...makers].flatMap(([name, make]) =>
    (samples[name]?.given ?? []).flatMap((given) => make(...(given as readonly never[])).map((fix) => ({ name, fix }))),
  );
}
