import type { Answer } from "../model/answer.ts";
import type { CaptureTunnel } from "../model/capture-story.ts";
import type { Endpoint } from "../model/ports/udp.ts";
import { exchangeTypes, headerFlags } from "../probes/ike/header.ts";
import { octetsToHex } from "../probes/ike/octets.ts";
import { payloadTypes } from "../probes/ike/payloads.ts";
import { createBoundedMap } from "./bounded-list.ts";
import type { ExchangeBook } from "./exchange-book.ts";
import { readClearText, type ClearText } from "./ike-clear-text.ts";
import { informational, quickMode, requestNameV1, takeTurn, type Turns } from "./ike-v1-exchanges.ts";
import { digestOf, uint16At } from "./octets.ts";
import { endpointOf, type Seen } from "./seen.ts";
import type { IkeDatagram } from "./vpn-message.ts";

/** RFC 7296 section 3.1. */
const namesV2: ReadonlyMap<number, string> = new Map([
  [exchangeTypes.ikeSaInit, "IKE_SA_INIT"],
  [exchangeTypes.ikeAuth, "IKE_AUTH"],
  [exchangeTypes.createChildSa, "CREATE_CHILD_SA"],
  [exchangeTypes.informational, "INFORMATIONAL"],
  [43, "IKE_INTERMEDIATE"],
]);

/**
 * An encrypted answer below this size holds a notify and nothing else: 28 of header, 4, an IV of up to 16, 8 to 12 of
 * notify with padding, up to 32 of ICV. One that agrees to anything carries an SA, a nonce of 16 or identities more
 * (RFC 7296 sections 1.2 and 1.3).
 */
const smallestAgreementBytes = 120;
const mostTunnels = 2000;
const mostTurns = 4096;
const ikeHeaderBytes = 28;
/** Who answers a liveness check of IKEv1 (RFC 3706) does so within this time; the answer is a message of its own. */
const livenessAnswerMs = 5000;

/** An IKE SA while it can still change. */
export interface IkeTunnel {
  readonly id: string;
  readonly protocol: "ikev1" | "ikev2";
  initiator: Endpoint;
  responder: Endpoint;
  readonly beginSeen: boolean;
  readonly firstAtMs: number;
  lastAtMs: number;
  establishedAtMs?: number;
  /** Small answers to IKE_AUTH are refusals only when nothing follows them. */
  lastAuthRefusedKey?: string;
  translated: boolean | undefined;
  authentication?: NonNullable<CaptureTunnel["authentication"]>;
}

export interface IkeStory {
  /** Gives back the tunnel that the message belongs to, and whether the side that began it sent it. */
  readonly add: (seen: Seen<IkeDatagram>) => { readonly tunnel: IkeTunnel; readonly byInitiator: boolean };
  readonly tunnels: () => readonly IkeTunnel[];
}

