import type { checkTexts as english } from "../en/check.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("de");

export const checkTexts: Translatable<typeof english> = {
  start: {
    title: "Warum bricht Ihr VPN immer wieder ab?",
    lead: "Tunnel Doctor testet den Weg zu Ihrem VPN-Gateway und liest die VPN-Logs dieses Computers. Dann erfahren Sie, was nicht stimmt und wer es beheben kann.",
    gateway: "VPN-Gateway",
    gatewayHint: "Die Serveradresse aus Ihren VPN-Einstellungen, zum Beispiel vpn.example.com.",
    gatewayFrom: (profile, type) => `Gefunden in Ihrem VPN-Profil „${profile}“ (${type}).`,
    gatewayMissing: "Geben Sie zuerst die Adresse Ihres VPN-Gateways ein.",
    gatewayInvalid: "Das ist keine Serveradresse. Sie sieht aus wie vpn.example.com oder 203.0.113.10.",
    whichVpn: "Welches VPN?",
    otherGateway: "Ein anderes Gateway",
    searching: "VPN-Profile auf diesem Computer werden gesucht…",
    noProfiles:
      "Auf diesem Computer wurde kein VPN-Profil gefunden. Geben Sie die Adresse des Gateways ein, oder probieren Sie unten ein Übungsnetz aus.",
    unreadable: (count) =>
      plural(count, {
        one: "{n} Ort mit VPN-Einstellungen konnte nicht gelesen werden",
        other: "{n} Orte mit VPN-Einstellungen konnten nicht gelesen werden",
      }),
    button: "Mein VPN prüfen",
    promise: "Dauert weniger als eine Minute. Braucht keine Administratorrechte. Ändert nichts.",
    options: "Optionen",
    helpers: {
      title: "Server, die mehr sagen können",
      lead: "Lassen Sie diese Felder leer, wenn Sie nichts dazu wissen. Sonst wird nur Ihr Gateway gefragt.",
      someInvalid: "Unter „Optionen“ stimmt etwas nicht; öffnen Sie sie, um zu sehen, was.",
      stun: {
        label: "STUN-Server",
        hint: "Nennt Adresse und Art des NAT Ihres Routers, zum Beispiel stun.example.com:3478.",
        error: "Das ist kein Server. Er sieht aus wie stun.example.com oder stun.example.com:3478.",
      },
      responder: {
        label: "Tunnel-Doctor-Responder",
        hint: "Misst, wie lange sich Ihr Router ungenutzte Verbindungen merkt, und den Rückweg.",
        error: "Das ist kein Server. Er sieht aus wie responder.example.com oder 203.0.113.10:3478.",
      },
      dns: {
        label: "Ein weiterer DNS-Server",
        hint: "Wird zum Vergleich ebenfalls nach dem Namen Ihres Gateways gefragt; zum Beispiel 192.0.2.53.",
        error: "Das ist keine IP-Adresse eines DNS-Servers. Sie sieht aus wie 192.0.2.53 oder [2001:db8::53]:53.",
      },
      captiveUrl: {
        label: "Webseite, um eine Anmeldeseite zu erkennen",
        hint: "Eine Seite Ihrer Organisation, die mit 204 (kein Inhalt) antwortet oder den Text unten enthält.",
        error: "Das ist keine Webseite. Sie sieht aus wie http://check.example.com/.",
      },
      captiveText: {
        label: "Text auf dieser Seite",
        hint: "Lassen Sie das Feld leer, wenn die Seite mit 204 antwortet.",
        error: "Dieser Text ist zu lang; 200 Zeichen genügen.",
      },
      ikePort: {
        label: "UDP-Port des Gateways für IKE",
        hint: "Lassen Sie das Feld leer, außer Ihr Gateway antwortet auf einem anderen Port als 500.",
        error: "Ein Port ist eine ganze Zahl von 1 bis 65535.",
      },
      natTraversalPort: {
        label: "UDP-Port des Gateways für NAT-Traversal",
        hint: "Lassen Sie das Feld leer, außer Ihr Gateway verwendet einen anderen Port als 4500.",
        error: "Ein Port ist eine ganze Zahl von 1 bis 65535.",
      },
      controlPort: {
        label: "Ein anderer UDP-Port des Gateways",
        hint: "Zum Vergleich mit den Ports des VPN; bleibt meist leer.",
        error: "Ein Port ist eine ganze Zahl von 1 bis 65535.",
      },
    },
    thoroughness: "Wie gründlich",
    logs: "VPN-Logs dieses Computers lesen",
    since: "Wie weit zurück",
    sinceChoices: [
      { days: 1, label: "Ein Tag" },
      { days: 7, label: "7 Tage" },
      { days: 30, label: "30 Tage" },
    ],
    lastResult: (when) => `Es gibt ein Ergebnis vom ${when}.`,
    showLast: "Anzeigen",
  },
  profile: {
    quick: { title: "Schnell", about: "Antwortet das Gateway, und was sagen die Logs?" },
    standard: { title: "Standard", about: "Auch Paketgrößen und Fragmente. Für die meisten richtig." },
    deep: { title: "Gründlich", about: "Mehr Proben, um seltene Verluste zu sehen. Dauert länger." },
  },
  practice: {
    title: "In einem Übungsnetz ausprobieren",
    lead: "Tunnel Doctor kann auf diesem Computer einen Heimrouter und ein VPN-Gateway spielen, eine Sache stören und sie wiederfinden. Dabei wird nichts ins Netz gesendet.",
    fault: "Was soll nicht stimmen?",
    faults: {
      healthy: "Alles ist in Ordnung",
      "path-mtu": "Der Pfad trägt kleinere Pakete als üblich und sagt es",
      "mtu-black-hole": "Der Pfad trägt kleinere Pakete als üblich und verwirft größere stillschweigend",
      "fragments-dropped": "Der Router verwirft fragmentierte Pakete",
      "udp-500-blocked": "Der Router verwirft Pakete an UDP-Port 500",
      "udp-4500-blocked": "Der Router verwirft Pakete an UDP-Port 4500",
      "gateway-silent": "Das Gateway antwortet auf den Ports des VPN nicht",
      "ikev1-only": "Das Gateway spricht nur IKEv1",
      dpi: "Das Netz schaut in die Pakete und verwirft IKE, nach einigen Paketen eines Flusses oder vom ersten an",
      "esp-blocked": "Das Netz schließt einen Fluss auf UDP-Port 4500, sobald er verschlüsselte Daten trägt",
      "nat-timeout": "Der Router vergisst eine ungenutzte Verbindung zu früh",
      loss: "Einige Pakete gehen verloren, in beide Richtungen",
    },
    value: {
      bytes: "Wie viel, in Bytes",
      packets: "Nach wie vielen Paketen",
      seconds: "Nach wie vielen Sekunden",
      percent: "Wie viel, in Prozent",
    },
    valueInvalid: "Geben Sie eine Zahl ein, 0 oder mehr.",
    button: "Übungsnetz prüfen",
    banner: "Übungsnetz: Dieses Ergebnis betrifft einen simulierten Router, nicht Ihr VPN.",
  },
  running: {
    title: "Ihr VPN wird geprüft",
    titlePractice: "Das Übungsnetz wird geprüft",
    gateway: (gateway) => `Gateway ${gateway}`,
    progress: "Fortschritt der Prüfung",
    count: (done, total) =>
      plural(total, { one: `${number(done)} von {n} Schritt`, other: `${number(done)} von {n} Schritten` }),
    elapsed: (time) => `bisher ${time}`,
    preparing: "Wird vorbereitet…",
    cancel: "Prüfung stoppen",
    cancelling: "Wird gestoppt…",
    steps: "Schritte",
    announceStarted: "Die Prüfung hat begonnen.",
    announce: (done, total, title) => `${number(done)} von ${number(total)} erledigt. Jetzt: ${title}.`,
  },
  step: {
    waiting: "Wartet",
    running: "Läuft",
    done: "Erledigt",
    failed: "Nicht möglich",
    skipped: "Ausgelassen",
    cancelled: "Gestoppt",
  },
  failed: {
    title: "Die Prüfung konnte nicht durchgeführt werden",
    retry: "Erneut versuchen",
    back: "Zurück",
    stoppedTitle: "Prüfung gestoppt",
  },
};
