import { row, type FormatTable } from "./format-table.ts";

const family = "kernel (IO80211Family) of halo/LinkLiar#21 and acidanthera/AirportBrcmFixup#7";
const airportd = "airportd of macOS 13 to 15; the wording is Apple's own and changes between releases";

/** airportd, wifid and the Wi-Fi part of macOS' kernel; ids `mx…`. Apple's sources are closed, so correlate with configd. */
export const macosWifiTable: FormatTable = {
  stack: "macos-wifi",
  identifiers: ["airportd", "wifid", "macos-kernel-wifi"],
  dedicated: false,
  rows: [
    row("mx01", "wifi_connected", "AirPort: Link Up on <interface:name>", family, [
      "AirPort: Link Up on en0",
      { interface: "en0" },
    ]),
    {
      id: "mx02",
      event: "wifi_disconnected",
      pattern:
        /^AirPort: Link Down on (?<interface>[a-z]{2,8}\d{1,3})(?:\. Reason (?<code>\d{1,5}) \((?<reason>[^)]{0,128})\))?/u,
      source: family,
      note: "The number is the reason code of IEEE 802.11-2020, table 9-49.",
      samples: [
        {
          line: "AirPort: Link Down on en0. Reason 8 (Disassociated because station leaving).",
          fields: { interface: "en0", code: "8", reason: "Disassociated because station leaving" },
        },
      ],
    },
    {
      id: "mx03",
      event: "wifi_roam",
      pattern: /^(?<interface>[a-z]{2,8}\d{1,3}): BSSID changed to ?(?<bssid>\S{0,64})/u,
      source: family,
      samples: [
        { line: "en0: BSSID changed to 02:00:5e:00:53:01", fields: { interface: "en0", bssid: "02:00:5e:00:53:01" } },
        { line: "en0: BSSID changed to <private>", fields: { bssid: "<private>" } },
      ],
    },
    {
      id: "mx04",
      event: "wifi_roam",
      pattern:
        /Roamed or switched channel, reason #(?<code>\d{1,5})(?:, bssid ?(?<bssid>[^,\s]{0,32}))?(?:, last RSSI (?<signalDbm>-?\d{1,4}))?/u,
      source: family,
      samples: [
        {
          line: "ARPT: 20.061275: wl0: Roamed or switched channel, reason #2, bssid 02:00:5e:00:53:01, last RSSI -65",
          fields: { code: "2", bssid: "02:00:5e:00:53:01", signalDbm: "-65" },
        },
        {
          line: "ARPT: 20.061275: wl0: Roamed or switched channel, reason #8, bssid , last RSSI -71",
          fields: { code: "8" },
        },
      ],
    },
    {
      id: "mx05",
      event: "wifi_roam",
      pattern:
        /^(?!AirPort: |[a-z]{2,8}\d{1,3}: BSSID |ARPT).{0,120}?(?:ROAM_START|\b[Rr]oamed to |\b[Rr]oam(?:ing)? (?:complete|succeeded|started))/u,
      source: airportd,
      samples: [
        { line: "FSM ROAM_MANAGER: LINK_UP -> ROAM_START" },
        { line: "[corewifi] en0 roamed to 02:00:5e:00:53:02 on channel 44" },
      ],
      nearMisses: ["en0: roaming is not needed"],
    },
    {
      id: "mx06",
      event: "wifi_connected",
      pattern: /^.{0,120}?(?:Successfully associated|AUTO-JOIN: Updated associated network)/u,
      source: airportd,
      samples: [
        { line: "Successfully associated to Wi-Fi network <private> on interface en0" },
        { line: "[corewifi] AUTO-JOIN: Updated associated network <private>" },
      ],
    },
    {
      id: "mx07",
      event: "wifi_disconnected",
      pattern: /^.{0,120}?(?:DISASSOCIATE SUCCEEDED|\b(?:LinkDown|LINK_DOWN|[Ll]ink down event)\b)/u,
      source: airportd,
      samples: [
        { line: "[corewifi] DISASSOCIATE SUCCEEDED en0" },
        { line: "en1: link down event, informing supplicant." },
      ],
    },
    row("mx08", null, "<:name>: channel changed to <:rest>", family, "en0: channel changed to 149,80"),
  ],
};
