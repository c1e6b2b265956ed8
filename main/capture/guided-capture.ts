import type { Client } from "../model/client.ts";

/** What is to be captured, where to, and when it ends. */
export interface GuidedCapture {
  /** Addresses of the gateway; none means any host. */
  readonly hosts: readonly string[];
  /** Absent: all interfaces, or the one that the program takes by itself. */
  readonly interfaceName?: string | undefined;
  /** UDP ports of a VPN that is not IPsec or L2TP, such as 51820 or 1194. */
  readonly ports: readonly number[];
  /** Whole packets instead of headers. */
  readonly wholePackets: boolean;
  readonly seconds: number;
  /** Of one file. */
  readonly megabytes: number;
  /** 1: it ends when the file is full. More: the oldest file makes room, and the time does not count. */
  readonly files: number;
  readonly path: string;
}

type CaptureProgram = "tcpdump" | "dumpcap" | "pktmon";

/** How a person makes a capture with one program: every command with its arguments, in their order. */
interface CaptureRecipe {
  readonly program: CaptureProgram;
  readonly commands: readonly (readonly string[])[];
  /** What ends the capture, and what makes a file of it. */
  readonly ending: readonly (readonly string[])[];
  readonly rights: string;
  /** Whether one command that runs until it is asked to end does it all. */
  readonly canBeStarted: boolean;
}

/** IKE, NAT traversal, L2TP (RFC 7296, 3948, 2661). */
const vpnPorts = [500, 4500, 1701] as const;
/** The longest headers that count: Ethernet with VLAN, IPv6, UDP, the non-ESP marker and IKE's 28 octets make 98. */
const headerSnapshotBytes = 128;
/**
 * tcpdump(1) of macOS takes the packets of several interfaces where none is named, each behind a header of its own
 * (`struct pktap_header` in xnu's bsd/net/pktap.h), which counts as part of the packet.
 */
const macosHeaderBytes = 160;
/** What libpcap takes at most, which is every packet whole. */
const wholeSnapshotBytes = 262_144;
/** Two of the 32 filters are for ICMP. */
const mostPktmonHosts = 30;
/** draft-ietf-opsawg-pcap section 5. */
const recordHeaderBytes = 16;

/**
 * The filter in the language of libpcap (pcap-filter(7)): the VPN's packets of the gateway, their later fragments, which
 * have no ports, and ICMP of anybody, because routers speak it too.
 */
export function captureFilter({ hosts, ports }: Pick<GuidedCapture, "hosts" | "ports">): string {
  const udp = [...new Set([...vpnPorts, ...ports])].map((port) => `udp port ${port}`);
  const vpn = [...udp, "ip proto 50", "ip6 proto 50", "ip[6:2] & 0x1fff != 0", "ip6 proto 44"].join(" or ");
  const ofGateway =
    hosts.length === 0 ? `(${vpn})` : `((${hosts.map((host) => `host ${host}`).join(" or ")}) and (${vpn}))`;
  return `${ofGateway} or icmp or icmp6`;
}

/** The ways to capture on an operating system, the usual one first. */
export function captureRecipes(os: Client["os"], plan: GuidedCapture): readonly CaptureRecipe[] {
  switch (os) {
    case "linux":
    case "macos":
      return [tcpdump(os, plan), dumpcap(os, plan)];
    case "windows":
      return [pktmon(plan), dumpcap(os, plan)];
  }
}

/** A command as it is typed into a shell of that system. */
export function shellLine(os: Client["os"], words: readonly string[]): string {
  return words.map((word) => (os === "windows" ? windowsWord(word) : posixWord(word))).join(" ");
}

