import type { settingsTexts as english } from "../en/settings.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { plural } = createWording("fr");

export const settingsTexts: Translatable<typeof english> = {
  title: "Réglages",
  lead: "Ils sont conservés sur cet ordinateur, pour vous seul. Tout ce que vous modifiez ici est enregistré aussitôt.",
  kept: "Enregistré.",
  loading: "Lecture des réglages…",
  locked: "Votre organisation l’a décidé.",
  policy: (source) => `Certains réglages viennent de votre organisation (${source}).`,
  policyProblem: (problem) => `Les réglages de votre organisation n’ont pas pu être utilisés : ${problem}`,
  look: "Langue et couleurs",
  language: "Langue",
  systemLanguage: "Comme le système",
  languageHint:
    "Les résultats s’affichent aussi dans cette langue. Les lignes de journal et les commandes restent telles quelles.",
  theme: "Couleurs",
  themes: {
    system: "Comme le système",
    light: "Clair",
    dark: "Sombre",
  },
  checks: "Diagnostics",
  profile: "Profondeur d’un diagnostic",
  logWindow: "Période sur laquelle les journaux VPN sont lus",
  days: (days) => plural(days, { one: "{n} jour", other: "{n} jours" }),
  helpers: "Serveurs pouvant être interrogés",
  helpersLead:
    "Un diagnostic interroge votre passerelle VPN et personne d’autre. Avec un serveur indiqué et activé ici, il peut en dire plus.",
  stun: {
    label: "Serveur STUN",
    hint: "Il apprend votre adresse publique et vous l’indique, avec le type du NAT de votre routeur. Par exemple stun.example.com:3478.",
    use: "Interroger ce serveur STUN à chaque diagnostic",
    error: "Ce n’est pas un serveur. Il ressemble à stun.example.com ou stun.example.com:3478.",
  },
  responder: {
    label: "Répondeur Tunnel Doctor",
    hint: "Il apprend votre adresse publique et mesure combien de temps votre routeur garde les connexions inactives.",
    use: "Interroger ce répondeur à chaque diagnostic",
    error: "Ce n’est pas un serveur. Il ressemble à responder.example.com ou 203.0.113.10:3478.",
  },
  nameMissing: "Saisissez d’abord le nom du serveur.",
  privacy: "Ce qui est conservé, et ce qui sort",
  pseudonyms: "Remplacer les noms et les adresses par des pseudonymes dans ce que je partage",
  pseudonymsHint:
    "Vous pouvez encore en décider pour chaque fichier. Les mots de passe et les clés sont retirés dans tous les cas.",
  history: "Durée pendant laquelle la surveillance garde ce qu’elle a vu du réseau",
  lastResult: "Le dernier résultat",
  lastResultIs: (when) => `Le résultat du ${when} est conservé sur cet ordinateur, pour que vous le retrouviez.`,
  noLastResult: "Aucun résultat n’est conservé sur cet ordinateur.",
  deleteLastResult: "Le supprimer",
  deleted: "Le dernier résultat a été supprimé.",
};
