import type { settingsTexts as english } from "../en/settings.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { plural } = createWording("es");

export const settingsTexts: Translatable<typeof english> = {
  title: "Ajustes",
  lead: "Se guarda en este equipo, solo para usted. Lo que cambie aquí se guarda enseguida.",
  kept: "Guardado.",
  loading: "Leyendo la configuración…",
  locked: "Lo ha decidido su organización.",
  policy: (source) => `Algunos ajustes vienen de su organización (${source}).`,
  policyProblem: (problem) => `No se han podido usar los ajustes de su organización: ${problem}`,
  look: "Idioma y colores",
  language: "Idioma",
  systemLanguage: "El del sistema",
  languageHint:
    "Los resultados también se muestran en este idioma. Las líneas de registro y los comandos quedan como están.",
  theme: "Colores",
  themes: { system: "Los del sistema", light: "Claros", dark: "Oscuros" },
  checks: "Comprobaciones",
  profile: "Grado de detalle de una comprobación",
  logWindow: "Desde cuándo se leen los registros de la VPN",
  days: (days) => plural(days, { one: "{n} día", other: "{n} días" }),
  helpers: "Servidores a los que se puede preguntar",
  helpersLead:
    "Una comprobación pregunta a su puerta de enlace VPN y a nadie más. Con un servidor indicado aquí, y su interruptor activado, puede decir más.",
  stun: {
    label: "Servidor STUN",
    hint: "Conoce su dirección pública y se la indica a usted junto con el tipo del NAT de su router. Por ejemplo stun.example.com:3478.",
    use: "Preguntar a este servidor STUN en cada comprobación",
    error: "Esto no es un servidor. Tiene la forma stun.example.com o stun.example.com:3478.",
  },
  responder: {
    label: "Respondedor de Tunnel Doctor",
    hint: "Conoce su dirección pública y mide cuánto tiempo recuerda su router las conexiones inactivas.",
    use: "Preguntar a este respondedor en cada comprobación",
    error: "Esto no es un servidor. Tiene la forma responder.example.com o 203.0.113.10:3478.",
  },
  nameMissing: "Escriba primero el nombre del servidor.",
  privacy: "Qué se guarda y qué sale",
  pseudonyms: "Sustituir nombres y direcciones por seudónimos en lo que comparto",
  pseudonymsHint:
    "Puede decidirlo además para cada archivo. Las contraseñas y las claves se eliminan en cualquier caso.",
  history: "Cuánto tiempo guarda la vigilancia lo que vio de la red",
  lastResult: "El último resultado",
  lastResultIs: (when) => `El resultado (${when}) se guarda en este equipo para que vuelva a encontrarlo.`,
  noLastResult: "No se guarda ningún resultado en este equipo.",
  deleteLastResult: "Eliminarlo",
  deleted: "Se ha eliminado el último resultado.",
};
