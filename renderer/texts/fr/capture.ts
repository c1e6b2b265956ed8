import type { captureTexts as english } from "../en/capture.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { list, number, plural } = createWording("fr");

export const captureTexts: Translatable<typeof english> = {
  title: "Ce que dit une capture de paquets",
  lead: "La capture (pcap ou pcapng) d’un VPN sous forme d’échelle de ses messages : qui a demandé, qui a répondu, qui s’est tu, et ce qui ne va pas.",
  path: "Un fichier de capture sur cet ordinateur",
  pathHint: "Le chemin complet. Le fichier est lu ici et ne va nulle part.",
  otherPath: "La capture de la passerelle au même moment, s’il y en a une",
  otherHint: "Ce qui a quitté une extrémité sans arriver à l’autre est alors aussi montré.",
  pathMissing: "Saisissez le chemin d’une capture.",
  read: "Lire la capture",
  stop: "Arrêter la lecture",
  reading: "Lecture de la capture…",
  stopped: "La lecture a été arrêtée.",
  done: (rungs) =>
    plural(rungs, {
      one: "La capture a été lue. {n} ligne dans l’échelle.",
      other: "La capture a été lue. {n} lignes dans l’échelle.",
    }),
  summary: (packets, duration) =>
    plural(packets, { one: `{n} paquet en ${duration}`, other: `{n} paquets en ${duration}` }),
  hosts: (client, gateway) => `Client ${client}, passerelle ${gateway}`,
  noVpn: "Elle ne contient aucun paquet VPN.",
  nothingWrong: "La capture ne montre aucune cause de coupure.",
  tooLittle: "Elle contient trop peu pour conclure.",
  findings: "Ce qui ne va pas",
  ladder: "Ce qui s’est passé",
  ladderLabel: "Messages entre le client et la passerelle, du plus ancien au plus récent",
  client: "Client",
  gateway: "Passerelle",
  columns: { time: "Heure", message: "Message", detail: "Signification" },
  only: "Afficher",
  onlyAll: "Tout",
  onlyTrouble: "Seulement ce qui a échoué",
  shown: (shown, all) =>
    shown === all
      ? plural(all, { one: "{n} ligne", other: "{n} lignes" })
      : plural(all, { one: `${number(shown)} ligne sur {n}`, other: `${number(shown)} lignes sur {n}` }),
  none: "Aucune ligne de ce genre.",
  toGateway: "Du client à la passerelle",
  toClient: "De la passerelle au client",
  both: "Remarque",
  again: (ordinal, tries) => `répété, ${number(ordinal)} sur ${number(tries)}`,
  noAnswer: "pas de réponse",
  parts: (parts) => list(parts),
  bytes: (count) => plural(count, { one: "{n} octet", other: "{n} octets" }),
  refused: "refusé",
  idle: (duration) => `Rien pendant ${duration}`,
  after: { answered: "puis une réponse", unanswered: "puis aucune réponse", "not-seen": "" },
  rekey: {
    "new-keys-used": "De nouvelles clés, et des paquets qui les utilisent",
    "not-used": "De nouvelles clés ont été convenues, mais aucun paquet ne les a utilisées",
    "ike-renewed": "Les clés d’IKE ont été renouvelées",
    refused: "De nouvelles clés ont été refusées",
    unanswered: "De nouvelles clés ont été demandées, et personne n’a répondu",
  },
  tooBig: (router, mtu) => `${router} dit « packet too big » : la liaison suivante transporte ${number(mtu)} octets`,
  moved: (before, after) => `Les paquets viennent de ${after} au lieu de ${before}`,
  silent: (who, packets) =>
    plural(packets, {
      one: `${who} ne dit plus rien ; {n} paquet reste sans réponse`,
      other: `${who} ne dit plus rien ; {n} paquets restent sans réponse`,
    }),
  keepalives: (count, from, interval) =>
    interval === ""
      ? plural(count, { one: `{n} keepalive NAT de ${from}`, other: `{n} keepalives NAT de ${from}` })
      : plural(count, {
          one: `{n} keepalive NAT de ${from}, un toutes les ${interval}`,
          other: `{n} keepalives NAT de ${from}, un toutes les ${interval}`,
        }),
  data: "Données",
  dataColumns: { flow: "Sens", packets: "Paquets", missing: "Manquants", gap: "Plus long trou" },
  flow: (spi, from, to) => `${from} vers ${to} (ESP ${spi})`,
  joined: "Depuis les deux extrémités",
  joinedColumns: { direction: "Sens", sent: "Envoyés", arrived: "Arrivés", lost: "Perdus" },
  direction: { "to-gateway": "Du client à la passerelle", "to-client": "De la passerelle au client" },
  make: "Comment faire une capture",
  makeAbout:
    "Lancez la commande, laissez le problème se produire, puis arrêtez-la. Elle enregistre les adresses et les en-têtes des paquets, rien de ce qui passe dans le tunnel, et reste sur cet ordinateur.",
  makeGateway: "Passerelle VPN",
  makeOs: "Sous",
  show: "Afficher les commandes",
  with: (program) => `Avec ${program}`,
  needs: (rights) => `Il faut ${rights}.`,
  endsWith: "Quand le problème s’est manifesté :",
  endsCtrlC: "Ctrl-C l’arrête.",
  command: (program) => `commandes de ${program}`,
  start: {
    title: "Ou laissez Tunnel Doctor l’exécuter",
    agree:
      "J’accepte que cet ordinateur enregistre avec qui il parle par son VPN, quand, et dans des paquets de quelle taille : en-têtes seulement. Le fichier reste sur cet ordinateur.",
    notAgreed: "Cochez d’abord votre accord.",
    start: "Démarrer la capture",
    began: "La capture est en cours.",
    running: (duration, size) =>
      `Capture en cours depuis ${duration} : ${size}. Laissez le problème se produire, puis arrêtez. Quitter cette rubrique l’arrête aussi.`,
    command: "La commande exécutée",
    to: (path) => `Elle écrit dans ${path}`,
    stop: "Arrêter la capture",
    stopping: "Arrêt…",
    ended: "La capture est faite.",
    made: (path, size, duration) => `${path} : ${size} en ${duration}. Elle est lue ci-dessus.`,
    instead: "Exécutez les commandes ci-dessus dans un terminal, avec les droits qu’elles exigent.",
  },
};
