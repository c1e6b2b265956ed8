import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import { bundleManifestSchemaId, type BundleManifest } from "../model/bundle-manifest.ts";
import type { Client } from "../model/client.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { fleetDimensions, type FleetDimension, type FleetRow } from "../model/fleet-row.ts";
import type { Measurement } from "../model/measurement.ts";
import { reportSchemaId, type Report } from "../model/report.ts";
import type { Session } from "../model/session.ts";
import { seededRandom, type SeededRandom } from "./random.ts";
import { rowFromBundle } from "./row-from-bundle.ts";

/** Clients with this value drop so many times as often, from that day on. */
export interface FleetEffect {
  readonly by: FleetDimension;
  readonly value: string;
  readonly times: number;
  /** A date; absent: always. */
  readonly since?: string;
}

export interface SyntheticFleet {
  readonly seed: number;
  readonly bundles: number;
  readonly effects: readonly FleetEffect[];
}

export interface SyntheticBundle {
  readonly fileName: string;
  readonly report: Report;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A fleet of half a year that ends on a fixed day, so that a seed always makes the same one. */
const firstDayMs = Date.UTC(2025, 6, 7);
const days = 182;
/** Drops of a client without any effect, in an hour; and how much clients differ by themselves. */
const dropsPerHour = 0.05;
const frailtyShape = 1.5;

type System = Pick<Client, "os" | "osName" | "osVersion" | "osBuild">;
const systems: readonly (readonly [System, number])[] = [
  [{ os: "windows", osName: "Microsoft Windows 11 Pro", osVersion: "10.0.26100", osBuild: "26100" }, 30],
  [{ os: "windows", osName: "Microsoft Windows 11 Enterprise", osVersion: "10.0.22631", osBuild: "22631" }, 25],
  [{ os: "windows", osName: "Microsoft Windows 10 Pro", osVersion: "10.0.19045", osBuild: "19045" }, 15],
  [{ os: "macos", osName: "macOS", osVersion: "15.1", osBuild: "24B83" }, 12],
  [{ os: "macos", osName: "macOS", osVersion: "14.7", osBuild: "23H124" }, 8],
  [{ os: "linux", osName: "Debian GNU/Linux", osVersion: "12", osBuild: "6.1.0-26-amd64" }, 6],
  [{ os: "linux", osName: "Ubuntu", osVersion: "24.04", osBuild: "6.8.0-45-generic" }, 4],
];
const gateways: readonly (readonly [string, number])[] = [
  ["vpn-east.example.com", 50],
  ["vpn-west.example.com", 35],
  ["vpn-south.example.com", 15],
];
const networks = [
  ["wifi", 65],
  ["wired", 25],
  ["mobile", 10],
] as const;
/** Lifetimes of idle mappings in s; null stands for no NAT. */
const natLifetimes = [
  [null, 5],
  [20, 4],
  [30, 14],
  [60, 20],
  [120, 22],
  [300, 35],
] as const;
const pathMtus = [
  [1500, 70],
  [1492, 18],
  [1460, 5],
  [1420, 4],
  [1358, 3],
] as const;

/** `DIMENSION=VALUE:TIMES` with `@DATE` behind it where it begins one day, for example `osBuild=Windows 11 build 26100:3@2025-10-06`. */
export function parseEffect(text: string): Outcome<FleetEffect> {
  const match =
    /^(?<by>\w{1,20})=(?<value>.{1,120}):(?<times>\d{1,4}(?:\.\d{1,4})?)(?:@(?<since>\d{4}-\d\d-\d\d))?$/.exec(text);
  const by = fleetDimensions.find((one) => one === match?.groups?.["by"]);
  const value = match?.groups?.["value"];
  const since = match?.groups?.["since"];
  const isDate = since === undefined || !Number.isNaN(Date.parse(since));
  if (by === undefined || value === undefined || !isDate) {
    return failure(
      "invalid-input",
      `An effect is DIMENSION=VALUE:TIMES or DIMENSION=VALUE:TIMES@DATE, not ${JSON.stringify(text.slice(0, 200))}.`,
    );
  }
  return success({ by, value, times: Number(match?.groups?.["times"]), ...(since === undefined ? {} : { since }) });
}

/** A made-up fleet whose truth is known: the same bundles for the same seed, one after the other. */
export function* generateFleet({ seed, bundles, effects }: SyntheticFleet): Generator<SyntheticBundle> {
  const random = seededRandom(seed);
  for (let number = 0; number < bundles; number += 1) yield syntheticBundle(seed, number, random, effects);
}

/** The row of a made-up bundle, without packing it; its id is not that of the packed one. */
export function syntheticRow({ fileName, report }: SyntheticBundle): FleetRow {
  const manifest = manifestOf(report, new Map());
  const row = rowFromBundle({ files: new Map(), report, manifest }, fileName);
  if (!row.ok) throw new Error(row.error.message);
  return row.value;
}

/** What `report.json` of a made-up bundle holds. */
export function syntheticReportBytes({ report }: SyntheticBundle): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(report));
}

/** The files of a made-up bundle, by their names in it. */
export function syntheticFiles(bundle: SyntheticBundle): ReadonlyMap<string, Uint8Array> {
  const files = new Map([["report.json", syntheticReportBytes(bundle)]]);
  return files.set("manifest.json", new TextEncoder().encode(JSON.stringify(manifestOf(bundle.report, files))));
}

/** The bundle's file. */
export function packSynthetic(bundle: SyntheticBundle): Uint8Array {
  return zipSync(Object.fromEntries(syntheticFiles(bundle)), { level: 1, mtime: new Date(firstDayMs) });
}

