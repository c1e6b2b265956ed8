import { createWording } from "../wording.ts";

const { list, number, plural } = createWording("en");

/** The words of the Captures place. */
export const captureTexts = {
  title: "What a packet capture tells",
  lead: "A capture (pcap or pcapng) of a VPN as a ladder of its messages: who asked, who answered, who fell silent, and what is wrong.",
  path: "A capture file on this computer",
  pathHint: "The full path. It is read here and goes nowhere.",
  otherPath: "The capture of the same time from the gateway, if there is one",
  otherHint: "Then what left one end and did not arrive at the other is shown too.",
  pathMissing: "Write the path of a capture.",
  read: "Read the capture",
  stop: "Stop reading",
  reading: "Reading the capture…",
  stopped: "Reading was stopped.",
  done: (rungs: number) =>
    plural(rungs, {
      one: "The capture was read. {n} line in the ladder.",
      other: "The capture was read. {n} lines in the ladder.",
    }),
  summary: (packets: number, duration: string) =>
    plural(packets, { one: `{n} packet in ${duration}`, other: `{n} packets in ${duration}` }),
  hosts: (client: string, gateway: string) => `Client ${client}, gateway ${gateway}`,
  noVpn: "There are no VPN packets in it.",
  nothingWrong: "The capture shows no cause for a drop.",
  tooLittle: "There is too little in it to say anything.",
  findings: "What is wrong",
  ladder: "What happened",
  ladderLabel: "Messages between client and gateway, oldest first",
  client: "Client",
  gateway: "Gateway",
  columns: { time: "Time", message: "Message", detail: "What it means" },
  only: "Show",
  onlyAll: "Everything",
  onlyTrouble: "Only what went wrong",
  shown: (shown: number, all: number) =>
    shown === all
      ? plural(all, { one: "{n} line", other: "{n} lines" })
      : plural(all, { one: `${number(shown)} of {n} line`, other: `${number(shown)} of {n} lines` }),
  none: "No line is of this kind.",
  toGateway: "Client to gateway",
  toClient: "Gateway to client",
  both: "Note",
  again: (ordinal: number, tries: number) => `repeated, ${number(ordinal)} of ${number(tries)}`,
  noAnswer: "no answer",
  parts: (parts: readonly string[]) => list(parts),
  bytes: (count: number) => plural(count, { one: "{n} byte", other: "{n} bytes" }),
  refused: "refused",
  idle: (duration: string) => `Nothing for ${duration}`,
  after: { answered: "then answered", unanswered: "then no answer", "not-seen": "" },
  rekey: {
    "new-keys-used": "New keys, and packets that use them",
    "not-used": "New keys were agreed, but no packet used them",
    "ike-renewed": "The keys of IKE were renewed",
    refused: "New keys were refused",
    unanswered: "New keys were asked for, and nobody answered",
  },
  tooBig: (router: string, mtu: number) =>
    `${router} says “packet too big”: the next link carries ${number(mtu)} bytes`,
  moved: (before: string, after: string) => `Packets come from ${after} instead of ${before}`,
  silent: (who: string, packets: number) =>
    plural(packets, {
      one: `${who} says nothing any more; {n} packet stays unanswered`,
      other: `${who} says nothing any more; {n} packets stay unanswered`,
    }),
  keepalives: (count: number, from: string, interval: string) =>
    interval === ""
      ? plural(count, { one: `{n} NAT keepalive from ${from}`, other: `{n} NAT keepalives from ${from}` })
      : plural(count, {
          one: `{n} NAT keepalive from ${from}, one every ${interval}`,
          other: `{n} NAT keepalives from ${from}, one every ${interval}`,
        }),
  data: "Data",
  dataColumns: { flow: "Direction", packets: "Packets", missing: "Missing", gap: "Longest gap" },
  flow: (spi: string, from: string, to: string) => `${from} to ${to} (ESP ${spi})`,
  joined: "From both ends",
  joinedColumns: { direction: "Direction", sent: "Sent", arrived: "Arrived", lost: "Lost" },
  direction: { "to-gateway": "Client to gateway", "to-client": "Gateway to client" },
  make: "How to make a capture",
  makeAbout:
    "Run the command, let the problem happen, then end it. It records addresses and the headers of packets, nothing that goes through the tunnel, and stays on this computer.",
  makeGateway: "VPN gateway",
  makeOs: "On",
  show: "Show the commands",
  with: (program: string) => `With ${program}`,
  needs: (rights: string) => `It needs ${rights}.`,
  endsWith: "When the problem has shown itself:",
  endsCtrlC: "Ctrl-C ends it.",
  command: (program: string) => `commands of ${program}`,
  start: {
    title: "Or let Tunnel Doctor run it",
    agree:
      "I agree that this computer records with whom it speaks over its VPN, when, and in packets of which size: headers only. The file stays on this computer.",
    notAgreed: "Tick that you agree first.",
    start: "Start the capture",
    began: "The capture runs.",
    running: (duration: string, size: string) =>
      `Capturing for ${duration}: ${size}. Let the problem happen, then stop. Leaving this place stops it too.`,
    command: "The command that runs",
    to: (path: string) => `It writes to ${path}`,
    stop: "Stop the capture",
    stopping: "Stopping…",
    ended: "The capture was made.",
    made: (path: string, size: string, duration: string) => `${path}: ${size} in ${duration}. It is read above.`,
    instead: "Run the commands above in a terminal, with the rights that they need.",
  },
} as const;
