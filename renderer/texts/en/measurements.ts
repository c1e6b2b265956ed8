import type { Rung } from "../../pages/measurements/sizes.ts";
import type { Survival } from "../../pages/measurements/survival.ts";

const rungs: Readonly<Record<Rung["id"], string>> = {
  link: "This computer’s link",
  path: "The way to the gateway",
  "path-back": "The way back",
};

const states: Readonly<Record<Survival["id"], string>> = {
  replied: "In use (answered before)",
  unreplied: "Never answered",
};

/** The words of the Measurements place. */
export const measuringTexts = {
  title: "What was measured",
  lead: (when: string, gateway: string) => `The numbers of the check of ${when} against ${gateway}.`,
  noGateway: "no gateway",
  loading: "Looking for the last check…",
  tryAgain: "Try again",
  none: "Nothing has been measured yet.",
  noneHint: "Run a check; its numbers are shown here.",
  toCheck: "Go to Check",
  reach: "What gets through",
  reachColumns: ["What was tried", "Answer", "Where", "Tries"],
  noReach: "No port was tried.",
  sizes: "How large packets may be",
  sizesAbout: "The narrowest part of the way decides. A VPN has to stay below it, with its own headers.",
  noSizes: "The packet sizes were not measured.",
  rungs,
  sizeRange: (size: string, low: string, high: string) => `${size} (${low}–${high})`,
  sizeColumns: ["Where", "Largest packet"],
  heard: "A router on the way says when a packet is too big.",
  notHeard: "Nobody on the way says when a packet is too big: larger packets vanish in silence.",
  survival: "How long an idle connection stays open in the NAT",
  survivalAbout: "A VPN that is silent for longer is forgotten by the router, and then it drops.",
  noSurvival: "The lifetime was not measured.",
  noSurvivalHint: "A deep check, or a responder in the options of the check, measures it.",
  states,
  survivalColumns: ["Connection", "Still open after", "Closed after", "Against"],
  idleAxis: "seconds without a packet",
  open: "open",
  closed: "closed",
  keepalive: (seconds: string) => `Advised keepalive: every ${seconds}`,
  neverClosed: "it outlived the measurement",
  neverOpen: "no time at all",
  asTable: "The same as a table",
  everything: "Everything that was measured",
} as const;
