import { failure, success, type Failure, type FailureCode, type Outcome } from "../model/failure.ts";
import type { Clock } from "../model/ports/clock.ts";
import type { HttpsClient } from "../model/ports/https.ts";

/*
 * Sends a sealed bundle where a request asked for it. A PUT of the same content to the same name may be repeated without
 * harm (RFC 9110, section 9.2.2): after a broken connection the name is written again and never a second one.
 */

/** The limit of a bundle with room for its seal. */
export const maxUploadBytes = 64 * 1024 * 1024;

const attempts = 5;
const firstPauseMs = 1_000;
/** A server that wants a longer pause is not waited for. */
const longestPauseMs = 30_000;
/** Nothing moved for so long: the connection is dead. */
const idleTimeoutMs = 30_000;
/** All attempts together. */
const totalTimeoutMs = 20 * 60_000;
const maxRedirects = 3;

/** Worth another try: no connection, or one that broke. */
const passingFailures: readonly FailureCode[] = ["unreachable", "timed-out", "name-not-resolved"];
/** Request timeout, too early, too many requests (RFC 9110 section 15.5.9, RFC 8470, RFC 6585); all of 5xx as well. */
const passingStatuses: readonly number[] = [408, 425, 429];

export interface Upload {
  readonly https: HttpsClient;
  readonly clock: Clock;
  readonly url: string;
  readonly content: Uint8Array;
  readonly signal: AbortSignal;
  /** Told before each attempt but the first, why the one before failed. */
  readonly onRetry?: (why: string) => void;
}

/**
 * Uploads with retries: 1 s, 2 s, 4 s and 8 s apart or as the server asks, while the failure may pass (no connection, a
 * broken one, 408, 425, 429, 5xx).
 *
 * @returns how many attempts it took; `refused` where the server says no or points to another host, `unreachable` or
 *   `timed-out` where it could not be reached, `cancelled`, `too-large`
 */
export async function upload(task: Upload): Promise<Outcome<{ readonly attempts: number }>> {
  if (task.content.length > maxUploadBytes) {
    return failure("too-large", `The bundle is larger than ${maxUploadBytes / 1024 / 1024} MiB and is not uploaded.`);
  }
  const endsAtMs = task.clock.monotonicMs() + totalTimeoutMs;
  for (let attempt = 1; ; attempt++) {
    const tried = await followed(task);
    if (tried.kind === "done") return success({ attempts: attempt });
    if (isStopped(task)) return failure("cancelled", "The upload was stopped.");
    if (tried.kind === "final") return { ok: false, error: tried.error };
    const pauseMs = tried.retryAfterMs ?? firstPauseMs * 2 ** (attempt - 1);
    const noTimeLeft = task.clock.monotonicMs() + pauseMs > endsAtMs;
    if (attempt === attempts || pauseMs > longestPauseMs || noTimeLeft) return { ok: false, error: tried.error };
    task.onRetry?.(tried.error.message);
    await task.clock.sleep(pauseMs, task.signal);
    if (isStopped(task)) return failure("cancelled", "The upload was stopped.");
  }
}

function isStopped({ signal }: Upload): boolean {
  return signal.aborted;
}

type Tried =
  | { readonly kind: "done" }
  | { readonly kind: "final"; readonly error: Failure }
  | { readonly kind: "again"; readonly error: Failure; readonly retryAfterMs?: number | undefined };

/** One attempt, with its redirects: only 307 and 308 keep the method, and only the same origin was agreed to. */
async function followed({ https, url, content, signal }: Upload): Promise<Tried> {
  const { host, origin } = new URL(url);
  const refused = (message: string): Tried => ({ kind: "final", error: { code: "refused", message } });
  let at = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const answer = await https.put(at, content, idleTimeoutMs, signal);
    if (!answer.ok)
      return { kind: passingFailures.includes(answer.error.code) ? "again" : "final", error: answer.error };
    const { status, location, retryAfterMs } = answer.value;
    if (status >= 200 && status < 300) return { kind: "done" };
    if (status < 300 || status >= 400) {
      const message = `${host} refused the upload (HTTP status ${status}).`;
      const mayPass = passingStatuses.includes(status) || status >= 500;
      return mayPass ? { kind: "again", error: { code: "refused", message }, retryAfterMs } : refused(message);
    }
    const next = location !== undefined && URL.canParse(location, at) ? new URL(location, at) : null;
    if ((status !== 307 && status !== 308) || next?.origin !== origin) {
      return refused(`${host} sends the upload on to ${next?.host ?? "nowhere"}, which you did not agree to.`);
    }
    at = next.href;
  }
  return refused(`${host} sends the upload in circles.`);
}

/**
 * The address of one bundle: an address that ends with a slash is a folder, and the file's name follows it; any other is
 * the place itself, as presigned addresses of object storage are.
 */
export function uploadAddress(uploadUrl: string, fileName: string): string {
  const url = new URL(uploadUrl);
  if (url.pathname.endsWith("/") && url.search === "") url.pathname += encodeURIComponent(fileName);
  return url.href;
}
