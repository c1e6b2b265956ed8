import type { timelineTexts as english } from "../en/timeline.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("es");

export const timelineTexts: Translatable<typeof english> = {
  title: "Cuándo estuvo conectada la VPN y qué precedió a un corte",
  lead: "Cada barra es una sesión VPN. Las marcas de abajo indican qué les ocurrió a la red y al equipo en ese momento.",
  loading: "Leyendo los registros…",
  stop: "Detener la lectura",
  again: "Leer de nuevo",
  stopped: "La lectura se detuvo.",
  nothing: "Los registros no hablan de ninguna sesión VPN con hora.",
  nothingHint: "Conecte la VPN una vez o lea un archivo de registro en la sección Registros.",
  since: "Desde cuándo",
  picture:
    "Cronología. Izquierda y derecha desplazan, más y menos cambian el zoom, Inicio lo muestra todo, arriba y abajo recorren lo que contiene.",
  tools: "Qué muestra la cronología",
  severalSessions: (count, from) =>
    plural(count, {
      one: `{n} sesión desde ${from}; elija para acercar`,
      other: `{n} sesiones desde ${from}; elija para acercar`,
    }),
  sessions: "Sesiones",
  kinds: {
    drop: "Cortes",
    rekey: "Claves nuevas",
    network: "Cambios de red",
    wifi: "Wi-Fi",
    sleep: "Suspensión",
    silence: "Sin respuesta",
  },
  zoomIn: "Acercar",
  zoomOut: "Alejar",
  earlier: "Antes",
  later: "Después",
  everything: "Mostrar todo",
  seen: (from, to) => `de ${from} a ${to}`,
  several: (count, kind) => `${kind}: ${number(count)}`,
  chosen: "La sesión elegida",
  chooseOne: "Elija una sesión o una marca para ver lo que se sabe de ella.",
  toLogs: "Ver las líneas de registro",
  outcomes: {
    "still-up": "sigue conectada",
    dropped: "cortada",
    closed: "cerrada",
    "never-connected": "nunca conectada",
  },
  endedBy: {
    local: "por este equipo",
    peer: "por la puerta de enlace",
    timeout: "por falta de respuesta",
    unknown: "sin que el registro diga por quién",
  },
  sessionTitle: (name, outcome, endedBy) =>
    endedBy === undefined ? `${name}: ${outcome}` : `${name}: ${outcome} ${endedBy}`,
  span: (from, to, length) => (length === undefined ? `${from} – ${to}` : `${from} – ${to} (${length})`),
  before: (event, duration) => `${event}, ${duration} antes`,
  nothingBefore: "Nada de la red ni de la energía en el minuto anterior.",
  duringRekey: "Terminó mientras se renovaban las claves.",
  idle: (duration) => `Nada más que keepalives durante ${duration} antes de terminar.`,
  table: "Lo mismo como tabla",
  tableName: "Sesiones VPN",
  marksTable: "Marcas",
  columns: ["Inicio", "Fin", "Conectada durante", "Resultado", "Justo antes"],
  markColumns: ["Cuándo", "Tipo", "Qué", "Línea"],
  moreRows: (count) =>
    plural(count, { one: "Hay {n} más en la sección Registros.", other: "Hay {n} más en la sección Registros." }),
  patterns: "Qué tienen en común los cortes",
  unnamed: "VPN",
  barLabel: (name, outcome, from, length) => `${name}, ${from}, ${length}, ${outcome}`,
  snapshot: {
    title: "El momento del corte",
    reading: "Leyendo lo que se guardó de ese momento…",
    gone: "Lo que se guardó de ese momento ya no está.",
    network: "La red antes y después",
    networkColumns: ["Qué", "Antes", "Después"],
    properties: {
      routes: "Rutas predeterminadas",
      addresses: "Interfaces activas",
      nameServers: "Servidores DNS",
      wifi: "Wi-Fi",
      conntrack: "Conexiones en seguimiento, de un máximo de",
    },
    none: "ninguna",
    notTold: "no se sabe",
    measured: "Una mirada rápida a la puerta de enlace, fuera del túnel",
    measuredColumns: ["Qué", "Resultado"],
    tunnels: "Túneles establecidos entonces",
    tunnelColumns: ["Túnel", "Puerta de enlace", "Bytes recibidos", "Bytes enviados", "Sin tráfico desde hace"],
    counters: "Errores de IPsec que ha contado el kernel",
    counterColumns: ["Contador", "Cantidad"],
    events: (count) =>
      plural(count, { one: "{n} evento del minuto anterior", other: "{n} eventos del minuto anterior" }),
  },
  noEnd: "sin final en el registro",
  unknownLength: "duración desconocida",
};
