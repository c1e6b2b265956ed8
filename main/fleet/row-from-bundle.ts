import { createHash } from "node:crypto";
import type { OpenedBundle } from "../bundle/open-bundle.ts";
import type { Client } from "../model/client.ts";
import type { Finding } from "../model/finding.ts";
import {
  fleetRowSchema,
  maxFleetTextCharacters,
  type FleetRow,
  type MtuClass,
  type NatClass,
} from "../model/fleet-row.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { Measurement, MeasurementKind } from "../model/measurement.ts";
import type { Report } from "../model/report.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const notKnown = "not known";

/** What a fleet keeps of a bundle; `refused` where the report holds what no check writes. */
export function rowFromBundle(
  { files, report, manifest }: Pick<OpenedBundle, "files" | "report" | "manifest">,
  fileName: string,
): Outcome<FleetRow> {
  const manifestBytes = files.get("manifest.json") ?? new TextEncoder().encode(JSON.stringify(manifest));
  const { client, findings, run, sessions } = report;
  const replied = measured(report, "nat-lifetime-replied");
  const unreplied = measured(report, "nat-lifetime-unreplied");
  const pathMtuBytes = positive(measured(report, "path-mtu")?.value);
  const natRepliedSeconds = positive(replied?.low ?? replied?.value);
  const natUnrepliedSeconds = positive(unreplied?.low ?? unreplied?.value);
  const conntrackEntries = report.gatewaySide === undefined ? report.network.conntrack?.count : undefined;
  const lengthsMs = sessions.map((session) => connectedMs(session, Date.parse(run.endedAt)));
  const software = client.vpnClients[0];
  const row = fleetRowSchema.safeParse({
    bundleId: createHash("sha256").update(manifestBytes).digest("hex"),
    runId: plain(run.id),
    fileName: plain(fileName),
    at: run.startedAt,
    week: weekOf(Date.parse(run.startedAt)),
    toolVersion: plain(report.tool.version),
    os: client.os,
    ...systemNames(client),
    vpnClient: software === undefined ? notKnown : plain(`${software.name} ${software.version ?? ""}`.trim()),
    nat: natClass(measured(report, "nat-present")?.value === false, natRepliedSeconds),
    ...(natRepliedSeconds === undefined
      ? {}
      : { natRepliedSeconds, natRepliedAtLeast: replied?.details["atLeast"] === true }),
    ...(natUnrepliedSeconds === undefined ? {} : { natUnrepliedSeconds }),
    mtu: mtuClass(pathMtuBytes),
    ...(pathMtuBytes === undefined ? {} : { pathMtuBytes: Math.floor(pathMtuBytes) }),
    network: networkKind(report),
    carrierNat: carrierNat(measured(report, "cgnat")?.value),
    gateway: plain(report.gateway?.host ?? notKnown),
    verdict: report.verdict,
    cause: mainFinding(findings)?.cause ?? "none",
    findings: findings.slice(0, 64).map(({ code, cause, confidence }) => ({ code, cause, confidence })),
    sessions: sessions.length,
    failures: sessions.filter(({ outcome }) => outcome === "never-connected").length,
    drops: sessions.filter(({ outcome }) => outcome === "dropped").length,
    hours: lengthsMs.reduce((sum, length) => sum + length, 0) / hourMs,
    longestSessionHours: lengthsMs.reduce((longest, length) => Math.max(longest, length), 0) / hourMs,
    ...(conntrackEntries === undefined ? {} : { conntrackEntries: Math.max(0, conntrackEntries) }),
  });
  if (row.success) return success(row.data);
  const [issue] = row.error.issues;
  return failure(
    "refused",
    `The report in this bundle says what cannot be: ${issue?.path.join(".") ?? "a value"} is out of range.`,
  );
}

