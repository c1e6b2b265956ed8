import ipaddr from "ipaddr.js";
import type { Measurement } from "../model/measurement.ts";
import type { Endpoint, RandomSource, UdpSocketOptions } from "../model/ports.ts";
import type { GatewayTarget, ProbeContext } from "./context.ts";
import { converse } from "./conversation.ts";
import { type Bait, probeVendorId, randomSpi } from "./ike/baits.ts";
import { zeroSpi } from "./ike/header.ts";
import { keyExchangeGroups, publicKeyExchangeData } from "./ike/key-exchange.ts";
import { natDetectionHash } from "./ike/nat-detection.ts";
import { toUdpPayload } from "./ike/non-esp-marker.ts";
import { notifyTypes } from "./ike/notify.ts";
import { equalOctets } from "./ike/octets.ts";
import { payload, payloadTypes } from "./ike/payloads.ts";
import { ikeProposal, transformIds, transformTypes } from "./ike/proposal.ts";
import type { IkeReply } from "./ike/reply.ts";
import { buildSaInit, type SaInitContent } from "./ike/sa-init.ts";
import {
  cancelledReason,
  endpointText,
  measured,
  type MeasurementSubject,
  notMeasured,
  notTried,
  roundedMs,
} from "./measured.ts";
import { natExchangeMachine, type NatRequest, type NatResult } from "./nat-exchange.ts";

const method = "ike-sa-init";
const nonceSizeBytes = 32;
const { aesCbc, aesGcm16 } = transformIds.encryption;

/** Most gateways know the first group; the others are there for those that insist on one of them. */
const offeredGroups = [
  keyExchangeGroups.modp2048,
  keyExchangeGroups.curve25519,
  keyExchangeGroups.ecp256,
  keyExchangeGroups.ecp384,
  keyExchangeGroups.modp3072,
  keyExchangeGroups.modp4096,
  keyExchangeGroups.modp1024,
] as const;

const prfs = [transformIds.prf.hmacSha256, transformIds.prf.hmacSha1].map((id) => ({ type: transformTypes.prf, id }));
const integrities = [transformIds.integrity.hmacSha256, transformIds.integrity.hmacSha1].map((id) => ({
  type: transformTypes.integrity,
  id,
}));
const exchanges = offeredGroups.map((id) => ({ type: transformTypes.keyExchange, id }));
const encryptions = (id: number) =>
  [256, 128].map((keyLengthBits) => ({ type: transformTypes.encryption, id, keyLengthBits }));

/** RFC 7296 section 3.3: combined-mode ciphers need a proposal of their own, without an integrity transform. */
const proposals = [
  ikeProposal(1, [...encryptions(aesCbc), ...prfs, ...integrities, ...exchanges]),
  ikeProposal(2, [...encryptions(aesGcm16), ...prfs, ...exchanges]),
];

/**
 * One full IKE_SA_INIT with `port` of the gateway, whose NAT detection hashes tell what became of the addresses on the
 * way (RFC 7296 section 2.23). Gives `nat-present` (true when a NAT is in front of this computer, with details about both
 * ends) and `rtt` (ms). At most 9 packets and one half-open SA, which the gateway forgets by itself.
 */
export async function measureNat(
  context: ProbeContext,
  target: GatewayTarget,
  port: number,
): Promise<readonly Measurement[]> {
  const { address, family, bindAddress } = target;
  const subject = (kind: MeasurementSubject["kind"]) => ({ kind, method, target: endpointText(address, family, port) });
  const options: UdpSocketOptions = {
    remoteAddress: address,
    family,
    fragmentation: "system",
    connectToPort: port,
    ...(bindAddress === undefined ? {} : { bindAddress }),
  };
  const opened = await context.udp.open(options);
  if (!opened.ok) return [notTried(subject("nat-present"), opened.error), notTried(subject("rtt"), opened.error)];
  const socket = opened.value;
  const ends = { local: socket.local, gateway: { address, port } };
  const encode = saInitMaker(context.random, ends);
  const { result } = await converse(context, socket, port, natExchangeMachine(offeredGroups), encode);
  socket.close();
  const roundTripMs = result?.kind === "answered" ? result.roundTripMs : null;
  return [
    natMeasurement(subject("nat-present"), result, ends),
    roundTripMs === null
      ? notMeasured(subject("rtt"), "unknown", "no answer could be matched to one packet")
      : measured(subject("rtt"), roundedMs(roundTripMs), { unit: "ms" }),
  ];
}

