import { z } from "zod";
import { causeSchema, findingCodeSchema } from "./finding.ts";
import { verdictSchema } from "./report.ts";

/** Longest text of a row; what is longer in a bundle is cut. */
export const maxFleetTextCharacters = 120;

const textSchema = z.string().max(maxFleetTextCharacters);
const countSchema = z.number().int().nonnegative();

/** How long the NAT in front of a client keeps an idle mapping that was in use, in the classes that settings depend on. */
export const natClassSchema = z.enum([
  "no NAT",
  "under 30 s",
  "30 to 59 s",
  "60 to 179 s",
  "180 s or more",
  "not measured",
]);
export type NatClass = z.infer<typeof natClassSchema>;

export const mtuClassSchema = z.enum([
  "1500",
  "1492 to 1499",
  "1400 to 1491",
  "1280 to 1399",
  "below 1280",
  "not measured",
]);
export type MtuClass = z.infer<typeof mtuClassSchema>;

/** SHA-256 of the manifest, in hex. The same bundle sealed twice has one id. */
export const fleetBundleIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What a fleet keeps of one bundle: one client, one gateway, one reading of its logs. */
export const fleetRowSchema = z.object({
  bundleId: fleetBundleIdSchema,
  runId: textSchema,
  /** The file that it came in, without its folder. */
  fileName: textSchema,
  at: z.iso.datetime(),
  /** Monday of the week of `at`, in UTC, as a date. */
  week: z.iso.date(),
  toolVersion: textSchema,
  os: z.enum(["linux", "macos", "windows"]),
  /** With the system's name, for example "Windows 11 10.0.26100", "Windows 11 build 26100" and "26100.6899". */
  osVersion: textSchema,
  osBuild: textSchema,
  /** The build with its revision, which grows with every update; the build itself where there is none. */
  osUpdate: textSchema,
  /** Name and version of the VPN software, the first that was found; "not known" where none was. */
  vpnClient: textSchema,
  nat: natClassSchema,
  /** Lifetimes of idle NAT mappings; the lower bound where they were bracketed. */
  natRepliedSeconds: z.number().positive().optional(),
  natUnrepliedSeconds: z.number().positive().optional(),
  /** True where the NAT still held when the measurement ended. */
  natRepliedAtLeast: z.boolean().optional(),
  mtu: mtuClassSchema,
  pathMtuBytes: z.number().int().positive().optional(),
  network: z.enum(["wired", "wifi", "mobile", "other", "not known"]),
  carrierNat: z.enum(["yes", "no", "not known"]),
  gateway: textSchema,
  verdict: verdictSchema,
  /** The most severe, then most certain finding's; "none" where nothing was found. */
  cause: z.union([causeSchema, z.literal("none")]),
  findings: z
    .array(
      z.object({ code: findingCodeSchema, cause: causeSchema, confidence: z.enum(["certain", "likely", "possible"]) }),
    )
    .max(64),
  /** Attempts to connect in the logs, those that never connected, and connections that broke. */
  sessions: countSchema,
  failures: countSchema,
  drops: countSchema,
  /** Time connected, all sessions together. */
  hours: z.number().nonnegative(),
  longestSessionHours: z.number().nonnegative(),
  /** Entries in the connection tracking table, on the gateway where it told, else on the client. */
  conntrackEntries: countSchema.optional(),
});
export type FleetRow = z.infer<typeof fleetRowSchema>;

/** What a fleet can be divided by. */
export const fleetDimensions = [
  "os",
  "osVersion",
  "osBuild",
  "osUpdate",
  "vpnClient",
  "nat",
  "mtu",
  "network",
  "carrierNat",
  "gateway",
  "cause",
  "week",
] as const satisfies readonly (keyof FleetRow)[];
export const fleetDimensionSchema = z.enum(fleetDimensions);
export type FleetDimension = z.infer<typeof fleetDimensionSchema>;

/** Only bundles with exactly these values. */
export const fleetWhereSchema = z.partialRecord(fleetDimensionSchema, z.string().max(maxFleetTextCharacters));
export type FleetWhere = z.infer<typeof fleetWhereSchema>;

export const fleetSortSchema = z.enum([...fleetDimensions, "at", "fileName", "drops", "failures", "hours"]);

/** A bundle that was not taken in. */
export const fleetRefusalSchema = z.object({
  /** The file, and behind ` > ` the one inside it. */
  source: z.string().max(4200),
  code: z.string().max(40),
  reason: z.string().max(1000),
  at: z.iso.datetime(),
});
export type FleetRefusal = z.infer<typeof fleetRefusalSchema>;

/** Which rows, in which order. */
export const fleetPageSchema = z.object({
  /** Only rows with exactly these values. */
  where: fleetWhereSchema.default({}),
  /** Only rows in which one of the texts of the table holds this, small letters or large. */
  search: z.string().max(maxFleetTextCharacters).optional(),
  sortBy: fleetSortSchema.default("at"),
  descending: z.boolean().default(true),
  offset: countSchema.default(0),
  limit: z.number().int().positive().max(1000).default(100),
});
export type FleetPage = z.infer<typeof fleetPageSchema>;
