import { failure, success, type Outcome } from "../../model/failure.ts";
import type { AddressFamily, Endpoint } from "../../model/ports/udp.ts";
import { openNativeLibrary } from "./native-library.ts";
import { encodeSocketAddress, type SocketAddressLayout } from "./socket-address.ts";

/** One integer option of setsockopt or getsockopt. */
export interface SocketOption {
  readonly level: number;
  readonly name: number;
}

/** The numbers of one operating system, as its own headers define them. */
export interface PosixSocketNumbers {
  readonly libraryName: string;
  readonly layout: SocketAddressLayout;
  /** Makes a socket IPv6 only, so that its datagrams surely carry an IPv6 header. */
  readonly ipv6Only: SocketOption;
  readonly dontFragment: Readonly<Record<AddressFamily, SocketOption & { readonly value: number }>>;
  /** Takes the name of an interface; missing where the local address chooses the interface by itself. */
  readonly bindToInterface?: SocketOption;
}

interface PosixCalls {
  readonly socket: (family: number, type: number, protocol: number) => number;
  readonly setsockopt: (
    fd: number,
    level: number,
    name: number,
    value: Int32Array | Uint8Array,
    lengthBytes: number,
  ) => number;
  readonly getsockopt: (fd: number, level: number, name: number, value: Int32Array, length: Int32Array) => number;
  readonly bind: (fd: number, address: Uint8Array, lengthBytes: number) => number;
  readonly connect: (fd: number, address: Uint8Array, lengthBytes: number) => number;
  readonly sendto: (
    fd: number,
    payload: Uint8Array,
    lengthBytes: number,
    flags: number,
    address: Uint8Array,
    addressLengthBytes: number,
  ) => number;
  readonly close: (fd: number) => number;
  readonly errno: () => number;
}

/** SOCK_DGRAM and IPPROTO_UDP on Linux and macOS. */
const datagramType = 2;
const udpProtocol = 17;
const intBytes = Int32Array.BYTES_PER_ELEMENT;

export interface PosixSockets {
  /** A UDP socket bound to `bindAddress` and a free port, whose datagrams carry the don't-fragment bit. */
  readonly openDontFragment: (family: AddressFamily, bindAddress: string) => Outcome<number>;
  /** A UDP socket bound to that address and port, whose datagrams the system may fragment. */
  readonly openBound: (family: AddressFamily, local: Endpoint) => Outcome<number>;
  /** Makes all datagrams leave by that interface, whatever the routes say; false where that cannot be done. */
  readonly bindToInterface: (fd: number, interfaceName: string) => boolean;
  /**
   * Sends one datagram with the don't-fragment bit from a socket whose others do not carry it; false where that cannot be
   * done. It does not wait, so no other datagram of this process leaves in between.
   */
  readonly sendWhole: (fd: number, family: AddressFamily, payload: Uint8Array, remote: Endpoint) => boolean;
  /** Reads an option of a short-lived UDP socket that is connected to `remoteAddress`; null where that fails. */
  readonly readConnected: (option: SocketOption, remoteAddress: string, bindAddress: string) => number | null;
  readonly close: (fd: number) => void;
}

/** The system's own UDP sockets, by direct calls of its C library. Fails with `not-supported`. */
export async function openPosixSockets(numbers: PosixSocketNumbers): Promise<Outcome<PosixSockets>> {
  const opened = await openNativeLibrary(numbers.libraryName);
  if (!opened.ok) return opened;
  const { library, errno } = opened.value;
  return success(
    posixSockets(numbers, {
      socket: library.func("int socket(int, int, int)") as PosixCalls["socket"],
      setsockopt: library.func("int setsockopt(int, int, int, const void *, uint32_t)") as PosixCalls["setsockopt"],
      getsockopt: library.func("int getsockopt(int, int, int, void *, void *)") as PosixCalls["getsockopt"],
      bind: library.func("int bind(int, const void *, uint32_t)") as PosixCalls["bind"],
      connect: library.func("int connect(int, const void *, uint32_t)") as PosixCalls["connect"],
      sendto: library.func(
        "int64_t sendto(int, const void *, size_t, int, const void *, uint32_t)",
      ) as PosixCalls["sendto"],
      close: library.func("int close(int)") as PosixCalls["close"],
      errno,
    }),
  );
}

