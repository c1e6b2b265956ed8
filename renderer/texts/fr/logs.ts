import type { logsTexts as english } from "../en/logs.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { list, number, plural } = createWording("fr");

export const logsTexts: Translatable<typeof english> = {
  title: "Ce que disent les journaux VPN",
  lead: "Chaque ligne écrite par un VPN, le réseau ou la gestion de l’alimentation de cet ordinateur, avec ce qu’elle signifie.",
  whichLogs: "Quels journaux",
  since: "Période",
  sinceChoices: [
    { days: 1, label: "Un jour" },
    { days: 7, label: "7 jours" },
    { days: 30, label: "30 jours" },
  ],
  path: "Ou un fichier ou dossier de journaux",
  pathHint: "Le chemin complet sur cet ordinateur. À laisser vide pour les journaux de cet ordinateur.",
  read: "Lire les journaux",
  stop: "Arrêter la lecture",
  reading: "Lecture des journaux…",
  loading: (loaded, total) =>
    plural(total, {
      one: `Événements chargés : ${number(loaded)} sur {n}.`,
      other: `Événements chargés : ${number(loaded)} sur {n}.`,
    }),
  stopped: "La lecture a été arrêtée.",
  nothing: "Aucun événement VPN n’a été trouvé dans ces journaux.",
  nothingMatches: "Aucun événement ne correspond au filtre.",
  filter: "Filtre",
  filterText: "Texte dans la ligne ou sa signification",
  filterStack: "Écrit par",
  allStacks: "Tout",
  unknownOnly: "Seulement les lignes non comprises",
  count: (shown, total) =>
    shown === total
      ? plural(total, { one: "{n} événement", other: "{n} événements" })
      : plural(total, { one: `${number(shown)} événement sur {n}`, other: `${number(shown)} événements sur {n}` }),
  list: "Événements, du plus ancien au plus récent",
  columns: { time: "Heure", stack: "Écrit par", meaning: "Signification", line: "Ligne" },
  noTime: "sans heure",
  unknown: "Non compris",
  chosen: "L’événement choisi",
  chooseOne: "Choisissez un événement pour voir sa ligne entière.",
  fields: "Ce que dit la ligne",
  copied: "la ligne, avec des pseudonymes pour les noms et les adresses",
  rawLine: "La ligne telle qu’elle est dans le journal",
  from: (source, lineNumber) => (lineNumber === undefined ? source : `${source}, ligne ${number(lineNumber)}`),
  what: { when: "Quand", stack: "Écrit par", where: "Lu dans", connection: "Connexion", peer: "Pair", code: "Code" },
  toTimeline: "Afficher dans la chronologie",
  sources: (read, lines) =>
    list([
      plural(lines, { one: "{n} ligne lue", other: "{n} lignes lues" }),
      plural(read, { one: "depuis {n} emplacement", other: "depuis {n} emplacements" }),
    ]),
  unread: (count) =>
    plural(count, {
      one: "{n} emplacement n’a pas pu être lu en entier.",
      other: "{n} emplacements n’ont pas pu être lus en entier.",
    }),
  unreadLead: "Ce qui n’a pas été lu manque ici.",
  unreadSource: (source, why) => `${source} : ${why}`,
  sourceOutcomes: {
    read: "lu",
    empty: "rien d’un VPN dedans",
    "not-permitted": "cet utilisateur n’a pas le droit de le lire",
    "not-found": "absent d’ici",
    failed: "n’a pas pu être lu",
  },
  stackNames: {
    strongswan: "strongSwan",
    libreswan: "Libreswan",
    xl2tpd: "xl2tpd",
    pppd: "pppd",
    networkmanager: "NetworkManager",
    "networkmanager-l2tp": "NetworkManager L2TP",
    "wpa-supplicant": "wpa_supplicant",
    iwd: "iwd",
    kernel: "Noyau Linux",
    systemd: "systemd",
    openvpn: "OpenVPN",
    wireguard: "WireGuard",
    "windows-ras": "Client VPN de Windows",
    "windows-system": "Système Windows",
    "windows-wifi": "Wi-Fi de Windows",
    "macos-networkextension": "Client VPN de macOS",
    "macos-ppp": "PPP de macOS",
    "macos-racoon": "racoon de macOS",
    "macos-configd": "Réseau de macOS",
    "macos-wifi": "Wi-Fi de macOS",
    "macos-power": "Alimentation de macOS",
    capture: "Capture de paquets",
    watch: "Surveillance",
  },
};
