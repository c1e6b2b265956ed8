import type { Endpoint } from "../model/ports/udp.ts";

/** A message at its place in the capture. */
export interface Seen<Message> {
  readonly packetNumber: number;
  readonly atMs: number;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly message: Message;
}

/** `192.0.2.10:500`, or `[2001:db8::9]:500`. */
export function endpointOf({ address, port }: Endpoint): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The host of a text that `endpointOf` made. */
export function hostOf(endpoint: string): string {
  const end = endpoint.lastIndexOf(":");
  return endpoint.startsWith("[") ? endpoint.slice(1, end - 1) : endpoint.slice(0, end);
}

/** The port of a text that `endpointOf` made. */
export function portOf(endpoint: string): number {
  return Number(endpoint.slice(endpoint.lastIndexOf(":") + 1));
}
