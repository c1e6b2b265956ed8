import { app, type WebContents } from "electron";
import { requestChannel } from "./channels.ts";
import {
  linkScheme,
  requestFromArguments,
  requestFromFile,
  requestFromLink,
  type RequestSource,
} from "./request-link.ts";

/** Where requests go once there is a page. */
export interface ArrivingRequests {
  /** A second start of the program, with its arguments. */
  readonly secondStart: (args: readonly string[], folder: string) => void;
  /** The page that shows requests; it gets the one that waits as soon as it is loaded, and all later ones. */
  readonly showIn: (contents: WebContents) => void;
}

/**
 * Listens for requests from the operating system. To be called before the `ready` event: macOS sends the link that started
 * the program that early. Only the latest request waits, because a person opens one at a time.
 *
 * @param needPage called when something has arrived and there is no page to show it
 */
export function receiveRequests(
  args: readonly string[],
  folder: string,
  needPage: () => void = () => undefined,
): ArrivingRequests {
  let waiting = requestFromArguments(args, folder);
  let page: WebContents | null = null;
  let isLoaded = false;

  const offer = (source: RequestSource | null): void => {
    if (source === null) return;
    if (page !== null && !page.isDestroyed() && isLoaded) {
      page.send(requestChannel, source);
      return;
    }
    waiting = source;
    needPage();
  };
  app.on("open-url", (event, url) => {
    event.preventDefault();
    offer(requestFromLink(url));
  });
  app.on("open-file", (event, filePath) => {
    event.preventDefault();
    offer(requestFromFile(filePath, folder));
  });
  // The packages register the scheme on macOS and Linux; on Windows the program does it itself, for its user only.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);

  return {
    secondStart: (secondArgs, secondFolder) => offer(requestFromArguments(secondArgs, secondFolder)),
    showIn: (contents) => {
      page = contents;
      isLoaded = false;
      contents.on("did-start-loading", () => (isLoaded = false));
      contents.on("did-finish-load", () => {
        isLoaded = true;
        if (waiting !== null) contents.send(requestChannel, waiting);
        waiting = null;
      });
    },
  };
}
