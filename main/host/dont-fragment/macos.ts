import type { PosixSocketNumbers } from "./posix-socket.ts";

const ipv4Level = 0;
const ipv6Level = 41;

/**
 * Numbers of macOS 11 and later (xnu, bsd/netinet/in.h and bsd/netinet6/in6.h: IP_DONTFRAG, IPV6_DONTFRAG, IPV6_V6ONLY).
 * A send larger than the route's MTU is refused, and macOS has no option that reads the path MTU.
 */
export const macosSocketNumbers: PosixSocketNumbers = {
  libraryName: "libSystem.B.dylib",
  layout: { ipv6Family: 30, lengthByte: true },
  ipv6Only: { level: ipv6Level, name: 27 },
  dontFragment: {
    ipv4: { level: ipv4Level, name: 28, value: 1 },
    ipv6: { level: ipv6Level, name: 62, value: 1 },
  },
};
