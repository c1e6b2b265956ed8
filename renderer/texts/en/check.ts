import type { CallOutput, CheckOptions, RunStep } from "../../../main/api/contract.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("en");

/** The words of the Check place, up to the result. */
export const checkTexts = {
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
} as const;
