import type { Texts } from "./en.ts";
import { aboutTexts } from "./es/about.ts";
import { captureTexts } from "./es/capture.ts";
import { checkTexts } from "./es/check.ts";
import { compareTexts } from "./es/compare.ts";
import { eventsTexts } from "./es/events.ts";
import { fleetTexts } from "./es/fleet.ts";
import { logsTexts } from "./es/logs.ts";
import { measuringTexts } from "./es/measurements.ts";
import { reportTexts } from "./es/report.ts";
import { settingsTexts } from "./es/settings.ts";
import { shareTexts } from "./es/share.ts";
import { timelineTexts } from "./es/timeline.ts";

/** Spanish. */
export const es: Texts = {
  app: {
    name: "Tunnel Doctor",
    skip: "Ir al contenido",
    navigation: "Secciones",
    programPages: "El programa",
    places: {
      check: "Comprobación",
      timeline: "Cronología",
      measurements: "Mediciones",
      logs: "Registros",
      captures: "Capturas",
      compare: "Comparar",
      share: "Compartir",
      fleet: "Flota",
      settings: "Ajustes",
      about: "Acerca de",
    },
    starting: "Iniciando…",
    notStarted: "Tunnel Doctor no responde",
    reload: "Reintentar",
    footer: (version) => `Tunnel Doctor ${version} · Nada sale de este equipo si usted no lo comparte.`,
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
    cancelled: "La comprobación se detuvo antes de que hubiera algo que mostrar.",
    unreachable:
      "Se ha perdido la conexión con Tunnel Doctor; mire si sigue en ejecución y después inténtelo de nuevo.",
  },
  ...checkTexts,
  ...reportTexts,
  copy: { label: "Copiar", done: "Copiado", failed: "Selecciónelo y cópielo a mano" },
  chooseFile: { label: "Elegir…", what: (field: string) => `: ${field}` },
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
