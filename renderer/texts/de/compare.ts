import type { compareTexts as english } from "../en/compare.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("de");

export const compareTexts: Translatable<typeof english> = {
  title: "Liegt es an diesem Netz?",
  lead: "Prüfen Sie einmal dort, wo das VPN abbricht, und einmal anderswo, zum Beispiel hinter dem Hotspot Ihres Smartphones. Der Unterschied zeigt, wo die Ursache liegt. So sehen Sie auch, ob eine Abhilfe gewirkt hat.",
  gateway: "VPN-Gateway",
  sides: {
    before: {
      title: "Erstens: wo es abbricht",
      about: "Bleiben Sie in dem Netz, in dem das VPN abbricht.",
      button: "Hier prüfen",
    },
    after: {
      title: "Zweitens: ein anderes Netz, oder nach einer Abhilfe",
      about:
        "Verbinden Sie diesen Computer zuerst mit einem anderen Netz, zum Beispiel mit dem Hotspot Ihres Smartphones; oder ändern Sie, was helfen sollte.",
      button: "Erneut prüfen",
    },
  },
  useLast: (when) => `Prüfung vom ${when} verwenden`,
  stop: "Prüfung stoppen",
  steps: (ended, all) =>
    plural(all, { one: `${number(ended)} von {n} Schritt`, other: `${number(ended)} von {n} Schritten` }),
  done: (when) => `Geprüft am ${when}.`,
  redo: "Verwerfen",
  comparing: "Wird verglichen…",
  files: "Stattdessen zwei Dateien vergleichen",
  filesAbout: "Berichte, Bundles, Logs oder Ordner mit Logs: ihre vollständigen Pfade auf diesem Computer.",
  fileBefore: "Erste Datei",
  fileAfter: "Zweite Datei",
  compareFiles: "Dateien vergleichen",
  fileMissing: "Geben Sie die Pfade beider Dateien an.",
  result: "Was der Vergleich sagt",
  cautions: "Zu beachten",
  findings: "Befunde",
  noFindings: "Keine der Prüfungen hat einen Fehler gefunden.",
  findingColumns: ["Befund", "Änderung"],
  measurements: "Messwerte",
  measurementColumns: ["Was", "Erste", "Zweite", "Unterschied"],
  onlyDifferent: (count) =>
    plural(count, { one: "Auch den {n} ohne Unterschied anzeigen", other: "Auch die {n} ohne Unterschied anzeigen" }),
  noDifference: "Kein Messwert unterscheidet sich.",
  drops: "Abbrüche",
  nothing: "–",
  sameNetwork: {
    yes: "Beide wurden im selben Netz durchgeführt.",
    no: "Sie wurden in zwei verschiedenen Netzen durchgeführt.",
    unknown: "Es ist nicht bekannt, ob sie im selben Netz durchgeführt wurden.",
  },
  findingChanges: {
    gone: "weg",
    new: "neu",
    unchanged: "wie vorher",
    surer: "jetzt sicherer",
    "less-sure": "jetzt weniger sicher",
  },
  measurementChanges: {
    same: "gleich",
    "within-bounds": "kein feststellbarer Unterschied",
    changed: "anders",
    "not-comparable": "nur auf einer Seite bekannt",
  },
};
