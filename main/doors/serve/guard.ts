import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { failure, success, type Outcome } from "../../model/failure.ts";

/** 256 bits: as hard to guess as a key. */
const tokenBytes = 32;

/** What a request says about where it comes from. */
export interface RequestOrigin {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/** A new secret for one run of the server; only who was given the address has it. */
export function createToken(): string {
  return randomBytes(tokenBytes).toString("base64url");
}

/**
 * Whether a request was meant for this server. The names are fixed, so that a foreign name that was pointed at
 * 127.0.0.1 (DNS rebinding) does not get in; a browser sends `Origin` with what a foreign page asks for.
 */
export function checkOrigin(request: RequestOrigin, port: number): Outcome<undefined> {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (request.host === undefined || !hosts.includes(request.host.toLowerCase())) {
    return failure("refused", `This server answers to http://127.0.0.1:${port} only.`);
  }
  if (request.origin !== undefined && request.origin !== `http://${request.host.toLowerCase()}`) {
    return failure("refused", "This request comes from another web page.");
  }
  return success(undefined);
}

/** Whether the `Authorization` header carries the token; the time it takes tells nothing about the token. */
export function checkToken(authorization: string | undefined, token: string): Outcome<undefined> {
  const given = /^Bearer ([\w-]{1,128})$/.exec(authorization ?? "")?.[1];
  if (given !== undefined && timingSafeEqual(digest(given), digest(token))) return success(undefined);
  return failure(
    "not-permitted",
    "This request lacks the secret of this run; open the address that was printed at the start.",
  );
}

/** Hashing first makes both sides equally long, which the comparison needs. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
