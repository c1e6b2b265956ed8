import type { timelineTexts as english } from "../en/timeline.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("fr");

export const timelineTexts: Translatable<typeof english> = {
  title: "Quand le VPN était établi, et ce qui a précédé une coupure",
  lead: "Chaque barre est une session VPN. Les repères en dessous disent ce qui est arrivé au réseau et à l’ordinateur à ce moment-là.",
  loading: "Lecture des journaux…",
  stop: "Arrêter la lecture",
  again: "Relire",
  stopped: "La lecture a été arrêtée.",
  nothing: "Les journaux ne mentionnent aucune session VPN avec une heure.",
  nothingHint: "Connectez une fois le VPN, ou lisez un fichier journal dans la rubrique Journaux.",
  since: "Période",
  picture:
    "Chronologie. Gauche et droite déplacent, plus et moins zooment, Début affiche tout, haut et bas parcourent ce qui s’y trouve.",
  tools: "Ce que montre la chronologie",
  severalSessions: (count, from) =>
    plural(count, {
      one: `{n} session à partir du ${from} ; choisissez-la pour agrandir`,
      other: `{n} sessions à partir du ${from} ; choisissez-les pour agrandir`,
    }),
  sessions: "Sessions",
  kinds: {
    drop: "Coupures",
    rekey: "Clés renouvelées",
    network: "Réseau changé",
    wifi: "Wi-Fi",
    sleep: "Veille et réveil",
    silence: "Passerelle muette",
  },
  zoomIn: "Zoom avant",
  zoomOut: "Zoom arrière",
  earlier: "Plus tôt",
  later: "Plus tard",
  everything: "Tout afficher",
  seen: (from, to) => `${from} – ${to}`,
  several: (count, kind) => `${kind} : ${number(count)}`,
  chosen: "La session choisie",
  chooseOne: "Choisissez une session ou un repère pour voir ce que l’on en sait.",
  toLogs: "Voir les lignes du journal",
  outcomes: {
    "still-up": "encore établie",
    dropped: "coupée",
    closed: "fermée",
    "never-connected": "jamais connectée",
  },
  endedBy: {
    local: "par cet ordinateur",
    peer: "par la passerelle",
    timeout: "faute de réponse",
    unknown: "sans auteur nommé dans le journal",
  },
  sessionTitle: (name, outcome, endedBy) =>
    endedBy === undefined ? `${name} : ${outcome}` : `${name} : ${outcome} ${endedBy}`,
  span: (from, to, length) => (length === undefined ? `${from} – ${to}` : `${from} – ${to} (${length})`),
  before: (event, duration) => `${event}, ${duration} avant`,
  nothingBefore: "Rien concernant le réseau ou l’alimentation dans la minute précédente.",
  duringRekey: "Elle s’est terminée pendant un renouvellement des clés.",
  idle: (duration) => `Rien que des keepalives pendant ${duration} avant sa fin.`,
  table: "La même chose en tableau",
  tableName: "Sessions VPN",
  marksTable: "Repères",
  columns: ["Début", "Fin", "Durée de connexion", "Issue", "Juste avant"],
  markColumns: ["Quand", "Genre", "Quoi", "Ligne"],
  moreRows: (count) =>
    plural(count, {
      one: "{n} autre se trouve dans la rubrique Journaux.",
      other: "{n} autres se trouvent dans la rubrique Journaux.",
    }),
  patterns: "Ce que les coupures ont en commun",
  unnamed: "VPN",
  barLabel: (name, outcome, from, length) => `${name}, ${from}, ${length}, ${outcome}`,
  snapshot: {
    title: "Le moment de la coupure",
    reading: "Lecture de ce qui a été gardé de ce moment…",
    gone: "Ce qui avait été gardé de ce moment n’existe plus.",
    network: "Le réseau avant et après",
    networkColumns: ["Quoi", "Avant", "Après"],
    properties: {
      routes: "Routes par défaut",
      addresses: "Interfaces actives",
      nameServers: "Serveurs DNS",
      wifi: "Wi-Fi",
      conntrack: "Connexions suivies, sur un maximum de",
    },
    none: "aucun",
    notTold: "non connu",
    measured: "Un coup d’œil rapide à la passerelle, hors du tunnel",
    measuredColumns: ["Quoi", "Résultat"],
    tunnels: "Tunnels établis à ce moment",
    tunnelColumns: ["Tunnel", "Passerelle", "Octets reçus", "Octets envoyés", "Inactif depuis"],
    counters: "Erreurs IPsec comptées par le noyau",
    counterColumns: ["Compteur", "Nombre"],
    events: (count) =>
      plural(count, {
        one: "{n} événement de la minute précédente",
        other: "{n} événements de la minute précédente",
      }),
  },
  noEnd: "aucune fin dans le journal",
  unknownLength: "durée inconnue",
};
