import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { failure, type Outcome, success } from "../../model/failure.ts";
import { checkFault, type PracticeFault } from "../../practice/fault.ts";
import { encodeLinkFrame, parseLinkFrame } from "../../practice/link-frame.ts";
import { createPracticeNetwork } from "../../practice/network.ts";
import type { Delivery } from "../../practice/packet.ts";
import { createSystemClock } from "../clock.ts";
import { systemRandom } from "../random.ts";

/** Where a practice router listens when nobody asked for another port: "TD" read as a number. */
export const defaultPracticePort = 21_572;

/** The practice link is loopback only: nothing of the practice network ever leaves this machine. */
export const practiceLinkAddress = "127.0.0.1";

/** What may be on its way to clients at one moment; more is dropped, like in any full queue. */
const maximumInFlight = 4096;

export interface PracticeRouterOptions {
  readonly faults: readonly PracticeFault[];
  /** 0: a port that the system chooses. */
  readonly port?: number;
}

export interface PracticeRouter {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Starts a home router with a gateway behind it, in real time, on a UDP port of the loopback interface. `invalid-input`
 * when a fault's value is out of range, `unreachable` when the port cannot be had.
 */
export async function startPracticeRouter(options: PracticeRouterOptions): Promise<Outcome<PracticeRouter>> {
  const { faults, port = defaultPracticePort } = options;
  for (const fault of faults) {
    const checked = checkFault(fault);
    if (!checked.ok) return checked;
  }
  const socket = createSocket("udp4");
  const bound = await bind(socket, port);
  if (!bound.ok) return bound;
  serve(socket, faults);
  return success({ port: socket.address().port, close: () => new Promise((resolve) => socket.close(() => resolve())) });
}

/** Answers frames until the socket is closed. */
function serve(socket: Socket, faults: readonly PracticeFault[]): void {
  const clock = createSystemClock();
  const network = createPracticeNetwork({ faults, random: systemRandom });
  const closing = new AbortController();
  let inFlight = 0;

  socket.on("message", (octets: Uint8Array, client: RemoteInfo) => {
    // A copy: Node hands out views of its own pool.
    const frame = parseLinkFrame(new Uint8Array(octets));
    if (!frame.ok || frame.value.kind !== "datagram") return;
    deliver(network.fromClient(frame.value.packet, clock.monotonicMs()), client);
  });

  let wakeAtMs = Infinity;
  function deliver(deliveries: readonly Delivery[], client: RemoteInfo): void {
    for (const { afterMs, ...arrived } of deliveries) {
      if (inFlight === maximumInFlight) break;
      inFlight += 1;
      void clock.sleep(afterMs, closing.signal).then(() => {
        inFlight -= 1;
        if (!closing.signal.aborted) socket.send(encodeLinkFrame(arrived), client.port, client.address);
      });
    }
    // Hosts on the outside may have something to send by themselves later, to the client that spoke last.
    const nextMs = network.nextWakeMs();
    if (nextMs >= wakeAtMs) return;
    wakeAtMs = nextMs;
    void clock.sleep(Math.max(0, nextMs - clock.monotonicMs()), closing.signal).then(() => {
      if (closing.signal.aborted || wakeAtMs !== nextMs) return;
      wakeAtMs = Infinity;
      deliver(network.wake(clock.monotonicMs()), client);
    });
  }
  // A client that is gone answers with an ICMP error, which is none of the router's business.
  socket.on("error", () => undefined);
  socket.on("close", () => closing.abort());
}

function bind(socket: Socket, port: number): Promise<Outcome<void>> {
  return new Promise((resolve) => {
    socket.once("error", (error: NodeJS.ErrnoException) => {
      socket.close();
      const reason = error.code ?? "unknown";
      resolve(failure("unreachable", `The practice router cannot listen on UDP port ${port} (${reason}).`));
    });
    socket.bind({ address: practiceLinkAddress, port, exclusive: true }, () => {
      socket.removeAllListeners("error");
      resolve(success(undefined));
    });
  });
}
