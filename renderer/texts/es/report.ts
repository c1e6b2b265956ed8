import type { reportTexts as english } from "../en/report.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural, list } = createWording("es");

const commandsAndSettings = (count: number): string => `Comandos y ajustes (${number(count)})`;

export const reportTexts: Translatable<typeof english> = {
  verdict: {
    healthy: {
      title: "No se ha encontrado nada mal en el camino hasta su VPN",
      lead: "Todo lo comprobado salió bien. Si la VPN sigue cortándose, repita la comprobación justo después del próximo corte: algunas causas solo se ven entonces.",
    },
    notEnough: {
      title: "Se ha podido comprobar demasiado poco para decirlo",
      lead: "Esto no significa que todo vaya bien. Abajo figura qué lo impidió y qué probar a continuación.",
    },
    cancelled: {
      title: "Comprobación detenida",
      lead: "Ya no se envía nada. Lo encontrado hasta entonces figura abajo; está incompleto.",
    },
    problem: {
      blocks: {
        certain: "Hemos encontrado qué impide funcionar a su VPN",
        likely: "Muy probablemente hemos encontrado qué impide funcionar a su VPN",
        possible: "Hemos encontrado algo que puede impedir funcionar a su VPN",
      },
      degrades: {
        certain: "Hemos encontrado por qué su VPN se corta o se atasca",
        likely: "Muy probablemente hemos encontrado por qué su VPN se corta o se atasca",
        possible: "Hemos encontrado algo que puede cortar o atascar su VPN",
      },
      notice: {
        certain: "Hemos encontrado algo que conviene saber",
        likely: "Hemos encontrado algo que conviene saber",
        possible: "Hemos encontrado algo que conviene mirar",
      },
    },
    problemLead: (finding, more) =>
      more === 0
        ? `${finding}.`
        : `${finding}. ${plural(more, { one: "Abajo hay {n} hallazgo más.", other: "Abajo hay {n} hallazgos más." })}`,
    whoCanFix: "Quién puede solucionarlo",
    gateway: "Puerta de enlace",
    sessions: "En los registros de la VPN",
    sessionCounts: (total, dropped, never) =>
      total === 0
        ? "ninguna sesión"
        : list([
            plural(total, { one: "{n} sesión", other: "{n} sesiones" }),
            dropped === 0 ? "ninguna cortada" : plural(dropped, { one: "{n} cortada", other: "{n} cortadas" }),
            ...(never === 0 ? [] : [plural(never, { one: "{n} nunca conectada", other: "{n} nunca conectadas" })]),
          ]),
    checked: "Comprobado",
    checkedAt: (when, duration, packets) =>
      plural(packets, {
        one: `${when}, en ${duration}, con {n} paquete`,
        other: `${when}, en ${duration}, con {n} paquetes`,
      }),
    share: "Compartir el resultado…",
    summary: "Copiar un resumen",
    qr: "Mostrar un código para el teléfono",
    again: "Comprobar de nuevo",
    newCheck: "Nueva comprobación",
  },
  partial: {
    title: (count) =>
      plural(count, { one: "No se ha podido hacer {n} paso.", other: "No se han podido hacer {n} pasos." }),
    lead: "El resultado se basa en los demás pasos.",
  },
  finding: {
    heading: "Qué se ha encontrado",
    severity: { blocks: "Impide la VPN", degrades: "La corta o la atasca", notice: "Conviene saberlo" },
    confidence: { certain: "Seguro.", likely: "Probable.", possible: "Posible." },
    confidenceAbout: {
      certain: "Una prueba que solo esta causa explica dio positivo.",
      likely: "Varias observaciones apuntan a esto; ninguna prueba por sí sola lo demuestra.",
      possible: "Encaja con lo observado, pero otras causas también.",
    },
    howSure: "Grado de certeza",
    forExperts: "En términos técnicos:",
    saw: "Qué hemos visto",
    moreEvidence: (count) => plural(count, { one: "{n} indicio más", other: "{n} indicios más" }),
    whatToDo: "Qué hacer ahora",
    noFix: "Por sí solo, esto no requiere hacer nada.",
    who: { you: "Usted", router: "Dueño del router", "vpn-admin": "Administrador de la VPN" },
    commands: {
      you: (count) => `En otros sistemas (${number(count)})`,
      router: commandsAndSettings,
      "vpn-admin": commandsAndSettings,
    },
    command: (os) => `comando para ${os}`,
    why: (reason) => `Por qué: ${reason}.`,
    verify: "Cómo comprobar que ha funcionado",
    risk: "Riesgo",
    undo: "Cómo deshacerlo",
  },
  advice: { title: "Qué probar a continuación" },
  measurements: {
    title: "Mediciones",
    what: "Qué",
    result: "Resultado",
    target: "Hacia",
    method: "Cómo",
    none: "No se ha medido nada.",
    outcome: { unknown: "No se sabe", failed: "No se ha podido medir", "not-applicable": "No procede" },
    yes: "Sí",
    no: "No",
    between: (low, high) => `entre ${low} y ${high}`,
    withBounds: (value, bounds) => `${value} (${bounds})`,
    withReason: (outcome, reason) => `${outcome}: ${reason}`,
    values: { answered: "Con respuesta", silent: "Sin respuesta", refused: "Rechazado: nada escucha ahí" },
    kind: {
      "reach-udp-500": "Puerto UDP 500 (IKE)",
      "reach-udp-4500": "Puerto UDP 4500 (NAT traversal)",
      "reach-udp-control": "Otro puerto UDP, para comparar",
      "reach-icmp": "Ping",
      "reach-tcp": "TCP",
      "ike-version": "Versión de IKE",
      "nat-present": "NAT en el camino",
      "nat-mapping": "Cómo asigna puertos el NAT",
      "nat-filtering": "Qué deja entrar el NAT",
      "nat-lifetime-unreplied": "Tiempo de vida en el NAT, sin respuesta",
      "nat-lifetime-replied": "Tiempo de vida en el NAT, tras una respuesta",
      "nat-external-address": "Dirección fuera del NAT",
      cgnat: "NAT del proveedor (CGNAT)",
      "path-mtu": "Paquete más grande hacia la puerta de enlace",
      "path-mtu-reverse": "Paquete más grande desde la puerta de enlace",
      "icmp-too-big": "Se avisa «paquete demasiado grande»",
      "icmp-too-big-reverse": "Se avisa «paquete demasiado grande» al otro lado",
      "tunnel-mtu": "Paquete más grande dentro del túnel",
      "fragments-out": "Fragmentos hacia la puerta de enlace",
      "fragments-in": "Fragmentos desde la puerta de enlace",
      "keepalive-interval": "Tiempo entre keepalives",
      dns: "Nombre de la puerta de enlace en el DNS",
      "captive-portal": "Portal cautivo de la red",
      rtt: "Tiempo de ida y vuelta",
      loss: "Paquetes perdidos",
      "clock-offset": "Reloj de este equipo",
      conntrack: "Seguimiento de conexiones en uso",
      "route-to-gateway": "Ruta hacia la puerta de enlace",
      dpi: "El tráfico VPN recibe otro trato",
      "esp-in-udp": "Los paquetes del túnel llegan (ESP en UDP)",
    },
  },
  checklist: {
    title: "Lista de comprobación",
    status: { done: "Hecho", found: "Problema encontrado", clear: "Sin problemas", "not-possible": "Imposible" },
  },
  steps: { title: "Cómo transcurrió la comprobación" },
  stepTitle: {
    system: "Este equipo",
    network: "Conexión de red",
    profiles: "Perfiles VPN",
    logs: "Registros de la VPN",
    resolve: "Nombre de la puerta de enlace",
    route: "Ruta hacia la puerta de enlace",
    ping: "Ping",
    reach: "Puertos UDP 500 y 4500",
    nat: "NAT en el camino",
    "path-mtu": "Paquete más grande (MTU de la ruta)",
    fragments: "Paquetes fragmentados",
    dpi: "Interferencia con IPsec",
    "nat-lifetime": "Tiempo de vida de las conexiones inactivas",
    diagnosis: "Diagnóstico",
  },
  raw: {
    title: "Informe sin procesar",
    copy: "Copiar el JSON",
    save: "Guardar como archivo",
    region: "El informe en JSON",
    pseudonyms: "Lo que copie o guarde lleva seudónimos en lugar de nombres y direcciones, y ningún secreto.",
    notSaved: "No se ha podido preparar el informe para su salida; inténtelo de nuevo.",
  },
  summary: {
    finding: (title, severity) => `${title} (${severity})`,
    more: (count) => plural(count, { one: "y {n} hallazgo más", other: "y {n} hallazgos más" }),
    fact: (term, value) => `${term}: ${value}`,
    madeBy: (version, runId) => `Tunnel Doctor ${version}, comprobación ${runId}`,
  },
  qr: {
    title: "El resultado para un teléfono",
    lead: "Apunte la cámara de un teléfono al código: el teléfono muestra entonces el texto de al lado, para leerlo en voz alta o enviarlo. Los nombres y las direcciones son seudónimos.",
    alt: "Un código QR que contiene el texto de al lado",
    text: "Qué dice el código",
    close: "Cerrar",
    loading: "Creando el código…",
    failed: "No se ha podido preparar el código para su salida; inténtelo de nuevo.",
  },
  language: {
    translating: "Traduciendo el resultado…",
    notTranslated: "Los textos de este resultado no se han podido traducir y están en inglés.",
    label: "Idioma",
    export: "Idioma de lo que se copia o guarda",
  },
};
