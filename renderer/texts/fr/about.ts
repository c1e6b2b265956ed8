import type { aboutTexts as english } from "../en/about.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { plural } = createWording("fr");

export const aboutTexts: Translatable<typeof english> = {
  title: "À propos de Tunnel Doctor",
  version: (version) => `Version ${version}`,
  lead: "Il trouve pourquoi votre VPN se coupe sans cesse, le prouve par des mesures et dit qui doit modifier quoi.",
  never: "Ce qui n’est jamais envoyé",
  neverList: [
    "Aucun résultat, aucune ligne de journal, aucun nom ni aucune adresse ne quitte cet ordinateur, sauf si vous le partagez vous-même.",
    "Il n’y a ni compte, ni télémétrie, ni publicité, ni rapport de plantage envoyé à qui que ce soit.",
    "Les mots de passe et les clés ne sont jamais conservés ni écrits dans un fichier partagé.",
    "La page ne charge rien depuis Internet.",
  ],
  sent: "Ce qu’envoie un diagnostic",
  sentList: [
    "Des paquets de test à votre passerelle VPN : moins de 200, hors mesure des connexions inactives.",
    "Une question sur l’adresse de la passerelle aux serveurs DNS de cet ordinateur.",
    "Des paquets de test à un serveur que vous ou votre organisation avez indiqué, et à aucun autre.",
  ],
  data: "Ce qui est conservé sur cet ordinateur",
  dataAt: (folder) => `Dans ${folder}, que vous seul pouvez lire :`,
  dataList: [
    "vos réglages et le dernier résultat",
    "ce que la surveillance a vu du réseau, aussi longtemps que le disent les réglages",
    "la clé qui signe vos archives, et la clé d’un support informatique si elle a été créée",
    "la liste des archives, si vous vous occupez d’un parc",
  ],
  remove: "Comment le supprimer",
  removeList: [
    "Désinstallez le programme comme n’importe quel autre.",
    "Supprimez le dossier ci-dessus. Il ne reste rien d’autre : le programme ne modifie aucun réglage du système.",
  ],
  folderLabel: "le chemin du dossier",
  licences: "Licences",
  own: "Tunnel Doctor est un logiciel libre sous licence MIT.",
  others: (count) =>
    plural(count, {
      one: "Il contient {n} paquet d’autres auteurs :",
      other: "Il contient {n} paquets d’autres auteurs :",
    }),
  licenceColumns: ["Paquet", "Version", "Licence"],
  loading: "Recherche…",

  welcome: {
    title: "Bienvenue dans Tunnel Doctor",
    lead: "Il trouve pourquoi votre VPN se coupe sans cesse, et qui peut y remédier.",
    points: [
      {
        title: "Ce qu’il fait",
        about: "Il teste le chemin de cet ordinateur à votre passerelle VPN. Cela prend moins d’une minute.",
      },
      {
        title: "Ce qu’il lit",
        about:
          "Les journaux et les réglages VPN de cet ordinateur, dans la mesure où votre utilisateur a le droit de les lire. Il ne modifie rien.",
      },
      {
        title: "Ce qui quitte cet ordinateur",
        about:
          "Seulement des paquets de test vers votre passerelle. Les résultats restent ici jusqu’à ce que vous les partagiez, et vous voyez chaque fichier avant.",
      },
    ],
    start: "Commencer",
    practice: "Un réseau d’exercice permet de l’essayer, en bas de la première page.",
  },
};
