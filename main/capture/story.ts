import {
  captureStorySchemaId,
  type CaptureCounts,
  type CaptureStory,
  type CaptureTunnel,
} from "../model/capture-story.ts";
import type { Outcome } from "../model/failure.ts";
import { success } from "../model/failure.ts";
import type { Endpoint } from "../model/ports/udp.ts";
import { createAddressStory, newAddresses } from "./address-story.ts";
import { createBoundedList } from "./bounded-list.ts";
import { parseCapture, type ParsedCapture } from "./capture-parser.ts";
import type { CapturedPacket } from "./captured-packet.ts";
import { createEspStory } from "./esp-story.ts";
import { createExchangeBook, exchangeTold } from "./exchange-book.ts";
import { createFragmentStory } from "./fragment-story.ts";
import { decodeIcmpError, type IcmpError } from "./icmp.ts";
import { createIkeStory, tunnelTold } from "./ike-story.ts";
import { decodeIp, type IpPacket, ipProtocols } from "./ip.ts";
import { createKeepaliveStory } from "./keepalive-story.ts";
import { ipOffset, linkTypeName } from "./link-layer.ts";
import { createPeerStory } from "./peer-story.ts";
import { rekeysOf } from "./rekeys.ts";
import { endpointOf, hostOf, type Seen } from "./seen.ts";
import { createTrafficStory } from "./traffic-story.ts";
import { decodeUdp, type UdpDatagram } from "./udp.ts";
import { espInIp, type VpnMessage, vpnMessageInUdp } from "./vpn-message.ts";

const mostTooBig = 1000;

/**
 * Reads a capture of any size in constant memory and tells the story of the VPNs in it.
 *
 * @param name what the file is called, for the story
 * @returns `invalid-input` when it is no capture; a broken one gives the story of what could be read, with a note
 */
