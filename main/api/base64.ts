import { failure, success, type Outcome } from "../model/failure.ts";

/** Bytes as base64 text. (Uint8Array.prototype.toBase64 takes its place once every supported runtime has it.) */
export function encodeBase64(bytes: Uint8Array): string {
  // String.fromCharCode takes a bounded number of arguments; three divides the size, so that the parts can be joined.
  const partBytes = 0x6000;
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += partBytes) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + partBytes))));
  }
  return parts.join("");
}

/** The bytes again; `invalid-input` where the text is no base64. */
export function decodeBase64(text: string): Outcome<Uint8Array> {
  try {
    return success(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return failure("invalid-input", "The content is no base64.");
  }
}
