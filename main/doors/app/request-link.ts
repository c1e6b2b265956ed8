import path from "node:path";

/*
 * A request reaches the desktop app as a link (`tunnel-doctor://…`) or as a file (`.tdrequest`), a bundle as a file
 * (`.tdbundle`, sealed `.tdbundle.age`): in the arguments of its first or second start (Windows, Linux), or in an event
 * (macOS). What it says is checked by the calls `request.open` and `bundle.open`; here only its form is looked at.
 */

/** The scheme that the packages register (build/electron-builder.yml). */
export const linkScheme = "tunnel-doctor";

/** What the page hands to the calls about requests, or for the path of a bundle to those about bundles. */
export type RequestSource = { readonly content: string } | { readonly path: string };

/** Windows hands over at most 2083 characters; paths have at most 4096 on Linux. */
const maxCharacters = 4096;

/** The link, if it is one of ours; null for anything else. */
export function requestFromLink(link: string): RequestSource | null {
  return link.length <= maxCharacters && /^tunnel-doctor:\/\/[\x21-\x7e]+$/i.test(link) ? { content: link } : null;
}

/** The endings that the packages register (build/electron-builder.yml). */
const fileName = /\.(?:tdrequest|tdbundle|tdbundle\.age)$/i;

/**
 * The file, if its name is that of a request or a bundle; a relative one is seen from `folder`. A file on another computer
 * (`\\\\server\\share`) is not opened by itself: on Windows even looking at it tells that server who the user is.
 */
export function requestFromFile(filePath: string, folder: string): RequestSource | null {
  const isOurs = filePath.length <= maxCharacters && fileName.test(filePath) && !/[\0\n\r]/.test(filePath);
  if (!isOurs || /^[\\/]{2}/.test(filePath)) return null;
  return { path: path.resolve(folder, filePath) };
}

/**
 * The first request among the arguments of a start. The program itself, switches (Chromium adds some of its own to those of
 * a second start) and everything else are passed over.
 */
export function requestFromArguments(args: readonly string[], folder: string): RequestSource | null {
  for (const argument of args.slice(1)) {
    if (argument.startsWith("-")) continue;
    const source = requestFromLink(argument) ?? requestFromFile(argument, folder);
    if (source !== null) return source;
  }
  return null;
}