/** Follows the IKE SAs of a capture: their exchanges go into `book`. */
export function createIkeStory(book: ExchangeBook): IkeStory {
  const tunnels = createBoundedMap<string, IkeTunnel>(mostTunnels);
  const turnsOf = createBoundedMap<string, Turns>(mostTurns);
  /** The last one-way message of each side of a tunnel, by `id` and side. */
  const notices = createBoundedMap<string, { readonly key: string; readonly atMs: number; readonly sizeBytes: number }>(
    mostTurns,
  );

  const tunnelOf = (seen: Seen<IkeDatagram>, byInitiator: boolean, isBegin: boolean): IkeTunnel => {
    const { header } = seen.message;
    const id = octetsToHex(header.initiatorSpi);
    const [initiator, responder] = byInitiator ? [seen.from, seen.to] : [seen.to, seen.from];
    let tunnel = tunnels.get(id);
    if (tunnel === undefined) {
      tunnel = {
        id,
        protocol: header.majorVersion === 1 ? "ikev1" : "ikev2",
        initiator,
        responder,
        beginSeen: isBegin,
        firstAtMs: seen.atMs,
        lastAtMs: seen.atMs,
        translated: undefined,
      };
      tunnels.set(id, tunnel);
    }
    tunnel.initiator = initiator;
    tunnel.responder = responder;
    tunnel.lastAtMs = seen.atMs;
    return tunnel;
  };

  const learn = (tunnel: IkeTunnel, clear: ClearText, byInitiator: boolean): void => {
    const initiatorTranslated = byInitiator ? clear.senderTranslated : clear.receiverTranslated;
    if (initiatorTranslated !== undefined) tunnel.translated = tunnel.translated === true || initiatorTranslated;
    if (clear.authentication !== undefined && !byInitiator) tunnel.authentication = clear.authentication;
  };

  const addV2 = (seen: Seen<IkeDatagram>) => {
    const { header, octets, sizeBytes } = seen.message;
    const byInitiator = (header.flags & headerFlags.initiator) !== 0;
    const isAnswer = (header.flags & headerFlags.response) !== 0;
    const isInit = header.exchangeType === exchangeTypes.ikeSaInit;
    const tunnel = tunnelOf(seen, byInitiator, isInit);
    const clear = isInit ? readClearText(seen) : { isError: false };
    learn(tunnel, clear, byInitiator);
    // RFC 7383 section 2.5: only the first fragment stands for the message.
    const isLaterFragment =
      header.nextPayload === payloadTypes.encryptedFragment && uint16At(octets, ikeHeaderBytes + 4) > 1;
    if (isLaterFragment) return { tunnel, byInitiator };
    const askedByInitiator = isAnswer ? !byInitiator : byInitiator;
    const key = `${tunnel.id} ${askedByInitiator} ${header.messageId} ${header.exchangeType}`;
    if (!isAnswer) {
      if (tunnel.lastAuthRefusedKey !== key) delete tunnel.lastAuthRefusedKey;
      book.ask(
        {
          key,
          protocol: "ikev2",
          name: namesV2.get(header.exchangeType) ?? `exchange ${header.exchangeType}`,
          tunnel: tunnel.id,
          messageId: header.messageId,
          byInitiator,
          digest: digestOf(octets, sizeBytes),
          requestBytes: sizeBytes,
        },
        seen,
      );
      return { tunnel, byInitiator };
    }
    const isSmall = sizeBytes < smallestAgreementBytes && header.nextPayload !== payloadTypes.encryptedFragment;
    const refused = isInit ? clear.isError : header.exchangeType === exchangeTypes.createChildSa && isSmall;
    const answered = book.answer(key, {
      atMs: seen.atMs,
      answerBytes: sizeBytes,
      refused,
      ...(clear.says === undefined ? {} : { says: clear.says }),
    });
    if (answered !== undefined && header.exchangeType === exchangeTypes.ikeAuth) {
      if (isSmall) {
        tunnel.lastAuthRefusedKey = key;
        delete tunnel.establishedAtMs;
      } else {
        delete tunnel.lastAuthRefusedKey;
        tunnel.establishedAtMs = seen.atMs;
      }
    }
    return { tunnel, byInitiator };
  };

  const addV1 = (seen: Seen<IkeDatagram>) => {
    const { header, octets, sizeBytes } = seen.message;
    const id = octetsToHex(header.initiatorSpi);
    const known = tunnels.get(id);
    const isBegin = header.messageId === 0 && header.responderSpi.every((octet) => octet === 0);
    // Only addresses tell the sides of IKEv1 apart; the port may change once a NAT is found.
    const byInitiator =
      known === undefined ? isBegin || !isIkeServer(seen.from) : seen.to.address === known.responder.address;
    const tunnel = tunnelOf(seen, byInitiator, isBegin);
    const clear = readClearText(seen);
    learn(tunnel, clear, byInitiator);
    const digest = digestOf(octets, sizeBytes);
    const { exchangeType, messageId } = header;
    if (exchangeType === informational) {
      addNotice(seen, tunnel, byInitiator, clear, digest);
      return { tunnel, byInitiator };
    }
    const key = `${id} ${exchangeType} ${messageId}`;
    let turns = turnsOf.get(key);
    if (turns === undefined) {
      turns = {
        count: 0,
        lastByInitiator: byInitiator,
        digests: new Map(),
        asked: undefined,
        begunByInitiator: byInitiator,
      };
      turnsOf.set(key, turns);
    }
    const turn = takeTurn(turns, byInitiator, digest, exchangeType);
    if (turn === "answer")
      book.answer(`${key} ${turns.count - 1}`, { atMs: seen.atMs, answerBytes: sizeBytes, refused: false });
    if (turn === "last-word" && exchangeType === quickMode) tunnel.establishedAtMs ??= seen.atMs;
    const isRequest = turn === "request" || turn === "last-word";
    if (isRequest || (turn === "repetition" && byInitiator === turns.begunByInitiator && turns.asked !== undefined)) {
      const asked = book.ask(
        {
          key: turn === "repetition" ? (turns.asked?.key ?? key) : `${key} ${turns.count}`,
          protocol: "ikev1",
          name: requestNameV1(exchangeType, turns),
          tunnel: id,
          messageId,
          byInitiator,
          digest,
          requestBytes: sizeBytes,
        },
        seen,
      );
      if (turn === "last-word") asked.outcome = "one-way";
      turns.asked = asked;
    }
    return { tunnel, byInitiator };
  };

  /** Informational messages need no answer; a liveness check gets one of the same size (RFC 3706 section 5.4). */
  const addNotice = (
    seen: Seen<IkeDatagram>,
    tunnel: IkeTunnel,
    byInitiator: boolean,
    clear: ClearText,
    digest: number,
  ): void => {
    const { header, sizeBytes } = seen.message;
    const other = notices.get(`${tunnel.id} ${!byInitiator}`);
    if (other?.sizeBytes === sizeBytes && seen.atMs - other.atMs <= livenessAnswerMs) {
      book.answer(other.key, { atMs: seen.atMs, answerBytes: sizeBytes, refused: false });
      notices.delete(`${tunnel.id} ${!byInitiator}`);
      return;
    }
    if (tunnel.establishedAtMs === undefined && !byInitiator) {
      // Before the SA is up, the gateway only says what it does not like, once for every repetition.
      const last = book.latest((one) => one.tunnel === tunnel.id);
      if (last?.outcome === "unanswered") {
        const says = clear.says === undefined ? {} : { says: clear.says };
        book.answer(last.key, { atMs: seen.atMs, answerBytes: sizeBytes, refused: true, ...says });
      }
      if (last?.outcome === "refused") return;
    }
    const key = `${tunnel.id} ${informational} ${header.messageId} ${byInitiator}`;
    const exchange = book.ask(
      {
        key,
        protocol: "ikev1",
        name: "Informational",
        tunnel: tunnel.id,
        messageId: header.messageId,
        byInitiator,
        digest,
        requestBytes: sizeBytes,
      },
      seen,
    );
    exchange.outcome = "one-way";
    notices.set(`${tunnel.id} ${byInitiator}`, { key, atMs: seen.atMs, sizeBytes });
  };

  return {
    add: (seen) => (seen.message.header.majorVersion === 1 ? addV1(seen) : addV2(seen)),
    tunnels: () => {
      for (const { lastAuthRefusedKey } of tunnels.values()) {
        const exchange = lastAuthRefusedKey === undefined ? undefined : book.get(lastAuthRefusedKey);
        if (exchange !== undefined) exchange.outcome = "refused";
      }
      return [...tunnels.values()];
    },
  };
}

function isIkeServer({ port }: Endpoint): boolean {
  return port === 500 || port === 4500;
}

/** An IKE SA as the story tells it. */
export function tunnelTold(tunnel: IkeTunnel): CaptureTunnel {
  const { id, protocol, initiator, responder, beginSeen, firstAtMs, lastAtMs, establishedAtMs, authentication } =
    tunnel;
  return {
    protocol,
    id,
    initiator: endpointOf(initiator),
    responder: endpointOf(responder),
    beginSeen,
    firstAtMs,
    lastAtMs,
    ...(establishedAtMs === undefined ? {} : { establishedAtMs }),
    initiatorBehindNat: natAnswer(tunnel.translated),
    ...(authentication === undefined ? {} : { authentication }),
  };
}

function natAnswer(translated: boolean | undefined): Answer {
  if (translated === undefined)
    return { answer: "unknown", reason: "the messages that tell it are not in the capture" };
  return { answer: translated ? "yes" : "no" };
}
