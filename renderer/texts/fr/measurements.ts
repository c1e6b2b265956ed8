import type { measuringTexts as english } from "../en/measurements.ts";
import type { Translatable } from "../translatable.ts";

export const measuringTexts: Translatable<typeof english> = {
  title: "Ce qui a été mesuré",
  lead: (when, gateway) => `Les chiffres du diagnostic du ${when} vers ${gateway}.`,
  noGateway: "aucune passerelle",
  loading: "Recherche du dernier diagnostic…",
  tryAgain: "Réessayer",
  none: "Rien n’a encore été mesuré.",
  noneHint: "Lancez un diagnostic ; ses chiffres s’affichent ici.",
  toCheck: "Aller au diagnostic",
  reach: "Ce qui passe",
  reachColumns: ["Ce qui a été essayé", "Réponse", "Où", "Essais"],
  noReach: "Aucun port n’a été essayé.",
  sizes: "Taille possible des paquets",
  sizesAbout:
    "La partie la plus étroite du chemin décide. Un VPN doit rester en dessous, ses propres en-têtes compris.",
  noSizes: "Les tailles de paquets n’ont pas été mesurées.",
  rungs: {
    link: "La liaison de cet ordinateur",
    path: "Le chemin vers la passerelle",
    "path-back": "Le chemin de retour",
  },
  sizeRange: (size, low, high) => `${size} (${low}–${high})`,
  sizeColumns: ["Où", "Plus grand paquet"],
  heard: "Un routeur en chemin dit quand un paquet est trop grand.",
  notHeard:
    "Personne en chemin ne dit quand un paquet est trop grand : les paquets plus grands disparaissent en silence.",
  survival: "Durée pendant laquelle une connexion inactive reste ouverte dans le NAT",
  survivalAbout: "Un VPN silencieux plus longtemps est oublié par le routeur, et il se coupe alors.",
  noSurvival: "La durée de vie n’a pas été mesurée.",
  noSurvivalHint: "Un diagnostic approfondi, ou un répondeur dans les options du diagnostic, la mesure.",
  states: {
    replied: "En usage (a déjà reçu une réponse)",
    unreplied: "Jamais de réponse",
  },
  survivalColumns: ["Connexion", "Encore ouverte après", "Fermée après", "Vers"],
  idleAxis: "secondes sans paquet",
  open: "ouverte",
  closed: "fermée",
  keepalive: (seconds) => `Keepalive conseillé : toutes les ${seconds}`,
  neverClosed: "elle a survécu à la mesure",
  neverOpen: "pas du tout",
  asTable: "La même chose en tableau",
  everything: "Tout ce qui a été mesuré",
};
