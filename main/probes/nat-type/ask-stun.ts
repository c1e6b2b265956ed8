import type { AddressFamily, Endpoint, UdpSocket } from "../../model/ports/udp.ts";
import type { ProbeContext } from "../context.ts";
import { equalOctets } from "../ike/octets.ts";
import {
  buildBindingRequest,
  type BindingRequest,
  type BindingResponse,
  newTransactionId,
  readBindingResponse,
} from "../stun/binding.ts";

/** A STUN server that somebody chose. */
export interface StunTarget {
  readonly address: string;
  readonly family: AddressFamily;
  readonly port: number;
}

/** Five tries: at 10 % loss in each direction all of them fail by chance once in 4000 times. */
const sendAtMs = [0, 250, 600, 1_000, 1_500];
const giveUpAfterMs = 2_500;

export interface StunQuestion {
  readonly to: Endpoint;
  /** Where the answer must come from. */
  readonly from: Endpoint;
  readonly changeRequest?: BindingRequest["changeRequest"];
  readonly extra?: BindingRequest["extra"];
}

/** The answer to a Binding request, repeated until it comes; null after 2.5 s of silence, or when the run was stopped. */
export async function askStun(
  { clock, random, signal, countPacket, countIgnored }: ProbeContext,
  socket: UdpSocket,
  { to, from, changeRequest, extra = [] }: StunQuestion,
): Promise<BindingResponse | null> {
  const transactionId = newTransactionId(random);
  const request = buildBindingRequest({
    transactionId,
    extra,
    ...(changeRequest === undefined ? {} : { changeRequest }),
  });
  const startedMs = clock.monotonicMs();
  let sends = 0;
  while (signal?.aborted !== true) {
    const nowMs = clock.monotonicMs() - startedMs;
    const dueMs = sendAtMs[sends];
    if (dueMs !== undefined && nowMs >= dueMs) {
      sends += 1;
      countPacket();
      await socket.send(request, to.port, to.address);
      continue;
    }
    if (nowMs >= giveUpAfterMs) return null;
    const arrival = await socket.receive(Math.max(1, Math.ceil((dueMs ?? giveUpAfterMs) - nowMs)), signal);
    if (arrival?.kind !== "datagram") continue;
    const isFromServer = arrival.from.address === from.address && arrival.from.port === from.port;
    const response = isFromServer ? readBindingResponse(arrival.payload) : null;
    if (response !== null && equalOctets(response.transactionId, transactionId)) return response;
    countIgnored();
  }
  return null;
}
