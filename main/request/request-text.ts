import { deflateSync, inflateSync } from "fflate";
import { decodeBase64Url, encodeBase64Url } from "../bundle/base64url.ts";
import { fingerprintOf } from "../bundle/sign.ts";
import type { DiagnosisRequest } from "../model/diagnosis-request.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { maxRequestBytes } from "./limits.ts";

/* The forms in which a request travels: a file, a link, and a text for a ticket. */

/** Registered for the desktop app. */
export const requestScheme = "tunnel-doctor";
const linkStart = `${requestScheme}://request/1?d=`;

/**
 * Windows hands a link to a program in at most 2083 characters (INTERNET_MAX_URL_LENGTH in wininet.h); many mail programs
 * break longer ones.
 */
export const maxLinkCharacters = 2048;

/** The content of a `.tdrequest` file. */
export function requestFileText(request: DiagnosisRequest): string {
  return `${JSON.stringify(request, null, 2)}\n`;
}

/** `case-1234.tdrequest`, with only characters that every file system takes. */
export function requestFileName({ caseId, id }: DiagnosisRequest): string {
  const safe = (caseId ?? "").replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  return `${safe === "" ? `request-${id}` : safe}.tdrequest`;
}

/**
 * The request as a link: its JSON deflated (RFC 1951) and in base64url. `too-large` where the link would be cut on the way;
 * the file carries it then.
 */
export function requestLink(request: DiagnosisRequest): Outcome<string> {
  const packed = deflateSync(new TextEncoder().encode(JSON.stringify(request)), { level: 9 });
  const link = `${linkStart}${encodeBase64Url(packed)}`;
  return link.length <= maxLinkCharacters
    ? success(link)
    : failure("too-large", `This request is too large for a link (${link.length} characters); send the file.`);
}

/** What a link says that nobody made like this. */
export const linkDamaged = failure("refused", "This link was changed or cut on the way.");

/** The JSON text in a link; the link may come from anywhere. */
export function readRequestLink(link: string): Outcome<string> {
  const notALink = failure("invalid-input", `This is no link to a request (${linkStart}…).`);
  // Browsers write "://request/1" as it is or with the slash that a path starts with.
  const packedText = /^tunnel-doctor:\/\/request\/1\/?\?d=([\w-]+)$/i.exec(link.trim())?.[1];
  if (packedText === undefined) return notALink;
  if (link.trim().length > maxLinkCharacters) return failure("refused", "This link is longer than a request can be.");
  const packed = decodeBase64Url(packedText);
  if (packed === null) return linkDamaged;
  try {
    // A buffer of fixed size bounds what a small link can unpack to; what does not fit is cut, and then is no JSON.
    const text = inflateSync(packed, { out: new Uint8Array(maxRequestBytes + 1) });
    return success(new TextDecoder("utf-8", { fatal: true }).decode(text));
  } catch {
    return linkDamaged;
  }
}

/** Is this meant to be a link rather than a file's name or content? */
export function looksLikeRequestLink(text: string): boolean {
  return new RegExp(`^\\s*${requestScheme}:`, "i").test(text);
}

/** A few lines to paste into a ticket or a message. */
export function ticketText(request: DiagnosisRequest, link: string | undefined): string {
  const about = request.caseId === undefined ? "" : ` for ${request.caseId}`;
  const file = requestFileName(request);
  return [
    `${request.from} asks for a check of your VPN${about}${request.reason === undefined ? "." : `: ${request.reason}`}`,
    "",
    link === undefined
      ? `Open the attached file ${file} with Tunnel Doctor.`
      : `Open this link with Tunnel Doctor, or the attached file ${file}:`,
    ...(link === undefined ? [] : [link]),
    "",
    `In a terminal: tunnel-doctor check --request ${file}`,
    "You see what is asked for before anything is sent. The result can be opened by the helpdesk only.",
    `Valid until ${utcText(request.expiresAt)}. Fingerprint of the sender: ${fingerprintOf(request.signerKey)}`,
    "",
  ].join("\n");
}

/** `2026-11-30 12:00 UTC` */
export function utcText(isoTime: string): string {
  return `${new Date(isoTime).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
