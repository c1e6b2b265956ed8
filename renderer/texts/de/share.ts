import type { shareTexts as english } from "../en/share.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural, list } = createWording("de");

export const shareTexts: Translatable<typeof english> = {
  pageTitle: "Die Belege zu denen bringen, die handeln können",
  pageLead:
    "Ein Helpdesk bittet um eine Prüfung, Sie entscheiden, und eine versiegelte Datei geht zurück. Kein Server dazwischen, kein Konto.",
  tabs: {
    label: "Seiten",
    answer: "Anfrage beantworten",
    ask: "Um eine Prüfung bitten",
    open: "Bundles öffnen",
  },

  title: "Dieses Ergebnis teilen",
  lead: "Daraus entsteht eine Datei für Ihren Helpdesk oder VPN-Administrator. Sie wird auf diesem Computer gespeichert; Sie entscheiden, wer sie bekommt.",
  loading: "Der Inhalt der Datei wird zusammengestellt…",
  files: (count, size) =>
    plural(count, { one: `{n} Datei, ${size} vor dem Packen`, other: `{n} Dateien, ${size} vor dem Packen` }),
  file: "Datei",
  size: "Größe",
  about: "Was es ist",
  counted: (counts) => list(counts.map(({ kind, count }) => `${kind} (${number(count)})`)),
  removed: "Entfernt:",
  removedNothing: "Es wurde kein Kennwort, kein Schlüssel und kein anderes Geheimnis darin gesehen.",
  replaced: "Durch Pseudonyme ersetzt:",
  replacedNothing: "es wurde kein Name und keine Adresse darin gesehen.",
  mind: "Zu beachten",
  capture: {
    title: "Einen Paketmitschnitt hinzufügen",
    about:
      "Ein Mitschnitt zeigt, was kein Log zeigt. Nur die Header seiner Pakete kommen in die Datei, mit Pseudonymen für ihre Adressen; nichts, was die Pakete transportieren.",
    path: "Pfad des Mitschnitts auf diesem Computer",
    add: "Hinzufügen",
    remove: "Weglassen",
    agree:
      "Ich bin einverstanden, dass die Datei zeigt, mit welchen Adressen dieser Computer gesprochen hat, wann, und in Paketen welcher Größe.",
    notAgreed: "Kreuzen Sie Ihr Einverständnis zum Paketmitschnitt an, oder lassen Sie ihn weg.",
    consentHow: "eigens angekreuzt unter der Vorschau",
  },
  parts: "Was die Datei außer dem Bericht enthält",
  names: "Namen und Adressen",
  pseudonyms: "Durch Pseudonyme ersetzen (empfohlen)",
  pseudonymsAbout:
    "Derselbe Name ist immer dasselbe Pseudonym, sodass der Helpdesk ihm folgen kann, ohne ihn zu kennen. Kennwörter und Schlüssel werden in jedem Fall entfernt.",
  text: {
    show: ": Text anzeigen",
    hint: "Klicken Sie auf den Namen einer Datei, um sie genau so zu lesen, wie sie hinausginge.",
    region: (path) => `Die Datei ${path}`,
    content: (path) => `Text von ${path}`,
    loading: "Die Datei wird gelesen…",
    close: "Datei schließen",
    lines: (first, last, all) => `Zeilen ${number(first)} bis ${number(last)} von ${number(all)}`,
    earlier: "Frühere Zeilen",
    later: "Spätere Zeilen",
  },
  sealing: {
    legend: "Wer kann die Datei öffnen?",
    kinds: {
      anybody: {
        title: "Alle, die sie bekommen",
        about: "Sie ist nicht versiegelt. Übergeben Sie sie auf einem Weg, dem Sie vertrauen.",
      },
      recipients: {
        title: "Nur Inhaber bestimmter Schlüssel",
        about:
          "Ihr Helpdesk nennt Ihnen seinen öffentlichen Schlüssel (age1…). Sonst kann niemand die Datei öffnen, auch Sie nicht.",
      },
      passphrase: {
        title: "Alle, die eine Passphrase kennen",
        about: "Nennen Sie sie auf einem anderen Weg, als Sie die Datei senden.",
      },
    },
    recipients: "Öffentliche Schlüssel, einer pro Zeile",
    recipientsMissing: "Fügen Sie mindestens einen öffentlichen Schlüssel ein.",
    recipientWrong: (start) => `„${start}“ ist kein öffentlicher Schlüssel; einer beginnt mit age1.`,
    passphrase: "Passphrase",
    passphraseShort: (least) =>
      `Verwenden Sie mindestens ${number(least)} Zeichen; am einfachsten sind mehrere Wörter.`,
  },
  consentHow: "hat die Vorschau gesehen und „Datei erstellen“ gedrückt",
  create: "Datei erstellen",
  creating: "Wird erstellt…",
  created: (name, size) => `${name} erstellt (${size}).`,
  createdHint: "Ihr Browser oder der Speichern-Dialog hat sie bei den Downloads abgelegt.",
  saveAgain: "Noch einmal speichern",
  close: "Schließen",
  retry: "Erneut versuchen",

  answer: {
    lead: "Ihr Helpdesk hat Ihnen eine Datei, einen Link oder einen Text mit einem Link geschickt. Öffnen Sie ihn hier, um zu sehen, worum gebeten wird. Nichts geschieht, bevor Sie zustimmen.",
    choose: "Datei der Anfrage auswählen",
    chooseHint: "Oder ziehen Sie sie hierher. Ihr Name endet auf .tdrequest.",
    paste: "Oder fügen Sie den Link oder die ganze Nachricht ein",
    pasteHint: "Er beginnt mit tunnel-doctor://",
    open: "Anzeigen, worum gebeten wird",
    opening: "Die Anfrage wird geprüft…",
    notARequest: "Das ist keine Anfrage von Tunnel Doctor.",
    asks: (from) => `${from} bittet um eine Prüfung Ihres VPN`,
    facts: {
      from: "Von",
      caseId: "Fall",
      reason: "Grund",
      gateway: "VPN-Gateway",
      profile: "Prüfung",
      logs: "VPN-Logs",
      stun: "STUN-Server",
      responder: "Responder",
      upload: "Hochladen zu",
      until: "Gültig bis",
    },
    nothing: "keiner angegeben",
    isKnown: (from, fingerprint) => `${from}, diesem Computer bekannt (${fingerprint})`,
    noUpload: "nirgendwohin; Sie übergeben die Datei selbst",
    profile: (title, about) => `${title}. ${about}`,
    asProfiles: "das der VPN-Profile auf diesem Computer",
    days: (days) => plural(days, { one: "des letzten Tages", other: "der letzten {n} Tage" }),
    whatHappens: "Was geschieht, wenn Sie zustimmen",
    promises: (uploadHost) => [
      "Die Prüfung läuft, und Sie können sie jederzeit stoppen. Sie ändert nichts.",
      "Sie sehen jede Datei des Ergebnisses und können Teile davon weglassen.",
      "Namen und Adressen werden zu Pseudonymen, Geheimnisse werden entfernt, und die Datei wird versiegelt: Nur der Helpdesk kann sie öffnen.",
      uploadHost === undefined
        ? "Die Datei wird auf diesem Computer gespeichert. Sie senden sie."
        : `Die Datei wird auf diesem Computer gespeichert. Sie wird nur an ${uploadHost} gesendet, wenn Sie noch einmal zustimmen.`,
    ],
    change: "Etwas daran ändern",
    gateway: "Zu prüfendes VPN-Gateway",
    gatewayHint: "Leer: die VPN-Profile dieses Computers werden geprüft.",
    standing: {
      unknown: (from) => `Dieser Computer kennt „${from}“ noch nicht.`,
      "name-of-another": (from) =>
        `Den Namen „${from}“ kennt dieser Computer mit einem anderen Schlüssel. Womöglich benutzt jemand den Namen Ihres Helpdesks.`,
    },
    compare:
      "Fragen Sie Ihren Helpdesk, zum Beispiel per Telefon, nach dem Fingerabdruck seines Schlüssels. Es muss dieser sein:",
    trust: (from) => `Der Fingerabdruck stimmt; ${from} ab jetzt vertrauen`,
    trustMissing: "Vergleichen Sie zuerst den Fingerabdruck, und kreuzen Sie an, dass er stimmt.",
    agree: "Zustimmen und prüfen",
    again: "Erneut prüfen",
    decline: "Ablehnen",
    stopped: "Die Prüfung wurde gestoppt. Nichts wurde versiegelt, und nichts hat diesen Computer verlassen.",
    running: (from) => `Prüfung für ${from}`,
    runningAbout:
      "Während sie läuft, verlassen nur ihre Testpakete diesen Computer: zum Gateway und zu Servern, die die Anfrage nennt.",
    passedOver: "Eine weitere Anfrage ist eingetroffen. Öffnen Sie sie noch einmal, wenn diese Prüfung beendet ist.",
    done: "Die Prüfung ist fertig",
    doneLead: (from) =>
      `Sehen Sie sich an, was ${from} bekäme, und lassen Sie weg, was Sie für sich behalten wollen. Versiegeln Sie es dann.`,
    showResult: (verdict) => `Das Ergebnis: ${verdict}`,
    save: "Datei versiegeln und speichern",
    sealing: "Wird versiegelt…",
    saved: (name, size) => `Versiegelt und gespeichert: ${name} (${size}).`,
    savedHint: (from) =>
      `Nur ${from} kann sie öffnen. Hängen Sie sie an das Ticket, oder senden Sie sie, wie Sie möchten.`,
    other: "Eine andere Anfrage",
  },
  upload: {
    title: (host) => `An ${host} senden`,
    about: (host) =>
      `Die Anfrage nennt ${host} als Ziel für die versiegelte Datei. Noch wurde nichts dorthin gesendet.`,
    agree: (host) => `Ich bin einverstanden, dass die versiegelte Datei an ${host} gesendet wird`,
    missing: "Kreuzen Sie zuerst Ihr Einverständnis an.",
    send: (host) => `An ${host} senden`,
    sending: (host) => `Wird an ${host} gesendet…`,
    stop: "Senden stoppen",
    sent: (host, attempts) =>
      attempts === 1
        ? `An ${host} gesendet.`
        : plural(attempts, {
            one: `Nach {n} Versuch an ${host} gesendet.`,
            other: `Nach {n} Versuchen an ${host} gesendet.`,
          }),
  },
  ask: {
    looking: "Der Schlüssel des Helpdesks wird gesucht…",
    keyLead:
      "Um andere um eine Prüfung zu bitten, erstellen Sie einmal einen Schlüssel. Damit werden Anfragen signiert, und nur er öffnet, was zurückkommt.",
    name: "Name Ihres Helpdesks",
    nameHint: "Diesen Namen sehen die Personen, die Sie bitten.",
    nameMissing: "Geben Sie den Namen ein, den andere sehen sollen.",
    keyAbout:
      "Der Schlüssel bleibt in einer Datei auf diesem Computer, die nur Sie lesen können. Bewahren Sie eine Kopie an einem sicheren Ort auf.",
    makeKey: "Schlüssel erstellen",
    lead: "Sagen Sie, was Sie wissen wollen. Die Person sieht alles davon und entscheidet. Jedes Feld darf bleiben, wie es ist.",
    fields: {
      caseId: { label: "Fall", hint: "Ihre eigene Fallnummer, zum Beispiel INC-1234." },
      reason: { label: "Grund", hint: "Ein Satz für die Person, die Sie bitten." },
      gateway: { label: "VPN-Gateway", hint: "Leer: das Gateway der VPN-Profile auf jenem Computer." },
      uploadUrl: {
        label: "Upload-Adresse",
        hint: "Eine https://-Adresse, die ein PUT annimmt, zum Beispiel eine vorsignierte. Die Person muss zustimmen.",
      },
      moreRecipients: {
        label: "Wer sie außer Ihnen öffnen darf",
        hint: "Öffentliche Schlüssel (age1…) von Kollegen, getrennt durch Leerzeichen oder Kommas.",
      },
      stun: { label: "STUN-Server", hint: "Nennt die öffentliche Adresse und die Art des NAT des Routers." },
      responder: {
        label: "Tunnel-Doctor-Responder",
        hint: "Misst, wie lange sich der Router ungenutzte Verbindungen merkt.",
      },
    },
    errors: { uploadUrl: "Eine Upload-Adresse beginnt mit https://." },
    since: "VPN-Logs",
    sinceChoices: [
      { days: 1, label: "des letzten Tages" },
      { days: 7, label: "der letzten 7 Tage" },
      { days: 30, label: "der letzten 30 Tage" },
    ],
    valid: "Gültig für",
    validChoices: [
      { days: 1, label: "einen Tag" },
      { days: 7, label: "7 Tage" },
      { days: 30, label: "30 Tage" },
      { days: 90, label: "90 Tage" },
    ],
    more: "Upload-Adresse, Kollegen, Server",
    salt: "Pseudonyme zwischen den Bundles, die Sie bekommen, vergleichbar machen",
    create: "Anfrage erstellen",
    yourKey: (name) => `Ihr Schlüssel: ${name}`,
    keyFacts: { fingerprint: "Fingerabdruck", recipient: "Öffentlicher Schlüssel", path: "Datei" },
    tellFingerprint:
      "Andere vergleichen den Fingerabdruck, bevor sie Ihrer ersten Anfrage vertrauen: Veröffentlichen Sie ihn dort, wo sie nachsehen.",
    created: {
      title: (caseId) => (caseId === undefined ? "Die Anfrage ist erstellt" : `Die Anfrage zu ${caseId} ist erstellt`),
      about: (until) => `Sie gilt bis ${until}. Senden Sie sie auf dem passenden Weg; einer der drei genügt.`,
      file: "Als Datei",
      fileAbout: "Als Anhang für ein Ticket oder eine Nachricht.",
      save: (name) => `${name} speichern`,
      ticket: "Als Text für das Ticket",
      ticketAbout: "Er sagt, was zu tun ist, und enthält den Link.",
      copyTicket: "Text kopieren",
      link: "Als Link",
      linkAbout: "Er öffnet Tunnel Doctor, wo es installiert ist.",
      copyLink: "Link kopieren",
      noLink: "Diese Anfrage ist zu lang für einen Link; senden Sie die Datei.",
      region: (title) => `${title}, zum Lesen`,
      fingerprint: "Nennen Sie den Fingerabdruck auf einem anderen Weg:",
      another: "Weitere Anfrage",
      change: "Diese ändern",
    },
  },
  open: {
    lead: "Öffnen Sie, was zurückkam. Es wird gegen seine Signatur und seine Dateiliste geprüft und so gezeigt, wie die Person es sah.",
    choose: "Bundles auswählen",
    chooseHint: "Oder ziehen Sie sie hierher: eines oder mehrere, versiegelt (.age) oder nicht.",
    keys: "Andere Schlüssel, eine Passphrase oder ein Pfad",
    identity: "Datei mit Ihrem geheimen Schlüssel",
    identityHint:
      "Der vollständige Pfad. Leer: der Helpdesk-Schlüssel dieses Computers. Identitätsdateien von age gehen auch.",
    passphrase: "Passphrase des Bundles",
    path: "Pfad eines Bundles auf diesem Computer",
    pathHint: "Ein über seinen Pfad geöffnetes Bundle kann Notizen bekommen; sie liegen daneben.",
    openPath: "Dieses Bundle öffnen",
    tooLarge: (name) => `${name} ist größer als 128 MB.`,
    opening: (names) => `${list(names)} wird geöffnet…`,
    failed: (name, message) => `${name}: ${message}`,
    caseTitle: (requestId, count) =>
      requestId === undefined
        ? plural(count, { one: "Ohne Anfrage: {n} Bundle", other: "Ohne Anfrage: {n} Bundles" })
        : plural(count, { one: `Anfrage ${requestId}: {n} Bundle`, other: `Anfrage ${requestId}: {n} Bundles` }),
    columns: ["Bundle", "Erstellt", "Ergebnis", "Signatur"],
    signed: "signiert",
    unsigned: "nicht signiert",
    remove: "Weglegen",
    intact: "Seit es erstellt und signiert wurde, hat sich nichts geändert.",
    signedBy: "Signiert von der Installation",
    notSigned: "Es ist nicht signiert: Seine Dateien passen zusammen, aber jeder kann es erstellt haben.",
    details: "Über dieses Bundle",
    facts: {
      made: "Erstellt",
      tool: "Tunnel Doctor",
      request: "Antwort auf Anfrage",
      sealed: "War versiegelt",
      consent: "Zustimmung",
      names: "Namen",
      events: "Ereignisse",
    },
    yes: "ja",
    no: "nein",
    noRequest: "keine",
    noConsent: "nicht festgehalten",
    consent: (at, how, leftOut) => `${at}: ${how}${leftOut.length === 0 ? "" : `; weggelassen: ${list(leftOut)}`}`,
    names: (pseudonyms, salt) =>
      pseudonyms
        ? salt === "organisation"
          ? "Pseudonyme, die zwischen Ihren Bundles vergleichbar sind"
          : "Pseudonyme nur dieses Bundles"
        : "unverändert",
    events: (total, notUnderstood) =>
      notUnderstood === 0
        ? plural(total, { one: "{n} Ereignis", other: "{n} Ereignisse" })
        : list([
            plural(total, { one: "{n} Ereignis", other: "{n} Ereignisse" }),
            plural(notUnderstood, {
              one: "{n} Zeile, die diese Version nicht kennt",
              other: "{n} Zeilen, die diese Version nicht kennt",
            }),
          ]),
    files: (count) => plural(count, { one: "{n} Datei", other: "{n} Dateien" }),
    again: (version) => `Neu diagnostizieren mit den Regeln von ${version}`,
    diagnosedAgain: (version) => `Neu diagnostiziert mit den Regeln von ${version}, aus denselben Beobachtungen.`,
  },
  notes: {
    title: "Notizen",
    label: "Notiz hinzufügen",
    add: "Hinzufügen",
    missing: "Geben Sie zuerst die Notiz ein.",
    needsPath: "Um Notizen hinzuzufügen, öffnen Sie das Bundle über seinen Pfad: Sie liegen in einer Datei daneben.",
  },
  comparison: {
    title: "Zwei davon vergleichen",
    entry: (name, made) => `${name}, ${made}`,
    first: "Erstes Bundle",
    second: "Zweites Bundle",
    compare: "Vergleichen",
  },
};