function posixSockets(numbers: PosixSocketNumbers, calls: PosixCalls): PosixSockets {
  const familyNumber = (family: AddressFamily) => (family === "ipv4" ? 2 : numbers.layout.ipv6Family);
  const setOption = (fd: number, option: SocketOption, value: number) =>
    calls.setsockopt(fd, option.level, option.name, Int32Array.of(value), intBytes) === 0;
  const bindTo = (fd: number, address: string, port = 0) => {
    const encoded = encodeSocketAddress(numbers.layout, address, port);
    return calls.bind(fd, encoded, encoded.length) === 0;
  };

  return {
    openDontFragment: (family, bindAddress) => {
      const fd = calls.socket(familyNumber(family), datagramType, udpProtocol);
      if (fd < 0) return failure("not-supported", `No ${family} UDP socket could be opened (errno ${calls.errno()}).`);
      const option = numbers.dontFragment[family];
      const ipv6Only = family === "ipv4" || setOption(fd, numbers.ipv6Only, 1);
      const done =
        !ipv6Only || !setOption(fd, option, option.value) ? "marked" : bindTo(fd, bindAddress) ? null : "bound";
      if (done === null) return success(fd);
      const errno = calls.errno();
      calls.close(fd);
      return done === "marked"
        ? failure("not-supported", `This system cannot set the don't-fragment bit on ${family} (errno ${errno}).`)
        : failure("not-permitted", `A UDP socket cannot be bound to ${bindAddress} (errno ${errno}).`);
    },
    openBound: (family, { address, port }) => {
      const fd = calls.socket(familyNumber(family), datagramType, udpProtocol);
      if (fd < 0) return failure("not-supported", `No ${family} UDP socket could be opened (errno ${calls.errno()}).`);
      const ipv6Only = family === "ipv4" || setOption(fd, numbers.ipv6Only, 1);
      if (ipv6Only && bindTo(fd, address, port)) return success(fd);
      const errno = calls.errno();
      calls.close(fd);
      return failure("not-permitted", `A UDP socket cannot be bound to ${address} port ${port} (errno ${errno}).`);
    },
    bindToInterface: (fd, interfaceName) => {
      const option = numbers.bindToInterface;
      const name = new TextEncoder().encode(`${interfaceName}\0`);
      return option !== undefined && calls.setsockopt(fd, option.level, option.name, name, name.length) === 0;
    },
    sendWhole: (fd, family, payload, { address, port }) => {
      const option = numbers.dontFragment[family];
      const before = new Int32Array(1);
      if (calls.getsockopt(fd, option.level, option.name, before, Int32Array.of(intBytes)) !== 0) return false;
      if (!setOption(fd, option, option.value)) return false;
      const remote = encodeSocketAddress(numbers.layout, address, port);
      const sentBytes = calls.sendto(fd, payload, payload.length, 0, remote, remote.length);
      setOption(fd, option, before[0] ?? 0);
      return sentBytes === payload.length;
    },
    readConnected: (option, remoteAddress, bindAddress) => {
      const remote = encodeSocketAddress(numbers.layout, remoteAddress, discardPort);
      const fd = calls.socket(remoteAddress.includes(":") ? numbers.layout.ipv6Family : 2, datagramType, udpProtocol);
      if (fd < 0) return null;
      try {
        if (!bindTo(fd, bindAddress) || calls.connect(fd, remote, remote.length) !== 0) return null;
        const value = new Int32Array(1);
        const isRead = calls.getsockopt(fd, option.level, option.name, value, Int32Array.of(intBytes)) === 0;
        return isRead ? (value[0] ?? null) : null;
      } finally {
        calls.close(fd);
      }
    },
    close: (fd) => void calls.close(fd),
  };
}

/** Connecting a UDP socket sends nothing; the port only has to be some port (9 is discard, RFC 863). */
export const discardPort = 9;
