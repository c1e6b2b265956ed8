import { classifyAddress } from "../../network/address-class.ts";
import type { Outcome } from "../../model/failure.ts";
import type { Endpoint, UdpSocket } from "../../model/ports/udp.ts";
import { isAborted, type ProbeContext } from "../context.ts";
import { equalOctets } from "../ike/octets.ts";
import { buildBindingRequest, newTransactionId } from "../stun/binding.ts";
import { parseStunMessage } from "../stun/message.ts";
import { askStun } from "./ask-stun.ts";

/** Whether the NAT turns packets between two of its own public ports around (RFC 4787 section 6, REQ-9). */
export type Hairpinning = "yes" | "no" | "unknown";

const rounds = 3;
const roundMs = 250;

/** Two sockets that ask the server five times at most, and then one another. */
export const hairpinPacketBudget = 2 * 5 + 2 * rounds;

/**
 * Two sockets learn their public ends from the server and send to one another's (RFC 5780 section 4.5). Both send, so that
 * each has opened the other's way through the NAT's filter. `unknown` where the server does not answer, or names addresses
 * that cannot be right.
 */
export async function measureHairpinning(
  context: ProbeContext,
  open: () => Promise<Outcome<UdpSocket>>,
  server: Endpoint,
): Promise<Hairpinning> {
  const opened = [await open(), await open()];
  const sockets = opened.flatMap((socket) => (socket.ok ? [socket.value] : []));
  try {
    const [one, other] = sockets;
    return one === undefined || other === undefined ? "unknown" : await turnAround(context, one, other, server);
  } finally {
    for (const socket of sockets) socket.close();
  }
}

async function turnAround(
  context: ProbeContext,
  one: UdpSocket,
  other: UdpSocket,
  server: Endpoint,
): Promise<Hairpinning> {
  const [ofOne, ofOther] = await Promise.all(
    [one, other].map(async (socket) => (await askStun(context, socket, { to: server, from: server }))?.mapped),
  );
  if (ofOne === undefined || ofOne === null || ofOther === undefined || ofOther === null) return "unknown";
  // The server names the addresses: nobody may be led to send packets into a network at home.
  const isPlausible = ofOne.address === ofOther.address && ofOne.port !== ofOther.port;
  if (!isPlausible || classifyAddress(ofOne.address) !== classifyAddress(server.address)) return "unknown";
  const { random, countPacket } = context;
  const transactionId = newTransactionId(random);
  const question = buildBindingRequest({ transactionId });
  for (let round = 0; round < rounds; round += 1) {
    if (isAborted(context)) return "unknown";
    countPacket();
    await one.send(question, ofOther.port, ofOther.address);
    countPacket();
    await other.send(question, ofOne.port, ofOne.address);
    const heard = await Promise.all([one, other].map((socket) => hears(context, socket, transactionId)));
    if (heard.includes(true)) return "yes";
  }
  return isAborted(context) ? "unknown" : "no";
}

/** Whether the question comes in within a round; nobody but the two sockets knows its transaction id. */
async function hears(
  { clock, signal, countIgnored }: ProbeContext,
  socket: UdpSocket,
  transactionId: Uint8Array,
): Promise<boolean> {
  const untilMs = clock.monotonicMs() + roundMs;
  for (;;) {
    const arrival = await socket.receive(Math.max(0, untilMs - clock.monotonicMs()), signal);
    if (arrival === null) return false;
    if (arrival.kind !== "datagram") continue;
    const message = parseStunMessage(arrival.payload);
    if (message.ok && message.value.messageClass === "request") {
      if (equalOctets(message.value.transactionId, transactionId)) return true;
    }
    countIgnored();
  }
}
