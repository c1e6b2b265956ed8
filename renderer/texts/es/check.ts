import type { checkTexts as english } from "../en/check.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("es");

const portError = "Un puerto es un número entero de 1 a 65535.";

export const checkTexts: Translatable<typeof english> = {
  start: {
    title: "¿Por qué se corta su VPN?",
    lead: "Tunnel Doctor prueba el camino hasta su puerta de enlace VPN y lee los registros de la VPN de este equipo. Después le dice qué está mal y quién puede solucionarlo.",
    gateway: "Puerta de enlace VPN",
    gatewayHint: "La dirección del servidor de su configuración VPN, por ejemplo vpn.example.com.",
    gatewayFrom: (profile, type) => `Encontrada en su perfil VPN «${profile}» (${type}).`,
    gatewayMissing: "Escriba primero la dirección de su puerta de enlace VPN.",
    gatewayInvalid: "Esto no es una dirección de servidor. Tiene la forma vpn.example.com o 203.0.113.10.",
    whichVpn: "¿Qué VPN?",
    otherGateway: "Otra puerta de enlace",
    searching: "Buscando perfiles VPN en este equipo…",
    noProfiles:
      "No se ha encontrado ningún perfil VPN en este equipo. Escriba la dirección de la puerta de enlace o pruebe abajo una red de prácticas.",
    unreadable: (count) =>
      plural(count, {
        one: "No se ha podido leer {n} lugar con configuración VPN",
        other: "No se han podido leer {n} lugares con configuración VPN",
      }),
    button: "Comprobar mi VPN",
    promise: "Tarda menos de un minuto. No necesita permisos de administrador. No cambia nada.",
    options: "Opciones",
    helpers: {
      title: "Servidores que pueden decir más",
      lead: "Déjelos vacíos si no los conoce. En ese caso no se pregunta a nadie más que a su puerta de enlace.",
      someInvalid: "Algo en Opciones no es correcto; ábralas para ver qué.",
      stun: {
        label: "Servidor STUN",
        hint: "Indica la dirección y el tipo del NAT de su router, por ejemplo stun.example.com:3478.",
        error: "Esto no es un servidor. Tiene la forma stun.example.com o stun.example.com:3478.",
      },
      responder: {
        label: "Respondedor de Tunnel Doctor",
        hint: "Mide cuánto tiempo recuerda su router las conexiones inactivas, y el camino de vuelta.",
        error: "Esto no es un servidor. Tiene la forma responder.example.com o 203.0.113.10:3478.",
      },
      dns: {
        label: "Otro servidor DNS",
        hint: "También se le pregunta el nombre de su puerta de enlace, para comparar; por ejemplo 192.0.2.53.",
        error: "Esto no es la dirección IP de un servidor DNS. Tiene la forma 192.0.2.53 o [2001:db8::53]:53.",
      },
      captiveUrl: {
        label: "Página web para detectar un portal cautivo",
        hint: "Una página de su organización que responde 204 (sin contenido) o contiene el texto de abajo.",
        error: "Esto no es una página web. Tiene la forma http://check.example.com/.",
      },
      captiveText: {
        label: "Texto de esa página",
        hint: "Déjelo vacío si la página responde 204.",
        error: "Este texto es demasiado largo; bastan 200 caracteres.",
      },
      ikePort: {
        label: "Puerto UDP de la puerta de enlace para IKE",
        hint: "Déjelo vacío salvo que su puerta de enlace responda en un puerto distinto del 500.",
        error: portError,
      },
      natTraversalPort: {
        label: "Puerto UDP de la puerta de enlace para NAT traversal",
        hint: "Déjelo vacío salvo que su puerta de enlace use un puerto distinto del 4500.",
        error: portError,
      },
      controlPort: {
        label: "Otro puerto UDP de la puerta de enlace",
        hint: "Para compararlo con los puertos de la VPN; normalmente se deja vacío.",
        error: portError,
      },
    },
    thoroughness: "Grado de detalle",
    logs: "Leer los registros de la VPN de este equipo",
    since: "Desde cuándo",
    sinceChoices: [
      { days: 1, label: "Un día" },
      { days: 7, label: "7 días" },
      { days: 30, label: "30 días" },
    ],
    lastResult: (when) => `Hay un resultado de: ${when}.`,
    showLast: "Mostrarlo",
  },
  profile: {
    quick: { title: "Rápida", about: "¿Responde la puerta de enlace y qué dicen los registros?" },
    standard: { title: "Estándar", about: "También tamaños de paquete y fragmentos. Adecuada para la mayoría." },
    deep: { title: "Exhaustiva", about: "Más muestras, para ver pérdidas poco frecuentes. Tarda más." },
  },
  practice: {
    title: "Pruébelo en una red de prácticas",
    lead: "Tunnel Doctor puede simular en este equipo un router doméstico y una puerta de enlace VPN, averiar una cosa y volver a encontrarla. No se envía nada a la red.",
    fault: "¿Qué debe estar mal?",
    faults: {
      healthy: "No hay nada mal",
      "path-mtu": "La ruta admite paquetes más pequeños de lo habitual, y avisa",
      "mtu-black-hole": "La ruta admite paquetes más pequeños de lo habitual y descarta en silencio los mayores",
      "fragments-dropped": "El router descarta los paquetes fragmentados",
      "udp-500-blocked": "El router descarta los paquetes al puerto UDP 500",
      "udp-4500-blocked": "El router descarta los paquetes al puerto UDP 4500",
      "gateway-silent": "La puerta de enlace no responde en los puertos de la VPN",
      "ikev1-only": "La puerta de enlace solo habla IKEv1",
      dpi: "La red examina los paquetes y descarta IKE, tras algunos paquetes de un flujo o desde el primero",
      "esp-blocked": "La red cierra un flujo en el puerto UDP 4500 en cuanto transporta datos cifrados",
      "nat-timeout": "El router olvida demasiado pronto una conexión inactiva",
      loss: "Se pierden algunos paquetes en cada sentido",
    },
    value: {
      bytes: "Cuánto, en bytes",
      packets: "Tras cuántos paquetes",
      seconds: "Tras cuántos segundos",
      percent: "Cuánto, en porcentaje",
    },
    valueInvalid: "Escriba un número, 0 o mayor.",
    button: "Comprobar la red de prácticas",
    banner: "Red de prácticas: este resultado se refiere a un router simulado, no a su VPN.",
  },
  running: {
    title: "Comprobando su VPN",
    titlePractice: "Comprobando la red de prácticas",
    gateway: (gateway) => `Puerta de enlace ${gateway}`,
    progress: "Progreso de la comprobación",
    count: (done, total) =>
      plural(total, { one: `${number(done)} de {n} paso`, other: `${number(done)} de {n} pasos` }),
    elapsed: (time) => `${time} hasta ahora`,
    preparing: "Preparando…",
    cancel: "Detener la comprobación",
    cancelling: "Deteniendo…",
    steps: "Pasos",
    announceStarted: "La comprobación ha empezado.",
    announce: (done, total, title) => `${number(done)} de ${number(total)} terminados. Ahora: ${title}.`,
  },
  step: {
    waiting: "En espera",
    running: "En curso",
    done: "Hecho",
    failed: "Imposible",
    skipped: "Omitido",
    cancelled: "Detenido",
  },
  failed: {
    title: "No se ha podido hacer la comprobación",
    retry: "Reintentar",
    back: "Atrás",
    stoppedTitle: "Comprobación detenida",
  },
};
