import type { Clock } from "../../model/ports/clock.ts";
import type { Arrival, UdpSocket } from "../../model/ports/udp.ts";

/** An arrival, and the number of the socket that it came in on. */
export interface Received {
  readonly socket: number;
  readonly arrival: Arrival;
}

/** Many sockets that are listened to at once. */
export interface Inbox {
  readonly listenTo: (socket: UdpSocket, number: number) => void;
  /** What has come in since it was asked last, in order; waits for something up to `forMs`, or until `signal` aborts. */
  readonly take: (forMs: number, signal: AbortSignal) => Promise<readonly Received[]>;
  /** Ends all listening. The sockets are the caller's to close. */
  readonly close: () => void;
}

/** A receive may wait only for so long; then it starts anew. */
const receiveTimeoutMs = 600_000;
/** What may wait to be taken; a flood beyond it is dropped like in any full socket buffer. */
const maximumWaiting = 4_096;

/** An inbox without sockets, whose waiting is counted by `clock`. */
export function createInbox(clock: Clock): Inbox {
  const closing = new AbortController();
  let waiting: Received[] = [];
  let wake: (() => void) | null = null;

  const listen = async (socket: UdpSocket, number: number): Promise<void> => {
    while (!closing.signal.aborted) {
      const sinceMs = clock.monotonicMs();
      const arrival = await socket.receive(receiveTimeoutMs, closing.signal);
      // Null before its time means that the socket is closed.
      if (arrival === null && clock.monotonicMs() - sinceMs < receiveTimeoutMs) return;
      if (arrival === null || waiting.length >= maximumWaiting) continue;
      waiting.push({ socket: number, arrival });
      wake?.();
    }
  };

  return {
    listenTo: (socket, number) => void listen(socket, number),
    take: async (forMs, signal) => {
      if (waiting.length === 0 && forMs > 0 && !signal.aborted) {
        const arrived = new AbortController();
        // A reason of its own spares the making of an exception for every packet.
        wake = () => arrived.abort("arrived");
        await clock.sleep(forMs, AbortSignal.any([arrived.signal, signal]));
        wake = null;
      }
      const taken = waiting;
      waiting = [];
      return taken;
    },
    close: () => closing.abort(),
  };
}
