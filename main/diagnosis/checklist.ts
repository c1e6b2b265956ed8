import type { ChecklistItem, Finding, FindingCode } from "../model/finding.ts";
import type { MeasurementKind } from "../model/measurement.ts";
import { measuredValue, type Facts } from "./facts.ts";
import { countText, listText, quoted } from "./wording.ts";

/** What a step found out when it found no fault, or why it could not be done. */
interface Checked {
  readonly done: "clear" | "done" | "not-possible";
  readonly note: string;
}

interface Step {
  readonly step: string;
  /** Findings that belong to this step. */
  readonly codes: readonly FindingCode[];
  readonly check: (facts: Facts) => Checked;
}

/** The steps of a rapid VPN diagnosis, from the outside in. */
const steps: readonly Step[] = [
  {
    step: "Resolve the gateway's name",
    codes: ["dns-failure"],
    check: (facts) => fromMeasurements(facts, ["dns"], (value) => `resolves to ${value}`),
  },
  {
    step: "Get out of this network",
    codes: ["captive-portal", "routing-conflict", "udp-blocked"],
    check: ({ observations: { network } }) =>
      network.defaultRoutes.length > 0
        ? {
            done: "clear",
            note: `default route through ${listText([...new Set(network.defaultRoutes.map((route) => route.interfaceName))])}`,
          }
        : { done: "not-possible", note: "no default route was seen" },
  },
  {
    step: "Reach the gateway's host",
    codes: [],
    check: (facts) => {
      const ping = measuredValue(facts, "reach-icmp");
      if (ping === "silent") return { done: "done", note: "no answer to pings, which many gateways drop on purpose" };
      return fromMeasurements(facts, ["reach-icmp"], () => "it answers pings");
    },
  },
  {
    step: "Reach IKE on UDP ports 500 and 4500",
    codes: ["gateway-silent", "udp-500-blocked", "udp-4500-blocked", "dpi-interference", "esp-blocked"],
    check: (facts) => fromMeasurements(facts, ["reach-udp-500", "reach-udp-4500"], () => "both ports answer"),
  },
  {
    step: "Look for NAT on the path",
    codes: ["double-nat", "cgnat"],
    check: (facts) => {
      const nat = fromMeasurements(facts, ["nat-present"], (value) =>
        value === "true" ? "a NAT is on the path" : "no NAT on the path",
      );
      return nat.done === "clear" ? { ...nat, done: "done" } : nat;
    },
  },
  {
    step: "Measure the path MTU",
    codes: ["path-mtu-too-small", "mtu-black-hole"],
    check: (facts) => fromMeasurements(facts, ["path-mtu"], (value) => `packets of ${value} bytes get through`),
  },
  {
    step: "Send fragments",
    codes: ["fragments-dropped"],
    check: (facts) => fromMeasurements(facts, ["fragments-out"], () => "they arrive"),
  },
  {
    step: "Read the logs",
    codes: ["logs-unreadable"],
    check: ({ observations: { events, logSources } }) => {
      const closed = logSources.filter((result) => result.outcome === "not-permitted" || result.outcome === "failed");
      const left = closed.length === 0 ? "" : `; ${countText(closed.length, "source")} could not be read`;
      if (events.length > 0) return { done: "done", note: `${countText(events.length, "VPN event")}${left}` };
      const read = logSources.filter((result) => result.outcome === "read").length;
      return {
        done: "not-possible",
        note: read > 0 ? `no VPN event in ${countText(read, "log")}${left}` : `no log was read${left}`,
      };
    },
  },
  {
    step: "Check keys, certificates, sign-in and proposals",
    codes: [
      "psk-mismatch",
      "credentials-rejected",
      "certificate-problem",
      "proposal-mismatch",
      "service-not-running",
      "client-os-bug",
      "same-nat-clients",
    ],
    check: fromLogs("the logs show no rejected attempt"),
  },
  {
    step: "Check that keys are renewed",
    codes: ["ike-rekey-failure"],
    check: fromLogs("the logs show no failed rekey"),
  },
  {
    step: "Check what the VPN does when idle",
    codes: ["nat-udp-timeout", "idle-timeout-policy"],
    check: fromLogs("the logs show no drop after silence"),
  },
  {
    step: "Look for roaming, address changes and sleep",
    codes: ["client-mobility", "client-sleep"],
    check: fromLogs("nothing of the kind came right before a drop"),
  },
  {
    step: "Look inside the tunnel (L2TP, PPP)",
    codes: ["l2tp-control-lost", "ppp-failure", "peer-terminated"],
    check: fromLogs("the logs show no failure inside the tunnel"),
  },
  {
    step: "Check connection tracking on this computer",
    codes: ["conntrack-exhausted", "conntrack-timeout-short"],
    check: ({ observations: { network, client } }) => {
      if (network.conntrack !== undefined) {
        return { done: "clear", note: `${network.conntrack.count} of ${network.conntrack.max} entries in use` };
      }
      return {
        done: "not-possible",
        note: client.os === "linux" ? "this computer does not track connections" : "only Linux tells",
      };
    },
  },
];

/** Every step with its status: a finding, a clear result, or why it could not be done. */
export function checklistFor(facts: Facts, findings: readonly Finding[]): readonly ChecklistItem[] {
  return steps.map(({ step, codes, check }) => {
    const found = findings.filter((finding) => codes.includes(finding.code));
    if (found.length > 0) return { step, status: "found", note: listText(found.map((finding) => finding.title)) };
    const { done, note } = check(facts);
    return { step, status: done, note };
  });
}

/** Clear when all kinds were measured; `note` gets the first value. Otherwise the first reason why not. */
function fromMeasurements(facts: Facts, kinds: readonly MeasurementKind[], note: (value: string) => string): Checked {
  for (const kind of kinds) {
    const measurement = facts.measurement(kind);
    if (measurement?.outcome !== "measured")
      return { done: "not-possible", note: quoted(measurement?.reason ?? "not measured") };
  }
  return { done: "clear", note: note(quoted(String(kinds[0] === undefined ? "" : measuredValue(facts, kinds[0])))) };
}

/** Clear when the logs hold a session to judge by. */
function fromLogs(note: string): (facts: Facts) => Checked {
  return ({ observations: { events, sessions } }) => {
    if (events.length === 0) return { done: "not-possible", note: "there are no VPN events to look at" };
    return sessions.length === 0
      ? { done: "not-possible", note: "the logs hold no VPN session" }
      : { done: "clear", note };
  };
}
