import { connect, isIP } from "node:net";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { TcpConnector } from "../model/ports/tcp.ts";
import { sendResultOf } from "./socket-errors.ts";

/**
 * TCP connections of this machine. `invalid-input` for anything but an IP address and a port, `cancelled` when stopped;
 * an ICMP "unreachable" counts as silence, because a router sends it also in passing trouble.
 */
export const systemTcp: TcpConnector = {
  connect: (address, port, timeoutMs, signal) =>
    new Promise((resolve) => {
      if (isIP(address) === 0 || !Number.isInteger(port) || port < 1 || port > 65_535) {
        resolve(failure("invalid-input", `${address} port ${port} is nothing to connect to.`));
        return;
      }
      const socket = connect({ host: address, port, timeout: timeoutMs });
      const end = (outcome: Outcome<"answered" | "refused" | "silent">) => {
        signal?.removeEventListener("abort", cancel);
        socket.destroy();
        resolve(outcome);
      };
      const cancel = () => end(failure("cancelled", `The connection to ${address} port ${port} was stopped.`));
      socket.once("connect", () => end(success("answered")));
      socket.once("timeout", () => end(success("silent")));
      socket.once("error", (error: NodeJS.ErrnoException) =>
        end(success(sendResultOf(error.code ?? "") === "refused" ? "refused" : "silent")),
      );
      signal?.addEventListener("abort", cancel, { once: true });
      if (signal?.aborted === true) cancel();
    }),
};
