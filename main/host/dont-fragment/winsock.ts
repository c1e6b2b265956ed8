import { failure, success, type Outcome } from "../../model/failure.ts";
import { openNativeLibrary } from "./native-library.ts";
import type { SocketAddressLayout } from "./socket-address.ts";

/** A SOCKET is a handle of pointer size; koffi gives small ones as numbers. */
export type WinsockHandle = number | bigint;

/** AF_INET6 of ws2def.h. */
export const winsockLayout: SocketAddressLayout = { ipv6Family: 23, lengthByte: false };

/** Error codes of Winsock (winerror.h) that say something about a datagram, by their POSIX names. */
export const winsockErrorNames: Readonly<Record<number, string>> = {
  10004: "EINTR",
  10013: "EACCES",
  10035: "EWOULDBLOCK",
  10040: "EMSGSIZE",
  10049: "EADDRNOTAVAIL",
  10050: "ENETDOWN",
  10051: "ENETUNREACH",
  10052: "ECONNRESET",
  10054: "ECONNRESET",
  10061: "ECONNREFUSED",
  10064: "EHOSTDOWN",
  10065: "EHOSTUNREACH",
};

/** The calls of ws2_32.dll that a UDP socket needs; each returns Winsock's own result. */
export interface Winsock {
  readonly socket: (family: number, type: number, protocol: number) => WinsockHandle;
  readonly setsockopt: (
    socket: WinsockHandle,
    level: number,
    name: number,
    value: Int32Array,
    length: number,
  ) => number;
  readonly getsockopt: (
    socket: WinsockHandle,
    level: number,
    name: number,
    value: Int32Array,
    length: Int32Array,
  ) => number;
  readonly bind: (socket: WinsockHandle, address: Uint8Array, length: number) => number;
  readonly connect: (socket: WinsockHandle, address: Uint8Array, length: number) => number;
  readonly getsockname: (socket: WinsockHandle, address: Uint8Array, length: Int32Array) => number;
  readonly ioctlsocket: (socket: WinsockHandle, command: number, value: Uint32Array) => number;
  readonly sendto: (
    socket: WinsockHandle,
    payload: Uint8Array,
    length: number,
    flags: number,
    address: Uint8Array | null,
    addressLength: number,
  ) => number;
  readonly recvfrom: (
    socket: WinsockHandle,
    buffer: Uint8Array,
    length: number,
    flags: number,
    address: Uint8Array,
    addressLength: Int32Array,
  ) => number;
  readonly closesocket: (socket: WinsockHandle) => number;
  readonly lastError: () => number;
}

/** Winsock 2.2, the version of every supported Windows. */
const winsockVersion = 0x0202;
/** WSADATA is 408 bytes on 64-bit Windows; the rest is room. */
const startupDataBytes = 512;

/** Loads and starts Winsock. Fails with `not-supported`. */
export async function openWinsock(open = openNativeLibrary): Promise<Outcome<Winsock>> {
  const opened = await open("ws2_32.dll");
  if (!opened.ok) return opened;
  const { library } = opened.value;
  const startup = library.func("int __stdcall WSAStartup(uint16_t, void *)") as (
    version: number,
    data: Uint8Array,
  ) => number;
  const code = startup(winsockVersion, new Uint8Array(startupDataBytes));
  if (code !== 0) return failure("not-supported", `Windows sockets could not be started (error ${code}).`);
  const call = (definition: string): unknown => library.func(definition);
  return success({
    socket: call("uintptr_t __stdcall socket(int, int, int)") as Winsock["socket"],
    setsockopt: call("int __stdcall setsockopt(uintptr_t, int, int, const void *, int)") as Winsock["setsockopt"],
    getsockopt: call("int __stdcall getsockopt(uintptr_t, int, int, void *, void *)") as Winsock["getsockopt"],
    bind: call("int __stdcall bind(uintptr_t, const void *, int)") as Winsock["bind"],
    connect: call("int __stdcall connect(uintptr_t, const void *, int)") as Winsock["connect"],
    getsockname: call("int __stdcall getsockname(uintptr_t, void *, void *)") as Winsock["getsockname"],
    ioctlsocket: call("int __stdcall ioctlsocket(uintptr_t, int32_t, void *)") as Winsock["ioctlsocket"],
    sendto: call("int __stdcall sendto(uintptr_t, const void *, int, int, const void *, int)") as Winsock["sendto"],
    recvfrom: call("int __stdcall recvfrom(uintptr_t, void *, int, int, void *, void *)") as Winsock["recvfrom"],
    closesocket: call("int __stdcall closesocket(uintptr_t)") as Winsock["closesocket"],
    lastError: call("int __stdcall WSAGetLastError()") as Winsock["lastError"],
  });
}
