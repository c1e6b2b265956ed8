import { failure, type Outcome, success } from "../model/failure.ts";

interface FaultRow {
  readonly name: string;
  /** What is wrong, in words for people. */
  readonly title: string;
  /** These are present where the fault has a value. */
  readonly unit?: string;
  readonly defaultValue?: number;
  readonly low?: number;
  readonly high?: number;
}

const faultTable = [
  { name: "healthy", title: "Nothing is wrong" },
  {
    name: "path-mtu",
    title: "The path takes smaller packets than usual, and says so",
    unit: "bytes",
    defaultValue: 1400,
    low: 576,
    high: 1500,
  },
  {
    name: "mtu-black-hole",
    title: "The path takes smaller packets than usual, and drops larger ones in silence",
    unit: "bytes",
    defaultValue: 1380,
    low: 576,
    high: 1500,
  },
  { name: "fragments-dropped", title: "The router drops fragmented packets" },
  { name: "udp-500-blocked", title: "The router drops packets to UDP port 500" },
  { name: "udp-4500-blocked", title: "The router drops packets to UDP port 4500" },
  { name: "gateway-silent", title: "The gateway does not answer on the VPN's ports" },
  { name: "ikev1-only", title: "The gateway speaks IKEv1 only" },
  {
    name: "dpi",
    title: "The network looks into packets and drops IKE, after some packets of a flow or from the first one on",
    unit: "packets",
    defaultValue: 0,
    low: 0,
    high: 1000,
  },
  { name: "esp-blocked", title: "The network closes a flow on UDP port 4500 as soon as it carries encrypted data" },
  {
    name: "nat-timeout",
    title: "The router forgets an idle connection too early",
    unit: "seconds",
    defaultValue: 30,
    low: 1,
    high: 3600,
  },
  {
    name: "loss",
    title: "Some packets get lost, each way",
    unit: "percent",
    defaultValue: 5,
    low: 0.1,
    high: 90,
  },
] as const satisfies readonly FaultRow[];

export type PracticeFaultName = (typeof faultTable)[number]["name"];

/** Everything that can be wrong in the practice network, in the order in which people are told. */
export const practiceFaults: readonly (FaultRow & { readonly name: PracticeFaultName })[] = faultTable;

/** One fault to practise on; without a value it has the default of its row. */
export interface PracticeFault {
  readonly name: PracticeFaultName;
  readonly value?: number | undefined;
}

/**
 * Reads `name` or `name=value`, for example `path-mtu=1400`. `invalid-input` when there is no such fault, or the value is
 * missing, not wanted, or out of its range.
 */
export function parseFault(text: string): Outcome<PracticeFault> {
  const [name = "", valueText, ...rest] = text.trim().split("=");
  const row = practiceFaults.find((candidate) => candidate.name === name);
  if (row === undefined) {
    const names = practiceFaults.map((candidate) => candidate.name).join(", ");
    return failure("invalid-input", `There is no practice fault "${name.slice(0, 40)}"; there are ${names}.`);
  }
  if (valueText === undefined) return success({ name: row.name });
  if (rest.length > 0 || !/^\d{1,6}(\.\d{1,3})?$/.test(valueText)) {
    return failure("invalid-input", `The value of the practice fault ${row.name} is not a plain number.`);
  }
  return checkFault({ name: row.name, value: Number(valueText) });
}

/** The same fault with its value filled in; `invalid-input` when the value is not wanted or out of its range. */
export function checkFault(fault: PracticeFault): Outcome<PracticeFault> {
  const { defaultValue, low = 0, high = Infinity, unit = "" } = rowOf(fault.name);
  if (defaultValue === undefined) {
    return fault.value === undefined
      ? success(fault)
      : failure("invalid-input", `The practice fault ${fault.name} takes no value.`);
  }
  const value = fault.value ?? defaultValue;
  return value >= low && value <= high
    ? success({ name: fault.name, value })
    : failure("invalid-input", `The practice fault ${fault.name} takes ${low} to ${high} ${unit}, not ${value}.`);
}

function rowOf(name: PracticeFaultName): FaultRow {
  const row = practiceFaults.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`There is no row for the practice fault ${name}.`);
  return row;
}

/** How the router, the link behind it and the gateway behave. */
export interface PracticeConditions {
  /** MTU of the link between the router and the provider. */
  readonly pathMtuBytes: number;
  readonly tellsPacketTooBig: boolean;
  readonly dropsFragments: boolean;
  readonly blockedUdpPorts: ReadonlySet<number>;
  readonly gatewaySilent: boolean;
  readonly ikev1Only: boolean;
  /** IKE messages of versions 1 and 2 that a flow may carry before the network drops them; infinite where it does not look. */
  readonly ikeMessagesPerFlow: number;
  readonly closesEspFlows: boolean;
  readonly natUnrepliedTimeoutMs: number;
  readonly natStreamTimeoutMs: number;
  readonly lossPercent: number;
}

/** Defaults of Linux: nf_conntrack_udp_timeout 30 s, nf_conntrack_udp_timeout_stream 120 s. */
const healthyConditions: PracticeConditions = {
  pathMtuBytes: 1500,
  tellsPacketTooBig: true,
  dropsFragments: false,
  blockedUdpPorts: new Set(),
  gatewaySilent: false,
  ikev1Only: false,
  ikeMessagesPerFlow: Number.POSITIVE_INFINITY,
  closesEspFlows: false,
  natUnrepliedTimeoutMs: 30_000,
  natStreamTimeoutMs: 120_000,
  lossPercent: 0,
};

/** All faults together. A value of a later fault replaces that of an earlier one. */
export function conditionsOf(faults: readonly PracticeFault[]): PracticeConditions {
  return faults.reduce<PracticeConditions>(
    (conditions, fault) => ({ ...conditions, ...changeBy(fault, conditions) }),
    healthyConditions,
  );
}

function changeBy(fault: PracticeFault, before: PracticeConditions): Partial<PracticeConditions> {
  const value = fault.value ?? rowOf(fault.name).defaultValue ?? 0;
  switch (fault.name) {
    case "healthy":
      return {};
    case "path-mtu":
      return { pathMtuBytes: value, tellsPacketTooBig: true };
    case "mtu-black-hole":
      return { pathMtuBytes: value, tellsPacketTooBig: false };
    case "fragments-dropped":
      return { dropsFragments: true };
    case "udp-500-blocked":
      return { blockedUdpPorts: new Set([...before.blockedUdpPorts, 500]) };
    case "udp-4500-blocked":
      return { blockedUdpPorts: new Set([...before.blockedUdpPorts, 4500]) };
    case "gateway-silent":
      return { gatewaySilent: true };
    case "ikev1-only":
      return { ikev1Only: true };
    case "dpi":
      return { ikeMessagesPerFlow: value };
    case "esp-blocked":
      return { closesEspFlows: true };
    case "nat-timeout":
      return {
        natUnrepliedTimeoutMs: Math.min(value * 1000, healthyConditions.natUnrepliedTimeoutMs),
        natStreamTimeoutMs: value * 1000,
      };
    case "loss":
      return { lossPercent: value };
  }
}
