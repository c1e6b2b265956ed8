import type { reportTexts as english } from "../en/report.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural, list } = createWording("fr");

export const reportTexts: Translatable<typeof english> = {
  verdict: {
    healthy: {
      title: "Rien d’anormal n’a été trouvé sur le chemin vers votre VPN",
      lead: "Tout ce qui a été vérifié est bon. Si le VPN se coupe encore, relancez le diagnostic juste après la prochaine coupure : certaines causes ne se voient qu’alors.",
    },
    notEnough: {
      title: "Trop peu de choses ont pu être vérifiées pour conclure",
      lead: "Cela ne veut pas dire que tout va bien. Voici ce qui a fait obstacle, et ce qu’il faut essayer ensuite.",
    },
    cancelled: {
      title: "Diagnostic arrêté",
      lead: "Plus rien n’est envoyé. Voici ce qui avait été trouvé jusque-là ; c’est incomplet.",
    },
    problem: {
      blocks: {
        certain: "Nous avons trouvé ce qui bloque votre VPN",
        likely: "Nous avons très probablement trouvé ce qui bloque votre VPN",
        possible: "Nous avons trouvé ce qui bloque peut-être votre VPN",
      },
      degrades: {
        certain: "Nous avons trouvé ce qui coupe ou ralentit votre VPN",
        likely: "Nous avons très probablement trouvé ce qui coupe ou ralentit votre VPN",
        possible: "Nous avons trouvé ce qui coupe ou ralentit peut-être votre VPN",
      },
      notice: {
        certain: "Nous avons trouvé quelque chose de bon à savoir",
        likely: "Nous avons trouvé quelque chose de bon à savoir",
        possible: "Nous avons trouvé quelque chose qui mérite un coup d’œil",
      },
    },
    problemLead: (finding, more) =>
      more === 0
        ? `${finding}.`
        : `${finding}. ${plural(more, { one: "{n} autre constat ci-dessous.", other: "{n} autres constats ci-dessous." })}`,
    whoCanFix: "Qui peut y remédier",
    gateway: "Passerelle",
    sessions: "Dans les journaux VPN",
    sessionCounts: (total, dropped, never) =>
      total === 0
        ? "aucune session"
        : list([
            plural(total, { one: "{n} session", other: "{n} sessions" }),
            dropped === 0 ? "aucune coupée" : plural(dropped, { one: "{n} coupée", other: "{n} coupées" }),
            ...(never === 0 ? [] : [plural(never, { one: "{n} jamais connectée", other: "{n} jamais connectées" })]),
          ]),
    checked: "Diagnostic",
    checkedAt: (when, duration, packets) =>
      plural(packets, {
        one: `${when}, en ${duration}, avec {n} paquet`,
        other: `${when}, en ${duration}, avec {n} paquets`,
      }),
    share: "Partager le résultat…",
    summary: "Copier un résumé",
    qr: "Afficher un code pour le téléphone",
    again: "Relancer le diagnostic",
    newCheck: "Nouveau diagnostic",
  },
  partial: {
    title: (count) =>
      plural(count, {
        one: "{n} étape n’a pas pu être faite.",
        other: "{n} étapes n’ont pas pu être faites.",
      }),
    lead: "Le résultat repose sur les autres étapes.",
  },
  finding: {
    heading: "Ce qui a été trouvé",
    severity: { blocks: "Bloque le VPN", degrades: "Le coupe ou le ralentit", notice: "Bon à savoir" },
    confidence: {
      certain: "Certain.",
      likely: "Probable.",
      possible: "Possible.",
    },
    confidenceAbout: {
      certain: "Un test que seule cette cause explique s’est révélé positif.",
      likely: "Plusieurs observations vont dans ce sens ; aucun test ne le prouve à lui seul.",
      possible: "Cela correspond à ce qui a été vu, mais d’autres causes aussi.",
    },
    howSure: "Degré de certitude",
    forExperts: "En termes techniques :",
    saw: "Ce que nous avons vu",
    moreEvidence: (count) => plural(count, { one: "{n} autre indice", other: "{n} autres indices" }),
    whatToDo: "Que faire maintenant",
    noFix: "Il n’y a rien à faire contre cela en soi.",
    who: { you: "Vous", router: "Propriétaire du routeur", "vpn-admin": "Administrateur VPN" },
    commands: {
      you: (count) => `Sur d’autres systèmes (${number(count)})`,
      router: (count) => `Commandes et réglages (${number(count)})`,
      "vpn-admin": (count) => `Commandes et réglages (${number(count)})`,
    },
    command: (os) => `commande pour ${os}`,
    why: (reason) => `Pourquoi : ${reason}.`,
    verify: "Comment vérifier que cela a marché",
    risk: "Risque",
    undo: "Comment l’annuler",
  },
  advice: { title: "Qu’essayer ensuite" },
  measurements: {
    title: "Mesures",
    what: "Quoi",
    result: "Résultat",
    target: "Vers",
    method: "Comment",
    none: "Rien n’a été mesuré.",
    outcome: {
      unknown: "Non connu",
      failed: "N’a pas pu être mesuré",
      "not-applicable": "Sans objet",
    },
    yes: "Oui",
    no: "Non",
    between: (low, high) => `entre ${low} et ${high}`,
    withBounds: (value, bounds) => `${value} (${bounds})`,
    withReason: (outcome, reason) => `${outcome} : ${reason}`,
    values: { answered: "A répondu", silent: "Pas de réponse", refused: "Refusé : rien n’y écoute" },
    kind: {
      "reach-udp-500": "Port UDP 500 (IKE)",
      "reach-udp-4500": "Port UDP 4500 (traversée de NAT)",
      "reach-udp-control": "Un autre port UDP, pour comparer",
      "reach-icmp": "Ping",
      "reach-tcp": "TCP",
      "ike-version": "Version d’IKE",
      "nat-present": "NAT en chemin",
      "nat-mapping": "Comment le NAT attribue les ports",
      "nat-filtering": "Ce que le NAT laisse entrer",
      "nat-lifetime-unreplied": "Délai du NAT, sans réponse reçue",
      "nat-lifetime-replied": "Délai du NAT, après une réponse",
      "nat-external-address": "Adresse à l’extérieur du NAT",
      cgnat: "NAT d’opérateur (CGNAT)",
      "path-mtu": "Plus grand paquet vers la passerelle",
      "path-mtu-reverse": "Plus grand paquet depuis la passerelle",
      "icmp-too-big": "« Packet too big » est signalé",
      "icmp-too-big-reverse": "« Packet too big » est signalé à l’autre côté",
      "tunnel-mtu": "Plus grand paquet dans le tunnel",
      "fragments-out": "Fragments vers la passerelle",
      "fragments-in": "Fragments depuis la passerelle",
      "keepalive-interval": "Intervalle entre keepalives",
      dns: "Nom de la passerelle dans le DNS",
      "captive-portal": "Page de connexion du réseau",
      rtt: "Temps d’aller-retour",
      loss: "Paquets perdus",
      "clock-offset": "Horloge de cet ordinateur",
      conntrack: "Suivi des connexions utilisé",
      "route-to-gateway": "Route vers la passerelle",
      dpi: "Le trafic VPN est traité différemment",
      "esp-in-udp": "Les paquets du tunnel passent (ESP dans UDP)",
    },
  },
  checklist: {
    title: "Liste de contrôle",
    status: {
      done: "Fait",
      found: "Problème trouvé",
      clear: "Rien à signaler",
      "not-possible": "Impossible",
    },
  },
  steps: { title: "Déroulement du diagnostic" },
  stepTitle: {
    system: "Cet ordinateur",
    network: "Connexion réseau",
    profiles: "Profils VPN",
    logs: "Journaux VPN",
    resolve: "Nom de la passerelle",
    route: "Route vers la passerelle",
    ping: "Ping",
    reach: "Ports UDP 500 et 4500",
    nat: "NAT en chemin",
    "path-mtu": "Plus grand paquet (MTU du chemin)",
    fragments: "Paquets fragmentés",
    dpi: "Interférence avec IPsec",
    "nat-lifetime": "Durée de vie des connexions inactives",
    diagnosis: "Conclusion",
  },
  raw: {
    title: "Rapport brut",
    copy: "Copier le JSON",
    save: "Enregistrer dans un fichier",
    region: "Le rapport en JSON",
    pseudonyms:
      "Ce que vous copiez ou enregistrez contient des pseudonymes à la place des noms et des adresses, et aucun secret.",
    notSaved: "Le rapport n’a pas pu être préparé pour sortir ; réessayez.",
  },
  summary: {
    finding: (title, severity) => `${title} (${severity})`,
    more: (count) => plural(count, { one: "et {n} autre constat", other: "et {n} autres constats" }),
    fact: (term, value) => `${term} : ${value}`,
    madeBy: (version, runId) => `Tunnel Doctor ${version}, exécution ${runId}`,
  },
  qr: {
    title: "Le résultat pour un téléphone",
    lead: "Dirigez l’appareil photo d’un téléphone vers le code : le téléphone affiche alors le texte ci-contre, à lire à voix haute ou à transmettre. Les noms et les adresses sont des pseudonymes.",
    alt: "Un code QR qui contient le texte ci-contre",
    text: "Ce que dit le code",
    close: "Fermer",
    loading: "Création du code…",
    failed: "Le code n’a pas pu être préparé pour sortir ; réessayez.",
  },
  language: {
    translating: "Traduction du résultat…",
    notTranslated: "Les textes de ce résultat n’ont pas pu être traduits et sont en anglais.",
    label: "Langue",
    export: "Langue de ce qui est copié ou enregistré",
  },
};
