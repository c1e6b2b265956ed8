import type { FleetAffected, FleetComparison, FleetConfounder } from "../model/fleet-comparison.ts";
import type { FleetDimension } from "../model/fleet-row.ts";

/** What a group is called in a sentence. */
const subjects: Readonly<Record<FleetDimension, (value: string) => string>> = {
  os: (value) => ({ linux: "Linux", macos: "macOS", windows: "Windows" })[value] ?? value,
  osVersion: (value) => value,
  osBuild: (value) => value,
  osUpdate: (value) => `build ${value}`,
  vpnClient: (value) => `the VPN client ${value}`,
  nat: (value) =>
    value === "no NAT"
      ? "clients without NAT"
      : `clients behind a NAT that forgets after ${value.replace(/^under/, "less than")}`,
  mtu: (value) => `paths with an MTU of ${value}`,
  network: (value) =>
    ({ wired: "wired networks", wifi: "Wi-Fi", mobile: "mobile networks" })[value] ?? `${value} networks`,
  carrierNat: (value) => (value === "yes" ? "clients behind a carrier's NAT" : "clients without a carrier's NAT"),
  gateway: (value) => `the gateway ${value}`,
  cause: (value) => `clients with the cause "${value}"`,
  week: (value) => `the week of ${dateText(value)}`,
};

const nouns: Readonly<Record<FleetDimension, string>> = {
  os: "system",
  osVersion: "version",
  osBuild: "build",
  osUpdate: "update",
  vpnClient: "VPN client",
  nat: "NAT class",
  mtu: "path MTU",
  network: "kind of network",
  carrierNat: "kind of carrier",
  gateway: "gateway",
  cause: "cause",
  week: "week",
};

const manyAre: ReadonlySet<FleetDimension> = new Set(["nat", "mtu", "carrierNat", "cause"]);

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The answer of a comparison: what is affected, by how much, since when, and what else may be behind it. */
export function sentencesOf(result: Omit<FleetComparison, "sentences">): readonly string[] {
  const { affected, dimensions, bundles, minBundles } = result;
  if (bundles === 0) return ["The fleet is empty: add bundles first."];
  if (affected.length === 0) {
    const names = dimensions.map(({ by }) => nouns[by]).join(" or ");
    return result.testsMade === 0
      ? [`There are too few bundles to compare: a group needs at least ${minBundles}, and so do all others together.`]
      : [`No ${names} is affected more than the others, as far as ${counted(bundles, "bundle")} can tell.`];
  }
  return dimensions.flatMap(({ by }) => {
    const ofIt = affected.filter((one) => one.by === by);
    return ofIt.flatMap((one) => [mainSentence(one, ofIt.length === 1), ...one.confounders.map(confounderSentence)]);
  });
}

function mainSentence({ by, value, metric, ratio, since, confounders }: FleetAffected, isOnly: boolean): string {
  const subject = subjects[by](value);
  const isPlural = manyAre.has(by) || (by === "network" && value !== "wifi");
  const explained = confounders.find(({ explains }) => explains === "all");
  const then = since === undefined ? "" : ", from then on";
  const more =
    ratio === undefined ? "" : `: ${effect(metric, ratio.value)}${then} (95 % confidence: ${interval(ratio)})`;
  if (explained !== undefined) {
    return `${capital(subject)} ${isPlural ? "look" : "looks"} affected${more}, but ${isPlural ? "their" : "its"} ${nouns[explained.by]} explains it.`;
  }
  const start = since === undefined ? "" : sinceText(since);
  return `${isOnly ? `Only ${subject}` : capital(subject)} ${isPlural ? "are" : "is"} affected${start}${more}.`;
}

function sinceText({ week, update }: NonNullable<FleetAffected["since"]>): string {
  const month = months[Number(week.slice(5, 7)) - 1] ?? "";
  return update === undefined
    ? `, since the week of ${dateText(week)}`
    : `, since its ${month} update (${update}, first seen in the week of ${dateText(week)})`;
}

function effect(metric: FleetAffected["metric"], ratio: number): string {
  const times = `${numberText(ratio)} times as`;
  switch (metric) {
    case "drops-per-hour":
      return `${times} many drops per hour as elsewhere`;
    case "clients-dropping":
      return `${times} many clients with drops as elsewhere`;
    case "clients-failing":
      return `${times} many clients that fail to connect as elsewhere`;
  }
}

function confounderSentence({ by, value, shareInGroup, shareInRest, within, explains }: FleetConfounder): string {
  const nothing =
    within.high !== undefined && within.high < 1 ? "nothing of it is left" : "nothing is left that is more than chance";
  const rest = `so that ${explains === "all" ? nothing : "this explains a part of it"}`;
  return (
    `${percent(shareInGroup)} of it has the ${nouns[by]} "${value}" (elsewhere ${percent(shareInRest)}); ` +
    `within the same ${nouns[by]} it has ${numberText(within.value)} times as many drops per hour (${interval(within)}), ${rest}.`
  );
}

const interval = ({ low, high }: { readonly low: number; readonly high?: number | undefined }): string =>
  high === undefined ? `${numberText(low)} or more` : `${numberText(low)} to ${numberText(high)}`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const numberText = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
const capital = (text: string): string =>
  /^(?:clients|paths|the|build|wired|mobile)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;

function dateText(date: string): string {
  const [year, month, day] = date.split("-");
  return `${Number(day)} ${months[Number(month) - 1] ?? ""} ${year ?? ""}`;
}
