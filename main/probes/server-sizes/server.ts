import type { UdpSocket } from "../../model/ports/udp.ts";
import type { ProbeContext } from "../context.ts";
import { askStun, type StunTarget } from "../nat-type/ask-stun.ts";
import { cookieSizeBytes } from "../stun/delayed-answer.ts";
import { encodeSizedAnswer, findSizedAnswer } from "../stun/sized-answer.ts";

/** A STUN server, and the local address to reach it from. */
export interface SizeServer extends StunTarget {
  readonly bindAddress?: string;
}

/** What a server can do for measurements of sizes. */
export type SizeService =
  /** A responder of ours; `keepsWhole`: its answers can leave with the don't-fragment bit. */
  | { readonly kind: "responder"; readonly cookie: Uint8Array; readonly keepsWhole: boolean }
  | { readonly kind: "plain" };

/** The most that `askService` sends. */
export const askServicePackets = 5;

/** Finds out what kind of server it is; null where it does not answer. */
export async function askService(
  context: ProbeContext,
  socket: UdpSocket,
  server: SizeServer,
): Promise<SizeService | null> {
  const cookie = new Uint8Array(cookieSizeBytes);
  const extra = [encodeSizedAnswer({ operation: "ask", sizeBytes: 0, dontFragment: true, cookie })];
  const response = await askStun(context, socket, { to: server, from: server, extra });
  if (response === null) return null;
  const said = findSizedAnswer(response.attributes);
  return said?.operation === "cookie" && said.cookie !== undefined
    ? { kind: "responder", cookie: said.cookie, keepsWhole: said.dontFragment }
    : { kind: "plain" };
}

/** Reason of every measurement with a server that is silent. */
export const silentServerReason = "the server did not answer";
