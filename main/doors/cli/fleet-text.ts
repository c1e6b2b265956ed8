import type { CallOutput } from "../../api/contract.ts";
import type { FleetComparison, FleetGroup, FleetRecommendation } from "../../model/fleet-comparison.ts";
import type { FleetDimension } from "../../model/fleet-row.ts";
import type { Say } from "../../language/say.ts";
import { boundsText } from "./measurement-text.ts";
import { columnsOf, padColumns, wrap, type Terminal } from "./terminal.ts";

/* What the commands about fleets print for people. Every text of a bundle is without control characters when it gets here. */

/**
 * The answer first, then each group with its rates; `*` marks what differs by more than chance.
 *
 * @param comparison with its sentences in the language already
 */
export function fleetComparisonText(
  { sentences, bundles, drops, hours, dimensions, testsMade, minBundles }: FleetComparison,
  terminal: Terminal,
  say: Say,
): string {
  const width = terminal.widthColumns;
  const [answer = "", ...more] = sentences;
  if (bundles === 0) return `${wrap(answer, width)}\n`;
  const heads = ["bundles", "drops per hour", "drop", "fail"].map(say);
  const columns = heads.map((head, index) => Math.max(columnsOf(head), leastColumns[index] ?? 0));
  const about = [
    "In brackets: 95 % confidence.",
    "Under “drop” and “fail”: clients with at least one drop, or one attempt that never connected.",
    `p: of the drop rate against all others, adjusted for ${testsMade} tests (Benjamini and Hochberg); * below 0.05, – where there are fewer than ${minBundles} bundles.`,
  ];
  const lines = [
    "",
    terminal.paint("bold", wrap(answer, width)),
    ...more.map((text) => wrap(text, width, "  ")),
    "",
    terminal.paint("dim", say(`${bundles} bundles, ${drops} drops in ${hours.toFixed(0)} h connected`)),
    ...dimensions.flatMap(({ by, groups, groupsLeftOut }) => [
      "",
      terminal.paint("bold", tableLine(say(dimensionTexts[by]), heads, "p", columns)),
      ...groups.map((group) => groupLine(by, group, columns, say)),
      ...(groupsLeftOut === 0 ? [] : [say(`and ${groupsLeftOut} smaller ones`)]),
    ]),
    "",
    terminal.paint("dim", wrap(about.map(say).join(" "), width)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Groups whose values are codes, as words. */
const groupTexts: Readonly<Partial<Record<FleetDimension, Readonly<Record<string, string>>>>> = {
  os: { linux: "Linux", macos: "macOS", windows: "Windows" },
  network: { wired: "Wired", wifi: "Wi-Fi", mobile: "Mobile", other: "Other" },
  cause: {
    "nat-timeout": "NAT forgets idle connections",
    rekey: "Rekeying fails",
    mtu: "Packets are too big",
    conntrack: "Connection tracking",
    firewall: "Firewall or interference",
    "client-mobility": "Changing networks, or sleep",
    "client-os": "Fault or setting of the system",
    credentials: "Credentials",
    configuration: "Configuration",
    dns: "DNS",
    routing: "Routing",
    gateway: "Gateway",
    logs: "Logs cannot be read",
    none: "Nothing found",
  },
};

function groupText(by: FleetDimension, value: string, say: Say): string {
  return say(groupTexts[by]?.[value] ?? value);
}

/** What the groups of each dimension are told apart by. */
const dimensionTexts: Readonly<Record<FleetDimension, string>> = {
  os: "System",
  osVersion: "System version",
  osBuild: "System build",
  osUpdate: "Update",
  vpnClient: "VPN client",
  nat: "NAT lifetime",
  mtu: "Path MTU",
  network: "Network",
  carrierNat: "NAT of the provider",
  gateway: "Gateway",
  cause: "Cause",
  week: "Week",
};

const valueColumns = 34;
/** Of bundles, drops per hour, and the clients that drop and that fail to connect. */
const leastColumns = [8, 24, 5, 5] as const;

/** The rates stand to the left of their column, because their bounds follow them; counts to the right. */
function tableLine(value: string, cells: readonly string[], p: string, columns: readonly number[]): string {
  const padded = cells.map((cell, index) => padColumns(cell, columns[index] ?? 0, index === 1 ? "end" : "start"));
  const [bundles = "", rate = "", ...clients] = padded;
  return `${cut(value, valueColumns)} ${bundles}  ${[rate, ...clients].join(" ")}  ${p}`;
}

function groupLine(
  by: FleetDimension,
  { value, bundles, dropsPerHour, clientsDropping, clientsFailing, tests }: FleetGroup,
  columns: readonly number[],
  say: Say,
): string {
  const { low, high } = dropsPerHour;
  const bounds = boundsText(low.toFixed(3), high?.toFixed(3), say);
  const rate = `${dropsPerHour.value.toFixed(3)} [${bounds}]`;
  const p = tests.find(({ metric }) => metric === "drops-per-hour")?.adjustedP;
  const cells = [String(bundles), rate, percent(clientsDropping.value), percent(clientsFailing.value)];
  return tableLine(groupText(by, value, say), cells, p === undefined ? "–" : pText(p), columns);
}

const settingTexts: Readonly<Record<FleetRecommendation["settings"][number]["setting"], string>> = {
  keepalive: "NAT keepalive",
  dpd: "Dead peer detection",
  "udp-timeout": "UDP timeout",
  mtu: "MTU of the tunnel",
  mss: "TCP MSS inside the tunnel",
  lifetime: "Lifetime of the IKE SA",
  conntrack: "Connection tracking",
};

/**
 * Each setting with what it rests on, and who falls outside.
 *
 * @param recommendation with its sentences in the language already
 */
export function fleetRecommendationText(
  { bundles, share, settings }: FleetRecommendation,
  terminal: Terminal,
  say: Say,
): string {
  const width = terminal.widthColumns;
  const names = settings.map(({ setting }) => say(settingTexts[setting]));
  const columns = Math.max(...names.map(columnsOf));
  const under = (text: string): string => terminal.paint("dim", wrap(text, width, " ".repeat(columns + 1)));
  const lines = [
    "",
    terminal.paint("bold", say(`Settings for ${percent(share).trim()} of the clients, from ${bundles} bundles`)),
    ...settings.flatMap(({ text, measured, covered, isConfident, outside, curve, unit }, index) => [
      "",
      wrap(text, width, `${padColumns(names[index] ?? "", columns)} `),
      ...(measured === 0
        ? []
        : [
            under(
              say(
                isConfident
                  ? `${measured} clients measured it; holds with 95 % confidence.`
                  : covered < share
                    ? `${measured} clients measured it; no value that makes sense covers the chosen share.`
                    : `${measured} clients measured it; too few for 95 % confidence: take it as a lower limit of what is needed.`,
              ),
            ),
          ]),
      ...(curve.length < 2 ? [] : [under(`${say("covers")}: ${curveText(curve, unit, say)}`)]),
      ...(outside.length === 0
        ? []
        : [under(`${say("outside")}: ${outside.map((group) => outsideText(group, say)).join(", ")}`)]),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

type Setting = FleetRecommendation["settings"][number];

/** Values with the share of the clients that each covers, the largest share first. */
function curveText(curve: Setting["curve"], unit: string | undefined, say: Say): string {
  return curve
    .toSorted((one, other) => other.covered - one.covered)
    .slice(0, 8)
    .map(({ value, covered }) => `${unit === undefined ? value : say(`${value} ${unit}`)} ${percent(covered).trim()}`)
    .join(", ");
}

function outsideText({ by, value, clients, of }: Setting["outside"][number], say: Say): string {
  const group = groupText(by, value, say);
  const named = by === "carrierNat" ? `${say(dimensionTexts[by])}: ${group}` : group;
  return `${named} (${say(`${clients} of ${of}`)})`;
}

/** A page of the table. */
export function fleetListText({ total, rows }: CallOutput<"fleet.list">, terminal: Terminal): string {
  const lines = [
    terminal.paint(
      "bold",
      `${"when".padEnd(17)} ${"build".padEnd(28)} ${"nat".padEnd(13)} ${"mtu".padStart(5)} ${"drops".padStart(5)} ${"hours".padStart(6)}  cause`,
    ),
    ...rows.map(
      ({ at, osBuild, nat, pathMtuBytes, drops, hours, cause }) =>
        `${at.slice(0, 16).replace("T", " ").padEnd(17)} ${cut(osBuild, 28)} ${nat.padEnd(13)} ${String(pathMtuBytes ?? "–").padStart(5)} ${String(drops).padStart(5)} ${hours.toFixed(1).padStart(6)}  ${cause}`,
    ),
    terminal.paint("dim", `${rows.length} of ${total} bundles`),
  ];
  return `${lines.join("\n")}\n`;
}

/** What was taken in, in one line. */
export function fleetAddedText({ files, known, added, duplicates, refused }: CallOutput<"fleet.add">): string {
  return `${files} files: ${added} bundles added, ${known} files known already, ${duplicates} duplicates, ${refused} refused\n`;
}

/** Refused bundles, each with its reason. */
export function fleetRefusedText({ refusals, total }: CallOutput<"fleet.refused">): string {
  const lines = refusals.map(({ source, reason }) => `${printable(source)}: ${printable(reason)}`);
  return `${lines.join("\n")}${lines.length === 0 ? "" : "\n"}${total} refused\n`;
}

/** Names of files and what is in them are anybody's: nothing of them may steer a terminal. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");

const percent = (share: number): string => `${(share * 100).toFixed(share > 0.95 && share < 1 ? 1 : 0)} %`.padStart(5);
const pText = (p: number): string => `${p < 0.001 ? "< 0.001" : p.toFixed(3)}${p < 0.05 ? " *" : ""}`;
const cut = (text: string, columns: number): string =>
  padColumns(text.length > columns ? `${text.slice(0, columns - 1)}…` : text, columns);
