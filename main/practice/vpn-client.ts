import type { RandomSource } from "../model/ports/random.ts";
import type { Endpoint } from "../model/ports/udp.ts";
import { randomSpi } from "../probes/ike/baits.ts";
import { exchangeTypes, headerFlags, zeroSpi } from "../probes/ike/header.ts";
import { keyExchangeGroups, publicKeyExchangeData } from "../probes/ike/key-exchange.ts";
import { type IkeMessage, parseIkeMessage } from "../probes/ike/message.ts";
import { natDetectionHash } from "../probes/ike/nat-detection.ts";
import { notifyTypes } from "../probes/ike/notify.ts";
import { fromUdpPayload, natTraversalPort, toUdpPayload, usualIkePort } from "../probes/ike/non-esp-marker.ts";
import { equalOctets } from "../probes/ike/octets.ts";
import { ikeProposal, transformIds, transformTypes } from "../probes/ike/proposal.ts";
import { buildSaInit, readSaInit } from "../probes/ike/sa-init.ts";
import { practiceAddresses } from "./addresses.ts";
import { charonLines, type CharonLine } from "./charon-lines.ts";
import { ikePort } from "./gateway.ts";
import {
  contentSizesBytes,
  type EncryptedMessage,
  encryptedMessage,
  espPacket,
  type IkeSpis,
  type PendingRequest,
  pendingRequest,
  retransmitted,
} from "./ike-exchange.ts";
import { type IpPacket, ipPacket } from "./packet.ts";
import { createUserActivity, type UserActivity } from "./user-activity.ts";
import { vpnClientSettings } from "./vpn-client-settings.ts";

export interface VpnClientOptions {
  readonly random: RandomSource;
  readonly startAtMs: number;
  readonly send: (packet: IpPacket, nowMs: number) => void;
  readonly log: (lines: readonly CharonLine[], nowMs: number) => void;
}

/** A VPN client that keeps one IKEv2 tunnel up the way strongSwan does, in simulated time. */
export interface VpnClient {
  readonly receive: (packet: IpPacket, nowMs: number) => void;
  readonly nextWakeMs: () => number;
  readonly wake: (nowMs: number) => void;
}

interface Attempt {
  /** Number of the IKE SA and of the try within it, both from 1. */
  readonly saNumber: number;
  readonly tryNumber: number;
  readonly pending: PendingRequest;
}

type State =
  | { readonly kind: "down"; readonly saNumber: number; readonly connectAtMs: number }
  | ({ readonly kind: "init-sent"; readonly initiatorSpi: Uint8Array } & Attempt)
  | ({ readonly kind: "auth-sent"; readonly spis: IkeSpis } & Attempt)
  | {
      readonly kind: "up";
      readonly saNumber: number;
      readonly spis: IkeSpis;
      readonly pending: PendingRequest | null;
      readonly nextMessageId: number;
      readonly lastHeardMs: number;
      /** The last request of the gateway, and what was answered, for when it comes again. */
      readonly lastAnswer: { readonly messageId: number; readonly response: Uint8Array } | null;
      readonly activity: UserActivity;
    };

type Established = Extract<State, { kind: "up" }>;
type Connecting = Extract<State, { kind: "init-sent" | "auth-sent" }>;

const local = (port: number): Endpoint => ({ address: practiceAddresses.client, port });
const gateway = (port: number): Endpoint => ({ address: practiceAddresses.gateway, port });

const { encryption, prf, integrity } = transformIds;
const clientProposal = ikeProposal(1, [
  { type: transformTypes.encryption, id: encryption.aesCbc, keyLengthBits: 128 },
  { type: transformTypes.integrity, id: integrity.hmacSha256 },
  { type: transformTypes.prf, id: prf.hmacSha256 },
  { type: transformTypes.keyExchange, id: keyExchangeGroups.ecp256 },
]);

