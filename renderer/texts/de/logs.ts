import type { logsTexts as english } from "../en/logs.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { list, number, plural } = createWording("de");

export const logsTexts: Translatable<typeof english> = {
  title: "Was die VPN-Logs sagen",
  lead: "Jede Zeile, die ein VPN, das Netz oder die Energieverwaltung dieses Computers geschrieben hat, mit ihrer Bedeutung.",
  whichLogs: "Welche Logs",
  since: "Wie weit zurück",
  sinceChoices: [
    { days: 1, label: "Ein Tag" },
    { days: 7, label: "7 Tage" },
    { days: 30, label: "30 Tage" },
  ],
  path: "Stattdessen eine Log-Datei oder ein Ordner",
  pathHint: "Der vollständige Pfad auf diesem Computer. Leer: die Logs dieses Computers selbst.",
  read: "Logs lesen",
  stop: "Lesen stoppen",
  reading: "Die Logs werden gelesen…",
  loading: (loaded, total) =>
    plural(total, {
      one: `${number(loaded)} von {n} Ereignis ist da.`,
      other: `${number(loaded)} von {n} Ereignissen sind da.`,
    }),
  stopped: "Das Lesen wurde gestoppt.",
  nothing: "In diesen Logs wurde kein VPN-Ereignis gefunden.",
  nothingMatches: "Kein Ereignis passt zum Filter.",
  filter: "Filter",
  filterText: "Text in Zeile oder Bedeutung",
  filterStack: "Geschrieben von",
  allStacks: "Alles",
  unknownOnly: "Nur Zeilen, die nicht verstanden wurden",
  count: (shown, total) =>
    shown === total
      ? plural(total, { one: "{n} Ereignis", other: "{n} Ereignisse" })
      : plural(total, { one: `${number(shown)} von {n} Ereignis`, other: `${number(shown)} von {n} Ereignissen` }),
  list: "Ereignisse, älteste zuerst",
  columns: { time: "Zeit", stack: "Geschrieben von", meaning: "Bedeutung", line: "Zeile" },
  noTime: "keine Zeit",
  unknown: "Nicht verstanden",
  chosen: "Das ausgewählte Ereignis",
  chooseOne: "Wählen Sie ein Ereignis, um seine ganze Zeile zu sehen.",
  fields: "Was die Zeile sagt",
  copied: "die Zeile, mit Pseudonymen für Namen und Adressen",
  rawLine: "Die Zeile, wie sie im Log steht",
  from: (source, lineNumber) => (lineNumber === undefined ? source : `${source}, Zeile ${number(lineNumber)}`),
  what: {
    when: "Wann",
    stack: "Geschrieben von",
    where: "Gelesen aus",
    connection: "Verbindung",
    peer: "Gegenstelle",
    code: "Code",
  },
  toTimeline: "Auf der Zeitachse zeigen",
  sources: (read, lines) =>
    list([
      plural(lines, { one: "{n} Zeile wurde gelesen", other: "{n} Zeilen wurden gelesen" }),
      plural(read, { one: "aus {n} Ort", other: "aus {n} Orten" }),
    ]),
  unread: (count) =>
    plural(count, {
      one: "{n} Ort konnte nicht vollständig gelesen werden.",
      other: "{n} Orte konnten nicht vollständig gelesen werden.",
    }),
  unreadLead: "Was nicht gelesen wurde, fehlt hier.",
  unreadSource: (source, why) => `${source}: ${why}`,
  sourceOutcomes: {
    read: "gelesen",
    empty: "nichts von einem VPN darin",
    "not-permitted": "dieser Benutzer darf es nicht lesen",
    "not-found": "ist hier nicht vorhanden",
    failed: "konnte nicht gelesen werden",
  },
  stackNames: {
    strongswan: "strongSwan",
    libreswan: "Libreswan",
    xl2tpd: "xl2tpd",
    pppd: "pppd",
    networkmanager: "NetworkManager",
    "networkmanager-l2tp": "NetworkManager L2TP",
    "wpa-supplicant": "wpa_supplicant",
    iwd: "iwd",
    kernel: "Linux-Kernel",
    systemd: "systemd",
    openvpn: "OpenVPN",
    wireguard: "WireGuard",
    "windows-ras": "Windows-VPN-Client",
    "windows-system": "Windows-System",
    "windows-wifi": "Windows-WLAN",
    "macos-networkextension": "macOS-VPN-Client",
    "macos-ppp": "macOS-PPP",
    "macos-racoon": "macOS-racoon",
    "macos-configd": "macOS-Netzwerk",
    "macos-wifi": "macOS-WLAN",
    "macos-power": "macOS-Energie",
    capture: "Paketmitschnitt",
    watch: "Überwachung",
  },
};
