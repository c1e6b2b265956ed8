import type { Texts } from "./en.ts";
import { aboutTexts } from "./fr/about.ts";
import { captureTexts } from "./fr/capture.ts";
import { checkTexts } from "./fr/check.ts";
import { compareTexts } from "./fr/compare.ts";
import { eventsTexts } from "./fr/events.ts";
import { fleetTexts } from "./fr/fleet.ts";
import { logsTexts } from "./fr/logs.ts";
import { measuringTexts } from "./fr/measurements.ts";
import { reportTexts } from "./fr/report.ts";
import { settingsTexts } from "./fr/settings.ts";
import { shareTexts } from "./fr/share.ts";
import { timelineTexts } from "./fr/timeline.ts";

/** French. */
export const fr: Texts = {
  app: {
    name: "Tunnel Doctor",
    skip: "Aller au contenu",
    navigation: "Rubriques",
    programPages: "Le programme",
    places: {
      check: "Diagnostic",
      timeline: "Chronologie",
      measurements: "Mesures",
      logs: "Journaux",
      captures: "Captures",
      compare: "Comparaison",
      share: "Partage",
      fleet: "Parc",
      settings: "Réglages",
      about: "À propos",
    },
    starting: "Démarrage…",
    notStarted: "Tunnel Doctor ne répond pas",
    reload: "Réessayer",
    footer: (version) => `Tunnel Doctor ${version} · Rien ne quitte cet ordinateur tant que vous ne le partagez pas.`,
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
    cancelled: "Le diagnostic a été arrêté avant qu’il y ait quelque chose à montrer.",
    unreachable: "La connexion à Tunnel Doctor a été perdue ; vérifiez qu’il fonctionne encore, puis réessayez.",
  },
  ...checkTexts,
  ...reportTexts,
  copy: { label: "Copier", done: "Copié", failed: "Sélectionnez et copiez à la main" },
  chooseFile: { label: "Choisir…", what: (field: string) => ` : ${field}` },
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
