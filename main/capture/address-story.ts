import type { CaptureStory, CaptureTunnel } from "../model/capture-story.ts";
import type { Endpoint } from "../model/ports/udp.ts";
import { createBoundedList, createBoundedMap } from "./bounded-list.ts";
import { endpointOf, hostOf, type Seen } from "./seen.ts";

const mostFollowed = 4096;
const mostKept = 1000;

type AddressChange = CaptureStory["addressChanges"][number];

export interface AddressStory {
  /** `tunnel`: what should stay the same while its sender stays where it is: an SPI, and the receiver's port. */
  readonly add: (tunnel: string, seen: Seen<unknown>) => void;
  readonly entries: readonly AddressChange[];
  readonly leftOut: () => number;
}

/** Notices when packets of one SA come from another address or port than before. */
export function createAddressStory(): AddressStory {
  const last = createBoundedMap<string, Endpoint>(mostFollowed);
  const changes = createBoundedList<AddressChange>(mostKept);
  return {
    entries: changes.entries,
    leftOut: changes.leftOut,
    add: (tunnel, { from, to, atMs, packetNumber }) => {
      // On the way from port 500 to 4500 everything changes; that is no move.
      const key = `${tunnel} ${to.port}`;
      const before = last.get(key);
      if (before !== undefined && (before.address !== from.address || before.port !== from.port)) {
        const hosts = { before: endpointOf(before), after: endpointOf(from) };
        changes.add({ atMs, packetNumber, tunnel, ...hosts, kind: "same-tunnel" });
      }
      last.set(key, from);
    },
  };
}

/** Clients that began again from another address: told by captures made at the client, where there is only one. */
export function newAddresses(
  tunnels: readonly CaptureTunnel[],
  packetNumberAt: (atMs: number) => number,
): readonly AddressChange[] {
  const begun = tunnels.filter(({ beginSeen }) => beginSeen).toSorted((a, b) => a.firstAtMs - b.firstAtMs);
  return begun.slice(1).flatMap((tunnel, index): readonly AddressChange[] => {
    const before = begun[index];
    if (before === undefined || hostOf(before.responder) !== hostOf(tunnel.responder)) return [];
    if (hostOf(before.initiator) === hostOf(tunnel.initiator)) return [];
    const { firstAtMs: atMs, id } = tunnel;
    const hosts = { before: before.initiator, after: tunnel.initiator };
    return [{ atMs, packetNumber: packetNumberAt(atMs), tunnel: id, ...hosts, kind: "new-tunnel" }];
  });
}
