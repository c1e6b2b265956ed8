/** IANA: openvpn. */
export const openvpnPort = 1194;

/** https://openvpn.net/community-resources/openvpn-protocol/ and ssl_pkt.h of OpenVPN 2.6. */
const opcodes: ReadonlyMap<number, string> = new Map([
  [3, "P_CONTROL_SOFT_RESET_V1"],
  [4, "P_CONTROL_V1"],
  [5, "P_ACK_V1"],
  [6, "P_DATA_V1"],
  [7, "P_CONTROL_HARD_RESET_CLIENT_V2"],
  [8, "P_CONTROL_HARD_RESET_SERVER_V2"],
  [9, "P_DATA_V2"],
  [10, "P_CONTROL_HARD_RESET_CLIENT_V3"],
  [11, "P_CONTROL_WKC_V1"],
]);

export interface OpenvpnMessage {
  readonly name: string;
  readonly kind: "client-reset" | "server-reset" | "data" | "other";
}

/** Reads the first byte of an OpenVPN packet in a UDP payload; null when it is none. */
export function decodeOpenvpn(octets: Uint8Array): OpenvpnMessage | null {
  const opcode = (octets[0] ?? 0) >>> 3;
  const name = opcodes.get(opcode);
  if (name === undefined) return null;
  if (opcode === 7 || opcode === 10) return { name, kind: "client-reset" };
  if (opcode === 8) return { name, kind: "server-reset" };
  return { name, kind: opcode === 6 || opcode === 9 ? "data" : "other" };
}
