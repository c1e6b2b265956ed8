import { failure, success, type Outcome } from "../../model/failure.ts";
import { openNativeLibrary } from "../dont-fragment/native-library.ts";

/** What Windows' own calls say of its Wi-Fi, as copies of their structures; null where they say nothing. */
export interface Wlan {
  /** WLAN_INTERFACE_INFO_LIST. */
  readonly interfaces: () => Uint8Array | null;
  /** WLAN_CONNECTION_ATTRIBUTES of the interface with this GUID. */
  readonly connection: (guid: Uint8Array) => Uint8Array | null;
  /** The name that Windows shows of the interface with this GUID, such as `Wi-Fi` or `WLAN`. */
  readonly nameOf: (guid: Uint8Array) => string | null;
  readonly close: () => void;
}

/** A pointer or a handle. */
type Pointer = number | bigint;

/** The version of the calls since Windows Vista. */
const clientVersion = 2;
/** wlan_intf_opcode_current_connection (wlanapi.h). */
const currentConnection = 7;
/** The start of a list, and each of its interfaces. More than some adapters no computer has. */
export const listHeadBytes = 8;
export const interfaceBytes = 532;
const maxInterfaces = 16;
/** IF_MAX_STRING_SIZE + 1, in UTF-16 (ifdef.h). */
const aliasLength = 257;
const pointerBytes = 8;

/** Gives a handle of the Wi-Fi service, whose calls are loaded once: they stay in memory. */
let opening: Promise<Outcome<() => Outcome<Wlan>>> | undefined;

/** Opens the calls of wlanapi.dll. Fails with `not-supported` where Windows has no Wi-Fi service, as on servers. */
export async function openWlan(): Promise<Outcome<Wlan>> {
  const loaded = await (opening ??= loadWlan());
  return loaded.ok ? loaded.value() : loaded;
}

async function loadWlan(): Promise<Outcome<() => Outcome<Wlan>>> {
  const [wlanapi, iphlpapi, kernel] = await Promise.all(
    ["wlanapi.dll", "iphlpapi.dll", "kernel32.dll"].map(openNativeLibrary),
  );
  if (wlanapi?.ok !== true || iphlpapi?.ok !== true || kernel?.ok !== true)
    return wlanapi?.ok === false ? wlanapi : failure("not-supported", "Windows' own libraries cannot be called.");
  const wlan = (definition: string): unknown => wlanapi.value.library.func(definition);
  const ip = (definition: string): unknown => iphlpapi.value.library.func(definition);
  const open = wlan("uint32_t __stdcall WlanOpenHandle(uint32_t, void *, void *, void *)") as (
    version: number,
    reserved: null,
    negotiated: Uint32Array,
    handle: BigUint64Array,
  ) => number;
  const list = wlan("uint32_t __stdcall WlanEnumInterfaces(uintptr_t, void *, void *)") as (
    handle: Pointer,
    reserved: null,
    found: BigUint64Array,
  ) => number;
  const query = wlan(
    "uint32_t __stdcall WlanQueryInterface(uintptr_t, const void *, int, void *, void *, void *, void *)",
  ) as (
    handle: Pointer,
    guid: Uint8Array,
    opcode: number,
    reserved: null,
    sizeBytes: Uint32Array,
    found: BigUint64Array,
    valueType: null,
  ) => number;
  const free = wlan("void __stdcall WlanFreeMemory(uintptr_t)") as (memory: Pointer) => void;
  const closeHandle = wlan("uint32_t __stdcall WlanCloseHandle(uintptr_t, void *)") as (
    handle: Pointer,
    reserved: null,
  ) => number;
  const luidOf = ip("uint32_t __stdcall ConvertInterfaceGuidToLuid(const void *, void *)") as (
    guid: Uint8Array,
    luid: Uint8Array,
  ) => number;
  const aliasOf = ip("uint32_t __stdcall ConvertInterfaceLuidToAlias(const void *, void *, size_t)") as (
    luid: Uint8Array,
    alias: Uint16Array,
    length: number,
  ) => number;
  const move = kernel.value.library.func("void __stdcall RtlMoveMemory(void *, uintptr_t, size_t)") as (
    to: Uint8Array,
    from: Pointer,
    lengthBytes: number,
  ) => void;

  const copy = (from: Pointer, lengthBytes: number): Uint8Array => {
    const bytes = new Uint8Array(lengthBytes);
    move(bytes, from, lengthBytes);
    return bytes;
  };
  const callsOf = (opened: Pointer): Wlan => ({
    interfaces: () => {
      const found = new BigUint64Array(1);
      const [memory] = list(opened, null, found) === 0 ? found : [];
      if (memory === undefined || memory === 0n) return null;
      const count = new DataView(copy(memory, listHeadBytes).buffer).getUint32(0, true);
      const bytes = copy(memory, listHeadBytes + Math.min(count, maxInterfaces) * interfaceBytes);
      free(memory);
      return bytes;
    },
    connection: (guid) => {
      const sizeBytes = new Uint32Array(1);
      const found = new BigUint64Array(1);
      const [memory] = query(opened, guid, currentConnection, null, sizeBytes, found, null) === 0 ? found : [];
      if (memory === undefined || memory === 0n) return null;
      const bytes = copy(memory, sizeBytes[0] ?? 0);
      free(memory);
      return bytes;
    },
    nameOf: (guid) => {
      const luid = new Uint8Array(pointerBytes);
      const alias = new Uint16Array(aliasLength);
      if (luidOf(guid, luid) !== 0 || aliasOf(luid, alias, aliasLength) !== 0) return null;
      const end = alias.indexOf(0);
      return String.fromCharCode(...alias.subarray(0, end === -1 ? undefined : end));
    },
    close: () => void closeHandle(opened, null),
  });
  return success(() => {
    const handle = new BigUint64Array(1);
    const code = open(clientVersion, null, new Uint32Array(1), handle);
    return code === 0
      ? success(callsOf(handle[0] ?? 0n))
      : failure("not-supported", `The Wi-Fi service of Windows does not answer (error ${code}).`);
  });
}
