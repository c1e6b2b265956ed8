/**
 * The flood protection of a gateway, with the numbers of strongSwan (charon.cookie_threshold_ip, charon.block_threshold,
 * charon.half_open_timeout): who opens too many IKE SAs without finishing them is asked for a cookie, then ignored.
 */
export const cookieThreshold = 3;
export const blockThreshold = 5;
const halfOpenTimeoutMs = 30_000;
/** However many addresses call, memory stays bounded. */
const maximumHalfOpen = 1024;

interface HalfOpenSa {
  readonly peerAddress: string;
  /** The answer that was sent, for requests that are repeated. */
  readonly response: Uint8Array;
  readonly openedAtMs: number;
  /** In IKEv1: what was agreed, and the answer to the key exchange once that was sent. */
  readonly mainMode?: {
    readonly responderCookie: Uint8Array;
    readonly hash: number;
    readonly group: number;
    readonly keyResponse?: Uint8Array;
  };
}

export interface HalfOpenTable {
  readonly find: (spi: string, nowMs: number) => HalfOpenSa | undefined;
  readonly countFrom: (peerAddress: string, nowMs: number) => number;
  readonly open: (spi: string, sa: HalfOpenSa) => void;
  readonly close: (spi: string) => void;
}

/** An empty table, keyed by the initiator's SPI. */
export function createHalfOpenTable(): HalfOpenTable {
  const table = new Map<string, HalfOpenSa>();
  const expire = (nowMs: number) => {
    for (const [spi, { openedAtMs }] of table) if (nowMs >= openedAtMs + halfOpenTimeoutMs) table.delete(spi);
  };
  return {
    find: (spi, nowMs) => {
      expire(nowMs);
      return table.get(spi);
    },
    countFrom: (peerAddress, nowMs) => {
      expire(nowMs);
      return [...table.values()].filter((sa) => sa.peerAddress === peerAddress).length;
    },
    open: (spi, sa) => {
      if (table.size < maximumHalfOpen) table.set(spi, sa);
    },
    close: (spi) => void table.delete(spi),
  };
}