/** How many times as often as usual this client drops. */
function timesOf(report: Report, effects: readonly FleetEffect[]): number {
  const row = syntheticRow({ fileName: "", report });
  return effects
    .filter(({ by, value, since }) => row[by] === value && (since === undefined || row.at >= since))
    .reduce((product, effect) => product * effect.times, 1);
}

function syntheticBundle(
  seed: number,
  number: number,
  random: SeededRandom,
  effects: readonly FleetEffect[],
): SyntheticBundle {
  const quiet = syntheticReport(seed, number, random);
  const hours = 4 + 36 * random.next();
  const frailty = random.frailty(frailtyShape);
  const times = effects.length === 0 ? 1 : timesOf(quiet, effects);
  const drops = Math.min(400, random.poisson(dropsPerHour * hours * frailty * times));
  const report = withSessions(quiet, hours, drops, random);
  return { fileName: `synthetic-${seed}-${String(number).padStart(6, "0")}.tdbundle`, report };
}

function syntheticReport(seed: number, number: number, random: SeededRandom): Report {
  const startedAtMs = firstDayMs + Math.floor(random.next() * days) * dayMs + Math.floor(random.next() * 24) * hourMs;
  const system = random.pick(systems);
  const gateway = random.pick(gateways);
  const network = random.pick(networks);
  const lifetime = random.pick(natLifetimes);
  const mtu = random.pick(pathMtus);
  // Monthly, as on Windows: the revision grows on the second Tuesday, here by the number of the month.
  const revision = system.os === "windows" ? `.${1000 + 500 * monthsSince(startedAtMs)}` : "";
  const target = "203.0.113.10";
  const measured = (
    kind: Measurement["kind"],
    value: Measurement["value"],
    more: Partial<Measurement> = {},
  ): Measurement => ({
    kind,
    outcome: "measured",
    ...(value === undefined ? {} : { value }),
    method: "synthetic",
    target,
    details: {},
    ...more,
  });
  return {
    schema: reportSchemaId,
    tool: { version: "0.1.0" },
    run: {
      id: `synthetic-${seed}-${number}`,
      profile: "standard",
      startedAt: new Date(startedAtMs).toISOString(),
      endedAt: new Date(startedAtMs + 60_000).toISOString(),
      steps: [],
      packetsSent: 0,
    },
    verdict: "healthy",
    client: {
      ...system,
      osBuild: `${system.osBuild}${revision}`,
      arch: "x64",
      vpnClients: [{ name: "built-in", version: system.osVersion }],
    },
    profiles: [],
    network: {
      takenAt: new Date(startedAtMs).toISOString(),
      interfaces: [{ name: "net0", kind: network, up: true, addresses: [] }],
      defaultRoutes: [{ family: "ipv4", interfaceName: "net0" }],
      dnsServers: [],
      wifi: [],
      notes: [],
      conntrack: { count: 20 + Math.floor(random.next() * 400), max: 65_536 },
    },
    gateway: { host: gateway, addresses: [target] },
    measurements: [
      measured("nat-present", lifetime !== null),
      ...(lifetime === null
        ? []
        : [
            measured("nat-lifetime-replied", lifetime, {
              unit: "s",
              low: lifetime,
              details: { atLeast: lifetime >= 300 },
            }),
          ]),
      measured("path-mtu", mtu, { unit: "bytes" }),
      measured("cgnat", network === "mobile"),
    ],
    events: { total: 0, bySource: {}, byEvent: {}, unknownLines: 0 },
    sessions: [],
    findings: [],
    checklist: [],
    advice: [],
  };
}

function monthsSince(atMs: number): number {
  const at = new Date(atMs);
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)).getUTCDay();
  const secondTuesday = 1 + ((2 - first + 7) % 7) + 7;
  const month = (at.getUTCFullYear() - 2025) * 12 + at.getUTCMonth();
  return at.getUTCDate() >= secondTuesday ? month + 1 : month;
}

/** Connected for `hours` in all: as many sessions as there were drops, and one that ended well. */
function withSessions(report: Report, hours: number, drops: number, random: SeededRandom): Report {
  const lengthMs = Math.round((hours * hourMs) / (drops + 1));
  const session = (outcome: Session["outcome"], more: Partial<Session> = {}): Session => ({
    stage: "connected",
    outcome,
    endedBy: "unknown",
    before: [],
    natDetected: true,
    keepalivesSeen: false,
    duringRekey: false,
    ...more,
  });
  const failed = random.next() < 0.05;
  return {
    ...report,
    verdict: drops > 0 ? "problem-found" : "healthy",
    sessions: [
      ...Array.from({ length: drops }, () => session("dropped", { lengthMs })),
      session("closed", { lengthMs }),
      ...(failed ? [session("never-connected", { stage: "ike" })] : []),
    ],
    findings:
      drops < 2
        ? []
        : [
            {
              code: "nat-udp-timeout",
              cause: "nat-timeout",
              title: "The VPN's connection was forgotten on the way, probably by a NAT while it was idle",
              severity: "degrades",
              confidence: "likely",
              evidence: [],
              fixes: [],
            },
          ],
  };
}

function manifestOf(report: Report, files: ReadonlyMap<string, Uint8Array>): BundleManifest {
  return {
    schema: bundleManifestSchemaId,
    tool: report.tool,
    createdAt: report.run.endedAt,
    runId: report.run.id,
    files: [...files].map(([path, content]) => ({
      path,
      sizeBytes: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
    })),
    collectors: [],
    redaction: { secretsRemoved: {}, pseudonyms: true },
  };
}
