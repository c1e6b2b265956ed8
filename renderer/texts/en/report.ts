import type { ChecklistItem, Finding, Fix, Measurement } from "../../../main/api/contract.ts";
import { createWording } from "../wording.ts";

const { number, plural, list } = createWording("en");

/** The words around a report: its verdict, findings, measurements, and what can be done with it. */
export const reportTexts = {
  verdict: {
    healthy: {
      title: "Nothing wrong was found on the way to your VPN",
      lead: "Everything that was checked came out well. If the VPN still drops, check again right after the next drop: some causes show only then.",
    },
    notEnough: {
      title: "Too little could be checked to say",
      lead: "This does not mean that all is well. Below is what stood in the way, and what to try next.",
    },
    cancelled: {
      title: "Check stopped",
      lead: "Nothing is being sent any more. What was found until then is below; it is incomplete.",
    },
    problem: {
      blocks: {
        certain: "We found what stops your VPN",
        likely: "We very likely found what stops your VPN",
        possible: "We found what may stop your VPN",
      },
      degrades: {
        certain: "We found what makes your VPN drop or stall",
        likely: "We very likely found what makes your VPN drop or stall",
        possible: "We found what may make your VPN drop or stall",
      },
      notice: {
        certain: "We found something worth knowing",
        likely: "We found something worth knowing",
        possible: "We found something worth a look",
      },
    } satisfies Record<Finding["severity"], Record<Finding["confidence"], string>>,
    /** What is wrong, and how many findings there are besides; none where `more` is 0. */
    problemLead: (finding: string, more: number) =>
      more === 0
        ? `${finding}.`
        : `${finding}. ${plural(more, { one: "{n} more finding below.", other: "{n} more findings below." })}`,
    whoCanFix: "Who can fix it",
    gateway: "Gateway",
    sessions: "In the VPN logs",
    sessionCounts: (total: number, dropped: number, never: number) =>
      total === 0
        ? "no session"
        : list([
            plural(total, { one: "{n} session", other: "{n} sessions" }),
            dropped === 0 ? "none dropped" : plural(dropped, { one: "{n} dropped", other: "{n} dropped" }),
            ...(never === 0 ? [] : [plural(never, { one: "{n} never connected", other: "{n} never connected" })]),
          ]),
    checked: "Checked",
    checkedAt: (when: string, duration: string, packets: number) =>
      plural(packets, {
        one: `${when}, in ${duration}, with {n} packet`,
        other: `${when}, in ${duration}, with {n} packets`,
      }),
    share: "Share the result…",
    summary: "Copy a summary",
    qr: "Show a code for the phone",
    again: "Check again",
    newCheck: "New check",
  },
  partial: {
    title: (count: number) =>
      plural(count, { one: "{n} step could not be done.", other: "{n} steps could not be done." }),
    lead: "The result rests on the other steps.",
  },
  finding: {
    heading: "What was found",
    severity: { blocks: "Stops the VPN", degrades: "Makes it drop or stall", notice: "Good to know" } satisfies Record<
      Finding["severity"],
      string
    >,
    confidence: {
      certain: "Certain.",
      likely: "Likely.",
      possible: "Possible.",
    } satisfies Record<Finding["confidence"], string>,
    confidenceAbout: {
      certain: "A test that only this cause explains came out positive.",
      likely: "Several observations point to this; no single test proves it.",
      possible: "It fits what was seen, but other causes do as well.",
    } satisfies Record<Finding["confidence"], string>,
    howSure: "How sure",
    forExperts: "In technical terms:",
    saw: "What we saw",
    moreEvidence: (count: number) =>
      plural(count, { one: "{n} more piece of evidence", other: "{n} more pieces of evidence" }),
    whatToDo: "What to do now",
    noFix: "There is nothing to do about this by itself.",
    who: { you: "You", router: "Owner of the router", "vpn-admin": "VPN administrator" } satisfies Record<
      Fix["who"],
      string
    >,
    commands: {
      you: (count: number) => `On other systems (${number(count)})`,
      router: (count: number) => `Commands and settings (${number(count)})`,
      "vpn-admin": (count: number) => `Commands and settings (${number(count)})`,
    } satisfies Record<Fix["who"], (count: number) => string>,
    command: (os: string) => `command for ${os}`,
    why: (reason: string): string => `Why: ${reason}.`,
    verify: "How to check that it worked",
    risk: "Risk",
    undo: "How to undo it",
  },
  advice: { title: "What to try next" },
  measurements: {
    title: "Measurements",
    what: "What",
    result: "Result",
    target: "Against",
    method: "How",
    none: "Nothing was measured.",
    outcome: {
      unknown: "Not known",
      failed: "Could not be measured",
      "not-applicable": "Does not apply",
    } satisfies Record<Exclude<Measurement["outcome"], "measured">, string>,
    yes: "Yes",
    no: "No",
    between: (low: string, high: string) => `between ${low} and ${high}`,
    withBounds: (value: string, bounds: string) => `${value} (${bounds})`,
    withReason: (outcome: string, reason: string) => `${outcome}: ${reason}`,
    values: { answered: "Answered", silent: "No answer", refused: "Refused: nothing listens there" },
    kind: {
      "reach-udp-500": "UDP port 500 (IKE)",
      "reach-udp-4500": "UDP port 4500 (NAT traversal)",
      "reach-udp-control": "Another UDP port, for comparison",
      "reach-icmp": "Ping",
      "reach-tcp": "TCP",
      "ike-version": "IKE version",
      "nat-present": "NAT on the way",
      "nat-mapping": "How the NAT maps ports",
      "nat-filtering": "What the NAT lets in",
      "nat-lifetime-unreplied": "NAT timeout, nothing heard back",
      "nat-lifetime-replied": "NAT timeout, after an answer",
      "nat-external-address": "Address outside the NAT",
      cgnat: "NAT of the provider (CGNAT)",
      "path-mtu": "Largest packet to the gateway",
      "path-mtu-reverse": "Largest packet from the gateway",
      "icmp-too-big": "“Packet too big” is reported",
      "icmp-too-big-reverse": "“Packet too big” is reported to the other side",
      "tunnel-mtu": "Largest packet inside the tunnel",
      "fragments-out": "Fragments to the gateway",
      "fragments-in": "Fragments from the gateway",
      "keepalive-interval": "Time between keepalives",
      dns: "Gateway’s name in DNS",
      "captive-portal": "Sign-in page of the network",
      rtt: "Round-trip time",
      loss: "Lost packets",
      "clock-offset": "This computer’s clock",
      conntrack: "Connection tracking in use",
      "route-to-gateway": "Route to the gateway",
      dpi: "VPN traffic is treated differently",
      "esp-in-udp": "Tunnel packets get through (ESP in UDP)",
    } satisfies Record<Measurement["kind"], string>,
  },
  checklist: {
    title: "Checklist",
    status: {
      done: "Done",
      found: "Problem found",
      clear: "Clear",
      "not-possible": "Not possible",
    } satisfies Record<ChecklistItem["status"], string>,
  },
  steps: { title: "How the check went" },
  /** By the name of the step. */
  stepTitle: {
    system: "This computer",
    network: "Network connection",
    profiles: "VPN profiles",
    logs: "VPN logs",
    resolve: "Name of the gateway",
    route: "Route to the gateway",
    ping: "Ping",
    reach: "UDP ports 500 and 4500",
    nat: "NAT on the way",
    "path-mtu": "Largest packet (path MTU)",
    fragments: "Fragmented packets",
    dpi: "Interference with IPsec",
    "nat-lifetime": "Lifetime of idle connections",
    diagnosis: "Diagnosis",
  },
  raw: {
    title: "Raw report",
    copy: "Copy the JSON",
    save: "Save as a file",
    region: "The report as JSON",
    pseudonyms: "What you copy or save has pseudonyms instead of names and addresses, and no secrets.",
    notSaved: "The report could not be made ready to leave; try again.",
  },
  /** A short text for a ticket or a message. */
  summary: {
    finding: (title: string, severity: string) => `${title} (${severity})`,
    more: (count: number) => plural(count, { one: "and {n} more finding", other: "and {n} more findings" }),
    fact: (term: string, value: string) => `${term}: ${value}`,
    madeBy: (version: string, runId: string) => `Tunnel Doctor ${version}, run ${runId}`,
  },
  qr: {
    title: "The result for a phone",
    lead: "Point the camera of a phone at the code: the phone then shows the text beside it, to read out or send on. Names and addresses are pseudonyms.",
    alt: "A QR code that holds the text beside it",
    text: "What the code says",
    close: "Close",
    loading: "Making the code…",
    failed: "The code could not be made ready to leave; try again.",
  },
  language: {
    /** Above a result whose texts are shown in English, because there is no translation for them. */
    translating: "Translating the result…",
    notTranslated: "The texts of this result could not be translated and are in English.",
    label: "Language",
    export: "Language of what is copied or saved",
  },
} as const;
