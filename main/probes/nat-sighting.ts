import type { SendResult, UdpSocket } from "../model/ports/udp.ts";
import type { NatEnds, ProbeContext } from "./context.ts";
import { converse } from "./conversation.ts";
import type { NatDetectionProof } from "./ike/external-port.ts";
import { hashOfMainMode } from "./ike/nat-detection.ts";
import { notifyTypes } from "./ike/notify.ts";
import { mainModeExchange, type MainModeResult } from "./main-mode-exchange.ts";
import { mainModeRequests, wasProposed } from "./main-mode-request.ts";
import { cancelledReason } from "./measured.ts";
import { natExchangeMachine, type NatResult } from "./nat-exchange.ts";
import { offeredGroups, saInitRequests } from "./sa-init-request.ts";

/** What one exchange of NAT detection with a gateway brought. */
export type NatSighting =
  | {
      readonly kind: "seen";
      /** This computer as the gateway sees it. */
      readonly client: NatDetectionProof;
      /** The gateway as it sees itself. */
      readonly gateway: NatDetectionProof;
      readonly roundTripMs: number | null;
      readonly vendorIds: readonly Uint8Array[];
    }
  | NotSeen;

interface NotSeen {
  readonly kind: "unknown" | "failed";
  readonly reason: string;
  /** The gateway has answered, but wants no connection in this version. */
  readonly refused: boolean;
  readonly roundTripMs: number | null;
  readonly vendorIds: readonly Uint8Array[];
}

export type IkeVersion = "ikev1" | "ikev2";

/**
 * One NAT detection with the gateway's port, in IKEv2 by IKE_SA_INIT (RFC 7296 section 2.23), in IKEv1 by the first four
 * messages of Main Mode (RFC 3947). Opens one half-open SA at most, out of the run's ration; without any left it sends
 * nothing. At most 9 packets.
 */
export async function sightNat(
  context: ProbeContext,
  socket: UdpSocket,
  ends: NatEnds,
  version: IkeVersion,
): Promise<NatSighting> {
  const { clock, halfOpen } = context;
  if (!halfOpen.take(clock.monotonicMs())) {
    return unseen("the gateway was asked for as many unfinished connections as is polite; try again in half a minute");
  }
  const sighting = await exchange(context, socket, ends, version);
  if (sighting.kind === "unknown" && sighting.refused) halfOpen.giveBack();
  return sighting;
}

async function exchange(
  context: ProbeContext,
  socket: UdpSocket,
  ends: NatEnds,
  version: IkeVersion,
): Promise<NatSighting> {
  const { random } = context;
  const port = { number: ends.gateway.port, marked: ends.marked };
  if (version === "ikev2") {
    const machine = natExchangeMachine(offeredGroups);
    const { result } = await converse(context, socket, port, machine, saInitRequests(random, ends));
    return sightingOfSaInit(result);
  }
  const machine = mainModeExchange(wasProposed);
  const { result } = await converse(context, socket, port, machine, mainModeRequests(random, ends));
  return sightingOfMainMode(result);
}

function unseen(reason: string, known: Partial<NotSeen> = {}): NatSighting {
  return { kind: "unknown", reason, refused: false, roundTripMs: null, vendorIds: [], ...known };
}

/**
 * In a response NAT_DETECTION_DESTINATION_IP is this computer as the gateway sees it, NAT_DETECTION_SOURCE_IP the gateway
 * as it sees itself.
 */
function sightingOfSaInit(result: NatResult | null): NatSighting {
  if (result === null) return unseen(cancelledReason);
  switch (result.kind) {
    case "answered": {
      const { initiatorSpi, responderSpi } = result.reply;
      const { notifies } = result.content;
      const { roundTripMs } = result;
      const proof = (wanted: number): NatDetectionProof => ({
        initiatorSpi,
        responderSpi,
        algorithm: "sha1",
        hashes: notifies.filter(({ type }) => type === wanted).map(({ data }) => data),
      });
      const client = proof(notifyTypes.NAT_DETECTION_DESTINATION_IP);
      const gateway = proof(notifyTypes.NAT_DETECTION_SOURCE_IP);
      if (client.hashes.length === 0 || gateway.hashes.length === 0) return unseen(noNatDetection, { roundTripMs });
      return { kind: "seen", client, gateway, roundTripMs, vendorIds: result.content.vendorIds };
    }
    case "not-accepted":
      return unseen(
        result.majorVersion === 1
          ? `the gateway speaks IKEv1 only (it answered ${result.answer})`
          : `the gateway accepts no IKEv2 connection of an unknown client (it answered ${result.answer})`,
        { refused: true },
      );
    case "silent":
      return unseen("the gateway did not answer an IKEv2 IKE_SA_INIT; if it speaks IKEv1 only, that is normal");
    case "refused":
    case "not-sent":
      return notReached(result);
  }
}

/** In Main Mode the first hash is the receiver's, the others are the sender's own (RFC 3947 section 3.2). */
function sightingOfMainMode(result: MainModeResult | null): NatSighting {
  if (result === null) return unseen(cancelledReason);
  switch (result.kind) {
    case "answered": {
      const { agreement, keys } = result;
      const { roundTripMs, vendorIds, initiatorCookie, responderCookie } = agreement;
      const algorithm = hashOfMainMode(agreement.transform.hash);
      if (keys === null) return unseen("the gateway did not go on with the handshake", { roundTripMs, vendorIds });
      const [seen, ...own] = keys.natDetection;
      if (seen === undefined || own.length === 0 || algorithm === null) {
        return unseen(noNatDetection, { roundTripMs, vendorIds });
      }
      const proof = (hashes: readonly Uint8Array[]): NatDetectionProof => ({
        initiatorSpi: initiatorCookie,
        responderSpi: responderCookie,
        algorithm,
        hashes,
      });
      return { kind: "seen", client: proof([seen]), gateway: proof(own), roundTripMs, vendorIds };
    }
    case "not-accepted":
      return unseen(`the gateway accepts no IKEv1 connection of an unknown client (it answered ${result.answer})`, {
        refused: true,
      });
    case "silent":
      return unseen("the gateway did not answer an IKEv1 Main Mode message");
    case "refused":
    case "not-sent":
      return notReached(result);
  }
}

const noNatDetection = "the gateway does not take part in NAT detection";

function notReached(
  result: { readonly kind: "refused" } | { readonly kind: "not-sent"; readonly result: SendResult },
): NatSighting {
  return result.kind === "refused"
    ? unseen("the gateway refused the port (ICMP port unreachable)")
    : {
        kind: "failed",
        reason: `The system sent no packet to the gateway: ${result.result}.`,
        refused: false,
        roundTripMs: null,
        vendorIds: [],
      };
}
