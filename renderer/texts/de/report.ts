import type { reportTexts as english } from "../en/report.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural, list } = createWording("de");

export const reportTexts: Translatable<typeof english> = {
  verdict: {
    healthy: {
      title: "Auf dem Weg zu Ihrem VPN wurde kein Fehler gefunden",
      lead: "Alles, was geprüft wurde, ist in Ordnung. Bricht das VPN trotzdem ab, prüfen Sie direkt nach dem nächsten Abbruch noch einmal: Manche Ursachen zeigen sich nur dann.",
    },
    notEnough: {
      title: "Für eine Aussage konnte zu wenig geprüft werden",
      lead: "Das heißt nicht, dass alles in Ordnung ist. Unten steht, was im Weg war und was Sie als Nächstes versuchen können.",
    },
    cancelled: {
      title: "Prüfung gestoppt",
      lead: "Es wird nichts mehr gesendet. Was bis dahin gefunden wurde, steht unten; es ist unvollständig.",
    },
    problem: {
      blocks: {
        certain: "Wir haben gefunden, was Ihr VPN blockiert",
        likely: "Wir haben sehr wahrscheinlich gefunden, was Ihr VPN blockiert",
        possible: "Wir haben gefunden, was Ihr VPN blockieren könnte",
      },
      degrades: {
        certain: "Wir haben gefunden, warum Ihr VPN abbricht oder stockt",
        likely: "Wir haben sehr wahrscheinlich gefunden, warum Ihr VPN abbricht oder stockt",
        possible: "Wir haben gefunden, warum Ihr VPN abbrechen oder stocken könnte",
      },
      notice: {
        certain: "Wir haben etwas Wissenswertes gefunden",
        likely: "Wir haben etwas Wissenswertes gefunden",
        possible: "Wir haben etwas gefunden, das einen Blick wert ist",
      },
    },
    problemLead: (finding, more) =>
      more === 0
        ? `${finding}.`
        : `${finding}. ${plural(more, { one: "Unten steht {n} weiterer Befund.", other: "Unten stehen {n} weitere Befunde." })}`,
    whoCanFix: "Wer es beheben kann",
    gateway: "Gateway",
    sessions: "In den VPN-Logs",
    sessionCounts: (total, dropped, never) =>
      total === 0
        ? "keine Sitzung"
        : list([
            plural(total, { one: "{n} Sitzung", other: "{n} Sitzungen" }),
            dropped === 0 ? "keine abgebrochen" : plural(dropped, { one: "{n} abgebrochen", other: "{n} abgebrochen" }),
            ...(never === 0 ? [] : [plural(never, { one: "{n} nie verbunden", other: "{n} nie verbunden" })]),
          ]),
    checked: "Geprüft",
    checkedAt: (when, duration, packets) =>
      plural(packets, {
        one: `${when}, in ${duration}, mit {n} Paket`,
        other: `${when}, in ${duration}, mit {n} Paketen`,
      }),
    share: "Ergebnis teilen…",
    summary: "Zusammenfassung kopieren",
    qr: "Code fürs Handy anzeigen",
    again: "Erneut prüfen",
    newCheck: "Neue Prüfung",
  },
  partial: {
    title: (count) =>
      plural(count, {
        one: "{n} Schritt konnte nicht ausgeführt werden.",
        other: "{n} Schritte konnten nicht ausgeführt werden.",
      }),
    lead: "Das Ergebnis beruht auf den anderen Schritten.",
  },
  finding: {
    heading: "Was gefunden wurde",
    severity: { blocks: "Blockiert das VPN", degrades: "Lässt es abbrechen oder stocken", notice: "Gut zu wissen" },
    confidence: { certain: "Sicher.", likely: "Wahrscheinlich.", possible: "Möglich." },
    confidenceAbout: {
      certain: "Ein Test, den nur diese Ursache erklärt, war positiv.",
      likely: "Mehrere Beobachtungen deuten darauf hin; kein einzelner Test beweist es.",
      possible: "Es passt zu dem, was zu sehen war, aber andere Ursachen passen auch.",
    },
    howSure: "Wie sicher",
    forExperts: "Technisch ausgedrückt:",
    saw: "Was wir gesehen haben",
    moreEvidence: (count) => plural(count, { one: "{n} weiterer Beleg", other: "{n} weitere Belege" }),
    whatToDo: "Was jetzt zu tun ist",
    noFix: "Dagegen ist für sich genommen nichts zu tun.",
    who: { you: "Sie", router: "Besitzer des Routers", "vpn-admin": "VPN-Administrator" },
    commands: {
      you: (count) => `Auf anderen Systemen (${number(count)})`,
      router: (count) => `Befehle und Einstellungen (${number(count)})`,
      "vpn-admin": (count) => `Befehle und Einstellungen (${number(count)})`,
    },
    command: (os) => `Befehl für ${os}`,
    why: (reason) => `Warum: ${reason}.`,
    verify: "So prüfen Sie, ob es gewirkt hat",
    risk: "Risiko",
    undo: "So machen Sie es rückgängig",
  },
  advice: { title: "Was Sie als Nächstes versuchen können" },
  measurements: {
    title: "Messwerte",
    what: "Was",
    result: "Ergebnis",
    target: "Ziel",
    method: "Methode",
    none: "Es wurde nichts gemessen.",
    outcome: {
      unknown: "Nicht bekannt",
      failed: "Konnte nicht gemessen werden",
      "not-applicable": "Trifft nicht zu",
    },
    yes: "Ja",
    no: "Nein",
    between: (low, high) => `zwischen ${low} und ${high}`,
    withBounds: (value, bounds) => `${value} (${bounds})`,
    withReason: (outcome, reason) => `${outcome}: ${reason}`,
    values: { answered: "Antwortet", silent: "Keine Antwort", refused: "Abgelehnt: dort lauscht nichts" },
    kind: {
      "reach-udp-500": "UDP-Port 500 (IKE)",
      "reach-udp-4500": "UDP-Port 4500 (NAT-Traversal)",
      "reach-udp-control": "Ein anderer UDP-Port, zum Vergleich",
      "reach-icmp": "Ping",
      "reach-tcp": "TCP",
      "ike-version": "IKE-Version",
      "nat-present": "NAT auf dem Weg",
      "nat-mapping": "Wie das NAT Ports zuordnet",
      "nat-filtering": "Was das NAT hereinlässt",
      "nat-lifetime-unreplied": "NAT-Timeout ohne jede Antwort",
      "nat-lifetime-replied": "NAT-Timeout nach einer Antwort",
      "nat-external-address": "Adresse außerhalb des NAT",
      cgnat: "NAT des Providers (CGNAT)",
      "path-mtu": "Größtes Paket zum Gateway",
      "path-mtu-reverse": "Größtes Paket vom Gateway",
      "icmp-too-big": "„Paket zu groß“ wird gemeldet",
      "icmp-too-big-reverse": "„Paket zu groß“ wird der Gegenseite gemeldet",
      "tunnel-mtu": "Größtes Paket im Tunnel",
      "fragments-out": "Fragmente zum Gateway",
      "fragments-in": "Fragmente vom Gateway",
      "keepalive-interval": "Zeit zwischen Keepalives",
      dns: "Name des Gateways im DNS",
      "captive-portal": "Anmeldeseite des Netzes",
      rtt: "Paketumlaufzeit",
      loss: "Verlorene Pakete",
      "clock-offset": "Uhr dieses Computers",
      conntrack: "Belegung der Verbindungsverfolgung",
      "route-to-gateway": "Route zum Gateway",
      dpi: "VPN-Verkehr wird anders behandelt",
      "esp-in-udp": "Tunnelpakete kommen durch (ESP in UDP)",
    },
  },
  checklist: {
    title: "Checkliste",
    status: { done: "Erledigt", found: "Problem gefunden", clear: "Unauffällig", "not-possible": "Nicht möglich" },
  },
  steps: { title: "Wie die Prüfung verlief" },
  stepTitle: {
    system: "Dieser Computer",
    network: "Netzwerkverbindung",
    profiles: "VPN-Profile",
    logs: "VPN-Logs",
    resolve: "Name des Gateways",
    route: "Route zum Gateway",
    ping: "Ping",
    reach: "UDP-Ports 500 und 4500",
    nat: "NAT auf dem Weg",
    "path-mtu": "Größtes Paket (Pfad-MTU)",
    fragments: "Fragmentierte Pakete",
    dpi: "Eingriffe in IPsec",
    "nat-lifetime": "Lebensdauer ungenutzter Verbindungen",
    diagnosis: "Diagnose",
  },
  raw: {
    title: "Rohbericht",
    copy: "JSON kopieren",
    save: "Als Datei speichern",
    region: "Der Bericht als JSON",
    pseudonyms: "Was Sie kopieren oder speichern, enthält Pseudonyme statt Namen und Adressen und keine Geheimnisse.",
    notSaved: "Der Bericht konnte nicht zur Weitergabe vorbereitet werden; versuchen Sie es erneut.",
  },
  summary: {
    finding: (title, severity) => `${title} (${severity})`,
    more: (count) => plural(count, { one: "und {n} weiterer Befund", other: "und {n} weitere Befunde" }),
    fact: (term, value) => `${term}: ${value}`,
    madeBy: (version, runId) => `Tunnel Doctor ${version}, Lauf ${runId}`,
  },
  qr: {
    title: "Das Ergebnis fürs Handy",
    lead: "Richten Sie die Kamera eines Handys auf den Code: Es zeigt dann den Text daneben, zum Vorlesen oder Weiterschicken. Namen und Adressen sind Pseudonyme.",
    alt: "Ein QR-Code, der den Text daneben enthält",
    text: "Was der Code sagt",
    close: "Schließen",
    loading: "Der Code wird erstellt…",
    failed: "Der Code konnte nicht zur Weitergabe vorbereitet werden; versuchen Sie es erneut.",
  },
  language: {
    translating: "Das Ergebnis wird übersetzt…",
    notTranslated: "Die Texte dieses Ergebnisses konnten nicht übersetzt werden und sind auf Englisch.",
    label: "Sprache",
    export: "Sprache beim Kopieren und Speichern",
  },
};