export async function readCaptureStory(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Outcome<CaptureStory>> {
  const teller = createStoryTeller();
  const parsed = await parseCapture(chunks, teller.add, signal);
  return parsed.ok ? success(teller.tell(name, parsed.value)) : parsed;
}

export interface StoryTeller {
  readonly add: (packet: CapturedPacket) => void;
  readonly tell: (name: string, parsed: ParsedCapture) => CaptureStory;
}

/** Takes packets one by one, and tells at the end what happened. */
export function createStoryTeller(): StoryTeller {
  const counts = noCounts();
  const linkTypes = new Set<number>();
  const book = createExchangeBook();
  const ike = createIkeStory(book);
  const peers = createPeerStory(book);
  const esp = createEspStory();
  const keepalives = createKeepaliveStory();
  const fragments = createFragmentStory();
  const traffic = createTrafficStory();
  const addresses = createAddressStory();
  const tooBig = createBoundedList<CaptureStory["tooBig"][number]>(mostTooBig);
  let firstAtMs: number | undefined;
  let lastAtMs: number | undefined;

  const addMessage = (seen: Seen<VpnMessage>, payload: Uint8Array): void => {
    const { message } = seen;
    switch (message.kind) {
      case "ike": {
        counts.ike += 1;
        const { tunnel, byInitiator } = ike.add({ ...seen, message });
        addresses.add(`${tunnel.id} ${byInitiator}`, seen);
        return;
      }
      case "esp":
        if (message.inUdp) counts.espInUdp += 1;
        else counts.esp += 1;
        esp.add({ ...seen, message });
        addresses.add(`esp ${message.spi} ${seen.to.address}`, seen);
        return;
      case "keepalive":
        counts.natKeepalives += 1;
        keepalives.add(seen);
        return;
      case "l2tp":
        if (message.message.kind === "data") counts.l2tpData += 1;
        else counts.l2tpControl += 1;
        peers.l2tp({ ...seen, message: message.message }, message.octets);
        return;
      case "wireguard":
        counts.wireguard += 1;
        peers.wireguard({ ...seen, message: message.message });
        return;
      case "openvpn":
        counts.openvpn += 1;
        peers.openvpn({ ...seen, message: message.message }, payload);
        return;
    }
  };

  const addIcmpError = (error: IcmpError, ip: IpPacket, atMs: number, packetNumber: number): void => {
    counts.icmpErrors += 1;
    const about = error.about;
    if (about === null) return;
    const udp = about.protocol === ipProtocols.udp ? decodeUdp(about.payload) : null;
    const from = endpointOf({ address: about.source, port: udp?.sourcePort ?? 0 });
    const to = endpointOf({ address: about.destination, port: udp?.destinationPort ?? 0 });
    if (error.kind === "too-big") {
      tooBig.add({ atMs, packetNumber, router: ip.source, mtuBytes: error.mtuBytes, about: { from, to } });
    } else if (error.kind === "port-unreachable") {
      const refused = book.latest((one) => one.from === from && one.to === to);
      if (refused?.outcome === "unanswered") {
        book.answer(refused.key, { atMs, answerBytes: 0, refused: true, says: "port unreachable" });
      }
    }
  };

  const add = ({ bytes, linkType, atMs, number, originalBytes }: CapturedPacket): void => {
    counts.packets += 1;
    if (bytes.length < originalBytes) counts.truncated += 1;
    linkTypes.add(linkType);
    firstAtMs = firstAtMs === undefined ? atMs : Math.min(firstAtMs, atMs);
    lastAtMs = lastAtMs === undefined ? atMs : Math.max(lastAtMs, atMs);
    const offset = ipOffset(linkType, bytes);
    const ip = offset < 0 ? null : decodeIp(offset === 0 ? bytes : bytes.subarray(offset));
    if (ip === null) {
      counts.notIp += 1;
      return;
    }
    if (ip.version === 4) counts.ipv4 += 1;
    else counts.ipv6 += 1;
    if (ip.fragment !== null) {
      counts.fragments += 1;
      fragments.add(ip, atMs);
    }
    const found = vpnMessageOf(ip);
    if (found !== null) {
      const { message, udp } = found;
      traffic.add(ip, atMs, number, message.kind === "keepalive");
      const from: Endpoint = { address: ip.source, port: udp?.sourcePort ?? 0 };
      const to: Endpoint = { address: ip.destination, port: udp?.destinationPort ?? 0 };
      addMessage({ packetNumber: number, atMs, from, to, message }, udp?.payload ?? ip.payload);
      return;
    }
    if (ip.fragment !== null && traffic.knows(ip)) traffic.add(ip, atMs, number, false);
    if (ip.protocol !== ipProtocols.icmp && ip.protocol !== ipProtocols.icmpv6) return;
    const error = decodeIcmpError(ip);
    if (error !== null) addIcmpError(error, ip, atMs, number);
  };

  const tell = (name: string, { format, sizeBytes, note }: ParsedCapture): CaptureStory => {
    const tunnels = [...ike.tunnels().map(tunnelTold), ...peers.told()].sort((a, b) => a.firstAtMs - b.firstAtMs);
    const exchanges = book.all.map(exchangeTold).sort((a, b) => a.packetNumber - b.packetNumber);
    const { directions, idle, silences, leftOut, localHosts } = traffic.told(exchanges);
    const espTold = [...esp.told()];
    const roles = rolesOf(tunnels, directions);
    const capturedAt = roles === undefined ? "unknown" : placeOf(roles, localHosts);
    const packetNumberAt = (atMs: number): number =>
      exchanges.find(({ triesAtMs }) => triesAtMs[0] === atMs)?.packetNumber ?? 1;
    return {
      schema: captureStorySchemaId,
      file: {
        name,
        format,
        sizeBytes,
        linkTypes: [...linkTypes].map(linkTypeName),
        ...(firstAtMs === undefined ? {} : { firstAtMs }),
        ...(lastAtMs === undefined ? {} : { lastAtMs }),
        ...(note === undefined ? {} : { note }),
      },
      counts,
      ...(roles ?? {}),
      capturedAt,
      tunnels,
      exchanges,
      rekeys: [...rekeysOf(exchanges, tunnels, espTold)],
      esp: espTold,
      keepalives: keepalives.told(),
      idle,
      fragments: fragments.told(),
      tooBig: [...tooBig.entries],
      addressChanges: [...addresses.entries, ...(capturedAt === "client" ? newAddresses(tunnels, packetNumberAt) : [])],
      directions,
      silences,
      leftOut: { exchanges: book.leftOut(), tooBig: tooBig.leftOut(), addressChanges: addresses.leftOut(), ...leftOut },
    };
  };

  return { add, tell };
}

/** The VPN message in an IP packet; later fragments have no header that would tell. */
export function vpnMessageOf(ip: IpPacket): { readonly message: VpnMessage; readonly udp: UdpDatagram | null } | null {
  if ((ip.fragment?.offsetBytes ?? 0) > 0) return null;
  if (ip.protocol === ipProtocols.udp) {
    const udp = decodeUdp(ip.payload);
    const message = udp === null ? null : vpnMessageInUdp(udp);
    return message === null ? null : { message, udp };
  }
  const message = espInIp(ip);
  return message === null ? null : { message, udp: null };
}

interface Roles {
  readonly client: string;
  readonly gateway: string;
}

/** Whoever began a tunnel is the client. Where no beginning was seen, the one who sent first is taken for it. */
function rolesOf(tunnels: readonly CaptureTunnel[], directions: CaptureStory["directions"]): Roles | undefined {
  const busiest = directions.toSorted((a, b) => b.packets - a.packets);
  const known = tunnels.toSorted((a, b) => Number(b.beginSeen) - Number(a.beginSeen));
  for (const { from, to } of busiest) {
    const tunnel = known.find(({ initiator, responder }) => {
      const hosts = [hostOf(initiator), hostOf(responder)];
      return hosts.includes(from) && hosts.includes(to);
    });
    if (tunnel !== undefined) return { client: hostOf(tunnel.initiator), gateway: hostOf(tunnel.responder) };
  }
  const [first] = busiest.slice(0, 2).sort((a, b) => a.firstAtMs - b.firstAtMs);
  return first === undefined ? undefined : { client: first.from, gateway: first.to };
}

function placeOf({ client, gateway }: Roles, localHosts: ReadonlySet<string>): CaptureStory["capturedAt"] {
  if (localHosts.has(client) === localHosts.has(gateway)) return "unknown";
  return localHosts.has(client) ? "client" : "gateway";
}

function noCounts(): CaptureCounts {
  return {
    packets: 0,
    truncated: 0,
    notIp: 0,
    ipv4: 0,
    ipv6: 0,
    fragments: 0,
    ike: 0,
    natKeepalives: 0,
    esp: 0,
    espInUdp: 0,
    l2tpControl: 0,
    l2tpData: 0,
    icmpErrors: 0,
    wireguard: 0,
    openvpn: 0,
  };
}
