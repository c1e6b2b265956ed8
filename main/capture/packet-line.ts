import type { CapturedPacket } from "./captured-packet.ts";
import { decodeIcmpError } from "./icmp.ts";
import { decodeIp, type IpPacket, ipProtocols } from "./ip.ts";
import { ipOffset } from "./link-layer.ts";
import { moment } from "./moment.ts";
import { messageName } from "./packet-record.ts";
import { endpointOf } from "./seen.ts";
import { vpnMessageOf } from "./story.ts";

const protocolNames: ReadonlyMap<number, string> = new Map([
  [ipProtocols.icmp, "ICMP"],
  [ipProtocols.tcp, "TCP"],
  [ipProtocols.udp, "UDP"],
  [ipProtocols.esp, "ESP"],
  [ipProtocols.icmpv6, "ICMPv6"],
]);

/** A packet as a line for people: its number, time, ends, what it is, and its size on the wire. */
export function packetLine({ number, atMs, bytes, linkType, originalBytes }: CapturedPacket): string {
  const { at = "at no time" } = moment("at", atMs);
  const offset = ipOffset(linkType, bytes);
  const ip = offset < 0 ? null : decodeIp(bytes.subarray(offset));
  return `${number}  ${at}  ${ip === null ? "not IP" : ipText(ip)}, ${originalBytes} bytes`;
}

function ipText(ip: IpPacket): string {
  const found = vpnMessageOf(ip);
  if (found === null) return `${ip.source} > ${ip.destination}  ${otherText(ip)}`;
  const { udp, message } = found;
  if (udp === null) return `${ip.source} > ${ip.destination}  ${messageName(message)}`;
  const from = endpointOf({ address: ip.source, port: udp.sourcePort });
  const to = endpointOf({ address: ip.destination, port: udp.destinationPort });
  return `${from} > ${to}  ${messageName(message)}`;
}

function otherText(ip: IpPacket): string {
  const name = protocolNames.get(ip.protocol) ?? `IP protocol ${ip.protocol}`;
  if ((ip.fragment?.offsetBytes ?? 0) > 0) return `${name}, later fragment`;
  const about = decodeIcmpError(ip)?.about ?? null;
  return about === null ? name : `${name} error about ${about.source} > ${about.destination}`;
}
