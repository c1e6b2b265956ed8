import { createHmac } from "node:crypto";
import { equalOctets } from "../probes/ike/octets.ts";
import { cookieSizeBytes } from "../probes/stun/delayed-answer.ts";

/** Long enough for the longest delay and a second run right after it. */
const epochMs = 1_200_000;

/** The cookie that only who receives at that source gets to see. */
export function cookieFor(secret: Uint8Array, source: string, nowMs: number): Uint8Array {
  return cookieOfEpoch(secret, source, Math.floor(nowMs / epochMs));
}

/** Whether the cookie was given to that source in this epoch or in the one before. */
export function isCookieOf(cookie: Uint8Array, secret: Uint8Array, source: string, nowMs: number): boolean {
  const epoch = Math.floor(nowMs / epochMs);
  return [epoch, epoch - 1].some((candidate) => equalOctets(cookie, cookieOfEpoch(secret, source, candidate)));
}

function cookieOfEpoch(secret: Uint8Array, source: string, epoch: number): Uint8Array {
  const digest = createHmac("sha256", secret).update(`${epoch} ${source}`).digest();
  return Uint8Array.from(digest.subarray(0, cookieSizeBytes));
}
