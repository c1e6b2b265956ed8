import type {
  CallOutput,
  ChecklistItem,
  CheckOptions,
  Finding,
  Fix,
  Measurement,
  RunStep,
  VpnProfile,
} from "../../main/api/contract.ts";

import { aboutTexts } from "./en/about.ts";
import { captureTexts } from "./en/capture.ts";
import { compareTexts } from "./en/compare.ts";
import { eventsTexts } from "./en/events.ts";
import { fleetTexts } from "./en/fleet.ts";
import { logsTexts } from "./en/logs.ts";
import { measuringTexts } from "./en/measurements.ts";
import { settingsTexts } from "./en/settings.ts";
import { shareTexts } from "./en/share.ts";
import { timelineTexts } from "./en/timeline.ts";
import type { Translatable } from "./translatable.ts";
import { createWording } from "./wording.ts";

const { number, plural, list } = createWording("en");

/** Every word that the page shows and that does not come from a report. */
export const en = {
  app: {
    name: "Tunnel Doctor",
    skip: "Skip to the content",
    navigation: "Places",
    programPages: "The program",
    places: {
      check: "Check",
      timeline: "Time line",
      measurements: "Measurements",
      logs: "Logs",
      captures: "Captures",
      compare: "Compare",
      share: "Share",
      fleet: "Fleet",
      settings: "Settings",
      about: "About",
    },
    starting: "Starting…",
    notStarted: "Tunnel Doctor does not answer",
    reload: "Try again",
    footer: (version: string) => `Tunnel Doctor ${version} · Nothing leaves this computer unless you share it.`,
  },
  about: aboutTexts,
  settings: settingsTexts,
  events: eventsTexts,
  logs: logsTexts,
  captures: captureTexts,
  compare: compareTexts,
  share: shareTexts,
  fleet: fleetTexts,
  timeline: timelineTexts,
  measuring: measuringTexts,
  connection: {
    cancelled: "The check was stopped before it had anything to show.",
    unreachable: "The connection to Tunnel Doctor was lost; see whether it is still running, then try again.",
  },
  start: {
    title: "Why does your VPN keep dropping?",
    lead: "Tunnel Doctor tests the way to your VPN gateway and reads this computer’s VPN logs. Then it tells you what is wrong, and who can fix it.",
    gateway: "VPN gateway",
    gatewayHint: "The server address from your VPN settings, for example vpn.example.com.",
    gatewayFrom: (profile: string, type: string) => `Found in your VPN profile “${profile}” (${type}).`,
    gatewayMissing: "Type the address of your VPN gateway first.",
    gatewayInvalid: "This is not a server address. It looks like vpn.example.com or 203.0.113.10.",
    whichVpn: "Which VPN?",
    otherGateway: "Another gateway",
    searching: "Looking for VPN profiles on this computer…",
    noProfiles:
      "No VPN profile was found on this computer. Type the gateway’s address, or try a practice network below.",
    unreadable: (count: number) =>
      plural(count, {
        one: "{n} place with VPN settings could not be read",
        other: "{n} places with VPN settings could not be read",
      }),
    button: "Check my VPN",
    promise: "Takes less than a minute. Needs no administrator rights. Changes nothing.",
    options: "Options",
    helpers: {
      title: "Servers that can tell more",
      lead: "Leave these empty if you do not know them. Nobody but your gateway is asked otherwise.",
      someInvalid: "Something under Options is not right; open them to see what.",
      stun: {
        label: "STUN server",
        hint: "Tells the address and the kind of your router’s NAT, for example stun.example.com:3478.",
        error: "This is not a server. It looks like stun.example.com or stun.example.com:3478.",
      },
      responder: {
        label: "Tunnel Doctor responder",
        hint: "Measures how long your router remembers idle connections, and the way back.",
        error: "This is not a server. It looks like responder.example.com or 203.0.113.10:3478.",
      },
      dns: {
        label: "Another name server",
        hint: "Asked for your gateway’s name as well, to compare; for example 192.0.2.53.",
        error: "This is not the IP address of a name server. It looks like 192.0.2.53 or [2001:db8::53]:53.",
      },
      captiveUrl: {
        label: "Web page to find a sign-in page with",
        hint: "A page of your organisation that answers 204 (no content), or holds the text below.",
        error: "This is not a web page. It looks like http://check.example.com/.",
      },
      captiveText: {
        label: "Text on that page",
        hint: "Leave it empty where the page answers 204.",
        error: "This text is too long; 200 characters are enough.",
      },
      ikePort: {
        label: "UDP port of the gateway for IKE",
        hint: "Leave it empty unless your gateway answers on another port than 500.",
        error: "A port is a whole number from 1 to 65535.",
      },
      natTraversalPort: {
        label: "UDP port of the gateway for NAT traversal",
        hint: "Leave it empty unless your gateway uses another port than 4500.",
        error: "A port is a whole number from 1 to 65535.",
      },
      controlPort: {
        label: "Another UDP port of the gateway",
        hint: "To compare the VPN’s ports with; usually left empty.",
        error: "A port is a whole number from 1 to 65535.",
      },
    },
    thoroughness: "How thorough",
    logs: "Read this computer’s VPN logs",
    since: "How far back",
    sinceChoices: [
      { days: 1, label: "One day" },
      { days: 7, label: "7 days" },
      { days: 30, label: "30 days" },
    ],
    lastResult: (when: string) => `There is a result from ${when}.`,
    showLast: "Show it",
  },
  profile: {
    quick: { title: "Quick", about: "Does the gateway answer, and what do the logs say?" },
    standard: { title: "Standard", about: "Also packet sizes and fragments. Right for most." },
    deep: { title: "Deep", about: "More samples, to see rare losses. Takes longer." },
  } satisfies Record<NonNullable<CheckOptions["profile"]>, { title: string; about: string }>,
  practice: {
    title: "Try it on a practice network",
    lead: "Tunnel Doctor can play a home router and a VPN gateway on this computer, break one thing, and find it again. Nothing is sent to the network.",
    fault: "What should be wrong?",
    faults: {
      healthy: "Nothing is wrong",
      "path-mtu": "The path takes smaller packets than usual, and says so",
      "mtu-black-hole": "The path takes smaller packets than usual, and drops larger ones in silence",
      "fragments-dropped": "The router drops fragmented packets",
      "udp-500-blocked": "The router drops packets to UDP port 500",
      "udp-4500-blocked": "The router drops packets to UDP port 4500",
      "gateway-silent": "The gateway does not answer on the VPN’s ports",
      "ikev1-only": "The gateway speaks IKEv1 only",
      dpi: "The network looks into packets and drops IKE, after some packets of a flow or from the first one on",
      "esp-blocked": "The network closes a flow on UDP port 4500 as soon as it carries encrypted data",
      "nat-timeout": "The router forgets an idle connection too early",
      loss: "Some packets get lost, each way",
    } satisfies Record<CallOutput<"about">["practiceFaults"][number]["name"], string>,
    /** The label of the field for the value of a fault, by the unit of the value. */
    value: {
      bytes: "How much, in bytes",
      packets: "After how many packets",
      seconds: "After how many seconds",
      percent: "How much, in percent",
    },
    valueInvalid: "Type a number, 0 or more.",
    button: "Check the practice network",
    banner: "Practice network: this result is about a simulated router, not about your VPN.",
  },
  running: {
    title: "Checking your VPN",
    titlePractice: "Checking the practice network",
    gateway: (gateway: string) => `Gateway ${gateway}`,
    progress: "Progress of the check",
    count: (done: number, total: number) =>
      plural(total, { one: `${number(done)} of {n} step`, other: `${number(done)} of {n} steps` }),
    elapsed: (time: string) => `${time} so far`,
    preparing: "Getting ready…",
    cancel: "Stop the check",
    cancelling: "Stopping…",
    steps: "Steps",
    announceStarted: "The check has started.",
    announce: (done: number, total: number, title: string) =>
      `${number(done)} of ${number(total)} done. Now: ${title}.`,
  },
  step: {
    waiting: "Waiting",
    running: "Running",
    done: "Done",
    failed: "Not possible",
    skipped: "Left out",
    cancelled: "Stopped",
  } satisfies Record<RunStep["outcome"] | "waiting" | "running", string>,
  failed: {
    title: "The check could not be done",
    retry: "Try again",
    back: "Back",
    stoppedTitle: "Check stopped",
  },
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
  qr: {
    title: "The result for a phone",
    lead: "Point the camera of a phone at the code: the phone then shows the text beside it, to read out or send on. Names and addresses are pseudonyms.",
    alt: (text: string) => `A QR code that holds this text: ${text}`,
    text: "What the code says",
    close: "Close",
    loading: "Making the code…",
    failed: "The code could not be made ready to leave; try again.",
  },
  language: {
    /** Above a result whose texts are shown in English, because there is no translation for them. */
    translating: "Translating the result…",
    notTranslated: "The texts of this result could not be translated and are in English.",
    export: "Language of what is copied or saved",
  },
  copy: { label: "Copy", done: "Copied", failed: "Select it and copy by hand" },
  tunnelType: {
    "l2tp-ipsec": "L2TP/IPsec",
    ikev1: "IKEv1",
    ikev2: "IKEv2",
    wireguard: "WireGuard",
    openvpn: "OpenVPN",
    pptp: "PPTP",
    unknown: "VPN",
  } satisfies Record<VpnProfile["type"], string>,
} as const;

/** Every word in any language: a catalogue that lacks one, or has one too many, does not compile. */
export type Texts = Translatable<typeof en>;
