import type { CaptureTunnel } from "../model/capture-story.ts";
import { createBoundedMap } from "./bounded-list.ts";
import type { ExchangeBook } from "./exchange-book.ts";
import type { L2tpMessage } from "./l2tp.ts";
import { digestOf } from "./octets.ts";
import type { OpenvpnMessage } from "./openvpn.ts";
import { endpointOf, type Seen } from "./seen.ts";
import type { WireguardMessage } from "./wireguard.ts";

const mostPeers = 1000;
/** L2TP's window is 4 by default and rarely above (RFC 2661 section 4.4.3). */
const mostUnacknowledged = 64;

interface Peer {
  readonly protocol: "l2tp" | "wireguard" | "openvpn";
  readonly id: string;
  readonly initiator: string;
  readonly responder: string;
  readonly beginSeen: boolean;
  readonly firstAtMs: number;
  lastAtMs: number;
  establishedAtMs?: number;
  /** Handshakes so far. */
  handshakes: number;
  /** Keys of L2TP messages that wait to be acknowledged, with their sequence numbers, of either side. */
  readonly waiting: Map<string, { readonly key: string; readonly sequence: number; readonly name: string }[]>;
}

export interface PeerStory {
  readonly l2tp: (seen: Seen<L2tpMessage>, octets: Uint8Array) => void;
  readonly wireguard: (seen: Seen<WireguardMessage>) => void;
  readonly openvpn: (seen: Seen<OpenvpnMessage>, payload: Uint8Array) => void;
  readonly told: () => readonly CaptureTunnel[];
}

/** Follows L2TP in clear, WireGuard and OpenVPN: their exchanges go into `book`. */
export function createPeerStory(book: ExchangeBook): PeerStory {
  const peers = createBoundedMap<string, Peer>(mostPeers);
  let begun = 0;

  const peerOf = (protocol: Peer["protocol"], seen: Seen<unknown>, isBegin: boolean, mustBeNew: boolean): Peer => {
    const from = endpointOf(seen.from);
    const to = endpointOf(seen.to);
    const key = `${protocol} ${from < to ? `${from} ${to}` : `${to} ${from}`}`;
    let peer = peers.get(key);
    if (peer === undefined || mustBeNew) {
      begun += 1;
      const ends = { initiator: from, responder: to, beginSeen: isBegin };
      const times = { firstAtMs: seen.atMs, lastAtMs: seen.atMs };
      peer = { protocol, id: `${protocol}-${begun}`, ...ends, ...times, handshakes: 0, waiting: new Map() };
      if (mustBeNew) archive(peers.get(key));
      peers.set(key, peer);
    }
    peer.lastAtMs = seen.atMs;
    return peer;
  };

  const ended: Peer[] = [];
  const archive = (peer: Peer | undefined): void => {
    if (peer !== undefined && ended.length < mostPeers) ended.push(peer);
  };

  return {
    l2tp: (seen, octets) => {
      const { message, from, atMs } = seen;
      if (message.kind === "data") return;
      const isBegin = message.name === "SCCRQ";
      const asker = endpointOf(from);
      const current = peerOf("l2tp", seen, isBegin, false);
      const isAnotherBegin =
        isBegin && !current.waiting.has(`${asker} ${message.assignedTunnelId ?? 0}`) && current.handshakes > 0;
      const peer = isAnotherBegin ? peerOf("l2tp", seen, true, true) : current;
      if (isBegin) {
        peer.handshakes += 1;
        peer.waiting.set(`${asker} ${message.assignedTunnelId ?? 0}`, []);
      }
      acknowledge(peer, asker, message.expected, atMs);
      if (message.name === null) return;
      const key = `${peer.id} ${asker} ${message.sequence} ${message.name}`;
      book.ask(
        {
          key,
          protocol: "l2tp",
          name: message.name,
          tunnel: peer.id,
          messageId: message.sequence,
          byInitiator: asker === peer.initiator,
          // The number that is expected next may change from one repetition to the next.
          digest: 0,
          requestBytes: octets.length,
        },
        seen,
      );
      const waiting = peer.waiting.get(asker) ?? [];
      if (waiting.length < mostUnacknowledged && !waiting.some((one) => one.key === key)) {
        waiting.push({ key, sequence: message.sequence, name: message.name });
      }
      peer.waiting.set(asker, waiting);
    },
    wireguard: (seen) => {
      const { kind } = seen.message;
      const peer = peerOf("wireguard", seen, kind === "initiation", false);
      const key = `${peer.id} handshake`;
      if (kind === "initiation") {
        // Every repetition has new keys; it is one exchange until it is answered.
        const open = book.get(key);
        if (open === undefined || open.answeredAtMs !== undefined) peer.handshakes += 1;
        const request = { key, protocol: "wireguard", name: "handshake", tunnel: peer.id } as const;
        const byInitiator = endpointOf(seen.from) === peer.initiator;
        book.ask({ ...request, messageId: 0, byInitiator, digest: peer.handshakes, requestBytes: 148 }, seen);
      } else if (kind === "response") {
        const answered = book.answer(key, { atMs: seen.atMs, answerBytes: 92, refused: false });
        if (answered !== undefined) peer.establishedAtMs ??= seen.atMs;
      }
    },
    openvpn: (seen, payload) => {
      const { kind, name } = seen.message;
      const peer = peerOf("openvpn", seen, kind === "client-reset", false);
      const key = `${peer.id} reset`;
      if (kind === "client-reset") {
        const request = { key, protocol: "openvpn", name, tunnel: peer.id, messageId: 0, byInitiator: true } as const;
        // Opcode and session id stay the same in a repetition.
        book.ask({ ...request, digest: digestOf(payload.subarray(0, 9), 0), requestBytes: payload.length }, seen);
      } else if (kind === "server-reset") {
        const answered = book.answer(key, { atMs: seen.atMs, answerBytes: payload.length, refused: false });
        if (answered !== undefined) peer.establishedAtMs ??= seen.atMs;
      }
    },
    told: () => [...ended, ...peers.values()].map(told),
  };

  /** A control message tells with Nr which ones of the other side have arrived (RFC 2661 section 5.8). */
  function acknowledge(peer: Peer, asker: string, expected: number, atMs: number): void {
    for (const [other, waiting] of peer.waiting) {
      if (other === asker || waiting.length === 0) continue;
      const left = waiting.filter(({ key, sequence, name }) => {
        // Numbers are modulo 2^16; what is up to half of it behind has arrived.
        const isArrived = ((expected - sequence - 1) & 0xffff) < 0x8000;
        if (!isArrived) return true;
        book.answer(key, { atMs, answerBytes: 0, refused: false });
        if (name === "SCCCN") peer.establishedAtMs ??= atMs;
        return false;
      });
      peer.waiting.set(other, left);
    }
  }
}

function told({
  protocol,
  id,
  initiator,
  responder,
  beginSeen,
  firstAtMs,
  lastAtMs,
  establishedAtMs,
}: Peer): CaptureTunnel {
  return {
    protocol,
    id,
    initiator,
    responder,
    beginSeen,
    firstAtMs,
    lastAtMs,
    ...(establishedAtMs === undefined ? {} : { establishedAtMs }),
    initiatorBehindNat: { answer: "unknown", reason: `${protocol} does not tell` },
  };
}
