import type { shareTexts as english } from "../en/share.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural, list } = createWording("fr");

export const shareTexts: Translatable<typeof english> = {
  pageTitle: "Transmettre les preuves à qui peut agir",
  pageLead:
    "Un support informatique demande un diagnostic, vous décidez, et un fichier scellé repart. Aucun serveur entre les deux, aucun compte.",
  tabs: {
    label: "Rôles",
    answer: "Répondre à une demande",
    ask: "Demander un diagnostic",
    open: "Ouvrir des archives",
  },

  title: "Partager ce résultat",
  lead: "Crée un seul fichier pour votre support informatique ou votre administrateur VPN. Il est enregistré sur cet ordinateur ; vous décidez qui le reçoit.",
  loading: "Préparation de ce que contiendrait le fichier…",
  files: (count, size) =>
    plural(count, {
      one: `{n} fichier, ${size} avant compression`,
      other: `{n} fichiers, ${size} avant compression`,
    }),
  file: "Fichier",
  size: "Taille",
  about: "Ce que c’est",
  counted: (counts) => list(counts.map(({ kind, count }) => `${kind} (${number(count)})`)),
  removed: "Retirés :",
  removedNothing: "Aucun mot de passe, aucune clé ni aucun autre secret n’y a été vu.",
  replaced: "Remplacés par des pseudonymes :",
  replacedNothing: "aucun nom ni aucune adresse n’y a été vu.",
  mind: "À noter",
  capture: {
    title: "Ajouter une capture de paquets",
    about:
      "Une capture montre ce qu’aucun journal ne montre. Seuls les en-têtes de ses paquets entrent dans le fichier, avec des pseudonymes pour leurs adresses ; rien de ce que transportent les paquets.",
    path: "Chemin de la capture sur cet ordinateur",
    add: "L’ajouter",
    remove: "Ne pas l’inclure",
    agree:
      "J’accepte que le fichier montre avec quelles adresses cet ordinateur a parlé, quand, et dans des paquets de quelle taille.",
    notAgreed: "Cochez votre accord pour la capture de paquets, ou ne l’incluez pas.",
    consentHow: "coché séparément sous l’aperçu",
  },
  parts: "Ce que le fichier contient en plus du rapport",
  names: "Noms et adresses",
  pseudonyms: "Les remplacer par des pseudonymes (recommandé)",
  pseudonymsAbout:
    "Le même nom a toujours le même pseudonyme : le support informatique peut donc le suivre sans le connaître. Les mots de passe et les clés sont retirés dans tous les cas.",
  text: {
    show: " : afficher son texte",
    hint: "Appuyez sur le nom d’un fichier pour le lire exactement tel qu’il partirait.",
    region: (path) => `Le fichier ${path}`,
    content: (path) => `Texte de ${path}`,
    loading: "Lecture du fichier…",
    close: "Fermer le fichier",
    lines: (first, last, all) => `Lignes ${number(first)} à ${number(last)} sur ${number(all)}`,
    earlier: "Lignes précédentes",
    later: "Lignes suivantes",
  },
  sealing: {
    legend: "Qui peut ouvrir le fichier ?",
    kinds: {
      anybody: {
        title: "Tous ceux qui le reçoivent",
        about: "Il n’est pas scellé. Remettez-le par un moyen auquel vous vous fiez.",
      },
      recipients: {
        title: "Seulement les détenteurs de certaines clés",
        about:
          "Votre support informatique vous donne sa clé publique (age1…). Personne d’autre ne peut ouvrir le fichier, pas même vous.",
      },
      passphrase: {
        title: "Tous ceux qui connaissent une phrase secrète",
        about: "Communiquez-la par un autre moyen que le fichier.",
      },
    },
    recipients: "Clés publiques, une par ligne",
    recipientsMissing: "Collez au moins une clé publique.",
    recipientWrong: (start) => `« ${start} » n’est pas une clé publique ; elle commence par age1.`,
    passphrase: "Phrase secrète",
    passphraseShort: (least) => `Utilisez au moins ${number(least)} caractères ; plusieurs mots sont le plus simple.`,
  },
  consentHow: "a vu l’aperçu et appuyé sur « Créer le fichier »",
  create: "Créer le fichier",
  creating: "Création…",
  created: (name, size) => `${name} (${size}) a été créé.`,
  createdHint: "Votre navigateur ou la fenêtre d’enregistrement l’a mis là où vont les téléchargements.",
  saveAgain: "L’enregistrer de nouveau",
  close: "Fermer",
  retry: "Réessayer",

  answer: {
    lead: "Votre support informatique vous a envoyé un fichier, un lien, ou un texte avec un lien. Ouvrez-le ici pour voir ce qui est demandé. Rien ne se passe avant votre accord.",
    choose: "Choisir le fichier de la demande",
    chooseHint: "Ou déposez-le ici. Son nom se termine par .tdrequest.",
    paste: "Ou collez le lien, ou le message entier",
    pasteHint: "Il commence par tunnel-doctor://",
    open: "Afficher ce qui est demandé",
    opening: "Vérification de la demande…",
    notARequest: "Ce n’est pas une demande de Tunnel Doctor.",
    asks: (from) => `${from} demande un diagnostic de votre VPN`,
    facts: {
      from: "De",
      caseId: "Dossier",
      reason: "Raison",
      gateway: "Passerelle VPN",
      profile: "Diagnostic",
      logs: "Journaux VPN",
      stun: "Serveur STUN",
      responder: "Répondeur",
      upload: "Envoi vers",
      until: "Valable jusqu’au",
    },
    nothing: "non indiqué",
    isKnown: (from, fingerprint) => `${from}, que cet ordinateur connaît (${fingerprint})`,
    noUpload: "nulle part ; vous remettez le fichier vous-même",
    profile: (title, about) => `${title}. ${about}`,
    asProfiles: "celle des profils VPN de cet ordinateur",
    days: (days) => plural(days, { one: "du dernier jour", other: "des {n} derniers jours" }),
    whatHappens: "Ce qui se passe si vous acceptez",
    promises: (uploadHost) => [
      "Le diagnostic s’exécute, et vous pouvez l’arrêter à tout moment. Il ne modifie rien.",
      "Vous voyez chaque fichier du résultat, et pouvez en retirer des parties.",
      "Les noms et les adresses deviennent des pseudonymes, les secrets sont retirés, et le fichier est scellé : seul le support informatique peut l’ouvrir.",
      uploadHost === undefined
        ? "Le fichier est enregistré sur cet ordinateur. C’est vous qui l’envoyez."
        : `Le fichier est enregistré sur cet ordinateur. Il n’est envoyé à ${uploadHost} que si vous acceptez encore une fois.`,
    ],
    change: "Y modifier quelque chose",
    gateway: "Passerelle VPN à diagnostiquer",
    gatewayHint: "À laisser vide pour diagnostiquer les profils VPN de cet ordinateur.",
    standing: {
      unknown: (from) => `Cet ordinateur ne connaît pas encore « ${from} ».`,
      "name-of-another": (from) =>
        `« ${from} » est un nom que cet ordinateur connaît avec une autre clé. Quelqu’un utilise peut-être le nom de votre support informatique.`,
    },
    compare:
      "Demandez à votre support informatique, par téléphone par exemple, l’empreinte de sa clé. Ce doit être celle-ci :",
    trust: (from) => `L’empreinte est exacte ; se fier désormais à ${from}`,
    trustMissing: "Comparez d’abord l’empreinte, et cochez qu’elle est exacte.",
    agree: "Accepter et lancer le diagnostic",
    again: "Relancer le diagnostic",
    decline: "Refuser",
    stopped: "Le diagnostic a été arrêté. Rien n’a été scellé, et rien n’a quitté cet ordinateur.",
    running: (from) => `Diagnostic pour ${from}`,
    runningAbout:
      "Pendant l’exécution, seuls ses paquets de test quittent cet ordinateur : vers la passerelle, et vers les serveurs que nomme la demande.",
    passedOver: "Une autre demande est arrivée. Rouvrez-la quand ce diagnostic sera terminé.",
    done: "Le diagnostic est terminé",
    doneLead: (from) =>
      `Regardez ce que recevrait ${from}, et retirez ce que vous voulez garder pour vous. Puis scellez-le.`,
    showResult: (verdict) => `Le résultat : ${verdict}`,
    save: "Sceller et enregistrer le fichier",
    sealing: "Scellement…",
    saved: (name, size) => `Scellé et enregistré : ${name} (${size}).`,
    savedHint: (from) => `Seul ${from} peut l’ouvrir. Joignez-le au ticket, ou envoyez-le comme vous voulez.`,
    other: "Une autre demande",
  },
  upload: {
    title: (host) => `L’envoyer à ${host}`,
    about: (host) => `La demande indique ${host} comme destination du fichier scellé. Rien n’y a été envoyé.`,
    agree: (host) => `J’accepte que le fichier scellé soit envoyé à ${host}`,
    missing: "Cochez d’abord votre accord.",
    send: (host) => `Envoyer à ${host}`,
    sending: (host) => `Envoi à ${host}…`,
    stop: "Arrêter l’envoi",
    sent: (host, attempts) =>
      attempts === 1
        ? `Envoyé à ${host}.`
        : plural(attempts, {
            one: `Envoyé à ${host} après {n} essai.`,
            other: `Envoyé à ${host} après {n} essais.`,
          }),
  },
  ask: {
    looking: "Recherche de la clé du support informatique…",
    keyLead:
      "Pour demander un diagnostic à des personnes, créez une clé une seule fois. Elle signe les demandes, et elle seule ouvre ce qui revient.",
    name: "Nom de votre support informatique",
    nameHint: "Les personnes que vous sollicitez voient ce nom.",
    nameMissing: "Saisissez le nom que les personnes doivent voir.",
    keyAbout:
      "La clé reste dans un fichier de cet ordinateur que vous seul pouvez lire. Gardez-en une copie en lieu sûr.",
    makeKey: "Créer la clé",
    lead: "Dites ce que vous voulez savoir. La personne voit tout et décide. Chaque champ peut rester tel quel.",
    fields: {
      caseId: { label: "Dossier", hint: "Votre propre numéro de dossier, par exemple INC-1234." },
      reason: { label: "Raison", hint: "Une phrase pour la personne que vous sollicitez." },
      gateway: { label: "Passerelle VPN", hint: "Vide : la passerelle des profils VPN de l’ordinateur concerné." },
      uploadUrl: {
        label: "Adresse d’envoi",
        hint: "Une adresse https:// qui accepte un PUT, par exemple présignée. La personne doit y consentir.",
      },
      moreRecipients: {
        label: "Qui peut l’ouvrir à part vous",
        hint: "Clés publiques (age1…) de collègues, séparées par des espaces ou des virgules.",
      },
      stun: { label: "Serveur STUN", hint: "Indique l’adresse publique et le type du NAT du routeur." },
      responder: {
        label: "Répondeur Tunnel Doctor",
        hint: "Mesure combien de temps le routeur garde les connexions inactives.",
      },
    },
    errors: { uploadUrl: "Une adresse d’envoi commence par https://." },
    since: "Journaux VPN",
    sinceChoices: [
      { days: 1, label: "du dernier jour" },
      { days: 7, label: "des 7 derniers jours" },
      { days: 30, label: "des 30 derniers jours" },
    ],
    valid: "Valable pendant",
    validChoices: [
      { days: 1, label: "un jour" },
      { days: 7, label: "7 jours" },
      { days: 30, label: "30 jours" },
      { days: 90, label: "90 jours" },
    ],
    more: "Adresse d’envoi, collègues, serveurs",
    salt: "Rendre les pseudonymes comparables entre les archives que vous recevez",
    create: "Créer la demande",
    yourKey: (name) => `Votre clé : ${name}`,
    keyFacts: { fingerprint: "Empreinte", recipient: "Clé publique", path: "Fichier" },
    tellFingerprint:
      "Les personnes comparent l’empreinte avant de se fier à votre première demande : publiez-la là où elles regardent.",
    created: {
      title: (caseId) => (caseId === undefined ? "La demande est créée" : `La demande pour ${caseId} est créée`),
      about: (until) =>
        `Elle est valable jusqu’au ${until}. Envoyez-la par le moyen qui convient ; un seul des trois suffit.`,
      file: "Sous forme de fichier",
      fileAbout: "À joindre à un ticket ou à un message.",
      save: (name) => `Enregistrer ${name}`,
      ticket: "Sous forme de texte pour le ticket",
      ticketAbout: "Il dit quoi faire, et contient le lien.",
      copyTicket: "Copier le texte",
      link: "Sous forme de lien",
      linkAbout: "Il ouvre Tunnel Doctor là où il est installé.",
      copyLink: "Copier le lien",
      noLink: "Cette demande est trop longue pour un lien ; envoyez le fichier.",
      region: (title) => `${title}, à lire`,
      fingerprint: "Communiquez l’empreinte par un autre moyen :",
      another: "Une autre demande",
      change: "Modifier celle-ci",
    },
  },
  open: {
    lead: "Ouvrez ce qui est revenu. L’archive est vérifiée d’après sa signature et sa liste de fichiers, et affichée telle que la personne l’a vue.",
    choose: "Choisir des archives",
    chooseHint: "Ou déposez-les ici : une ou plusieurs, scellées (.age) ou non.",
    keys: "Autres clés, une phrase secrète, ou un chemin",
    identity: "Fichier contenant votre clé secrète",
    identityHint:
      "Son chemin complet. Vide : la clé du support informatique de cet ordinateur. Les fichiers d’identité age sont aussi acceptés.",
    passphrase: "Phrase secrète de l’archive",
    path: "Chemin d’une archive sur cet ordinateur",
    pathHint: "Une archive ouverte par son chemin peut recevoir des notes, conservées à côté d’elle.",
    openPath: "Ouvrir cette archive",
    tooLarge: (name) => `${name} dépasse 128 Mo.`,
    opening: (names) => `Ouverture de ${list(names)}…`,
    failed: (name, message) => `${name} : ${message}`,
    caseTitle: (requestId, count) =>
      requestId === undefined
        ? plural(count, { one: "Non demandée : {n} archive", other: "Non demandées : {n} archives" })
        : plural(count, {
            one: `Demande ${requestId} : {n} archive`,
            other: `Demande ${requestId} : {n} archives`,
          }),
    columns: ["Archive", "Créée", "Résultat", "Signature"],
    signed: "signée",
    unsigned: "non signée",
    remove: "La ranger",
    intact: "Rien n’a été modifié après la création et la signature.",
    signedBy: "Signée par l’installation",
    notSigned: "Elle n’est pas signée : ses fichiers concordent, mais n’importe qui peut l’avoir créée.",
    details: "À propos de cette archive",
    facts: {
      made: "Créée",
      tool: "Tunnel Doctor",
      request: "Répond à la demande",
      sealed: "Était scellée",
      consent: "Consentement",
      names: "Noms",
      events: "Événements",
    },
    yes: "oui",
    no: "non",
    noRequest: "aucune",
    noConsent: "non enregistré",
    consent: (at, how, leftOut) => `${at} : ${how}${leftOut.length === 0 ? "" : ` ; non inclus : ${list(leftOut)}`}`,
    names: (pseudonyms, salt) =>
      pseudonyms
        ? salt === "organisation"
          ? "pseudonymes comparables entre vos archives"
          : "pseudonymes de cette archive seulement"
        : "inchangés",
    events: (total, notUnderstood) =>
      notUnderstood === 0
        ? plural(total, { one: "{n} événement", other: "{n} événements" })
        : list([
            plural(total, { one: "{n} événement", other: "{n} événements" }),
            plural(notUnderstood, {
              one: "{n} ligne que cette version ne connaît pas",
              other: "{n} lignes que cette version ne connaît pas",
            }),
          ]),
    files: (count) => plural(count, { one: "{n} fichier", other: "{n} fichiers" }),
    again: (version) => `Refaire le diagnostic avec les règles de ${version}`,
    diagnosedAgain: (version) => `Diagnostic refait avec les règles de ${version}, à partir des mêmes observations.`,
  },
  notes: {
    title: "Notes",
    label: "Ajouter une note",
    add: "Ajouter la note",
    missing: "Saisissez d’abord la note.",
    needsPath:
      "Pour ajouter des notes, ouvrez l’archive par son chemin : elles sont conservées dans un fichier à côté d’elle.",
  },
  comparison: {
    title: "En comparer deux",
    entry: (name, made) => `${name}, ${made}`,
    first: "Première archive",
    second: "Seconde archive",
    compare: "Les comparer",
  },
};
