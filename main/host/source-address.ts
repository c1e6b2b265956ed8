import { createSocket } from "node:dgram";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { UdpSocketOptions } from "../model/ports/udp.ts";
import { discardPort } from "./dont-fragment/posix-socket.ts";

/**
 * The local address that the system uses towards the remote host: connecting a UDP socket chooses it and sends
 * nothing. NAT detection hashes are computed over it (RFC 7296, section 2.23), so a wildcard would not do.
 */
export function learnSourceAddress(options: UdpSocketOptions): Promise<Outcome<string>> {
  return new Promise((resolve) => {
    const socket = createSocket({
      type: options.family === "ipv4" ? "udp4" : "udp6",
      ipv6Only: options.family === "ipv6",
    });
    const end = (outcome: Outcome<string>) => {
      socket.close();
      resolve(outcome);
    };
    socket.once("error", (error: NodeJS.ErrnoException) => end(noSource(options, error.code ?? "unknown")));
    socket.once("connect", () => end(success(socket.address().address)));
    const connect = () => socket.connect(discardPort, options.remoteAddress);
    if (options.bindAddress === undefined) connect();
    else socket.bind({ address: options.bindAddress, port: 0, exclusive: true }, connect);
  });
}

function noSource(options: UdpSocketOptions, errorName: string): Outcome<never> {
  if (options.bindAddress !== undefined && errorName === "EADDRNOTAVAIL") {
    return failure("invalid-input", `${options.bindAddress} is not an address of this machine.`);
  }
  return failure("unreachable", `This machine has no way to send to ${options.remoteAddress} (${errorName}).`);
}
