import type { PosixSocketNumbers, SocketOption } from "./posix-socket.ts";
import type { AddressFamily } from "../../model/ports/udp.ts";

/** IPPROTO_IP and IPPROTO_IPV6. */
const ipv4Level = 0;
const ipv6Level = 41;
/** Don't-fragment bit set, cached path MTU ignored: only the local interface limits the size (ip(7)). */
const pmtuDiscoveryProbe = 3;

/**
 * Numbers of Linux (include/uapi/linux/in.h and in6.h). IP_RECVERR is left alone on purpose: with it an ICMP error makes
 * the next, innocent send fail, and libuv spins while an error waits in the error queue.
 */
export const linuxSocketNumbers: PosixSocketNumbers = {
  libraryName: "libc.so.6",
  layout: { ipv6Family: 10, lengthByte: false },
  ipv6Only: { level: ipv6Level, name: 26 },
  dontFragment: {
    ipv4: { level: ipv4Level, name: 10, value: pmtuDiscoveryProbe },
    ipv6: { level: ipv6Level, name: 23, value: pmtuDiscoveryProbe },
  },
  // SOL_SOCKET and SO_BINDTODEVICE (asm-generic/socket.h): Linux routes by the destination alone, whatever address a socket is
  // bound to. Needs no rights since Linux 5.7.
  bindToInterface: { level: 1, name: 25 },
};

/** IP_MTU and IPV6_MTU: the path MTU that the kernel knows for a connected socket, in bytes. */
export const linuxKnownPathMtu: Readonly<Record<AddressFamily, SocketOption>> = {
  ipv4: { level: ipv4Level, name: 14 },
  ipv6: { level: ipv6Level, name: 24 },
};
