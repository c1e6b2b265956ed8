import type { aboutTexts as english } from "../en/about.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { plural } = createWording("de");

export const aboutTexts: Translatable<typeof english> = {
  title: "Über Tunnel Doctor",
  version: (version) => `Version ${version}`,
  lead: "Tunnel Doctor findet heraus, warum Ihr VPN immer wieder abbricht, belegt es mit Messungen und sagt, wer was ändern muss.",
  never: "Was nie gesendet wird",
  neverList: [
    "Kein Ergebnis, keine Log-Zeile, kein Name und keine Adresse verlässt diesen Computer, solange Sie es nicht selbst teilen.",
    "Es gibt kein Konto, keine Telemetrie, keine Werbung und keine Absturzberichte an irgendwen.",
    "Kennwörter und Schlüssel werden nie gespeichert und nie in eine Datei geschrieben, die geteilt wird.",
    "Die Seite lädt nichts aus dem Internet.",
  ],
  sent: "Was eine Prüfung sendet",
  sentList: [
    "Testpakete an Ihr VPN-Gateway: weniger als 200, abgesehen von der Messung ungenutzter Verbindungen.",
    "Eine Frage nach der Adresse des Gateways an die DNS-Server dieses Computers.",
    "Testpakete an einen Server, den Sie oder Ihre Organisation genannt haben, und an keinen anderen.",
  ],
  data: "Was auf diesem Computer bleibt",
  dataAt: (folder) => `In ${folder}, lesbar nur für Sie:`,
  dataList: [
    "Ihre Einstellungen und das letzte Ergebnis",
    "was die Überwachung vom Netz gesehen hat, so lange die Einstellungen es vorsehen",
    "der Schlüssel, der Ihre Bundles signiert, und gegebenenfalls der Schlüssel eines Helpdesks",
    "die Liste der Bundles, wenn Sie eine Flotte betreuen",
  ],
  remove: "So entfernen Sie es",
  removeList: [
    "Entfernen Sie das Programm wie jedes andere.",
    "Löschen Sie den Ordner oben. Sonst bleibt nichts zurück: Das Programm ändert keine Einstellung des Systems.",
  ],
  folderLabel: "der Pfad des Ordners",
  licences: "Lizenzen",
  own: "Tunnel Doctor ist freie Software unter der MIT-Lizenz.",
  others: (count) => plural(count, { one: "Es enthält {n} fremdes Paket:", other: "Es enthält {n} fremde Pakete:" }),
  licenceColumns: ["Paket", "Version", "Lizenz"],
  loading: "Wird nachgesehen…",

  welcome: {
    title: "Willkommen bei Tunnel Doctor",
    lead: "Es findet heraus, warum Ihr VPN immer wieder abbricht und wer das beheben kann.",
    points: [
      {
        title: "Was es tut",
        about: "Es testet den Weg von diesem Computer zu Ihrem VPN-Gateway. Das dauert weniger als eine Minute.",
      },
      {
        title: "Was es liest",
        about:
          "Die VPN-Logs und die VPN-Einstellungen dieses Computers, soweit Ihr Benutzer sie lesen darf. Es ändert nichts.",
      },
      {
        title: "Was diesen Computer verlässt",
        about:
          "Nur Testpakete an Ihr Gateway. Ergebnisse bleiben hier, bis Sie sie teilen, und Sie sehen vorher jede Datei.",
      },
    ],
    start: "Los geht’s",
    practice: "Zum Ausprobieren gibt es ein Übungsnetz, unten auf der ersten Seite.",
  },
};