interface Ends {
  readonly local: Endpoint;
  readonly gateway: Endpoint;
}

/** SPI, nonce and key stay the same in every repetition, as RFC 7296 section 2.6 wants it after a COOKIE. */
function saInitMaker(random: RandomSource, { local, gateway }: Ends): (request: NatRequest) => Bait {
  const initiatorSpi = randomSpi(random);
  const nonce = random.bytes(nonceSizeBytes);
  const keys = new Map(offeredGroups.map((group) => [group as number, publicKeyExchangeData(group, random)]));
  // Without a known local address the source hash can match nothing; the one of the destination still helps.
  const source = isUsable(local) ? natDetectionHash(initiatorSpi, zeroSpi, local) : random.bytes(20);
  const destination = natDetectionHash(initiatorSpi, zeroSpi, gateway);
  return ({ group, cookie }) => {
    const message = buildSaInit({
      role: "request",
      initiatorSpi,
      responderSpi: zeroSpi,
      ...(cookie === undefined ? {} : { cookie }),
      proposals,
      keyExchange: { group, data: keys.get(group) ?? new Uint8Array() },
      nonce,
      natDetection: { source, destination },
      extra: [payload(payloadTypes.vendorId, probeVendorId)],
    });
    return { initiatorSpi, udpPayload: toUdpPayload(message, gateway.port) };
  };
}

function isUsable({ address }: Endpoint): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() !== "unspecified";
}

function natMeasurement(subject: MeasurementSubject, result: NatResult | null, ends: Ends): Measurement {
  const unknown = (reason: string) => notMeasured(subject, "unknown", reason);
  if (result === null) return unknown(cancelledReason);
  switch (result.kind) {
    case "answered":
      return compareHashes(subject, result.reply, result.content, ends);
    case "not-accepted":
      return unknown(
        result.majorVersion === 1
          ? `the gateway speaks IKEv1 only (it answered ${result.answer}), where NAT detection comes later in the handshake`
          : `the gateway accepts no IKEv2 connection of an unknown client (it answered ${result.answer})`,
      );
    case "silent":
      return unknown("the gateway did not answer an IKEv2 IKE_SA_INIT; if it speaks IKEv1 only, that is normal");
    case "refused":
      return unknown("the gateway refused the port (ICMP port unreachable)");
    case "not-sent":
      return notMeasured(subject, "failed", `The system sent no packet to the gateway: ${result.result}.`);
  }
}

/**
 * In a response NAT_DETECTION_DESTINATION_IP is this computer as the gateway sees it, NAT_DETECTION_SOURCE_IP the
 * gateway as it sees itself. The latter also differs where the gateway's admin forces UDP encapsulation.
 */
function compareHashes(
  subject: MeasurementSubject,
  { initiatorSpi, responderSpi }: IkeReply,
  { notifies }: SaInitContent,
  { local, gateway }: Ends,
): Measurement {
  const dataOf = (wanted: number) => notifies.filter(({ type }) => type === wanted).map(({ data }) => data);
  const destinations = dataOf(notifyTypes.NAT_DETECTION_DESTINATION_IP);
  const sources = dataOf(notifyTypes.NAT_DETECTION_SOURCE_IP);
  if (destinations.length === 0 || sources.length === 0) {
    return notMeasured(subject, "unknown", "the gateway does not take part in NAT detection");
  }
  const isAmong = (hashes: readonly Uint8Array[], endpoint: Endpoint): boolean => {
    const expected = natDetectionHash(initiatorSpi, responderSpi, endpoint);
    return hashes.some((hash) => equalOctets(hash, expected));
  };
  const gatewayBehindNatOrForced = !isAmong(sources, gateway);
  if (!isUsable(local)) {
    const reason = "the local address of the socket is not known";
    return notMeasured(subject, "unknown", reason, { gatewayBehindNatOrForced });
  }
  const clientBehindNat = !isAmong(destinations, local);
  return measured(subject, clientBehindNat, { details: { clientBehindNat, gatewayBehindNatOrForced } });
}
