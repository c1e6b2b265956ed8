import { failure, success, type Outcome } from "../../model/failure.ts";
import type { AddressFamily } from "../../model/ports/udp.ts";
import { openNativeLibrary, type NativeLibrary } from "../dont-fragment/native-library.ts";
import { openWinsock, winsockLayout, type Winsock } from "../dont-fragment/winsock.ts";

/** A HANDLE, a SOCKET, an EVT_HANDLE or an address in memory; koffi gives small ones as numbers. */
export type Handle = number | bigint;

/** What of Windows' own calls tells of changes. Codes are those of winerror.h, 0 where a call went well. */
export interface NoticeCalls {
  /** A new event that a wait resets when it hears it; null where Windows has none left. */
  readonly createEvent: () => Handle | null;
  readonly setEvent: (event: Handle) => void;
  readonly closeEvent: (event: Handle) => void;
  /** Waits on another thread: the index of an event that is set, `waitTimeout`, or something larger where it failed. */
  readonly waitForAny: (events: readonly Handle[], timeoutMs: number) => Promise<number>;
  /** A request that sets `event` when it is done. It stays where it is, and is never given back. */
  readonly newRequest: (event: Handle) => Handle;
  readonly openSocket: (family: AddressFamily) => Handle | null;
  readonly closeSocket: (socket: Handle) => void;
  /** The request is done when an address of the socket's family comes or goes; gives `ioPending`. */
  readonly requestAddressChange: (socket: Handle, request: Handle) => number;
  /** The request is done when a route of IPv4 comes or goes; gives `ioPending`. */
  readonly requestRouteChange: (request: Handle) => number;
  readonly cancelRouteChange: (request: Handle) => void;
  /** Sets `event` when events are added to a log that match an XPath query; null where Windows will not. */
  readonly subscribe: (channel: string, query: string, event: Handle) => Handle | null;
  /** Takes some of the events that a subscription has ready. */
  readonly takeEvents: (subscription: Handle) => { readonly taken: number; readonly code: number };
  readonly unsubscribe: (subscription: Handle) => void;
  /** Why the last of the calls above gave null. */
  readonly lastError: () => number;
}

/** WAIT_TIMEOUT (winbase.h). */
export const waitTimeout = 258;
/** MAXIMUM_WAIT_OBJECTS (winnt.h). */
export const maxWaitEvents = 64;
/** ERROR_IO_PENDING. */
export const ioPending = 997;
/** ERROR_NO_MORE_ITEMS, ERROR_TIMEOUT and ERROR_INVALID_OPERATION: EvtNext has nothing, in each of these words. */
const nothingReady: readonly number[] = [259, 1460, 4317];

const handleBytes = 8;
/**
 * A request: room for the handle that NotifyRouteChange gives, the OVERLAPPED with its event at the end (minwinbase.h), and
 * room for the length that WSAIoctl gives.
 */
const requestBytes = 48;
const overlappedAt = 8n;
const eventAt = 32n;
const lengthAt = 40n;
/** LMEM_FIXED and LMEM_ZEROINIT. */
const fixedZeroed = 0x40;
/** _WSAIO(IOC_WS2, 23) (ws2def.h). */
const addressListChange = 0x28000017;
const datagramType = 2;
const udpProtocol = 17;
const invalidSocket = 0xffffffffffffffffn;
/** EvtSubscribeToFutureEvents (winevt.h). */
const futureEvents = 1;
const eventsAtOnce = 32;

/** Loads the calls. Fails with `not-supported` where koffi, a library or one of its functions is missing. */
export async function loadNoticeCalls(open = openNativeLibrary): Promise<Outcome<NoticeCalls>> {
  const winsock = await openWinsock(open);
  if (!winsock.ok) return winsock;
  const libraries: Record<string, NativeLibrary> = {};
  for (const name of libraryNames) {
    const opened = await open(name);
    if (!opened.ok) return opened;
    libraries[name] = opened.value;
  }
  try {
    return success(noticeCalls((name, definition) => libraries[name]?.library.func(definition), winsock.value));
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n", 1)[0] : "unknown error";
    return failure("not-supported", `A function of Windows cannot be called from here: ${why ?? ""}.`);
  }
}

const libraryNames = ["kernel32.dll", "iphlpapi.dll", "wevtapi.dll", "ws2_32.dll"] as const;

