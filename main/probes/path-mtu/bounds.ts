import type { AddressFamily } from "../../model/ports/udp.ts";
import { copiesForTooBig } from "./plan.ts";
import type { PathMtuState } from "./search.ts";

/** RFC 1122 section 3.3.2 and RFC 8200 section 5: what every path carries. */
export const floorBytes: Readonly<Record<AddressFamily, number>> = { ipv4: 576, ipv6: 1280 };
/** No path through the internet is wider, and no VPN would use it. */
export const widestBytes = 1500;

/** Why a search got no answer at all. */
export function silenceReason({ packets, sendFailure }: PathMtuState): string {
  return packets === 0 && sendFailure !== null
    ? `The system sent none of the packets: ${sendFailure}.`
    : "no packet that must not be fragmented was answered, of whatever size";
}

/** The largest size that the path may carry, from what was sent and not answered. */
export function upperBoundBytes(state: PathMtuState, answeredBytes: number, linkMtuBytes: number): number {
  if (answeredBytes >= state.topBytes) return state.topBytes === widestBytes ? linkMtuBytes : state.topBytes;
  const tooBig = [...state.unanswered].filter(([size, copies]) => size > answeredBytes && copies >= copiesForTooBig);
  return Math.min(state.topBytes, ...tooBig.map(([size]) => size - 1));
}
