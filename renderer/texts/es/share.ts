import type { shareTexts as english } from "../en/share.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural, list } = createWording("es");

export const shareTexts: Translatable<typeof english> = {
  pageTitle: "Lleve las pruebas a quien puede actuar",
  pageLead:
    "El soporte técnico pide una comprobación, usted decide y se devuelve un archivo sellado. Sin servidor intermedio, sin cuenta.",
  tabs: {
    label: "Lados",
    answer: "Responder a una solicitud",
    ask: "Pedir una comprobación",
    open: "Abrir expedientes",
  },

  title: "Compartir este resultado",
  lead: "Esto crea un archivo para su soporte técnico o el administrador de la VPN. Se guarda en este equipo; usted decide quién lo recibe.",
  loading: "Reuniendo lo que contendría el archivo…",
  files: (count, size) =>
    plural(count, {
      one: `{n} archivo, ${size} antes de comprimir`,
      other: `{n} archivos, ${size} antes de comprimir`,
    }),
  file: "Archivo",
  size: "Tamaño",
  about: "Qué es",
  counted: (counts) => list(counts.map(({ kind, count }) => `${kind} (${number(count)})`)),
  removed: "Eliminado:",
  removedNothing: "No se vio en él ninguna contraseña, clave ni otro secreto.",
  replaced: "Sustituido por seudónimos:",
  replacedNothing: "no se vio en él ningún nombre ni ninguna dirección.",
  mind: "Tenga en cuenta",
  capture: {
    title: "Añadir una captura de paquetes",
    about:
      "Una captura muestra lo que ningún registro muestra. Solo entran en el archivo las cabeceras de sus paquetes, con seudónimos en lugar de las direcciones; nada de lo que transportan los paquetes.",
    path: "Ruta de la captura en este equipo",
    add: "Añadirla",
    remove: "Dejarla fuera",
    agree: "Acepto que el archivo muestre con qué direcciones habló este equipo, cuándo y en paquetes de qué tamaño.",
    notAgreed: "Marque que acepta la captura de paquetes, o déjela fuera.",
    consentHow: "marcado aparte bajo la vista previa",
  },
  parts: "Qué contiene el archivo además del informe",
  names: "Nombres y direcciones",
  pseudonyms: "Sustituirlos por seudónimos (recomendado)",
  pseudonymsAbout:
    "El mismo nombre es siempre el mismo seudónimo, así que el soporte técnico puede seguirlo sin conocerlo. Las contraseñas y las claves se eliminan en cualquier caso.",
  text: {
    show: ": mostrar su texto",
    hint: "Pulse el nombre de un archivo para leerlo exactamente como saldría.",
    region: (path) => `El archivo ${path}`,
    content: (path) => `Texto de ${path}`,
    loading: "Leyendo el archivo…",
    close: "Cerrar el archivo",
    lines: (first, last, all) => `Líneas ${number(first)} a ${number(last)} de ${number(all)}`,
    earlier: "Líneas anteriores",
    later: "Líneas siguientes",
  },
  sealing: {
    legend: "¿Quién puede abrir el archivo?",
    kinds: {
      anybody: {
        title: "Cualquiera que lo reciba",
        about: "No está sellado. Entréguelo por un medio en el que confíe.",
      },
      recipients: {
        title: "Solo quien tenga determinadas claves",
        about:
          "Su soporte técnico le indica su clave pública (age1…). Nadie más puede abrir el archivo, ni siquiera usted.",
      },
      passphrase: {
        title: "Cualquiera que conozca una frase de contraseña",
        about: "Comuníquela por un medio distinto del que usa para enviar el archivo.",
      },
    },
    recipients: "Claves públicas, una por línea",
    recipientsMissing: "Pegue al menos una clave pública.",
    recipientWrong: (start) => `«${start}» no es una clave pública; empiezan por age1.`,
    passphrase: "Frase de contraseña",
    passphraseShort: (least) => `Use al menos ${number(least)} caracteres; lo más fácil son varias palabras.`,
  },
  consentHow: "vio la vista previa y pulsó «Crear el archivo»",
  create: "Crear el archivo",
  creating: "Creando…",
  created: (name, size) => `Creado: ${name} (${size}).`,
  createdHint: "Su navegador o el cuadro de guardar lo ha puesto donde van las descargas.",
  saveAgain: "Guardarlo de nuevo",
  close: "Cerrar",
  retry: "Reintentar",

  answer: {
    lead: "Su soporte técnico le ha enviado un archivo, un enlace o un texto con un enlace. Ábralo aquí para ver qué se pide. No ocurre nada antes de que usted acepte.",
    choose: "Elegir el archivo de la solicitud",
    chooseHint: "O suéltelo aquí. Su nombre termina en .tdrequest.",
    paste: "O pegue el enlace, o el mensaje entero",
    pasteHint: "Empieza por tunnel-doctor://",
    open: "Mostrar qué se pide",
    opening: "Comprobando la solicitud…",
    notARequest: "Esto no es una solicitud de Tunnel Doctor.",
    asks: (from) => `${from} pide una comprobación de su VPN`,
    facts: {
      from: "De",
      caseId: "Caso",
      reason: "Motivo",
      gateway: "Puerta de enlace VPN",
      profile: "Comprobación",
      logs: "Registros de la VPN",
      stun: "Servidor STUN",
      responder: "Respondedor",
      upload: "Enviar a",
      until: "Válida hasta",
    },
    nothing: "no se indica",
    isKnown: (from, fingerprint) => `${from}, a quien este equipo conoce (${fingerprint})`,
    noUpload: "a ningún sitio; el archivo lo entrega usted",
    profile: (title, about) => `${title}. ${about}`,
    asProfiles: "la de los perfiles VPN de este equipo",
    days: (days) => plural(days, { one: "del último día", other: "de los últimos {n} días" }),
    whatHappens: "Qué ocurre si acepta",
    promises: (uploadHost) => [
      "Se hace la comprobación, y puede detenerla en cualquier momento. No cambia nada.",
      "Ve cada archivo del resultado y puede quitar partes.",
      "Los nombres y las direcciones se convierten en seudónimos, los secretos se eliminan y el archivo se sella: solo el soporte técnico puede abrirlo.",
      uploadHost === undefined
        ? "El archivo se guarda en este equipo. Lo envía usted."
        : `El archivo se guarda en este equipo. Solo se envía a ${uploadHost} si usted lo acepta otra vez.`,
    ],
    change: "Cambiar algo",
    gateway: "Puerta de enlace VPN que se comprueba",
    gatewayHint: "Déjelo vacío para comprobar los perfiles VPN de este equipo.",
    standing: {
      unknown: (from) => `Este equipo aún no conoce a «${from}».`,
      "name-of-another": (from) =>
        `«${from}» es un nombre que este equipo conoce con otra clave. Es posible que alguien esté usando el nombre de su soporte técnico.`,
    },
    compare: "Pregunte a su soporte técnico, por ejemplo por teléfono, la huella digital de su clave. Debe ser esta:",
    trust: (from) => `La huella digital es correcta; confiar en ${from} a partir de ahora`,
    trustMissing: "Compare primero la huella digital y marque que es correcta.",
    agree: "Aceptar y comprobar",
    again: "Repetir la comprobación",
    decline: "Rechazar",
    stopped: "La comprobación se detuvo. No se ha sellado nada y nada ha salido de este equipo.",
    running: (from) => `Comprobando para ${from}`,
    runningAbout:
      "Mientras tanto, de este equipo solo salen sus paquetes de prueba: a la puerta de enlace y a los servidores que indica la solicitud.",
    passedOver: "Ha llegado otra solicitud. Ábrala de nuevo cuando termine esta comprobación.",
    done: "La comprobación ha terminado",
    doneLead: (from) => `Mire qué recibiría ${from} y quite lo que quiera guardar para usted. Después, séllelo.`,
    showResult: (verdict) => `El resultado: ${verdict}`,
    save: "Sellar y guardar el archivo",
    sealing: "Sellando…",
    saved: (name, size) => `Sellado y guardado: ${name} (${size}).`,
    savedHint: (from) => `Solo ${from} puede abrirlo. Adjúntelo al tique o envíelo como prefiera.`,
    other: "Otra solicitud",
  },
  upload: {
    title: (host) => `Enviarlo a ${host}`,
    about: (host) =>
      `La solicitud indica ${host} como destino del archivo sellado. Todavía no se ha enviado nada allí.`,
    agree: (host) => `Acepto que el archivo sellado se envíe a ${host}`,
    missing: "Marque primero que está de acuerdo.",
    send: (host) => `Enviar a ${host}`,
    sending: (host) => `Enviando a ${host}…`,
    stop: "Detener el envío",
    sent: (host, attempts) =>
      attempts === 1
        ? `Enviado a ${host}.`
        : plural(attempts, {
            one: `Enviado a ${host} tras {n} intento.`,
            other: `Enviado a ${host} tras {n} intentos.`,
          }),
  },
  ask: {
    looking: "Buscando la clave de soporte técnico…",
    keyLead:
      "Para pedir comprobaciones, cree una clave una sola vez. Las solicitudes se firman con ella, y solo ella abre lo que se devuelve.",
    name: "Nombre de su soporte técnico",
    nameHint: "Este nombre lo ven las personas a las que pregunta.",
    nameMissing: "Escriba el nombre que deben ver las personas.",
    keyAbout:
      "La clave queda en un archivo de este equipo que solo usted puede leer. Guarde una copia en un lugar seguro.",
    makeKey: "Crear la clave",
    lead: "Diga qué quiere saber. La persona lo ve todo y decide. Todos los campos pueden quedar como están.",
    fields: {
      caseId: { label: "Caso", hint: "Su propio número de caso, por ejemplo INC-1234." },
      reason: { label: "Motivo", hint: "Una frase para la persona a la que pregunta." },
      gateway: {
        label: "Puerta de enlace VPN",
        hint: "Vacío: la puerta de enlace de los perfiles VPN de ese equipo.",
      },
      uploadUrl: {
        label: "Dirección de envío",
        hint: "Una dirección https:// que acepte un PUT, por ejemplo una prefirmada. La persona debe aceptarla.",
      },
      moreRecipients: {
        label: "Quién puede abrirlo además de usted",
        hint: "Claves públicas (age1…) de colegas, separadas por espacios o comas.",
      },
      stun: { label: "Servidor STUN", hint: "Indica la dirección pública y el tipo del NAT del router." },
      responder: {
        label: "Respondedor de Tunnel Doctor",
        hint: "Mide cuánto tiempo recuerda el router las conexiones inactivas.",
      },
    },
    errors: { uploadUrl: "Una dirección de envío empieza por https://." },
    since: "Registros de la VPN",
    sinceChoices: [
      { days: 1, label: "del último día" },
      { days: 7, label: "de los últimos 7 días" },
      { days: 30, label: "de los últimos 30 días" },
    ],
    valid: "Válida durante",
    validChoices: [
      { days: 1, label: "un día" },
      { days: 7, label: "7 días" },
      { days: 30, label: "30 días" },
      { days: 90, label: "90 días" },
    ],
    more: "Dirección de envío, colegas, servidores",
    salt: "Hacer que los seudónimos sean comparables entre los expedientes que reciba",
    create: "Crear la solicitud",
    yourKey: (name) => `Su clave: ${name}`,
    keyFacts: { fingerprint: "Huella digital", recipient: "Clave pública", path: "Archivo" },
    tellFingerprint:
      "Las personas comparan la huella digital antes de confiar en su primera solicitud: publíquela donde la busquen.",
    created: {
      title: (caseId) =>
        caseId === undefined ? "La solicitud está creada" : `La solicitud para ${caseId} está creada`,
      about: (until) => `Es válida hasta: ${until}. Envíela como más convenga; basta uno de los tres modos.`,
      file: "Como archivo",
      fileAbout: "Para adjuntarlo a un tique o a un mensaje.",
      save: (name) => `Guardar ${name}`,
      ticket: "Como texto para el tique",
      ticketAbout: "Dice qué hay que hacer y contiene el enlace.",
      copyTicket: "Copiar el texto",
      link: "Como enlace",
      linkAbout: "Abre Tunnel Doctor donde esté instalado.",
      copyLink: "Copiar el enlace",
      noLink: "Esta solicitud es demasiado larga para un enlace; envíe el archivo.",
      region: (title) => `${title}, para leer`,
      fingerprint: "Comunique la huella digital por otro medio:",
      another: "Otra solicitud",
      change: "Cambiar esta",
    },
  },
  open: {
    lead: "Abra lo que se ha devuelto. Se contrasta con su firma y su lista de archivos, y se muestra tal como lo vio la persona.",
    choose: "Elegir expedientes",
    chooseHint: "O suéltelos aquí: uno o varios, sellados (.age) o no.",
    keys: "Otras claves, una frase de contraseña o una ruta",
    identity: "Archivo con su clave secreta",
    identityHint:
      "Su ruta completa. Vacío: la clave de soporte técnico de este equipo. También acepta archivos de identidad de age.",
    passphrase: "Frase de contraseña del expediente",
    path: "Ruta de un expediente en este equipo",
    pathHint: "Un expediente abierto por su ruta puede llevar notas, que se guardan a su lado.",
    openPath: "Abrir este expediente",
    tooLarge: (name) => `${name} supera los 128 MB.`,
    opening: (names) => `Abriendo ${list(names)}…`,
    failed: (name, message) => `${name}: ${message}`,
    caseTitle: (requestId, count) =>
      requestId === undefined
        ? plural(count, { one: "No solicitados: {n} expediente", other: "No solicitados: {n} expedientes" })
        : plural(count, {
            one: `Solicitud ${requestId}: {n} expediente`,
            other: `Solicitud ${requestId}: {n} expedientes`,
          }),
    columns: ["Expediente", "Creado", "Resultado", "Firma"],
    signed: "firmado",
    unsigned: "sin firmar",
    remove: "Retirar",
    intact: "No se cambió nada después de crearlo y firmarlo.",
    signedBy: "Firmado por la instalación",
    notSigned: "No está firmado: sus archivos concuerdan entre sí, pero cualquiera puede haberlo creado.",
    details: "Sobre este expediente",
    facts: {
      made: "Creado",
      tool: "Tunnel Doctor",
      request: "Responde a la solicitud",
      sealed: "Estaba sellado",
      consent: "Consentimiento",
      names: "Nombres",
      events: "Eventos",
    },
    yes: "sí",
    no: "no",
    noRequest: "ninguna",
    noConsent: "sin constancia",
    consent: (at, how, leftOut) => `${at}: ${how}${leftOut.length === 0 ? "" : `; se dejó fuera: ${list(leftOut)}`}`,
    names: (pseudonyms, salt) =>
      pseudonyms
        ? salt === "organisation"
          ? "seudónimos comparables entre sus expedientes"
          : "seudónimos solo de este expediente"
        : "los reales",
    events: (total, notUnderstood) =>
      notUnderstood === 0
        ? plural(total, { one: "{n} evento", other: "{n} eventos" })
        : list([
            plural(total, { one: "{n} evento", other: "{n} eventos" }),
            plural(notUnderstood, {
              one: "{n} línea que esta versión no conoce",
              other: "{n} líneas que esta versión no conoce",
            }),
          ]),
    files: (count) => plural(count, { one: "{n} archivo", other: "{n} archivos" }),
    again: (version) => `Diagnosticar de nuevo con las reglas de ${version}`,
    diagnosedAgain: (version) =>
      `Diagnosticado de nuevo con las reglas de ${version}, a partir de las mismas observaciones.`,
  },
  notes: {
    title: "Notas",
    label: "Añadir una nota",
    add: "Añadir la nota",
    missing: "Escriba primero la nota.",
    needsPath: "Para añadir notas, abra el expediente por su ruta: se guardan en un archivo a su lado.",
  },
  comparison: {
    title: "Comparar dos de ellos",
    entry: (name, made) => `${name}, ${made}`,
    first: "Primer expediente",
    second: "Segundo expediente",
    compare: "Compararlos",
  },
};
