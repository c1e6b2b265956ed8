import { request } from "node:https";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { HttpsClient, PutAnswer } from "../model/ports/https.ts";

/** One PUT as a whole: a peer that takes a byte now and then is not waited for. */
const longestPutMs = 15 * 60_000;

/** OpenSSL's and Node's codes for certificates that are not trusted (tls documentation, "X509 certificate error codes"). */
const certificateCodes = /CERT|SIGNATURE|SELF_SIGNED|HOSTNAME_MISMATCH|ERR_TLS/;

/**
 * PUT over TLS.
 *
 * @param trustedCertificates PEM of certificates that count instead of the system's, for tests
 */
export function createHttpsClient(trustedCertificates?: string): HttpsClient {
  return {
    put: (url, content, timeoutMs, signal) =>
      new Promise<Outcome<PutAnswer>>((resolve) => {
        const { host } = new URL(url);
        const tooLong = AbortSignal.timeout(longestPutMs);
        const sent = request(url, {
          method: "PUT",
          // A connection of its own, which ends with this answer.
          agent: false,
          headers: { "content-length": content.length, "content-type": "application/octet-stream" },
          timeout: timeoutMs,
          minVersion: "TLSv1.2",
          ...(trustedCertificates === undefined ? {} : { ca: trustedCertificates }),
          signal: signal === undefined ? tooLong : AbortSignal.any([signal, tooLong]),
        });
        const giveUp = (outcome: Outcome<PutAnswer>): void => {
          resolve(outcome);
          sent.destroy();
        };
        sent.on("timeout", () => giveUp(failure("timed-out", `${host} gave no answer within ${timeoutMs / 1000} s.`)));
        sent.on("error", (error) =>
          giveUp(
            tooLong.aborted && signal?.aborted !== true
              ? failure("timed-out", `${host} did not take the bundle within ${longestPutMs / 60_000} minutes.`)
              : connectionFailure(host, error),
          ),
        );
        sent.on("response", (response) => {
          const { statusCode = 0, headers } = response;
          const seconds = Number(headers["retry-after"] ?? NaN);
          const answer: PutAnswer = {
            status: statusCode,
            ...(headers.location === undefined ? {} : { location: headers.location }),
            ...(Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {}),
          };
          // The status says it all; what follows it is not read, so that a talkative server costs nothing.
          giveUp(success(answer));
        });
        sent.end(content);
      }),
  };
}

function connectionFailure(host: string, error: Error): Outcome<never> {
  const code = "code" in error ? String(error.code) : "";
  if (error.name === "AbortError") return failure("cancelled", "The upload was stopped.");
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return failure("name-not-resolved", `${host} cannot be found.`);
  if (certificateCodes.test(code)) return failure("refused", `The certificate of ${host} is not trusted (${code}).`);
  return failure("unreachable", `${host} cannot be reached (${code === "" ? error.message.slice(0, 100) : code}).`);
}
