import type { CaptureTunnel } from "../model/capture-story.ts";
import type { Endpoint } from "../model/ports/udp.ts";
import { readMainModeKeyExchange, readMainModeSa } from "../probes/ike/main-mode.ts";
import { type IkeMessage, parseIkeMessage } from "../probes/ike/message.ts";
import { type NatDetectionAlgorithm, natDetectionHash } from "../probes/ike/nat-detection.ts";
import { decodeNotificationV1, notifyName, notifyTypes } from "../probes/ike/notify.ts";
import { equalOctets } from "../probes/ike/octets.ts";
import { payloadTypes } from "../probes/ike/payloads.ts";
import { readNotifies } from "../probes/ike/sa-init.ts";
import type { Seen } from "./seen.ts";
import type { IkeDatagram } from "./vpn-message.ts";

/** What an IKE message tells without any key. */
export interface ClearText {
  /** Name of an error or a COOKIE. */
  readonly says?: string;
  readonly isError: boolean;
  /** Whether the sender's address was changed on its way to the capture. */
  readonly senderTranslated?: boolean;
  /** Whether the receiver, as the sender sees it, has another address than here. */
  readonly receiverTranslated?: boolean;
  readonly authentication?: CaptureTunnel["authentication"];
}

const nothing: ClearText = { isError: false };
/** RFC 7296 section 3.10.1: below are errors, above is status. */
const firstStatusNotify = 16_384;
/** RFC 2408 section 3.14.1: likewise. */
const firstStatusNotifyV1 = 8192;

/** Reads the clear payloads of a message; nothing where it is encrypted, cut off or broken. */
export function readClearText(seen: Seen<IkeDatagram>): ClearText {
  const { header, octets } = seen.message;
  const parsed = parseIkeMessage(octets.subarray(0, header.lengthBytes));
  if (!parsed.ok || parsed.value.payloads.length === 0) return nothing;
  return header.majorVersion === 2 ? clearV2(parsed.value, seen) : clearV1(parsed.value, seen);
}

function clearV2(message: IkeMessage, { from, to }: Seen<IkeDatagram>): ClearText {
  const notifies = readNotifies(message);
  const error = notifies.find(({ type }) => type < firstStatusNotify || type === notifyTypes.COOKIE);
  const hashes = (type: number): readonly Uint8Array[] =>
    notifies.filter((one) => one.type === type).map(({ data }) => data);
  return {
    ...(error === undefined ? {} : { says: notifyName(error.type, 2) }),
    isError: error !== undefined,
    ...translated("senderTranslated", hashes(notifyTypes.NAT_DETECTION_SOURCE_IP), message, from),
    ...translated("receiverTranslated", hashes(notifyTypes.NAT_DETECTION_DESTINATION_IP), message, to),
  };
}

/** RFC 2409 appendix A and draft-ietf-ipsec-isakmp-xauth-06: with and without XAUTH. */
const authenticationMethods: ReadonlyMap<number, CaptureTunnel["authentication"]> = new Map([
  [1, "pre-shared-key"],
  [65_001, "pre-shared-key"],
  [3, "certificate"],
  [65_005, "certificate"],
]);

function clearV1(message: IkeMessage, { from, to }: Seen<IkeDatagram>): ClearText {
  const notify = message.payloads
    .filter(({ type }) => type === payloadTypes.notificationV1)
    .map(({ body }) => decodeNotificationV1(body))
    .find((one) => one.ok && one.value.type < firstStatusNotifyV1);
  const offered = readMainModeSa(message);
  const [chosen] = offered.ok ? offered.value : [];
  const [receiver, ...own] = readMainModeKeyExchange(message)?.natDetection ?? [];
  return {
    ...(notify?.ok === true ? { says: notifyName(notify.value.type, 1) } : {}),
    isError: notify !== undefined,
    ...(chosen === undefined ? {} : { authentication: authenticationMethods.get(chosen.authentication) ?? "other" }),
    ...translated("senderTranslated", own, message, from),
    ...translated("receiverTranslated", receiver === undefined ? [] : [receiver], message, to),
  };
}

/** The hash in use is known by its size. */
const algorithmsBySize: ReadonlyMap<number, NatDetectionAlgorithm> = new Map([
  [16, "md5"],
  [20, "sha1"],
  [32, "sha256"],
  [48, "sha384"],
  [64, "sha512"],
]);

function translated<Key extends "senderTranslated" | "receiverTranslated">(
  key: Key,
  hashes: readonly Uint8Array[],
  { header }: IkeMessage,
  endpoint: Endpoint,
): Partial<Record<Key, boolean>> {
  const algorithm = algorithmsBySize.get(hashes[0]?.length ?? 0);
  if (algorithm === undefined) return {};
  const own = natDetectionHash(header.initiatorSpi, header.responderSpi, endpoint, algorithm);
  return { [key]: !hashes.some((hash) => equalOctets(hash, own)) } as Partial<Record<Key, boolean>>;
}
