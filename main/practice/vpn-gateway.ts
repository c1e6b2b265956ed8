import type { RandomSource } from "../model/ports/random.ts";
import type { Endpoint } from "../model/ports/udp.ts";
import { exchangeTypes, headerFlags, type IkeHeader } from "../probes/ike/header.ts";
import type { HalfOpenTable } from "./half-open.ts";
import {
  contentSizesBytes,
  type EncryptedMessage,
  encryptedMessage,
  espPacket,
  type IkeSpis,
  type PendingRequest,
  pendingRequest,
  readEspSpi,
  retransmitted,
} from "./ike-exchange.ts";
import { type IkeArrival, spiKey } from "./ike-responder.ts";

/** How long the gateway hears nothing before it asks whether the client is still there. */
const gatewayDpdDelayMs = 60_000;
const maximumSessions = 64;

/** Something that the gateway sends to a peer. */
export interface GatewaySending {
  readonly peer: Endpoint;
  readonly kind: "ike" | "esp";
  readonly content: Uint8Array;
}

/** The part of the gateway that keeps established tunnels. */
export interface VpnGateway {
  readonly receiveIke: (arrival: IkeArrival) => readonly GatewaySending[];
  readonly receiveEsp: (packet: Uint8Array, peer: Endpoint, nowMs: number) => readonly GatewaySending[];
  /** When the gateway wants to be woken next; infinite when it has no tunnel. */
  readonly nextWakeMs: () => number;
  readonly wake: (nowMs: number) => readonly GatewaySending[];
}

interface GatewaySession {
  readonly spis: IkeSpis;
  readonly peer: Endpoint;
  readonly authResponse: Uint8Array;
  readonly lastHeardMs: number;
  readonly nextMessageId: number;
  readonly pending: PendingRequest | null;
}

/** A gateway without tunnels. It takes over half-open SAs out of `halfOpen` when their IKE_AUTH comes. */
export function createVpnGateway(halfOpen: HalfOpenTable, random: RandomSource): VpnGateway {
  const sessions = new Map<string, GatewaySession>();
  const message = (parts: Omit<EncryptedMessage, "sentBy">) =>
    encryptedMessage({ ...parts, sentBy: "responder" }, random);

  const authenticate = ({ message: request, peer, nowMs }: IkeArrival): readonly GatewaySending[] => {
    const spis = request.header;
    const key = spiKey(spis.initiatorSpi);
    const known = sessions.get(key);
    if (known !== undefined) return [{ peer, kind: "ike", content: known.authResponse }];
    if (halfOpen.find(key, nowMs) === undefined || sessions.size >= maximumSessions) return [];
    halfOpen.close(key);
    // RFC 7296 section 2.4: INITIAL_CONTACT ends whatever is left of earlier tunnels of this client.
    for (const [other, session] of sessions) if (session.peer.address === peer.address) sessions.delete(other);
    const { exchangeType, messageId } = request.header;
    const contentSizeBytes = contentSizesBytes.authResponse;
    const authResponse = message({ spis, exchangeType, messageId, kind: "response", contentSizeBytes });
    sessions.set(key, { spis, peer, authResponse, lastHeardMs: nowMs, nextMessageId: 0, pending: null });
    return [{ peer, kind: "ike", content: authResponse }];
  };

  const inform = (header: IkeHeader, peer: Endpoint, nowMs: number): readonly GatewaySending[] => {
    const key = spiKey(header.initiatorSpi);
    const session = sessions.get(key);
    if (session === undefined) return [];
    const isResponse = (header.flags & headerFlags.response) !== 0;
    const answered = isResponse && session.pending?.messageId === header.messageId;
    sessions.set(key, { ...session, peer, lastHeardMs: nowMs, pending: answered ? null : session.pending });
    if (isResponse) return [];
    const { exchangeType, messageId } = header;
    const contentSizeBytes = contentSizesBytes.informationalWithNatDetection;
    const content = message({ spis: session.spis, exchangeType, messageId, kind: "response", contentSizeBytes });
    return [{ peer, kind: "ike", content }];
  };

  const ask = (session: GatewaySession, nowMs: number): GatewaySession & { readonly pending: PendingRequest } => {
    const { spis, nextMessageId: messageId } = session;
    const exchangeType = exchangeTypes.informational;
    const contentSizeBytes = contentSizesBytes.informational;
    const request = message({ spis, exchangeType, messageId, kind: "request", contentSizeBytes });
    return { ...session, nextMessageId: messageId + 1, pending: pendingRequest(messageId, request, nowMs) };
  };

  return {
    receiveIke: (arrival) => {
      const { header } = arrival.message;
      switch (header.exchangeType) {
        case exchangeTypes.ikeAuth:
          return authenticate(arrival);
        case exchangeTypes.informational:
          return inform(header, arrival.peer, arrival.nowMs);
        default:
          return [];
      }
    },
    receiveEsp: (packet, peer, nowMs) => {
      const spi = readEspSpi(packet);
      if (spi === null) return [];
      for (const [key, session] of sessions) {
        if (!spi.every((octet, index) => octet === session.spis.responderSpi[index])) continue;
        sessions.set(key, { ...session, peer, lastHeardMs: nowMs });
        return [{ peer, kind: "esp", content: espPacket(session.spis.initiatorSpi, random) }];
      }
      return [];
    },
    nextWakeMs: () => Math.min(...Array.from(sessions.values(), wakeTimeMs)),
    wake: (nowMs) => {
      const due = [...sessions].filter(([, session]) => wakeTimeMs(session) <= nowMs);
      return due.flatMap(([key, session]): readonly GatewaySending[] => {
        const pending = session.pending === null ? ask(session, nowMs).pending : retransmitted(session.pending, nowMs);
        if (pending === null) {
          sessions.delete(key);
          return [];
        }
        sessions.set(key, { ...session, nextMessageId: pending.messageId + 1, pending });
        return [{ peer: session.peer, kind: "ike", content: pending.message }];
      });
    },
  };
}

function wakeTimeMs({ pending, lastHeardMs }: GatewaySession): number {
  return pending === null ? lastHeardMs + gatewayDpdDelayMs : pending.nextAtMs;
}
