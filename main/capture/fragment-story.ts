import type { CaptureStory } from "../model/capture-story.ts";
import { createBoundedMap } from "./bounded-list.ts";
import type { IpPacket } from "./ip.ts";

/** RFC 791 section 3.2 and RFC 8200 section 4.5: pieces of one datagram come within this time, or it is given up. */
const reassemblyMs = 60_000;
/** Datagrams that wait for pieces at the same time. */
const mostOpen = 4096;
const mostPieces = 256;
const mostDirections = 256;

interface Datagram {
  readonly direction: Direction;
  readonly startedAtMs: number;
  /** Offset and size of each piece. */
  readonly pieces: Map<number, number>;
  hasFirst: boolean;
  totalBytes: number | null;
}

interface Direction {
  readonly from: string;
  readonly to: string;
  datagrams: number;
  complete: number;
  incomplete: number;
  largestBytes: number;
}

export interface FragmentStory {
  readonly add: (packet: IpPacket, atMs: number) => void;
  readonly told: () => CaptureStory["fragments"];
}

/** Follows which fragmented datagrams came whole. Nothing is put together: sizes and offsets are enough. */
export function createFragmentStory(): FragmentStory {
  const directions = createBoundedMap<string, Direction>(mostDirections);
  const giveUp = ({ direction, hasFirst }: Datagram): void => {
    if (hasFirst) direction.incomplete += 1;
  };
  const open = createBoundedMap<string, Datagram>(mostOpen, giveUp);

  return {
    add: ({ source, destination, protocol, fragment, payloadBytes }, atMs) => {
      if (fragment === null) return;
      const hosts = `${source} ${destination}`;
      const key = `${hosts} ${protocol} ${fragment.identification}`;
      let datagram = open.get(key);
      if (datagram !== undefined && atMs - datagram.startedAtMs > reassemblyMs) {
        giveUp(datagram);
        open.delete(key);
        datagram = undefined;
      }
      if (datagram === undefined) {
        let direction = directions.get(hosts);
        if (direction === undefined) {
          direction = { from: source, to: destination, datagrams: 0, complete: 0, incomplete: 0, largestBytes: 0 };
          directions.set(hosts, direction);
        }
        direction.datagrams += 1;
        datagram = { direction, startedAtMs: atMs, pieces: new Map(), hasFirst: false, totalBytes: null };
        open.set(key, datagram);
      }
      if (datagram.pieces.size < mostPieces) datagram.pieces.set(fragment.offsetBytes, payloadBytes);
      if (fragment.offsetBytes === 0) datagram.hasFirst = true;
      if (fragment.isLast) datagram.totalBytes = fragment.offsetBytes + payloadBytes;
      const here = [...datagram.pieces.values()].reduce((sum, bytes) => sum + bytes, 0);
      if (datagram.totalBytes === null || here < datagram.totalBytes) return;
      datagram.direction.complete += 1;
      datagram.direction.largestBytes = Math.max(datagram.direction.largestBytes, datagram.totalBytes);
      open.delete(key);
    },
    told: () => {
      for (const datagram of open.values()) giveUp(datagram);
      return [...directions.values()];
    },
  };
}
