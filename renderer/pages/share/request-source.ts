import type { RequestSource } from "../../bridge/bridge.ts";

/** More than any request has; the program names the exact limit for what is smaller. */
const maxRequestCharacters = 64 * 1024;

/**
 * What a person pasted: the link in it, where there is one (a ticket has text around it, and mail programs break or quote
 * lines), else the whole text as the content of a request's file. Undefined where it is empty or far too long.
 */
export function requestSourceOf(pasted: string): RequestSource | undefined {
  const text = pasted.trim();
  if (text === "" || text.length > maxRequestCharacters) return undefined;
  const link = /tunnel-doctor:\/\/request\/1\/?\?d=[\w-]+/i.exec(text)?.[0];
  return { content: link ?? text };
}

/** A chosen file; undefined where it is far too large to be a request. */
export async function requestInFile(file: Blob): Promise<RequestSource | undefined> {
  return file.size > maxRequestCharacters ? undefined : requestSourceOf(await file.text());
}
