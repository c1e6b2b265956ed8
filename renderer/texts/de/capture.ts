import type { captureTexts as english } from "../en/capture.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { list, number, plural } = createWording("de");

export const captureTexts: Translatable<typeof english> = {
  title: "Was ein Paketmitschnitt zeigt",
  lead: "Ein VPN-Mitschnitt (pcap oder pcapng) als Leiter seiner Nachrichten: wer gefragt hat, wer geantwortet hat, wer verstummt ist und was nicht stimmt.",
  path: "Eine Mitschnittdatei auf diesem Computer",
  pathHint: "Der vollständige Pfad. Die Datei wird hier gelesen und geht nirgendwohin.",
  otherPath: "Der Mitschnitt derselben Zeit vom Gateway, falls es einen gibt",
  otherHint: "Dann sieht man auch, was das eine Ende verlassen hat und am anderen nicht angekommen ist.",
  pathMissing: "Geben Sie den Pfad eines Mitschnitts ein.",
  read: "Mitschnitt lesen",
  stop: "Lesen stoppen",
  reading: "Der Mitschnitt wird gelesen…",
  stopped: "Das Lesen wurde gestoppt.",
  done: (rungs) =>
    plural(rungs, {
      one: "Der Mitschnitt wurde gelesen. {n} Zeile in der Leiter.",
      other: "Der Mitschnitt wurde gelesen. {n} Zeilen in der Leiter.",
    }),
  summary: (packets, duration) =>
    plural(packets, { one: `{n} Paket in ${duration}`, other: `{n} Pakete in ${duration}` }),
  hosts: (client, gateway) => `Client ${client}, Gateway ${gateway}`,
  noVpn: "Er enthält keine VPN-Pakete.",
  nothingWrong: "Der Mitschnitt zeigt keine Ursache für einen Abbruch.",
  tooLittle: "Für eine Aussage enthält er zu wenig.",
  findings: "Was nicht stimmt",
  ladder: "Was geschehen ist",
  ladderLabel: "Nachrichten zwischen Client und Gateway, älteste zuerst",
  client: "Client",
  gateway: "Gateway",
  columns: { time: "Zeit", message: "Nachricht", detail: "Bedeutung" },
  only: "Anzeigen",
  onlyAll: "Alles",
  onlyTrouble: "Nur Störungen",
  shown: (shown, all) =>
    shown === all
      ? plural(all, { one: "{n} Zeile", other: "{n} Zeilen" })
      : plural(all, { one: `${number(shown)} von {n} Zeile`, other: `${number(shown)} von {n} Zeilen` }),
  none: "Keine Zeile ist von dieser Art.",
  toGateway: "Client zum Gateway",
  toClient: "Gateway zum Client",
  both: "Hinweis",
  again: (ordinal, tries) => `wiederholt, ${number(ordinal)} von ${number(tries)}`,
  noAnswer: "keine Antwort",
  parts: (parts) => list(parts),
  bytes: (count) => plural(count, { one: "{n} Byte", other: "{n} Byte" }),
  refused: "abgelehnt",
  idle: (duration) => `Nichts für ${duration}`,
  after: { answered: "dann beantwortet", unanswered: "dann keine Antwort", "not-seen": "" },
  rekey: {
    "new-keys-used": "Neue Schlüssel, und Pakete, die sie benutzen",
    "not-used": "Neue Schlüssel wurden vereinbart, aber kein Paket benutzte sie",
    "ike-renewed": "Die Schlüssel von IKE wurden erneuert",
    refused: "Neue Schlüssel wurden abgelehnt",
    unanswered: "Neue Schlüssel wurden verlangt, und niemand antwortete",
  },
  tooBig: (router, mtu) => `${router} meldet „Paket zu groß“: Die nächste Teilstrecke trägt ${number(mtu)} Byte`,
  moved: (before, after) => `Pakete kommen von ${after} statt von ${before}`,
  silent: (who, packets) =>
    plural(packets, {
      one: `${who} sagt nichts mehr; {n} Paket bleibt unbeantwortet`,
      other: `${who} sagt nichts mehr; {n} Pakete bleiben unbeantwortet`,
    }),
  keepalives: (count, from, interval) =>
    interval === ""
      ? plural(count, { one: `{n} NAT-Keepalive von ${from}`, other: `{n} NAT-Keepalives von ${from}` })
      : plural(count, {
          one: `{n} NAT-Keepalive von ${from}, alle ${interval} eines`,
          other: `{n} NAT-Keepalives von ${from}, alle ${interval} eines`,
        }),
  data: "Daten",
  dataColumns: { flow: "Richtung", packets: "Pakete", missing: "Fehlend", gap: "Längste Lücke" },
  flow: (spi, from, to) => `${from} nach ${to} (ESP ${spi})`,
  joined: "Von beiden Enden",
  joinedColumns: { direction: "Richtung", sent: "Gesendet", arrived: "Angekommen", lost: "Verloren" },
  direction: { "to-gateway": "Client zum Gateway", "to-client": "Gateway zum Client" },
  make: "So erstellen Sie einen Mitschnitt",
  makeAbout:
    "Starten Sie den Befehl, lassen Sie das Problem auftreten und beenden Sie ihn dann. Er zeichnet Adressen und die Header der Pakete auf, nichts, was durch den Tunnel geht, und die Datei bleibt auf diesem Computer.",
  makeGateway: "VPN-Gateway",
  makeOs: "Auf",
  show: "Befehle anzeigen",
  with: (program) => `Mit ${program}`,
  needs: (rights) => `Dafür nötig: ${rights}.`,
  endsWith: "Wenn das Problem aufgetreten ist:",
  endsCtrlC: "Strg+C beendet den Befehl.",
  command: (program) => `Befehle von ${program}`,
  start: {
    title: "Oder lassen Sie Tunnel Doctor mitschneiden",
    agree:
      "Ich bin einverstanden, dass dieser Computer aufzeichnet, mit wem er über sein VPN spricht, wann, und in Paketen welcher Größe: nur die Header. Die Datei bleibt auf diesem Computer.",
    notAgreed: "Kreuzen Sie zuerst Ihr Einverständnis an.",
    start: "Mitschnitt starten",
    began: "Der Mitschnitt läuft.",
    running: (duration, size) =>
      `Mitschnitt seit ${duration}: ${size}. Lassen Sie das Problem auftreten, und stoppen Sie dann. Er stoppt auch, wenn Sie diesen Bereich verlassen.`,
    command: "Der Befehl, der läuft",
    to: (path) => `Er schreibt nach ${path}`,
    stop: "Mitschnitt stoppen",
    stopping: "Wird gestoppt…",
    ended: "Der Mitschnitt ist fertig.",
    made: (path, size, duration) => `${path}: ${size} in ${duration}. Er ist oben gelesen.`,
    instead: "Führen Sie die Befehle oben in einem Terminal aus, mit den nötigen Rechten.",
  },
};