function noticeCalls(
  load: (library: (typeof libraryNames)[number], definition: string) => unknown,
  winsock: Winsock,
): NoticeCalls {
  const kernel = (definition: string): unknown => load("kernel32.dll", definition);
  const createEvent = kernel("uintptr_t __stdcall CreateEventW(void *, int, int, void *)") as (
    security: null,
    staysSet: number,
    isSet: number,
    name: null,
  ) => Handle;
  const setEvent = kernel("int __stdcall SetEvent(uintptr_t)") as (event: Handle) => number;
  const closeHandle = kernel("int __stdcall CloseHandle(uintptr_t)") as (handle: Handle) => number;
  const lastError = kernel("uint32_t __stdcall GetLastError()") as () => number;
  const allocate = kernel("uintptr_t __stdcall LocalAlloc(uint32_t, size_t)") as (
    flags: number,
    lengthBytes: number,
  ) => Handle;
  const move = kernel("void __stdcall RtlMoveMemory(uintptr_t, const void *, size_t)") as (
    to: Handle,
    from: BigUint64Array,
    lengthBytes: number,
  ) => void;
  const wait = kernel("uint32_t __stdcall WaitForMultipleObjects(uint32_t, uintptr_t, int, uint32_t)") as {
    readonly async: (
      count: number,
      events: Handle,
      all: number,
      timeoutMs: number,
      done: (error: Error | null, index: number) => void,
    ) => void;
  };
  const control = load(
    "ws2_32.dll",
    "int __stdcall WSAIoctl(uintptr_t, uint32_t, void *, uint32_t, void *, uint32_t, uintptr_t, uintptr_t, void *)",
  ) as (
    socket: Handle,
    code: number,
    input: null,
    inputBytes: number,
    output: null,
    outputBytes: number,
    returnedBytes: Handle,
    overlapped: Handle,
    completion: null,
  ) => number;
  const notifyRoute = load("iphlpapi.dll", "uint32_t __stdcall NotifyRouteChange(uintptr_t, uintptr_t)") as (
    handle: Handle,
    overlapped: Handle,
  ) => number;
  const cancelNotify = load("iphlpapi.dll", "int __stdcall CancelIPChangeNotify(uintptr_t)") as (
    overlapped: Handle,
  ) => number;
  const evtSubscribe = load(
    "wevtapi.dll",
    "uintptr_t __stdcall EvtSubscribe(uintptr_t, uintptr_t, const void *, const void *, uintptr_t, void *, void *, uint32_t)",
  ) as (
    session: number,
    event: Handle,
    channel: Uint8Array,
    query: Uint8Array,
    bookmark: number,
    context: null,
    callback: null,
    flags: number,
  ) => Handle;
  const evtNext = load(
    "wevtapi.dll",
    "int __stdcall EvtNext(uintptr_t, uint32_t, void *, uint32_t, uint32_t, void *)",
  ) as (
    subscription: Handle,
    size: number,
    events: BigUint64Array,
    timeoutMs: number,
    flags: number,
    taken: Uint32Array,
  ) => number;
  const evtClose = load("wevtapi.dll", "int __stdcall EvtClose(uintptr_t)") as (handle: Handle) => number;

  // Windows reads it on another thread: memory of its own, which nothing of JavaScript moves or frees.
  const waitedFor = allocate(fixedZeroed, maxWaitEvents * handleBytes);
  const overlappedOf = (request: Handle): bigint => BigInt(request) + overlappedAt;
  return {
    createEvent: () => orNull(createEvent(null, 0, 0, null)),
    setEvent: (event) => void setEvent(event),
    closeEvent: (event) => void closeHandle(event),
    waitForAny: (events, timeoutMs) => {
      move(waitedFor, BigUint64Array.from(events, BigInt), events.length * handleBytes);
      return new Promise((resolve, reject) => {
        wait.async(events.length, waitedFor, 0, timeoutMs, (error, index) => {
          if (error === null) resolve(index);
          else reject(error);
        });
      });
    },
    newRequest: (event) => {
      const request = allocate(fixedZeroed, requestBytes);
      move(BigInt(request) + eventAt, BigUint64Array.of(BigInt(event)), handleBytes);
      return request;
    },
    openSocket: (family) => {
      const familyNumber = family === "ipv4" ? 2 : winsockLayout.ipv6Family;
      const socket = winsock.socket(familyNumber, datagramType, udpProtocol);
      return BigInt(socket) === invalidSocket ? null : socket;
    },
    closeSocket: (socket) => void winsock.closesocket(socket),
    requestAddressChange: (socket, request) => {
      const length = BigInt(request) + lengthAt;
      const result = control(socket, addressListChange, null, 0, null, 0, length, overlappedOf(request), null);
      return result === 0 ? 0 : winsock.lastError();
    },
    requestRouteChange: (request) => notifyRoute(request, overlappedOf(request)),
    cancelRouteChange: (request) => void cancelNotify(overlappedOf(request)),
    subscribe: (channel, query, event) =>
      orNull(evtSubscribe(0, event, utf16(channel), utf16(query), 0, null, null, futureEvents)),
    takeEvents: (subscription) => {
      const events = new BigUint64Array(eventsAtOnce);
      const taken = new Uint32Array(1);
      const isDone = evtNext(subscription, eventsAtOnce, events, 0, 0, taken) !== 0;
      const code = isDone ? 0 : lastError();
      for (const event of events.subarray(0, taken[0])) evtClose(event);
      return { taken: taken[0] ?? 0, code: nothingReady.includes(code) ? 0 : code };
    },
    unsubscribe: (subscription) => void evtClose(subscription),
    lastError,
  };
}

const orNull = (handle: Handle): Handle | null => (BigInt(handle) === 0n ? null : handle);

/** Text as Windows takes it: UTF-16 with a zero at its end. */
const utf16 = (text: string): Uint8Array => Buffer.from(`${text}\0`, "utf16le");
