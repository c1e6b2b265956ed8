import { failure, success, type Outcome } from "../../model/failure.ts";
import type { AddressFamily } from "../../model/ports/udp.ts";
import { createSystemClock } from "../clock.ts";
import { ioPending, loadNoticeCalls, type Handle, type NoticeCalls } from "./notice-calls.ts";
import { createNoticeWaiter, type NoticeWaiter } from "./notice-waiter.ts";

/** Hears of changes of one kind. */
export interface NoticeListener {
  /** Something has changed; what, is to be looked at. */
  readonly changed: () => void;
  /** Windows will not tell any more. */
  readonly lost: (reason: string) => void;
}

/** What stops the listening; or why Windows does not tell of this, with the code `not-supported`. */
type Listening = Outcome<() => void>;

/** What Windows tells of by itself, so that nobody needs to look again and again. */
export interface WindowsNotices {
  /** Addresses of interfaces come and go. */
  readonly addresses: (family: AddressFamily, listener: NoticeListener) => Listening;
  /** Routes of IPv4 come and go. */
  readonly routes: (listener: NoticeListener) => Listening;
  /** Events that match a query (XPath) are added to an event log. */
  readonly events: (channel: string, query: string, listener: NoticeListener) => Listening;
}

let opening: Promise<Outcome<WindowsNotices>> | undefined;

/** The notices of this process: all who listen share one wait. Fails with `not-supported`. */
export function openWindowsNotices(): Promise<Outcome<WindowsNotices>> {
  return (opening ??= openAll());
}

async function openAll(): Promise<Outcome<WindowsNotices>> {
  const loaded = await loadNoticeCalls();
  if (!loaded.ok) return loaded;
  const calls = loaded.value;
  const atExit = (run: () => void) => {
    process.once("exit", run);
    return () => void process.off("exit", run);
  };
  return success(windowsNotices(calls, createNoticeWaiter({ calls, sleep: createSystemClock().sleep, atExit })));
}

/** As `openWindowsNotices`, over given calls. */
export function windowsNotices(calls: NoticeCalls, waiter: NoticeWaiter): WindowsNotices {
  /** Asks to be told of the next change, and after each change again. */
  const requests = (
    what: string,
    ask: (request: Handle) => number,
    cancel: (request: Handle) => void,
    { changed, lost }: NoticeListener,
  ): Listening => {
    const why = (code: number): string => `Windows does not tell of ${what} (error ${code}).`;
    const opened = waiter.listen({
      heard: () => {
        // Before it is looked at, so that no change is between.
        const code = ask(request);
        changed();
        if (isAsked(code)) return;
        stop();
        lost(why(code));
      },
      lost: (reason) => {
        stop();
        lost(reason);
      },
    });
    if (!opened.ok) return opened;
    const { event, close } = opened.value;
    const request = calls.newRequest(event);
    const stop = once(() => {
      close();
      cancel(request);
    });
    const code = ask(request);
    if (isAsked(code)) return success(stop);
    close();
    return failure("not-supported", why(code));
  };

  return {
    addresses: (family, listener) => {
      const what = family === "ipv4" ? "addresses of IPv4" : "addresses of IPv6";
      const socket = calls.openSocket(family);
      if (socket === null) return failure("not-supported", `Windows has no sockets for ${what}.`);
      const listening = requests(
        what,
        (request) => calls.requestAddressChange(socket, request),
        () => calls.closeSocket(socket),
        listener,
      );
      if (!listening.ok) calls.closeSocket(socket);
      return listening;
    },
    routes: (listener) => requests("routes of IPv4", calls.requestRouteChange, calls.cancelRouteChange, listener),
    events: (channel, query, { changed, lost }) => {
      const opened = waiter.listen({
        heard: (event) => {
          const { taken, code } = calls.takeEvents(subscription);
          // There may be more, and Windows does not set the event again for what was ready.
          if (taken > 0) {
            calls.setEvent(event);
            changed();
          }
          if (code === 0) return;
          stop();
          lost(`Windows does not tell of new events in ${channel} any more (error ${code}).`);
        },
        lost: (reason) => {
          stop();
          lost(reason);
        },
      });
      if (!opened.ok) return opened;
      const { event, close } = opened.value;
      const subscribed = calls.subscribe(channel, query, event);
      if (subscribed === null) {
        const code = calls.lastError();
        close();
        return failure("not-supported", `Windows does not tell of new events in ${channel} (error ${code}).`);
      }
      const subscription = subscribed;
      const stop = once(() => {
        close();
        calls.unsubscribe(subscription);
      });
      return success(stop);
    },
  };
}

const isAsked = (code: number): boolean => code === 0 || code === ioPending;

/** A handle that is closed twice may by then be somebody else's. */
function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    run();
  };
}
