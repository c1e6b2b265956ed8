/*
 * macOS keeps what it knows of the network in a store, and `scutil` tells when a part of it changes
 * (SystemConfiguration, scutil.tproj/notifications.c). It reads commands for as long as somebody could write one, so that
 * its input stays open.
 */

/** What a change of a part of the store asks to be read again. */
type Asks = "network" | "wifi";

interface StoreRow {
  /** Of whole keys, as a regular expression for both `n.add KEY pattern` and here. */
  readonly keys: string;
  readonly asks: Asks;
  readonly samples: readonly string[];
}

/** Parts of the store (SCSchemaDefinitions.h). Keys of the Wi-Fi come with each roam, and while it looks for networks. */
export const storeRows: readonly StoreRow[] = [
  {
    keys: "State:/Network/Global/(IPv4|IPv6|DNS)",
    asks: "network",
    samples: ["State:/Network/Global/IPv4", "State:/Network/Global/DNS"],
  },
  {
    keys: "State:/Network/Interface/[^/]+/(IPv4|IPv6|Link)",
    asks: "network",
    samples: ["State:/Network/Interface/en0/Link", "State:/Network/Interface/utun4/IPv4"],
  },
  { keys: "State:/Network/Interface", asks: "network", samples: ["State:/Network/Interface"] },
  {
    keys: "State:/Network/Service/[^/]+/(IPv4|IPv6|DNS|PPP|IPSec|VPN)",
    asks: "network",
    samples: ["State:/Network/Service/0B6C8A9E-1D2F-4C3B-9A55-2F1E7D6C5B4A/IPSec"],
  },
  {
    keys: "State:/Network/Interface/[^/]+/AirPort",
    asks: "wifi",
    samples: ["State:/Network/Interface/en0/AirPort"],
  },
];

/** What `scutil` is told to do. */
export const storeCommands = [...storeRows.map(({ keys }) => `n.add ${keys} pattern`), "n.watch", ""].join("\n");

/** ` 9:41:07.120 (+2.113) changedKey [0] = State:/…`, after a line that says that something has changed. */
const changedKey = /\bchanged ?key \[\d{1,4}\] = (?<key>State:\S{1,200})\s*$/iu;
const patterns = storeRows.map(({ keys, asks }) => ({ pattern: new RegExp(`^${keys}$`, "u"), asks }));

/** What a line of `scutil` asks for; null where it is no key that is watched. */
export function askedBy(line: string): Asks | null {
  const key = changedKey.exec(line)?.groups?.["key"];
  return key === undefined ? null : (patterns.find(({ pattern }) => pattern.test(key))?.asks ?? null);
}

/** Far longer than any key. */
const maxLineLength = 1_000;

/** Takes what `scutil` prints, in pieces that may end anywhere, and passes on what its lines ask for. */
export function storeReader(ask: (asked: Asks) => void): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  let rest = "";
  return (bytes) => {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = (lines.pop() ?? "").slice(-maxLineLength);
    for (const asked of new Set(lines.flatMap((line) => askedBy(line) ?? []))) ask(asked);
  };
}
