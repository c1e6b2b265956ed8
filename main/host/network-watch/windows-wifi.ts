import type { Outcome } from "../../model/failure.ts";
import type { NetworkSnapshot } from "../../model/network.ts";
import { interfaceBytes, listHeadBytes, openWlan, type Wlan } from "./wlan.ts";

/*
 * Wi-Fi of Windows by its own calls: `netsh` prints in the language of the computer and in its code page, and takes a
 * PowerShell of seconds where it is to be read. The layouts are those of wlanapi.h and windot11.h (64-bit).
 */

type Wifi = NetworkSnapshot["wifi"];

const guidBytes = 16;

/** Where what is read begins in WLAN_CONNECTION_ATTRIBUTES: state, mode and the 512 bytes of a profile's name come first. */
const at = { ssidLength: 520, ssid: 524, bssid: 560, signalQuality: 576, end: 588 } as const;
/** DOT11_SSID_MAX_LENGTH. */
const maxSsidBytes = 32;
/** wlan_interface_state_connected. */
const connected = 1;

/** The GUIDs in a WLAN_INTERFACE_INFO_LIST, as far as it is whole. */
export function readInterfaceGuids(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length < listHeadBytes) return [];
  const told = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const count = Math.min(told, Math.floor((bytes.length - listHeadBytes) / interfaceBytes));
  return Array.from({ length: count }, (_, index) => {
    const from = listHeadBytes + index * interfaceBytes;
    return bytes.slice(from, from + guidBytes);
  });
}

/** Reads a WLAN_CONNECTION_ATTRIBUTES; null where it is none of a connection. */
export function readConnection(bytes: Uint8Array): Omit<Wifi[number], "interfaceName"> | null {
  if (bytes.length < at.end) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== connected) return null;
  const ssidBytes = Math.min(view.getUint32(at.ssidLength, true), maxSsidBytes);
  const octets = [...bytes.subarray(at.bssid, at.bssid + 6)];
  const quality = view.getUint32(at.signalQuality, true);
  return {
    ssid: new TextDecoder().decode(bytes.subarray(at.ssid, at.ssid + ssidBytes)),
    ...(octets.every((octet) => octet === 0)
      ? {}
      : { bssid: octets.map((octet) => octet.toString(16).padStart(2, "0")).join(":") }),
    // 0 stands for -100 dBm and 100 for -50 dBm (WLAN_ASSOCIATION_ATTRIBUTES).
    ...(quality > 100 ? {} : { signalDbm: quality / 2 - 100 }),
  };
}

/** The Wi-Fi connections of this Windows; none where there is no Wi-Fi, or where its user lets no program see it. */
export async function readWindowsWifi(open: () => Promise<Outcome<Wlan>> = openWlan): Promise<Wifi> {
  const opened = await open();
  if (!opened.ok) return [];
  const wlan = opened.value;
  try {
    return readInterfaceGuids(wlan.interfaces() ?? new Uint8Array()).flatMap((guid) => {
      const bytes = wlan.connection(guid);
      const interfaceName = wlan.nameOf(guid);
      const connection = bytes === null ? null : readConnection(bytes);
      return connection === null || interfaceName === null ? [] : [{ interfaceName, ...connection }];
    });
  } finally {
    wlan.close();
  }
}
