import type { measuringTexts as english } from "../en/measurements.ts";
import type { Translatable } from "../translatable.ts";

export const measuringTexts: Translatable<typeof english> = {
  title: "Qué se ha medido",
  lead: (when, gateway) => `Las cifras de la comprobación (${when}) con ${gateway}.`,
  noGateway: "ninguna puerta de enlace",
  loading: "Buscando la última comprobación…",
  tryAgain: "Reintentar",
  none: "Todavía no se ha medido nada.",
  noneHint: "Haga una comprobación; sus cifras se mostrarán aquí.",
  toCheck: "Ir a Comprobación",
  reach: "Qué llega",
  reachColumns: ["Qué se probó", "Respuesta", "Dónde", "Intentos"],
  noReach: "No se probó ningún puerto.",
  sizes: "Cómo de grandes pueden ser los paquetes",
  sizesAbout:
    "Manda la parte más estrecha del camino. Una VPN tiene que quedar por debajo, incluidas sus propias cabeceras.",
  noSizes: "No se midieron los tamaños de paquete.",
  rungs: {
    link: "El enlace de este equipo",
    path: "El camino hasta la puerta de enlace",
    "path-back": "El camino de vuelta",
  },
  sizeRange: (size, low, high) => `${size} (${low}–${high})`,
  sizeColumns: ["Dónde", "Paquete más grande"],
  heard: "Un router del camino avisa cuando un paquete es demasiado grande.",
  notHeard:
    "Nadie en el camino avisa cuando un paquete es demasiado grande: los paquetes mayores desaparecen en silencio.",
  survival: "Cuánto tiempo sigue abierta en el NAT una conexión inactiva",
  survivalAbout: "El router olvida una VPN que calla más tiempo, y entonces la VPN se corta.",
  noSurvival: "No se midió el tiempo de vida.",
  noSurvivalHint: "Lo mide una comprobación exhaustiva, o un respondedor indicado en las opciones de la comprobación.",
  states: { replied: "En uso (con respuesta antes)", unreplied: "Nunca con respuesta" },
  survivalColumns: ["Conexión", "Aún abierta tras", "Cerrada tras", "Medido hacia"],
  idleAxis: "segundos sin un paquete",
  open: "abierta",
  closed: "cerrada",
  keepalive: (seconds) => `Keepalive recomendado: cada ${seconds}`,
  neverClosed: "duró más que la medición",
  neverOpen: "ningún tiempo",
  asTable: "Lo mismo como tabla",
  everything: "Todo lo que se ha medido",
};
