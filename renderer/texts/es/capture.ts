import type { captureTexts as english } from "../en/capture.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { list, number, plural } = createWording("es");

export const captureTexts: Translatable<typeof english> = {
  title: "Qué indica una captura de paquetes",
  lead: "Una captura (pcap o pcapng) de una VPN como escalera de sus mensajes: quién preguntó, quién respondió, quién calló y qué está mal.",
  path: "Un archivo de captura en este equipo",
  pathHint: "La ruta completa. Se lee aquí y no va a ninguna parte.",
  otherPath: "La captura del mismo momento en la puerta de enlace, si la hay",
  otherHint: "Entonces se muestra también lo que salió de un extremo y no llegó al otro.",
  pathMissing: "Escriba la ruta de una captura.",
  read: "Leer la captura",
  stop: "Detener la lectura",
  reading: "Leyendo la captura…",
  stopped: "La lectura se detuvo.",
  done: (rungs) =>
    plural(rungs, {
      one: "Se leyó la captura. {n} línea en la escalera.",
      other: "Se leyó la captura. {n} líneas en la escalera.",
    }),
  summary: (packets, duration) =>
    plural(packets, { one: `{n} paquete en ${duration}`, other: `{n} paquetes en ${duration}` }),
  hosts: (client, gateway) => `Cliente ${client}, puerta de enlace ${gateway}`,
  noVpn: "No contiene paquetes de VPN.",
  nothingWrong: "La captura no muestra ninguna causa de un corte.",
  tooLittle: "Contiene demasiado poco para decir algo.",
  findings: "Qué está mal",
  ladder: "Qué ocurrió",
  ladderLabel: "Mensajes entre el cliente y la puerta de enlace, del más antiguo al más reciente",
  client: "Cliente",
  gateway: "Puerta de enlace",
  columns: { time: "Hora", message: "Mensaje", detail: "Qué significa" },
  only: "Mostrar",
  onlyAll: "Todo",
  onlyTrouble: "Solo lo que salió mal",
  shown: (shown, all) =>
    shown === all
      ? plural(all, { one: "{n} línea", other: "{n} líneas" })
      : plural(all, { one: `${number(shown)} de {n} línea`, other: `${number(shown)} de {n} líneas` }),
  none: "Ninguna línea es de este tipo.",
  toGateway: "Del cliente a la puerta de enlace",
  toClient: "De la puerta de enlace al cliente",
  both: "Nota",
  again: (ordinal, tries) => `repetido, ${number(ordinal)} de ${number(tries)}`,
  noAnswer: "sin respuesta",
  parts: (parts) => list(parts),
  bytes: (count) => plural(count, { one: "{n} byte", other: "{n} bytes" }),
  refused: "rechazado",
  idle: (duration) => `Nada durante ${duration}`,
  after: { answered: "después con respuesta", unanswered: "después sin respuesta", "not-seen": "" },
  rekey: {
    "new-keys-used": "Claves nuevas, y paquetes que las usan",
    "not-used": "Se acordaron claves nuevas, pero ningún paquete las usó",
    "ike-renewed": "Se renovaron las claves de IKE",
    refused: "Se rechazaron las claves nuevas",
    unanswered: "Se pidieron claves nuevas y nadie respondió",
  },
  tooBig: (router, mtu) => `${router} dice «paquete demasiado grande»: el enlace siguiente admite ${number(mtu)} bytes`,
  moved: (before, after) => `Los paquetes vienen de ${after} en lugar de ${before}`,
  silent: (who, packets) =>
    plural(packets, {
      one: `${who} ya no dice nada; {n} paquete queda sin respuesta`,
      other: `${who} ya no dice nada; {n} paquetes quedan sin respuesta`,
    }),
  keepalives: (count, from, interval) =>
    interval === ""
      ? plural(count, { one: `{n} keepalive de NAT de ${from}`, other: `{n} keepalives de NAT de ${from}` })
      : plural(count, {
          one: `{n} keepalive de NAT de ${from}, uno cada ${interval}`,
          other: `{n} keepalives de NAT de ${from}, uno cada ${interval}`,
        }),
  data: "Datos",
  dataColumns: { flow: "Sentido", packets: "Paquetes", missing: "Faltan", gap: "Hueco más largo" },
  flow: (spi, from, to) => `de ${from} a ${to} (ESP ${spi})`,
  joined: "De los dos extremos",
  joinedColumns: { direction: "Sentido", sent: "Enviados", arrived: "Llegados", lost: "Perdidos" },
  direction: {
    "to-gateway": "Del cliente a la puerta de enlace",
    "to-client": "De la puerta de enlace al cliente",
  },
  make: "Cómo hacer una captura",
  makeAbout:
    "Ejecute el comando, deje que ocurra el problema y termínelo. Registra direcciones y las cabeceras de los paquetes, nada de lo que pasa por el túnel, y se queda en este equipo.",
  makeGateway: "Puerta de enlace VPN",
  makeOs: "En",
  show: "Mostrar los comandos",
  with: (program) => `Con ${program}`,
  needs: (rights) => `Necesita ${rights}.`,
  endsWith: "Cuando el problema haya aparecido:",
  endsCtrlC: "Ctrl-C lo termina.",
  command: (program) => `comandos de ${program}`,
  start: {
    title: "O deje que Tunnel Doctor la haga",
    agree:
      "Acepto que este equipo registre con quién habla por su VPN, cuándo y en paquetes de qué tamaño: solo las cabeceras. El archivo se queda en este equipo.",
    notAgreed: "Marque primero que está de acuerdo.",
    start: "Iniciar la captura",
    began: "La captura está en marcha.",
    running: (duration, size) =>
      `Capturando desde hace ${duration}: ${size}. Deje que ocurra el problema y detenga la captura. Salir de esta sección también la detiene.`,
    command: "El comando que se ejecuta",
    to: (path) => `Escribe en ${path}`,
    stop: "Detener la captura",
    stopping: "Deteniendo…",
    ended: "La captura está hecha.",
    made: (path, size, duration) => `${path}: ${size} en ${duration}. Se lee arriba.`,
    instead: "Ejecute los comandos de arriba en un terminal, con los permisos que necesitan.",
  },
};
