import type { checkTexts as english } from "../en/check.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("fr");

export const checkTexts: Translatable<typeof english> = {
  start: {
    title: "Pourquoi votre VPN se coupe-t-il sans cesse ?",
    lead: "Tunnel Doctor teste le chemin vers votre passerelle VPN et lit les journaux VPN de cet ordinateur. Il vous dit ensuite ce qui ne va pas, et qui peut y remédier.",
    gateway: "Passerelle VPN",
    gatewayHint: "L’adresse du serveur dans les réglages de votre VPN, par exemple vpn.example.com.",
    gatewayFrom: (profile, type) => `Trouvée dans votre profil VPN « ${profile} » (${type}).`,
    gatewayMissing: "Saisissez d’abord l’adresse de votre passerelle VPN.",
    gatewayInvalid: "Ce n’est pas une adresse de serveur. Elle ressemble à vpn.example.com ou 203.0.113.10.",
    whichVpn: "Quel VPN ?",
    otherGateway: "Une autre passerelle",
    searching: "Recherche de profils VPN sur cet ordinateur…",
    noProfiles:
      "Aucun profil VPN n’a été trouvé sur cet ordinateur. Saisissez l’adresse de la passerelle, ou essayez un réseau d’exercice ci-dessous.",
    unreadable: (count) =>
      plural(count, {
        one: "{n} emplacement de réglages VPN n’a pas pu être lu",
        other: "{n} emplacements de réglages VPN n’ont pas pu être lus",
      }),
    button: "Diagnostiquer mon VPN",
    promise: "Prend moins d’une minute. N’exige aucun droit d’administrateur. Ne modifie rien.",
    options: "Options",
    helpers: {
      title: "Serveurs qui peuvent en dire plus",
      lead: "Laissez ces champs vides si vous ne les connaissez pas. Personne d’autre que votre passerelle n’est alors interrogé.",
      someInvalid: "Une des options est incorrecte ; ouvrez-les pour voir laquelle.",
      stun: {
        label: "Serveur STUN",
        hint: "Indique l’adresse et le type du NAT de votre routeur, par exemple stun.example.com:3478.",
        error: "Ce n’est pas un serveur. Il ressemble à stun.example.com ou stun.example.com:3478.",
      },
      responder: {
        label: "Répondeur Tunnel Doctor",
        hint: "Mesure combien de temps votre routeur garde les connexions inactives, et le chemin de retour.",
        error: "Ce n’est pas un serveur. Il ressemble à responder.example.com ou 203.0.113.10:3478.",
      },
      dns: {
        label: "Un autre serveur DNS",
        hint: "Interrogé lui aussi sur le nom de votre passerelle, pour comparer ; par exemple 192.0.2.53.",
        error: "Ce n’est pas l’adresse IP d’un serveur DNS. Elle ressemble à 192.0.2.53 ou [2001:db8::53]:53.",
      },
      captiveUrl: {
        label: "Page web pour détecter une page de connexion",
        hint: "Une page de votre organisation qui répond 204 (sans contenu), ou qui contient le texte ci-dessous.",
        error: "Ce n’est pas une page web. Elle ressemble à http://check.example.com/.",
      },
      captiveText: {
        label: "Texte sur cette page",
        hint: "À laisser vide si la page répond 204.",
        error: "Ce texte est trop long ; 200 caractères suffisent.",
      },
      ikePort: {
        label: "Port UDP de la passerelle pour IKE",
        hint: "À laisser vide, sauf si votre passerelle répond sur un autre port que 500.",
        error: "Un port est un nombre entier de 1 à 65535.",
      },
      natTraversalPort: {
        label: "Port UDP de la passerelle pour la traversée de NAT",
        hint: "À laisser vide, sauf si votre passerelle utilise un autre port que 4500.",
        error: "Un port est un nombre entier de 1 à 65535.",
      },
      controlPort: {
        label: "Un autre port UDP de la passerelle",
        hint: "Pour comparer avec les ports du VPN ; en général laissé vide.",
        error: "Un port est un nombre entier de 1 à 65535.",
      },
    },
    thoroughness: "Profondeur du diagnostic",
    logs: "Lire les journaux VPN de cet ordinateur",
    since: "Période",
    sinceChoices: [
      { days: 1, label: "Un jour" },
      { days: 7, label: "7 jours" },
      { days: 30, label: "30 jours" },
    ],
    lastResult: (when) => `Il y a un résultat du ${when}.`,
    showLast: "L’afficher",
  },
  profile: {
    quick: { title: "Rapide", about: "La passerelle répond-elle, et que disent les journaux ?" },
    standard: { title: "Standard", about: "Aussi la taille des paquets et les fragments. Convient le plus souvent." },
    deep: { title: "Approfondi", about: "Plus d’échantillons, pour voir les pertes rares. Plus long." },
  },
  practice: {
    title: "L’essayer sur un réseau d’exercice",
    lead: "Tunnel Doctor peut jouer sur cet ordinateur un routeur domestique et une passerelle VPN, y provoquer une panne, et la retrouver. Rien n’est envoyé sur le réseau.",
    fault: "Quelle panne provoquer ?",
    faults: {
      healthy: "Aucune panne",
      "path-mtu": "Le chemin accepte des paquets plus petits que d’habitude, et le dit",
      "mtu-black-hole":
        "Le chemin accepte des paquets plus petits que d’habitude, et rejette les plus grands en silence",
      "fragments-dropped": "Le routeur rejette les paquets fragmentés",
      "udp-500-blocked": "Le routeur rejette les paquets vers le port UDP 500",
      "udp-4500-blocked": "Le routeur rejette les paquets vers le port UDP 4500",
      "gateway-silent": "La passerelle ne répond pas sur les ports du VPN",
      "ikev1-only": "La passerelle ne parle qu’IKEv1",
      dpi: "Le réseau inspecte les paquets et rejette IKE, après quelques paquets d’un flux ou dès le premier",
      "esp-blocked": "Le réseau ferme un flux sur le port UDP 4500 dès qu’il transporte des données chiffrées",
      "nat-timeout": "Le routeur oublie trop tôt une connexion inactive",
      loss: "Des paquets se perdent, dans chaque sens",
    },
    value: {
      bytes: "Combien, en octets",
      packets: "Après combien de paquets",
      seconds: "Après combien de secondes",
      percent: "Combien, en pour cent",
    },
    valueInvalid: "Saisissez un nombre, 0 ou plus.",
    button: "Diagnostiquer le réseau d’exercice",
    banner: "Réseau d’exercice : ce résultat concerne un routeur simulé, et non votre VPN.",
  },
  running: {
    title: "Diagnostic de votre VPN",
    titlePractice: "Diagnostic du réseau d’exercice",
    gateway: (gateway) => `Passerelle ${gateway}`,
    progress: "Progression du diagnostic",
    count: (done, total) =>
      plural(total, { one: `${number(done)} étape sur {n}`, other: `${number(done)} étapes sur {n}` }),
    elapsed: (time) => `${time} écoulées`,
    preparing: "Préparation…",
    cancel: "Arrêter le diagnostic",
    cancelling: "Arrêt…",
    steps: "Étapes",
    announceStarted: "Le diagnostic a commencé.",
    announce: (done, total, title) => `Étapes terminées : ${number(done)} sur ${number(total)}. En cours : ${title}.`,
  },
  step: {
    waiting: "En attente",
    running: "En cours",
    done: "Terminé",
    failed: "Impossible",
    skipped: "Omis",
    cancelled: "Arrêté",
  },
  failed: {
    title: "Le diagnostic n’a pas pu être fait",
    retry: "Réessayer",
    back: "Retour",
    stoppedTitle: "Diagnostic arrêté",
  },
};
