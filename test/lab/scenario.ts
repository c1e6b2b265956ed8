import type { FindingCode } from "../../main/model/finding.ts";
import type { MeasurementKind } from "../../main/model/measurement.ts";
import type { Verdict } from "../../main/model/report.ts";
import type { Topology } from "./topology.ts";

/** What a scenario leaves for the check: the logs that the person at the client has. */
export interface Prepared {
  readonly logFiles: readonly string[];
}

export interface Scenario {
  readonly name: string;
  /** What is true in it, in one sentence. */
  readonly truth: string;
  /** Programs that it needs besides those that every scenario needs. */
  readonly programs: readonly string[];
  /** The address that is checked, where it is not the gateway's usual one. */
  readonly gateway?: string;
  /** More of what the check is told. */
  readonly checkOptions?: readonly string[];
  /** Starts the daemons, injects the fault and, where logs are part of it, waits until they tell the story. */
  readonly prepare: (topology: Topology) => Promise<Prepared>;
  readonly expected: {
    readonly verdict: Verdict;
    readonly findings: readonly FindingCode[];
    /** Findings that would be wrong here. */
    readonly forbidden: readonly FindingCode[];
    /** Known truth that the check measures. */
    readonly measurements: Readonly<Partial<Record<MeasurementKind, string | number | boolean>>>;
  };
}

/** Findings that blame the path or the gateway; none of them is true while both work. */
export const pathFindings = [
  "path-mtu-too-small",
  "mtu-black-hole",
  "fragments-dropped",
  "udp-500-blocked",
  "udp-4500-blocked",
  "udp-blocked",
  "dpi-interference",
  "gateway-silent",
  "dns-failure",
] as const satisfies readonly FindingCode[];

/** Findings that only logs of a failed or lost tunnel can prove. */
export const tunnelFindings = [
  "nat-udp-timeout",
  "ike-rekey-failure",
  "client-mobility",
  "client-sleep",
  "credentials-rejected",
  "psk-mismatch",
  "proposal-mismatch",
  "certificate-problem",
  "conntrack-exhausted",
  "l2tp-control-lost",
  "ppp-failure",
] as const satisfies readonly FindingCode[];

/** All of `findings` but the ones named. */
export function without(findings: readonly FindingCode[], ...named: readonly FindingCode[]): readonly FindingCode[] {
  return findings.filter((code) => !named.includes(code));
}

export const noLogs: Prepared = { logFiles: [] };
