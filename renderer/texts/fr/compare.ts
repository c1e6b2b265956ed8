import type { compareTexts as english } from "../en/compare.ts";
import type { Translatable } from "../translatable.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("fr");

export const compareTexts: Translatable<typeof english> = {
  title: "Est-ce ce réseau ?",
  lead: "Faites un diagnostic là où le VPN se coupe, puis un autre ailleurs, par exemple par le partage de connexion de votre téléphone. Ce qui diffère indique où est la cause. On voit aussi si une correction a aidé.",
  gateway: "Passerelle VPN",
  sides: {
    before: {
      title: "D’abord : là où le VPN se coupe",
      about: "Restez dans le réseau où le VPN se coupe.",
      button: "Diagnostiquer ici",
    },
    after: {
      title: "Ensuite : un autre réseau, ou après une correction",
      about:
        "Connectez d’abord cet ordinateur à un autre réseau, par exemple au partage de connexion de votre téléphone ; ou modifiez ce qui devrait aider.",
      button: "Diagnostiquer de nouveau",
    },
  },
  useLast: (when) => `Utiliser le diagnostic du ${when}`,
  stop: "Arrêter le diagnostic",
  steps: (ended, all) =>
    plural(all, { one: `${number(ended)} étape sur {n}`, other: `${number(ended)} étapes sur {n}` }),
  done: (when) => `Diagnostic fait : ${when}.`,
  redo: "L’oublier",
  comparing: "Comparaison…",
  files: "Comparer plutôt deux fichiers",
  filesAbout: "Rapports, archives, journaux ou dossiers de journaux : leurs chemins complets sur cet ordinateur.",
  fileBefore: "Premier fichier",
  fileAfter: "Second fichier",
  compareFiles: "Comparer les fichiers",
  fileMissing: "Indiquez les chemins des deux fichiers.",
  result: "Ce que dit la comparaison",
  cautions: "À noter",
  findings: "Constats",
  noFindings: "Aucun des deux diagnostics n’a trouvé de défaut.",
  findingColumns: ["Constat", "Évolution"],
  measurements: "Mesures",
  measurementColumns: ["Quoi", "Premier", "Second", "Différence"],
  onlyDifferent: (count) =>
    plural(count, {
      one: "Afficher aussi {n} mesure sans différence",
      other: "Afficher aussi {n} mesures sans différence",
    }),
  noDifference: "Aucune mesure ne diffère.",
  drops: "Coupures",
  nothing: "–",
  sameNetwork: {
    yes: "Les deux ont été faits dans le même réseau.",
    no: "Ils ont été faits dans deux réseaux différents.",
    unknown: "On ignore s’ils ont été faits dans le même réseau.",
  },
  findingChanges: {
    gone: "disparu",
    new: "nouveau",
    unchanged: "comme avant",
    surer: "plus sûr maintenant",
    "less-sure": "moins sûr maintenant",
  },
  measurementChanges: {
    same: "identique",
    "within-bounds": "aucune différence discernable",
    changed: "différent",
    "not-comparable": "connu d’un seul côté",
  },
};
