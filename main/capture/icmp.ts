import { decodeIp, type IpPacket, ipProtocols } from "./ip.ts";
import { uint16At, uint32At } from "./octets.ts";

/** An ICMP error, with the start of the packet that it is about. */
export interface IcmpError {
  readonly kind: "too-big" | "port-unreachable" | "unreachable" | "time-exceeded";
  /** Of the next link, where a "packet too big" tells it; else 0. */
  readonly mtuBytes: number;
  readonly about: IpPacket | null;
}

/** RFC 792 and RFC 1191 section 4. */
const v4 = { unreachable: 3, portUnreachable: 3, fragmentationNeeded: 4, timeExceeded: 11 } as const;
/** RFC 4443 section 3. */
const v6 = { unreachable: 1, portUnreachable: 4, tooBig: 2, timeExceeded: 3 } as const;
const headerBytes = 8;

/** Reads an ICMP or ICMPv6 error; null for any other message, and when it is cut off. */
export function decodeIcmpError(packet: IpPacket): IcmpError | null {
  const { payload, protocol } = packet;
  if (payload.length < headerBytes || (packet.fragment?.offsetBytes ?? 0) > 0) return null;
  const about = (): IpPacket | null => decodeIp(payload.subarray(headerBytes));
  const type = payload[0];
  const code = payload[1];
  const error = (kind: IcmpError["kind"], mtuBytes = 0): IcmpError => ({ kind, mtuBytes, about: about() });
  if (protocol === ipProtocols.icmp) {
    if (type === v4.timeExceeded) return error("time-exceeded");
    if (type !== v4.unreachable) return null;
    if (code === v4.fragmentationNeeded) return error("too-big", uint16At(payload, 6));
    return error(code === v4.portUnreachable ? "port-unreachable" : "unreachable");
  }
  if (protocol !== ipProtocols.icmpv6) return null;
  if (type === v6.tooBig) return error("too-big", uint32At(payload, 4));
  if (type === v6.timeExceeded) return error("time-exceeded");
  if (type !== v6.unreachable) return null;
  return error(code === v6.portUnreachable ? "port-unreachable" : "unreachable");
}
