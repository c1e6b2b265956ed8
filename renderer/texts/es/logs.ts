import type { logsTexts as english } from "../en/logs.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { list, number, plural } = createWording("es");

export const logsTexts: Translatable<typeof english> = {
  title: "Qué dicen los registros de la VPN",
  lead: "Cada línea que escribieron una VPN, la red o la gestión de energía de este equipo, con su significado.",
  whichLogs: "Qué registros",
  since: "Desde cuándo",
  sinceChoices: [
    { days: 1, label: "Un día" },
    { days: 7, label: "7 días" },
    { days: 30, label: "30 días" },
  ],
  path: "Un archivo o una carpeta de registros en su lugar",
  pathHint: "La ruta completa en este equipo. Déjela vacía para usar los registros del propio equipo.",
  read: "Leer los registros",
  stop: "Detener la lectura",
  reading: "Leyendo los registros…",
  loading: (loaded, total) =>
    plural(total, {
      one: `${number(loaded)} de {n} evento cargado.`,
      other: `${number(loaded)} de {n} eventos cargados.`,
    }),
  stopped: "La lectura se detuvo.",
  nothing: "No se ha encontrado ningún evento de VPN en estos registros.",
  nothingMatches: "Ningún evento coincide con el filtro.",
  filter: "Filtro",
  filterText: "Texto en la línea o en su significado",
  filterStack: "Escrito por",
  allStacks: "Todo",
  unknownOnly: "Solo las líneas que no se entienden",
  count: (shown, total) =>
    shown === total
      ? plural(total, { one: "{n} evento", other: "{n} eventos" })
      : plural(total, { one: `${number(shown)} de {n} evento`, other: `${number(shown)} de {n} eventos` }),
  list: "Eventos, del más antiguo al más reciente",
  columns: { time: "Hora", stack: "Escrito por", meaning: "Significado", line: "Línea" },
  noTime: "sin hora",
  unknown: "No se entiende",
  chosen: "El evento elegido",
  chooseOne: "Elija un evento para ver su línea completa.",
  fields: "Qué indica la línea",
  copied: "la línea, con seudónimos en lugar de nombres y direcciones",
  rawLine: "La línea tal como figura en el registro",
  from: (source, lineNumber) => (lineNumber === undefined ? source : `${source}, línea ${number(lineNumber)}`),
  what: {
    when: "Cuándo",
    stack: "Escrito por",
    where: "Leído de",
    connection: "Conexión",
    peer: "Otro extremo",
    code: "Código",
  },
  toTimeline: "Mostrar en la cronología",
  sources: (read, lines) =>
    list([
      plural(lines, { one: "{n} línea leída", other: "{n} líneas leídas" }),
      plural(read, { one: "de {n} lugar", other: "de {n} lugares" }),
    ]),
  unread: (count) =>
    plural(count, {
      one: "{n} lugar no se ha podido leer por completo.",
      other: "{n} lugares no se han podido leer por completo.",
    }),
  unreadLead: "Lo que no se ha leído falta aquí.",
  unreadSource: (source, why) => `${source}: ${why}`,
  sourceOutcomes: {
    read: "leído",
    empty: "nada de una VPN en él",
    "not-permitted": "este usuario no puede leerlo",
    "not-found": "no está aquí",
    failed: "no se ha podido leer",
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
    kernel: "Kernel de Linux",
    systemd: "systemd",
    openvpn: "OpenVPN",
    wireguard: "WireGuard",
    "windows-ras": "Cliente VPN de Windows",
    "windows-system": "Sistema Windows",
    "windows-wifi": "Wi-Fi de Windows",
    "macos-networkextension": "Cliente VPN de macOS",
    "macos-ppp": "PPP de macOS",
    "macos-racoon": "racoon de macOS",
    "macos-configd": "Red de macOS",
    "macos-wifi": "Wi-Fi de macOS",
    "macos-power": "Energía de macOS",
    capture: "Captura de paquetes",
    watch: "Vigilancia",
  },
};
