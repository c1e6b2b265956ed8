import { uint16At } from "./octets.ts";

/** RFC 2661 section 8.1; it is seen on the wire only where L2TP goes without IPsec. */
export const l2tpPort = 1701;

/** RFC 2661 section 3.1: bits of the first 16. */
const bits = { control: 0x8000, length: 0x4000, sequence: 0x0800 } as const;
/** RFC 2661 section 6. */
const messageTypes: ReadonlyMap<number, string> = new Map([
  [1, "SCCRQ"],
  [2, "SCCRP"],
  [3, "SCCCN"],
  [4, "StopCCN"],
  [6, "HELLO"],
  [7, "OCRQ"],
  [8, "OCRP"],
  [9, "OCCN"],
  [10, "ICRQ"],
  [11, "ICRP"],
  [12, "ICCN"],
  [14, "CDN"],
  [15, "WEN"],
  [16, "SLI"],
]);

export type L2tpMessage =
  | { readonly kind: "data"; readonly tunnelId: number }
  | {
      readonly kind: "control";
      /** Chosen by the receiver; 0 in the first message. */
      readonly tunnelId: number;
      /** Null: a Zero-Length Body, which only acknowledges. */
      readonly name: string | null;
      readonly sequence: number;
      /** The next number that the sender expects: all below it have arrived. */
      readonly expected: number;
      /** The tunnel id that the sender assigns to itself, in SCCRQ, SCCRP and StopCCN. */
      readonly assignedTunnelId: number | null;
    };

/** Reads an L2TPv2 message in a UDP payload; null when it is none. */
export function decodeL2tp(octets: Uint8Array): L2tpMessage | null {
  if (octets.length < 6) return null;
  const flags = uint16At(octets, 0);
  if ((flags & 0x000f) !== 2) return null;
  const hasLength = (flags & bits.length) !== 0;
  if ((flags & bits.control) === 0) return { kind: "data", tunnelId: uint16At(octets, hasLength ? 4 : 2) };
  // Control messages always carry a length and sequence numbers.
  if (!hasLength || (flags & bits.sequence) === 0 || octets.length < 12) return null;
  const end = Math.min(octets.length, uint16At(octets, 2));
  return {
    kind: "control",
    tunnelId: uint16At(octets, 4),
    sequence: uint16At(octets, 8),
    expected: uint16At(octets, 10),
    ...readAttributes(octets.subarray(12, Math.max(12, end))),
  };
}

/** RFC 2661 section 4.1: flags and length, vendor, type, value. Message Type is 0, Assigned Tunnel ID is 9. */
function readAttributes(octets: Uint8Array): {
  readonly name: string | null;
  readonly assignedTunnelId: number | null;
} {
  let name: string | null = null;
  let assignedTunnelId: number | null = null;
  let offset = 0;
  while (offset + 6 <= octets.length) {
    const sizeBytes = uint16At(octets, offset) & 0x03ff;
    if (sizeBytes < 6 || offset + sizeBytes > octets.length) break;
    const type = uint16At(octets, offset + 4);
    const isIetf = uint16At(octets, offset + 2) === 0 && sizeBytes === 8;
    if (isIetf && type === 0) {
      const number = uint16At(octets, offset + 6);
      name = messageTypes.get(number) ?? `message ${number}`;
    }
    if (isIetf && type === 9) assignedTunnelId = uint16At(octets, offset + 6);
    offset += sizeBytes;
  }
  return { name, assignedTunnelId };
}
