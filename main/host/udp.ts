import { createSocket, type Socket } from "node:dgram";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { Clock } from "../model/ports/clock.ts";
import type { UdpNetwork, UdpSocket, UdpSocketOptions } from "../model/ports/udp.ts";
import { datagramSocket } from "./datagram-socket.ts";
import { linuxKnownPathMtu, linuxSocketNumbers } from "./dont-fragment/linux.ts";
import { macosSocketNumbers } from "./dont-fragment/macos.ts";
import { openPosixSockets, type PosixSockets } from "./dont-fragment/posix-socket.ts";
import { openWinsockSocket } from "./dont-fragment/windows.ts";
import { learnSourceAddress } from "./source-address.ts";

/**
 * UDP sockets of this machine, stamped by `clock`. A socket is bound to the real source address towards the remote host.
 * Opening fails with `invalid-input`, `unreachable`, `not-permitted` (address in use or forbidden) or `not-supported`
 * (this system cannot keep datagrams whole).
 */
export function createUdpNetwork(clock: Clock, platform: NodeJS.Platform = process.platform): UdpNetwork {
  const numbers = platform === "darwin" ? macosSocketNumbers : linuxSocketNumbers;
  let native: Promise<Outcome<PosixSockets>> | undefined;
  const posixSockets = () => (native ??= openPosixSockets(numbers));

  return {
    open: async (options) => {
      if (isIP(options.remoteAddress) !== (options.family === "ipv4" ? 4 : 6)) {
        return failure("invalid-input", `${options.remoteAddress} is not an ${options.family} address.`);
      }
      const source = await learnSourceAddress(options);
      if (!source.ok) return source;
      if (platform === "win32") {
        return options.fragmentation === "never"
          ? openWinsockSocket(clock, options, source.value)
          : openSystemSocket(clock, options, source.value, () => null);
      }
      const sockets = await posixSockets();
      const knownPathMtuBytes = () =>
        platform === "linux" && sockets.ok
          ? sockets.value.readConnected(linuxKnownPathMtu[options.family], options.remoteAddress, source.value)
          : null;
      if (sockets.ok && (options.fragmentation === "never" || options.bindAddress !== undefined)) {
        return openNativeSocket(clock, options, source.value, sockets.value, knownPathMtuBytes);
      }
      if (options.fragmentation === "never" && !sockets.ok) return sockets;
      return openSystemSocket(clock, options, source.value, knownPathMtuBytes);
    },
  };
}

/** A socket of Node, which fragments as the system does by itself. */
async function openSystemSocket(
  clock: Clock,
  options: UdpSocketOptions,
  sourceAddress: string,
  knownPathMtuBytes: () => number | null,
): Promise<Outcome<UdpSocket>> {
  const socket = newSocket(options);
  const bound = await settle(socket, options, (ready) =>
    socket.bind({ address: sourceAddress, port: 0, exclusive: true }, ready),
  );
  // Elsewhere than on Linux the local address chooses the interface by itself.
  const byAddress = process.platform === "linux" ? undefined : options.bindAddress;
  const interfaceName = byAddress === undefined ? undefined : interfaceWith(byAddress);
  return bound.ok ? finish(socket, clock, options, sourceAddress, knownPathMtuBytes, interfaceName) : bound;
}

/** A socket of the C library, with options that Node does not know, in the hands of Node's event loop. */
async function openNativeSocket(
  clock: Clock,
  options: UdpSocketOptions,
  sourceAddress: string,
  sockets: PosixSockets,
  knownPathMtuBytes: () => number | null,
): Promise<Outcome<UdpSocket>> {
  const { family, fragmentation, bindAddress } = options;
  const fd =
    fragmentation === "never"
      ? sockets.openDontFragment(family, sourceAddress)
      : sockets.openBound(family, { address: sourceAddress, port: 0 });
  if (!fd.ok) return fd;
  const wanted = bindAddress === undefined ? undefined : interfaceWith(bindAddress);
  const isBound = wanted !== undefined && sockets.bindToInterface(fd.value, wanted);
  const socket = newSocket(options);
  const bound = await settle(socket, options, (ready) => socket.bind({ fd: fd.value }, ready));
  if (bound.ok) return finish(socket, clock, options, sourceAddress, knownPathMtuBytes, isBound ? wanted : undefined);
  sockets.close(fd.value);
  return bound;
}

/** The name of the interface that has this address; undefined for the loopback, where every address can be reached. */
function interfaceWith(address: string): string | undefined {
  const found = Object.entries(networkInterfaces()).find(([, held = []]) =>
    held.some((entry) => entry.address === address),
  );
  return found?.[1]?.some(({ internal }) => internal) === true ? undefined : found?.[0];
}

function newSocket(options: UdpSocketOptions): Socket {
  return createSocket({ type: options.family === "ipv4" ? "udp4" : "udp6", ipv6Only: options.family === "ipv6" });
}

async function finish(
  socket: Socket,
  clock: Clock,
  options: UdpSocketOptions,
  sourceAddress: string,
  knownPathMtuBytes: () => number | null,
  interfaceName?: string,
): Promise<Outcome<UdpSocket>> {
  const { connectToPort, remoteAddress } = options;
  if (connectToPort !== undefined) {
    const connected = await settle(socket, options, (ready) => socket.connect(connectToPort, remoteAddress, ready));
    if (!connected.ok) return connected;
  }
  const local = { address: sourceAddress, port: socket.address().port };
  return success(datagramSocket({ socket, clock, options, local, knownPathMtuBytes, interfaceName }));
}

/** Waits for the end of a step of opening; on an error the socket is closed. */
function settle(
  socket: Socket,
  options: UdpSocketOptions,
  start: (ready: (error?: Error) => void) => void,
): Promise<Outcome<true>> {
  return new Promise((resolve) => {
    const onError = (error: Error) => {
      socket.close();
      resolve(failure("not-permitted", `No UDP socket towards ${options.remoteAddress}: ${error.message}.`));
    };
    socket.once("error", onError);
    // Node hands an error of `connect` to its callback, one of `bind` to the listeners.
    start((error) => {
      socket.off("error", onError);
      if (error === undefined) resolve(success(true));
      else onError(error);
    });
  });
}