/** The Monday, in UTC, of the week that holds this moment (ISO 8601), as a date. */
export function weekOf(atMs: number): string {
  // 1970-01-05 was a Monday.
  const weekday = (Math.floor(atMs / dayMs) + 3) % 7;
  return new Date(atMs - weekday * dayMs).toISOString().slice(0, 10);
}

/** The class of a NAT by how long it keeps an idle mapping, in seconds. */
export function natClass(hasNone: boolean, repliedSeconds: number | undefined): NatClass {
  if (hasNone) return "no NAT";
  if (repliedSeconds === undefined) return "not measured";
  if (repliedSeconds < 30) return "under 30 s";
  if (repliedSeconds < 60) return "30 to 59 s";
  return repliedSeconds < 180 ? "60 to 179 s" : "180 s or more";
}

/** The class of a path by the largest packet that it carries whole. */
export function mtuClass(pathMtuBytes: number | undefined): MtuClass {
  if (pathMtuBytes === undefined) return "not measured";
  if (pathMtuBytes >= 1500) return "1500";
  if (pathMtuBytes >= 1492) return "1492 to 1499";
  if (pathMtuBytes >= 1400) return "1400 to 1491";
  return pathMtuBytes >= 1280 ? "1280 to 1399" : "below 1280";
}

/** No control or formatting characters, so that no text can move a cursor or turn a line around; bounded. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "").slice(0, maxFleetTextCharacters);
}

function systemNames({ os, osName, osVersion, osBuild }: Client): Pick<FleetRow, "osVersion" | "osBuild" | "osUpdate"> {
  // Editions and languages of Windows are one system.
  const windows = /Windows (?:Server )?\d[\d.]{0,8}/.exec(osName)?.[0];
  const name = plain(os === "windows" ? (windows ?? "Windows") : os === "macos" ? "macOS" : osName);
  const build = os === "windows" ? (osBuild.split(".")[0] ?? osBuild) : osBuild;
  return {
    osVersion: plain(`${name} ${osVersion}`),
    osBuild: plain(os === "linux" ? `Linux ${build}` : `${name} build ${build}`),
    osUpdate: plain(osBuild),
  };
}

function measured(report: Report, kind: MeasurementKind): Measurement | undefined {
  return report.measurements.find((one) => one.kind === kind && one.outcome === "measured");
}

function positive(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 1 ? value : undefined;
}

function carrierNat(value: unknown): FleetRow["carrierNat"] {
  if (typeof value !== "boolean") return notKnown;
  return value ? "yes" : "no";
}

/** The kind of the interface that the default route leaves by. */
function networkKind({ network }: Report): FleetRow["network"] {
  const name =
    network.defaultRoutes.find(({ family }) => family === "ipv4")?.interfaceName ??
    network.defaultRoutes[0]?.interfaceName;
  const kind = network.interfaces.find((one) => one.name === name)?.kind;
  if (kind === undefined || kind === "unknown") return notKnown;
  return kind === "wired" || kind === "wifi" || kind === "mobile" ? kind : "other";
}

const severities: readonly Finding["severity"][] = ["blocks", "degrades", "notice"];
const confidences: readonly Finding["confidence"][] = ["certain", "likely", "possible"];

function mainFinding(findings: readonly Finding[]): Finding | undefined {
  const rank = ({ severity, confidence }: Finding): number =>
    severities.indexOf(severity) * confidences.length + confidences.indexOf(confidence);
  return findings.filter(({ severity }) => severity !== "notice").toSorted((one, other) => rank(one) - rank(other))[0];
}

/** Connected time of a session; one that is still up lasts until the run ended. No session lasts longer than a year. */
function connectedMs({ lengthMs, outcome, connectedAt }: Report["sessions"][number], endedAtMs: number): number {
  const length =
    lengthMs ?? (outcome === "still-up" && connectedAt !== undefined ? endedAtMs - Date.parse(connectedAt) : 0);
  return Math.min(Math.max(0, Number.isFinite(length) ? length : 0), 365 * dayMs);
}
