import type { compareTexts as english } from "../en/compare.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("es");

export const compareTexts: Translatable<typeof english> = {
  title: "¿Es esta red?",
  lead: "Haga una comprobación donde la VPN se corta y otra en otro lugar, por ejemplo con la conexión compartida de su teléfono. Lo que difiere indica dónde está la causa. También muestra si una solución ha ayudado.",
  gateway: "Puerta de enlace VPN",
  sides: {
    before: {
      title: "Primero: donde se corta",
      about: "Quédese en la red en la que la VPN se corta.",
      button: "Comprobar aquí",
    },
    after: {
      title: "Segundo: otra red, o tras una solución",
      about:
        "Conecte antes este equipo a otra red, por ejemplo a la conexión compartida de su teléfono; o cambie lo que debería ayudar.",
      button: "Comprobar de nuevo",
    },
  },
  useLast: (when) => `Usar la comprobación de: ${when}`,
  stop: "Detener la comprobación",
  steps: (ended, all) => plural(all, { one: `${number(ended)} de {n} paso`, other: `${number(ended)} de {n} pasos` }),
  done: (when) => `Comprobado: ${when}.`,
  redo: "Descartarla",
  comparing: "Comparando…",
  files: "Comparar dos archivos en su lugar",
  filesAbout: "Informes, expedientes, registros o carpetas de registros: sus rutas completas en este equipo.",
  fileBefore: "Primer archivo",
  fileAfter: "Segundo archivo",
  compareFiles: "Comparar los archivos",
  fileMissing: "Indique las rutas de los dos archivos.",
  result: "Qué dice la comparación",
  cautions: "Tenga en cuenta",
  findings: "Hallazgos",
  noFindings: "Ninguna de las dos comprobaciones ha encontrado un fallo.",
  findingColumns: ["Hallazgo", "Cambio"],
  measurements: "Mediciones",
  measurementColumns: ["Qué", "Primera", "Segunda", "Diferencia"],
  onlyDifferent: (count) =>
    plural(count, { one: "Mostrar también la {n} sin diferencia", other: "Mostrar también las {n} sin diferencia" }),
  noDifference: "Ninguna medición difiere.",
  drops: "Cortes",
  nothing: "–",
  sameNetwork: {
    yes: "Las dos se hicieron en la misma red.",
    no: "Se hicieron en dos redes distintas.",
    unknown: "No se sabe si se hicieron en la misma red.",
  },
  findingChanges: {
    gone: "desaparecido",
    new: "nuevo",
    unchanged: "como antes",
    surer: "ahora más seguro",
    "less-sure": "ahora menos seguro",
  },
  measurementChanges: {
    same: "igual",
    "within-bounds": "sin diferencia apreciable",
    changed: "distinto",
    "not-comparable": "conocido solo en un lado",
  },
};
