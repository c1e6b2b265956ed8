import { ioPending, waitTimeout, type Handle, type NoticeCalls } from "../../main/host/windows-notices/notice-calls.ts";

/** What a Windows refuses, with the code that it says then. */
interface Refusals {
  readonly noEvents?: boolean;
  readonly addresses?: number;
  readonly routes?: number;
  readonly subscription?: number;
}

/** Windows as far as it tells of changes, with an account of everything that is open in it. */
export function fakeNoticeWindows(refuses: Refusals = {}) {
  let lastHandle = 100;
  let lastError = 0;
  /** Kinds of what is open, by handle. */
  const open = new Map<Handle, "event" | "socket" | "subscription">();
  const eventOf = new Map<Handle, Handle>();
  const set = new Set<Handle>();
  const faults: string[] = [];
  const ready = new Map<Handle, number>();
  const subscribed: { readonly channel: string; readonly query: string; readonly subscription: Handle }[] = [];
  let asked: { readonly kind: string; readonly by: Handle; readonly event: Handle | undefined }[] = [];
  let waiting: { readonly events: readonly Handle[]; readonly end: (index: number) => void } | undefined;
  const refusal = { code: 0 };

  const add = (kind: "event" | "socket" | "subscription"): Handle => {
    lastHandle += 4;
    open.set(lastHandle, kind);
    return lastHandle;
  };
  const close = (kind: string, handle: Handle): void => {
    if (open.get(handle) !== kind) faults.push(`${kind} ${handle} is closed, which is not open`);
    if (waiting?.events.includes(handle) === true) faults.push(`event ${handle} is closed while it is waited for`);
    open.delete(handle);
  };
  const look = (): void => {
    const index = waiting?.events.findIndex((event) => set.has(event)) ?? -1;
    const event = waiting?.events[index];
    if (event === undefined) return;
    set.delete(event);
    const ended = waiting;
    waiting = undefined;
    ended?.end(index);
  };
  const setEvent = (event: Handle): void => {
    if (open.get(event) !== "event") faults.push(`event ${event} is set, which is not open`);
    set.add(event);
    look();
  };
  const ask = (kind: string, by: Handle, request: Handle, code: number | undefined): number => {
    if (refusal.code !== 0 || code !== undefined) return refusal.code || (code ?? 0);
    asked.push({ kind, by, event: eventOf.get(request) });
    return ioPending;
  };
  /** What is cancelled is done, too: its event is set. */
  const cancel = (by: Handle): void => {
    const cancelled = asked.filter((one) => one.by === by);
    asked = asked.filter((one) => one.by !== by);
    for (const { event } of cancelled) if (event !== undefined && open.has(event)) setEvent(event);
  };

  const calls: NoticeCalls = {
    createEvent: () => (refuses.noEvents === true ? null : add("event")),
    setEvent,
    closeEvent: (event) => close("event", event),
    waitForAny: (events) =>
      new Promise((resolve) => {
        if (waiting !== undefined) faults.push("two waits at once");
        for (const event of events)
          if (open.get(event) !== "event") faults.push(`event ${event} is waited for, which is not open`);
        waiting = { events, end: resolve };
        look();
      }),
    newRequest: (event) => {
      lastHandle += 4;
      eventOf.set(lastHandle, event);
      return lastHandle;
    },
    openSocket: () => add("socket"),
    closeSocket: (socket) => {
      close("socket", socket);
      cancel(socket);
    },
    requestAddressChange: (socket, request) => ask("addresses", socket, request, refuses.addresses),
    requestRouteChange: (request) => ask("routes", request, request, refuses.routes),
    cancelRouteChange: cancel,
    subscribe: (channel, query, event) => {
      lastError = refuses.subscription ?? 0;
      if (lastError !== 0) return null;
      const subscription = add("subscription");
      subscribed.push({ channel, query, subscription });
      eventOf.set(subscription, event);
      return subscription;
    },
    takeEvents: (subscription) => {
      if (open.get(subscription) !== "subscription") faults.push(`events of ${subscription}, which is not open`);
      const taken = Math.min(ready.get(subscription) ?? 0, 32);
      ready.set(subscription, (ready.get(subscription) ?? 0) - taken);
      return { taken, code: refusal.code };
    },
    unsubscribe: (subscription) => close("subscription", subscription),
    lastError: () => lastError,
  };

  return {
    calls,
    /** What was done that Windows forbids. */
    faults,
    subscribed,
    openKinds: () => [...open.values()].toSorted(),
    asked: () => asked.map(({ kind }) => kind),
    isWaiting: () => waiting !== undefined,
    /** Everything that is asked for is answered from now on with this code. */
    refuseFromNowOn: (code: number) => void (refusal.code = code),
    /** Answers what is asked of this kind. */
    change: (kind: string) => {
      const answered = asked.filter((one) => one.kind === kind);
      asked = asked.filter((one) => one.kind !== kind);
      for (const { event } of answered) if (event !== undefined) setEvent(event);
    },
    /** Adds events to a log. */
    happen: (channel: string, count: number) => {
      for (const one of subscribed.filter((other) => other.channel === channel)) {
        ready.set(one.subscription, (ready.get(one.subscription) ?? 0) + count);
        const event = eventOf.get(one.subscription);
        if (event !== undefined) setEvent(event);
      }
    },
    endWait: (index = waitTimeout) => {
      const ended = waiting;
      waiting = undefined;
      ended?.end(index);
    },
  };
}