/** tcpdump(8). Debian's profile for it allows files that end in `.pcap` only, and it gives its rights away as it runs. */
function tcpdump(os: "linux" | "macos", plan: GuidedCapture): CaptureRecipe {
  const { interfaceName, files, megabytes, seconds, path } = plan;
  const ownBytes = os === "macos" && interfaceName === undefined && !plan.wholePackets ? macosHeaderBytes : 0;
  const snapshot = snapshotBytes(plan) + ownBytes;
  const on = interfaceName ?? (os === "linux" ? "any" : undefined);
  const isRing = files > 1;
  const packets = Math.floor((megabytes * 1e6) / ((plan.wholePackets ? 1500 : snapshot) + recordHeaderBytes));
  const limits = isRing
    ? ["-C", String(megabytes), "-W", String(files), ...(os === "linux" ? ["-Z", "root"] : [])]
    : ["-G", String(seconds), "-W", "1", "-c", String(packets)];
  const target = isRing ? path : path.replaceAll("%", "%%");
  return {
    program: "tcpdump",
    commands: [
      [
        "tcpdump",
        "-n",
        ...(on === undefined ? [] : ["-i", on]),
        "-s",
        String(snapshot),
        "-U",
        ...limits,
        "-w",
        target,
        captureFilter(plan),
      ],
    ],
    ending: [],
    rights: os === "linux" ? "root, or the capability CAP_NET_RAW on tcpdump" : "an administrator, with sudo",
    canBeStarted: true,
  };
}

/** dumpcap(1), which comes with Wireshark. */
function dumpcap(os: Client["os"], plan: GuidedCapture): CaptureRecipe {
  const { interfaceName, files, megabytes, seconds, path } = plan;
  const on = interfaceName ?? (os === "linux" ? "any" : undefined);
  const size = `filesize:${megabytes * 1000}`;
  const limits = files > 1 ? ["-b", size, "-b", `files:${files}`] : ["-a", `duration:${seconds}`, "-a", size];
  const rights = {
    linux: "root, or a member of the group wireshark",
    macos: "ChmodBPF, which Wireshark installs",
    windows: "Npcap, which Wireshark installs",
  } as const;
  return {
    program: "dumpcap",
    commands: [
      [
        "dumpcap",
        "-q",
        ...(on === undefined ? [] : ["-i", on]),
        "-s",
        String(snapshotBytes(plan)),
        ...limits,
        "-f",
        captureFilter(plan),
        "-w",
        path,
      ],
    ],
    ending: [],
    rights: rights[os],
    canBeStarted: true,
  };
}

/**
 * Packet Monitor of Windows 10 2004 and later (learn.microsoft.com, "Pktmon command formatting"). Its filters are joined
 * by "or", are 32 at most, and know no fragments, so that a gateway is taken whole; its file is a ring by itself. What it
 * writes is made pcapng afterwards ("pktmon etl2pcap").
 */
function pktmon(plan: GuidedCapture): CaptureRecipe {
  const { hosts, ports, megabytes, path } = plan;
  const recording = `${path.replace(/\.\w+$/, "")}.etl`;
  const filters =
    hosts.length > 0
      ? hosts.slice(0, mostPktmonHosts).map((host) => ["-i", host])
      : [...[...new Set([...vpnPorts, ...ports])].map((port) => ["-t", "UDP", "-p", String(port)]), ["-t", "50"]];
  const any = (words: readonly string[]) => ["pktmon", "filter", "add", ...words];
  return {
    program: "pktmon",
    commands: [
      ["pktmon", "filter", "remove"],
      ...filters.map(any),
      any(["-t", "ICMP"]),
      any(["-t", "ICMPv6"]),
      [
        "pktmon",
        "start",
        "--capture",
        "--comp",
        "nics",
        "--pkt-size",
        plan.wholePackets ? "0" : String(headerSnapshotBytes),
        "--file-name",
        recording,
        "--file-size",
        String(megabytes),
      ],
    ],
    ending: [
      ["pktmon", "stop"],
      ["pktmon", "etl2pcap", recording, "--out", path],
    ],
    rights: "a command prompt that was started as administrator",
    canBeStarted: false,
  };
}

function snapshotBytes({ wholePackets }: GuidedCapture): number {
  return wholePackets ? wholeSnapshotBytes : headerSnapshotBytes;
}

function posixWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function windowsWord(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word.replaceAll('"', "")}"`;
}
