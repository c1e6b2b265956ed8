import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CustomScheme, Session } from "electron";
import { pageContentTypes, securityHeaders } from "../page.ts";
import { isOwnUrl, pageScheme } from "./origin.ts";

/** To be registered before the `ready` event. Standard and secure: relative addresses and the clipboard work. */
export const privilegedScheme: CustomScheme = {
  scheme: pageScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

export interface Asset {
  /** Relative to the renderer's folder, with slashes. */
  readonly path: string;
  readonly contentType: string;
}

/**
 * Which file an address means; null for anything but a file of the page. No segment may start with a dot and no
 * character may be escaped, so there is no way to write a path that leaves the folder.
 */
export function assetOf(url: string): Asset | null {
  if (!isOwnUrl(url)) return null;
  const { pathname } = new URL(url);
  const path = pathname === "/" ? "index.html" : pathname.slice(1);
  const extension = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.([a-z0-9]+)$/.exec(path)?.[1];
  if (extension === undefined || !Object.hasOwn(pageContentTypes, extension)) return null;
  return { path, contentType: pageContentTypes[extension] ?? "" };
}

/**
 * Answers one request for a file of the page. A file that cannot be read is one that is not there. Files are read one
 * by one as they are asked for, because in a package they are inside an asar archive, whose folders Electron's
 * `readdir` does not list reliably (https://github.com/electron/electron/pull/51845).
 *
 * @param folder the renderer's build folder, absolute.
 */
export async function answerAssetRequest(
  request: { readonly method: string; readonly url: string },
  folder: string,
): Promise<Response> {
  if (request.method !== "GET") return refuse(405);
  const asset = assetOf(request.url);
  if (asset === null) return refuse(404);
  try {
    const content = await readFile(join(folder, ...asset.path.split("/")));
    return new Response(new Uint8Array(content), {
      headers: { ...securityHeaders, "Content-Type": asset.contentType },
    });
  } catch {
    return refuse(404);
  }
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers: securityHeaders });
}

/** Serves the page to this session. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(pageScheme, (request) => answerAssetRequest(request, folder));
}
