import type { Session, WebContents } from "electron";
import { isOwnBlobUrl, isOwnUrl, pageOrigin, pageUrl } from "./origin.ts";

/*
 * Everything is refused unless it is listed here. The page needs its own files, one permission and one kind of
 * download; whatever else asks is a mistake or an attack.
 */

/** What the page may save: bundles (`.age` when sealed), requests and reports, never anything that a double click would run. */
const savableExtensions = ["tdbundle", "age", "tdrequest", "json"];

/** The copy buttons write plain text to the clipboard; reading the clipboard is another permission. */
const grantedPermissions: readonly string[] = ["clipboard-sanitized-write"];

/** May this address be loaded? `developerTools` adds the pages of the developer tools, which releases do not have. */
function isAllowedRequest(url: string, developerTools: boolean): boolean {
  return isOwnUrl(url) || isOwnBlobUrl(url) || (developerTools && url.startsWith("devtools://"));
}

/** May this frame have this permission? */
function isAllowedPermission(permission: string, frameUrl: string | undefined, isMainFrame: boolean): boolean {
  return grantedPermissions.includes(permission) && isMainFrame && frameUrl !== undefined && isOwnUrl(frameUrl);
}

/** May a frame go to this address by itself? Only the page to itself, as a reload does. */
function isAllowedNavigation(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && (url === pageUrl || url.startsWith(`${pageUrl}#`));
}

/** May this be saved? Only what our page has made itself, under a name that nothing would execute. */
function isAllowedDownload(download: {
  readonly initiatorOrigin: string;
  readonly url: string;
  readonly fileName: string;
}): boolean {
  const extension = /\.([a-z0-9]+)$/i.exec(download.fileName)?.[1]?.toLowerCase() ?? "";
  return download.initiatorOrigin === pageOrigin && isOwnBlobUrl(download.url) && savableExtensions.includes(extension);
}

interface GuardOptions {
  readonly developerTools: boolean;
  /** The title of the dialog that asks where to save. */
  readonly saveTitle: () => string;
}

/** Closes the session: permissions, devices, network, downloads. Call it before a window opens. */
export function guardSession(session: Session, options: GuardOptions): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isAllowedPermission(permission, details.requestingUrl, details.isMainFrame));
  });
  session.setPermissionCheckHandler((_contents, permission, _origin, details) =>
    isAllowedPermission(permission, details.requestingUrl, details.isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url, options.developerTools) });
  });
  session.on("will-download", (event, item) => {
    const fileName = item.getFilename();
    if (!isAllowedDownload({ initiatorOrigin: item.getInitiatorOrigin(), url: item.getURL(), fileName })) {
      event.preventDefault();
      return;
    }
    // Without a save path Electron asks the person with this dialog; nothing is written before the answer.
    item.setSaveDialogOptions({ title: options.saveTitle(), defaultPath: fileName });
  });
}

/** Closes one page of any kind: it goes nowhere, opens nothing and embeds nothing. */
export function guardContents(contents: WebContents): void {
  contents.on("will-frame-navigate", (details) => {
    if (!isAllowedNavigation(details.url, details.isMainFrame)) details.preventDefault();
  });
  contents.on("will-redirect", (details) => details.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}
