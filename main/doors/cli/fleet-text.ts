import type { CallOutput } from "../../api/contract.ts";
import type { FleetComparison, FleetGroup, FleetRecommendation } from "../../model/fleet-comparison.ts";
import { wrap, type Terminal } from "./terminal.ts";

/* What the commands about fleets print for people. Every text of a bundle is without control characters when it gets here. */

/** The answer first, then each group with its rates; `*` marks what differs by more than chance. */
export function fleetComparisonText(
  { sentences, bundles, drops, hours, dimensions, testsMade, minBundles }: FleetComparison,
  terminal: Terminal,
): string {
  const width = terminal.widthColumns;
  const [answer = "", ...more] = sentences;
  if (bundles === 0) return `${wrap(answer, width)}\n`;
  const lines = [
    "",
    terminal.paint("bold", wrap(answer, width)),
    ...more.map((text) => wrap(text, width, "  ")),
    "",
    terminal.paint("dim", `${bundles} bundles, ${drops} drops in ${hours.toFixed(0)} h connected`),
    ...dimensions.flatMap(({ by, groups, groupsLeftOut }) => [
      "",
      terminal.paint(
        "bold",
        `${by.padEnd(34)} ${"bundles".padStart(8)}  ${"drops per hour".padEnd(24)} ${"drop".padStart(5)} ${"fail".padStart(5)}  p`,
      ),
      ...groups.map(groupLine),
      ...(groupsLeftOut === 0 ? [] : [`and ${groupsLeftOut} smaller ones`]),
    ]),
    "",
    terminal.paint(
      "dim",
      wrap(
        `In brackets: 95 % confidence. "drop" and "fail": clients with at least one drop, or one attempt that never connected. p: of the drop rate against all others, adjusted for ${testsMade} tests (Benjamini and Hochberg); * below 0.05, – where there are fewer than ${minBundles} bundles.`,
        width,
      ),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function groupLine({ value, bundles, dropsPerHour, clientsDropping, clientsFailing, tests }: FleetGroup): string {
  const { low, high } = dropsPerHour;
  const rate = `${dropsPerHour.value.toFixed(3)} [${low.toFixed(3)} to ${high === undefined ? "–" : high.toFixed(3)}]`;
  const p = tests.find(({ metric }) => metric === "drops-per-hour")?.adjustedP;
  return `${cut(value, 34)} ${String(bundles).padStart(8)}  ${rate.padEnd(24)} ${percent(clientsDropping.value)} ${percent(clientsFailing.value)}  ${p === undefined ? "–" : pText(p)}`;
}

/** Each setting with what it rests on, and who falls outside. */
export function fleetRecommendationText({ bundles, share, settings }: FleetRecommendation, terminal: Terminal): string {
  const width = terminal.widthColumns;
  const lines = [
    "",
    terminal.paint("bold", `Settings for ${percent(share).trim()} of the clients, from ${bundles} bundles`),
    ...settings.flatMap(({ setting, text, measured, covered, isConfident, outside, curve, unit }) => [
      "",
      wrap(text, width, `${setting.padEnd(12)} `),
      ...(measured === 0
        ? []
        : [
            terminal.paint(
              "dim",
              wrap(
                `${measured} clients measured it; ${isConfident ? "holds with 95 % confidence" : covered < share ? "no value that makes sense covers the chosen share" : "too few for 95 % confidence: take it as a lower limit of what is needed"}.`,
                width,
                " ".repeat(13),
              ),
            ),
          ]),
      ...(curve.length < 2
        ? []
        : [
            terminal.paint(
              "dim",
              wrap(
                `covers: ${curve
                  .toSorted((one, other) => other.covered - one.covered)
                  .slice(0, 8)
                  .map(({ value, covered }) => `${value} ${unit ?? ""} ${percent(covered).trim()}`)
                  .join(", ")}`,
                width,
                " ".repeat(13),
              ),
            ),
          ]),
      ...(outside.length === 0
        ? []
        : [
            terminal.paint(
              "dim",
              wrap(
                `outside: ${outside.map(({ by, value, clients, of }) => `${by === "carrierNat" ? `carrier NAT: ${value}` : value} (${clients} of ${of})`).join(", ")}`,
                width,
                " ".repeat(13),
              ),
            ),
          ]),
    ]),
  ];
  return `${lines.join("\n")}\n`;
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
  (text.length > columns ? `${text.slice(0, columns - 1)}…` : text).padEnd(columns);