/** A client that is not connected yet and wants to be at `startAtMs`. */
export function createVpnClient({ random, startAtMs, send, log }: VpnClientOptions): VpnClient {
  let state: State = { kind: "down", saNumber: 1, connectAtMs: startAtMs };

  const message = (parts: Omit<EncryptedMessage, "sentBy">) =>
    encryptedMessage({ ...parts, sentBy: "initiator" }, random);

  const transmit = (payload: Uint8Array, port: number, nowMs: number) => {
    send(
      ipPacket({ protocol: "udp", source: local(port), destination: gateway(port), payload, dontFragment: false }),
      nowMs,
    );
  };
  const sendIke = (octets: Uint8Array, port: number, nowMs: number) => {
    log([charonLines.sendingPacket(local(port), gateway(port), octets.length)], nowMs);
    transmit(toUdpPayload(octets, usualIkePort(port)), port, nowMs);
  };

  const connect = (saNumber: number, tryNumber: number, nowMs: number) => {
    const initiatorSpi = randomSpi(random);
    const request = buildSaInit({
      role: "request",
      initiatorSpi,
      responderSpi: zeroSpi,
      proposals: [clientProposal],
      keyExchange: {
        group: keyExchangeGroups.ecp256,
        data: publicKeyExchangeData(keyExchangeGroups.ecp256, random) ?? new Uint8Array(),
      },
      nonce: random.bytes(32),
      natDetection: {
        source: natDetectionHash(initiatorSpi, zeroSpi, local(ikePort)),
        destination: natDetectionHash(initiatorSpi, zeroSpi, gateway(ikePort)),
      },
    });
    state = { kind: "init-sent", initiatorSpi, saNumber, tryNumber, pending: pendingRequest(0, request, nowMs) };
    log(charonLines.initiating(saNumber), nowMs);
    sendIke(request, ikePort, nowMs);
  };

  const authenticate = (before: Connecting, response: IkeMessage, nowMs: number) => {
    const { initiatorSpi, responderSpi } = response.header;
    const content = readSaInit(response);
    if (content.proposals === undefined || content.keyExchange === undefined) return;
    const spis = { initiatorSpi, responderSpi };
    const seen = content.notifies.find(({ type }) => type === notifyTypes.NAT_DETECTION_DESTINATION_IP)?.data;
    const expected = natDetectionHash(initiatorSpi, responderSpi, local(ikePort));
    const behindNat = seen !== undefined && !equalOctets(seen, expected);
    const contentSizeBytes = contentSizesBytes.authRequest;
    const request = message({
      spis,
      exchangeType: exchangeTypes.ikeAuth,
      messageId: 1,
      kind: "request",
      contentSizeBytes,
    });
    const { saNumber, tryNumber } = before;
    state = { kind: "auth-sent", spis, saNumber, tryNumber, pending: pendingRequest(1, request, nowMs) };
    log(charonLines.authenticating(saNumber, behindNat), nowMs);
    sendIke(request, natTraversalPort, nowMs);
  };

  const establish = ({ saNumber, spis }: Extract<State, { kind: "auth-sent" }>, nowMs: number) => {
    const activity = createUserActivity(random, nowMs);
    state = {
      kind: "up",
      saNumber,
      spis,
      pending: null,
      nextMessageId: 2,
      lastHeardMs: nowMs,
      lastAnswer: null,
      activity,
    };
    log(charonLines.established(saNumber, spis), nowMs);
  };

  const answerDpd = (up: Established, messageId: number, nowMs: number) => {
    const repeated = up.lastAnswer?.messageId === messageId ? up.lastAnswer.response : null;
    const contentSizeBytes = contentSizesBytes.informational;
    const exchangeType = exchangeTypes.informational;
    const response =
      repeated ?? message({ spis: up.spis, exchangeType, messageId, kind: "response", contentSizeBytes });
    state = { ...up, lastAnswer: { messageId, response } };
    log(charonLines.dpdAsked(messageId, repeated !== null), nowMs);
    sendIke(response, natTraversalPort, nowMs);
  };

  const askDpd = (up: Established, nowMs: number) => {
    const { spis, nextMessageId: messageId } = up;
    const contentSizeBytes = contentSizesBytes.informationalWithNatDetection;
    const exchangeType = exchangeTypes.informational;
    const request = message({ spis, exchangeType, messageId, kind: "request", contentSizeBytes });
    state = { ...up, nextMessageId: messageId + 1, pending: pendingRequest(messageId, request, nowMs) };
    log(charonLines.sendingDpd(messageId), nowMs);
    sendIke(request, natTraversalPort, nowMs);
  };

  const repeat = (waiting: Connecting | Established, pending: PendingRequest, nowMs: number) => {
    const next = retransmitted(pending, nowMs);
    if (next === null) {
      giveUp(waiting, nowMs);
      return;
    }
    state = { ...waiting, pending: next };
    log([charonLines.retransmit(next)], nowMs);
    sendIke(next.message, waiting.kind === "init-sent" ? ikePort : natTraversalPort, nowMs);
  };

  const giveUp = (waiting: Connecting | Established, nowMs: number) => {
    log([charonLines.givingUp()], nowMs);
    const { saNumber } = waiting;
    if (waiting.kind === "up") {
      log(charonLines.restarting(), nowMs);
      connect(saNumber + 1, 1, nowMs);
    } else if (waiting.tryNumber < vpnClientSettings.keyingTries) {
      log([charonLines.tryingAgain(waiting.tryNumber + 1)], nowMs);
      connect(saNumber, waiting.tryNumber + 1, nowMs);
    } else {
      log([charonLines.establishingFailed()], nowMs);
      state = { kind: "down", saNumber: saNumber + 1, connectAtMs: nowMs + vpnClientSettings.personRetriesAfterMs };
    }
  };

  const receiveIke = (response: IkeMessage, port: number, sizeBytes: number, nowMs: number) => {
    const { header } = response;
    const isResponse = (header.flags & headerFlags.response) !== 0;
    if (state.kind === "down" || !equalOctets(header.initiatorSpi, initiatorSpiOf(state))) return;
    log([charonLines.receivedPacket(gateway(port), local(port), sizeBytes)], nowMs);
    if (state.kind === "up") {
      const answered = isResponse && state.pending?.messageId === header.messageId;
      if (answered) log([charonLines.dpdAnswered(header.messageId)], nowMs);
      state = { ...state, lastHeardMs: nowMs, pending: answered ? null : state.pending };
      if (!isResponse) answerDpd(state, header.messageId, nowMs);
    } else if (isResponse && header.messageId === state.pending.messageId) {
      if (state.kind === "init-sent") authenticate(state, response, nowMs);
      else establish(state, nowMs);
    }
  };

  return {
    receive: (packet, nowMs) => {
      const { port } = packet.destination;
      const octets = fromUdpPayload(packet.payload, usualIkePort(port));
      if (octets === null) {
        if (state.kind === "up") state = { ...state, lastHeardMs: nowMs };
        return;
      }
      const parsed = parseIkeMessage(octets);
      if (parsed.ok) receiveIke(parsed.value, port, octets.length, nowMs);
    },
    nextWakeMs: () => wakeTimeMs(state),
    wake: (nowMs) => {
      if (wakeTimeMs(state) > nowMs) return;
      if (state.kind === "down") {
        log([charonLines.personConnects()], nowMs);
        connect(state.saNumber, 1, nowMs);
      } else if (state.pending !== null && state.pending.nextAtMs <= nowMs) repeat(state, state.pending, nowMs);
      else if (state.kind === "up" && state.activity.nextPacketAtMs <= nowMs) {
        state = { ...state, activity: state.activity.afterPacket() };
        transmit(espPacket(state.spis.responderSpi, random), natTraversalPort, nowMs);
      } else if (state.kind === "up") askDpd(state, nowMs);
    },
  };
}

function initiatorSpiOf(state: Exclude<State, { kind: "down" }>): Uint8Array {
  return state.kind === "init-sent" ? state.initiatorSpi : state.spis.initiatorSpi;
}

function wakeTimeMs(state: State): number {
  switch (state.kind) {
    case "down":
      return state.connectAtMs;
    case "init-sent":
    case "auth-sent":
      return state.pending.nextAtMs;
    case "up": {
      const dpdAtMs = state.pending?.nextAtMs ?? state.lastHeardMs + vpnClientSettings.dpdDelayMs;
      return Math.min(dpdAtMs, state.activity.nextPacketAtMs);
    }
  }
}
