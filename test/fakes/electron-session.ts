import { EventEmitter } from "node:events";
import type { Session } from "electron";

interface PermissionDetails {
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
}

interface DownloadDescription {
  readonly url: string;
  readonly initiatorOrigin: string;
  readonly fileName: string;
}

/** A session as Electron makes it: everything is allowed until a handler says otherwise. */
export class FakeSession extends EventEmitter {
  private onRequest: (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void = (
    _details,
    answer,
  ) => answer({});
  private onPermission: (
    contents: null,
    permission: string,
    answer: (granted: boolean) => void,
    details: PermissionDetails,
  ) => void = (_contents, _permission, answer) => answer(true);
  private onPermissionCheck: (
    contents: null,
    permission: string,
    origin: string,
    details: PermissionDetails,
  ) => boolean = () => true;
  private onDevice: (details: object) => boolean = () => true;
  private schemes = new Map<string, (request: Request) => Promise<Response>>();

  readonly webRequest = {
    onBeforeRequest: (listener: FakeSession["onRequest"]): void => {
      this.onRequest = listener;
    },
  };

  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => {
      this.schemes.set(scheme, handler);
    },
  };

  setPermissionRequestHandler(handler: FakeSession["onPermission"]): void {
    this.onPermission = handler;
  }

  setPermissionCheckHandler(handler: FakeSession["onPermissionCheck"]): void {
    this.onPermissionCheck = handler;
  }

  setDevicePermissionHandler(handler: FakeSession["onDevice"]): void {
    this.onDevice = handler;
  }

  /** Would this address be loaded? */
  loads(url: string): boolean {
    let cancelled = false;
    this.onRequest({ url }, (response) => (cancelled = response.cancel === true));
    return !cancelled;
  }

  /** Does a frame get this permission, by check and by request? */
  grants(permission: string, details: PermissionDetails): { readonly byCheck: boolean; readonly byRequest: boolean } {
    let byRequest = false;
    this.onPermission(null, permission, (granted) => (byRequest = granted), details);
    return {
      byCheck: this.onPermissionCheck(null, permission, new URL(details.requestingUrl).origin, details),
      byRequest,
    };
  }

  /** Does a page get a USB, HID or serial device? */
  grantsDevice(): boolean {
    return this.onDevice({ deviceType: "usb" });
  }

  /** What becomes of a download: refused, or the options of the dialog that the person sees. */
  download(description: DownloadDescription): { readonly refused: boolean; readonly dialog: object | undefined } {
    let refused = false;
    let dialog: object | undefined;
    const item = {
      getURL: () => description.url,
      getInitiatorOrigin: () => description.initiatorOrigin,
      getFilename: () => description.fileName,
      setSaveDialogOptions: (options: object) => (dialog = options),
    };
    this.emit("will-download", { preventDefault: () => (refused = true) }, item);
    return { refused, dialog };
  }

  /** Loads an address of a scheme that was given a handler. */
  async fetch(url: string): Promise<Response> {
    const handler = this.schemes.get(url.slice(0, url.indexOf(":")));
    if (handler === undefined) throw new Error("net::ERR_UNKNOWN_URL_SCHEME");
    // `Request` of Node keeps any scheme; it only refuses user names.
    return handler(new Request(url));
  }

  /** The same object, under the type that the door knows. */
  get asElectron(): Session {
    return this as unknown as Session;
  }
}
