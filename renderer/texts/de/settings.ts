import type { settingsTexts as english } from "../en/settings.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { plural } = createWording("de");

export const settingsTexts: Translatable<typeof english> = {
  title: "Einstellungen",
  lead: "Sie bleiben auf diesem Computer, nur für Sie. Jede Änderung hier wird sofort gespeichert.",
  kept: "Gespeichert.",
  loading: "Die Einstellungen werden gelesen…",
  locked: "Das hat Ihre Organisation festgelegt.",
  policy: (source) => `Einige Einstellungen kommen von Ihrer Organisation (${source}).`,
  policyProblem: (problem) => `Die Einstellungen Ihrer Organisation konnten nicht verwendet werden: ${problem}`,
  look: "Sprache und Farben",
  language: "Sprache",
  systemLanguage: "Wie das System",
  languageHint: "Auch Ergebnisse erscheinen in dieser Sprache. Log-Zeilen und Befehle bleiben, wie sie sind.",
  theme: "Farben",
  themes: { system: "Wie das System", light: "Hell", dark: "Dunkel" },
  checks: "Prüfungen",
  profile: "Wie gründlich eine Prüfung ist",
  logWindow: "Wie weit zurück die VPN-Logs gelesen werden",
  days: (days) => plural(days, { one: "{n} Tag", other: "{n} Tage" }),
  helpers: "Server, die gefragt werden dürfen",
  helpersLead:
    "Eine Prüfung fragt Ihr VPN-Gateway und sonst niemanden. Mit einem hier genannten und eingeschalteten Server kann sie mehr sagen.",
  stun: {
    label: "STUN-Server",
    hint: "Er erfährt Ihre öffentliche Adresse und nennt sie Ihnen samt der Art des NAT Ihres Routers. Zum Beispiel stun.example.com:3478.",
    use: "Diesen STUN-Server bei jeder Prüfung fragen",
    error: "Das ist kein Server. Er sieht aus wie stun.example.com oder stun.example.com:3478.",
  },
  responder: {
    label: "Tunnel-Doctor-Responder",
    hint: "Er erfährt Ihre öffentliche Adresse und misst, wie lange sich Ihr Router ungenutzte Verbindungen merkt.",
    use: "Diesen Responder bei jeder Prüfung fragen",
    error: "Das ist kein Server. Er sieht aus wie responder.example.com oder 203.0.113.10:3478.",
  },
  nameMissing: "Geben Sie zuerst den Namen des Servers ein.",
  privacy: "Was gespeichert wird und was hinausgeht",
  pseudonyms: "In dem, was ich teile, Namen und Adressen durch Pseudonyme ersetzen",
  pseudonymsHint:
    "Sie können es trotzdem für jede Datei entscheiden. Kennwörter und Schlüssel werden in jedem Fall entfernt.",
  history: "Wie lange die Überwachung behält, was sie vom Netz gesehen hat",
  lastResult: "Das letzte Ergebnis",
  lastResultIs: (when) => `Das Ergebnis vom ${when} ist auf diesem Computer gespeichert, damit Sie es wiederfinden.`,
  noLastResult: "Auf diesem Computer ist kein Ergebnis gespeichert.",
  deleteLastResult: "Löschen",
  deleted: "Das letzte Ergebnis wurde gelöscht.",
};
