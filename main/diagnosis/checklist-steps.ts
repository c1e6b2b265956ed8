import type { FindingCode } from "../model/finding.ts";
import type { MeasurementKind } from "../model/measurement.ts";
import { measuredValue, type Facts } from "./facts.ts";
import { countText, listText, quoted } from "./wording.ts";

/** What a step found out when it found no fault, or why it could not be done. */
interface Checked {
  readonly done: "clear" | "done" | "not-possible";
  readonly note: string;
}

interface ChecklistStep {
  readonly step: string;
  /** Findings that belong to this step. */
  readonly codes: readonly FindingCode[];
  readonly check: (facts: Facts) => Checked;
  /** How the step can still be done, and what it would decide, for when it could not be. */
  readonly next?: string;
}

/** The steps of a rapid VPN diagnosis, from the outside in. */
export const checklistSteps: readonly ChecklistStep[] = [
  {
    step: "Resolve the gateway's name",
    next: "Ask another name server for the name: it tells whether the name or this network's server is at fault.",
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
    next: "Name the gateway and run the check: without an answer from it, nothing about the way to it is known.",
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
    next: "Run a standard check towards the gateway: large packets that vanish show in no log.",
    codes: ["path-mtu-too-small", "mtu-black-hole"],
    check: (facts) => {
      const found = fromMeasurements(facts, ["path-mtu"], (value) => `packets of ${value} bytes get through`);
      const inside = facts.measurement("tunnel-mtu");
      if (found.done !== "clear" || inside?.outcome !== "measured") return found;
      const { mssBytes } = inside.details;
      return {
        ...found,
        note: `${found.note}, which leaves ${String(inside.value)} in the tunnel (${quoted(inside.target)}; TCP MSS ${String(mssBytes)})`,
      };
    },
  },
  {
    step: "Send fragments",
    next: "Run a standard check towards the gateway: lost fragments keep certificates from arriving.",
    codes: ["fragments-dropped"],
    check: (facts) => fromMeasurements(facts, ["fragments-out"], () => "they arrive"),
  },
  {
    step: "Read the logs",
    next: "Use an account that may read the logs, or hand saved log files to the check with --log.",
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
      "nat-t-registry",
      "clock-skew",
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
    next: "Ask for the counters of the router and of the gateway (nf_conntrack_count and nf_conntrack_max), right when it drops.",
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
  {
    step: "Measure how long the NAT remembers an idle connection",
    next: "Run a deep check, or name a responder: the measured time is what the keepalive has to stay below.",
    codes: [],
    check: (facts) => {
      const lifetime = facts.measurement("nat-lifetime-replied");
      if (lifetime?.outcome !== "measured") {
        return { done: "not-possible", note: quoted(lifetime?.reason ?? "not measured") };
      }
      const least = lifetime.details["atLeast"] === true ? "at least " : "";
      return { done: "done", note: `${least}${quoted(String(lifetime.value))} s` };
    },
  },
  {
    step: "Look for other VPN software on this computer",
    codes: ["conflicting-software"],
    check: ({ observations: { client } }) => {
      const running = client.system?.running;
      if (running === undefined) return { done: "not-possible", note: "the running programs were not read" };
      const names = running.map(({ name }) => name);
      return names.length === 0
        ? { done: "clear", note: "none is running" }
        : { done: "done", note: `running: ${listText(names)}` };
    },
  },
  {
    step: "Capture packets at both ends",
    next: "Record UDP 500 and 4500 on this computer and on the gateway at the same time until it drops, and let both files be compared (capture read).",
    codes: [],
    check: ({ observations: { events } }) =>
      events.some(({ stack }) => stack === "capture")
        ? { done: "done", note: "a capture was read" }
        : { done: "not-possible", note: "no capture was given" },
  },
  {
    step: "Reproduce it with a known-good client",
    next: "Connect another computer or phone through the same network with the same account. If it drops as well, this computer is not at fault.",
    codes: [],
    check: () => ({ done: "not-possible", note: "needs a second device" }),
  },
  {
    step: "Try another network",
    next: "Run the check once over a phone's hotspot and compare the two reports: what holds there is broken here.",
    codes: [],
    check: () => ({ done: "not-possible", note: "needs a second network" }),
  },
];

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
