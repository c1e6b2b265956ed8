import { aboutTexts } from "./de/about.ts";
import { captureTexts } from "./de/capture.ts";
import { checkTexts } from "./de/check.ts";
import { compareTexts } from "./de/compare.ts";
import { eventsTexts } from "./de/events.ts";
import { fleetTexts } from "./de/fleet.ts";
import { logsTexts } from "./de/logs.ts";
import { measuringTexts } from "./de/measurements.ts";
import { reportTexts } from "./de/report.ts";
import { settingsTexts } from "./de/settings.ts";
import { shareTexts } from "./de/share.ts";
import { timelineTexts } from "./de/timeline.ts";
import type { Texts } from "./en.ts";

/** German. */
export const de: Texts = {
  app: {
    name: "Tunnel Doctor",
    skip: "Zum Inhalt springen",
    navigation: "Bereiche",
    programPages: "Das Programm",
    places: {
      check: "Prüfung",
      timeline: "Zeitachse",
      measurements: "Messwerte",
      logs: "Logs",
      captures: "Mitschnitte",
      compare: "Vergleich",
      share: "Teilen",
      fleet: "Flotte",
      settings: "Einstellungen",
      about: "Über",
    },
    starting: "Startet…",
    notStarted: "Tunnel Doctor antwortet nicht",
    reload: "Erneut versuchen",
    footer: (version) => `Tunnel Doctor ${version} · Nichts verlässt diesen Computer, solange Sie es nicht teilen.`,
  },
  about: aboutTexts,
  settings: settingsTexts,
  events: eventsTexts,
  logs: logsTexts,
  captures: captureTexts,
  compare: compareTexts,
  share: shareTexts,
  fleet: fleetTexts,
  timeline: timelineTexts,
  measuring: measuringTexts,
  connection: {
    cancelled: "Die Prüfung wurde gestoppt, bevor es etwas zu zeigen gab.",
    unreachable:
      "Die Verbindung zu Tunnel Doctor ging verloren; sehen Sie nach, ob es noch läuft, und versuchen Sie es dann erneut.",
  },
  ...checkTexts,
  ...reportTexts,
  copy: { label: "Kopieren", done: "Kopiert", failed: "Bitte markieren und von Hand kopieren" },
  chooseFile: { label: "Auswählen…", what: (field: string) => `: ${field}` },
  tunnelType: {
    "l2tp-ipsec": "L2TP/IPsec",
    ikev1: "IKEv1",
    ikev2: "IKEv2",
    wireguard: "WireGuard",
    openvpn: "OpenVPN",
    pptp: "PPTP",
    unknown: "VPN",
  },
};
