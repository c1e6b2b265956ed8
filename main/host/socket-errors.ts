import type { Arrival, SendResult } from "../model/ports/udp.ts";

/*
 * Error names of sockets (POSIX; libuv maps the codes of Windows to them) and what they say about a datagram that was
 * sent, or about an ICMP error that was heard.
 */
const sendResults: Readonly<Record<string, SendResult>> = {
  EMSGSIZE: "too-big",
  ECONNREFUSED: "refused",
  ECONNRESET: "refused",
  ENETUNREACH: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EHOSTDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  EPERM: "not-permitted",
  EACCES: "not-permitted",
};

/** What a failed send means. */
export function sendResultOf(errorName: string): SendResult {
  return sendResults[errorName] ?? "failed";
}

/** What an error on receiving says about the remote host; null when it says nothing. */
export function arrivalKindOf(errorName: string): Exclude<Arrival["kind"], "datagram"> | null {
  const result = sendResultOf(errorName);
  return result === "refused" || result === "unreachable" ? result : null;
}
