import type { aboutTexts as english } from "../en/about.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { plural } = createWording("es");

export const aboutTexts: Translatable<typeof english> = {
  title: "Acerca de Tunnel Doctor",
  version: (version) => `Versión ${version}`,
  lead: "Averigua por qué su VPN se corta una y otra vez, lo demuestra con mediciones y dice quién debe cambiar qué.",
  never: "Qué no se envía nunca",
  neverList: [
    "Ningún resultado, línea de registro, nombre o dirección sale de este equipo si usted no lo comparte.",
    "No hay cuenta, ni telemetría, ni publicidad, ni informes de errores a nadie.",
    "Las contraseñas y las claves no se guardan nunca ni se escriben en un archivo que se comparta.",
    "La página no carga nada de Internet.",
  ],
  sent: "Qué envía una comprobación",
  sentList: [
    "Paquetes de prueba a su puerta de enlace VPN: menos de 200, aparte de la medición de conexiones inactivas.",
    "Una consulta de la dirección de la puerta de enlace a los servidores DNS de este equipo.",
    "Paquetes de prueba a un servidor que usted o su organización haya indicado, y a ningún otro.",
  ],
  data: "Qué se guarda en este equipo",
  dataAt: (folder) => `En ${folder}, que solo usted puede leer:`,
  dataList: [
    "su configuración y el último resultado",
    "lo que la vigilancia vio de la red, durante el tiempo que indique la configuración",
    "la clave que firma sus expedientes y, si se creó, la clave del soporte técnico",
    "la lista de expedientes, si usted gestiona una flota",
  ],
  remove: "Cómo desinstalarlo",
  removeList: [
    "Desinstale el programa como cualquier otro.",
    "Elimine la carpeta indicada arriba. No queda nada más: no cambia ningún ajuste del sistema.",
  ],
  folderLabel: "la ruta de la carpeta",
  licences: "Licencias",
  own: "Tunnel Doctor es software libre con licencia MIT.",
  others: (count) =>
    plural(count, {
      one: "Contiene {n} paquete de otras personas:",
      other: "Contiene {n} paquetes de otras personas:",
    }),
  licenceColumns: ["Paquete", "Versión", "Licencia"],
  loading: "Buscando…",

  welcome: {
    title: "Bienvenido a Tunnel Doctor",
    lead: "Averigua por qué su VPN se corta una y otra vez y quién puede solucionarlo.",
    points: [
      {
        title: "Qué hace",
        about: "Prueba el camino de este equipo a su puerta de enlace VPN. Tarda menos de un minuto.",
      },
      {
        title: "Qué lee",
        about:
          "Los registros y la configuración de la VPN de este equipo, en la medida en que su usuario pueda leerlos. No cambia nada.",
      },
      {
        title: "Qué sale de este equipo",
        about:
          "Solo paquetes de prueba a su puerta de enlace. Los resultados se quedan aquí hasta que usted los comparta, y antes ve cada archivo.",
      },
    ],
    start: "Empezar",
    practice: "Al final de la primera página hay una red de prácticas para probarlo.",
  },
};
