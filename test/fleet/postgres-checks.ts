import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { columnsOf } from "../../main/fleet/columns.ts";
import { compareFleet } from "../../main/fleet/compare.ts";
import {
  postgresBatches,
  postgresInsert,
  postgresScript,
  postgresSetup,
} from "../../main/fleet/postgres/postgres-export.ts";
import { postgresSchemaVersion } from "../../main/fleet/postgres/schema-sql.ts";
import { createFleetDatabase } from "../../main/host/fleet-postgres.ts";
import { fleetAffectedSchema } from "../../main/model/fleet-comparison.ts";
import type { FleetDimension, FleetRow } from "../../main/model/fleet-row.ts";
import { aFleetRow, syntheticRows } from "../fakes/fleet.ts";
import { differences } from "./differences.ts";
import type { PostgresServer } from "./servers.ts";

/** What is wrong; nothing where all is as it should be. */
type Check = (server: PostgresServer) => Promise<readonly string[]>;

const statements = { version: postgresSchemaVersion, setup: postgresSetup, insert: postgresInsert };
const build = "Windows 11 build 26100";

interface LoadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (rows: number) => void;
}

function load(
  url: string,
  rows: readonly FleetRow[],
  { signal = new AbortController().signal, onProgress }: LoadOptions = {},
) {
  return createFleetDatabase().load(url, statements, postgresBatches(rows), onProgress ?? (() => undefined), signal);
}

/** Makes an empty database of this name. */
function create(server: PostgresServer, database: string): string {
  server.psql("postgres", "-c", `CREATE DATABASE ${database}`);
  return server.url(database);
}

const countIn = (server: PostgresServer, database: string): number =>
  Number(server.psql(database, "-c", "SELECT count(*) FROM tunnel_doctor.bundle"));

function expected(what: string, found: unknown, wanted: unknown): readonly string[] {
  return JSON.stringify(found) === JSON.stringify(wanted)
    ? []
    : [`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`];
}

/** Everybody behind a short NAT drops more, and most of one build sits there; another build is bad by itself. */
function confounded(): readonly FleetRow[] {
  return syntheticRows(31, 3000).map((row, place) => {
    const isShort = row.osBuild === build ? place % 5 !== 0 : place % 10 === 0;
    const own = row.osBuild === "macOS build 24B83" ? 3 : 0;
    return {
      ...row,
      nat: isShort ? "under 30 s" : "180 s or more",
      drops: row.drops + own + (isShort ? 4 + (place % 3) : 0),
    };
  });
}

const fleets: readonly {
  readonly name: string;
  readonly rows: () => readonly FleetRow[];
  readonly by: readonly FleetDimension[];
}[] = [
  { name: "quiet", rows: () => syntheticRows(1, 1500), by: ["osBuild", "nat", "network", "gateway"] },
  {
    name: "since_an_update",
    rows: () => syntheticRows(7, 3000, [{ by: "osBuild", value: build, times: 3, since: "2025-10-14" }]),
    by: ["osBuild"],
  },
  {
    name: "two_builds",
    rows: () =>
      syntheticRows(8, 4000, [
        { by: "osBuild", value: build, times: 3 },
        { by: "osBuild", value: "macOS build 24B83", times: 3 },
      ]),
    by: ["osBuild", "os"],
  },
  { name: "confounded", rows: confounded, by: ["osBuild", "nat"] },
  {
    name: "a_week",
    rows: () => syntheticRows(9, 2500, [{ by: "week", value: "2025-09-01", times: 4 }]),
    by: ["week", "carrierNat", "mtu", "vpnClient", "cause", "osUpdate", "osVersion"],
  },
  { name: "tiny", rows: () => syntheticRows(2, 25), by: ["os", "osBuild"] },
  { name: "no_drops", rows: () => syntheticRows(3, 200).map((row) => ({ ...row, drops: 0, failures: 0 })), by: ["os"] },
];

const nullable = z.number().nullable();
const testRowSchema = z.object({
  dimension: z.string(),
  value: z.string(),
  bundles: z.number(),
  drops: z.number(),
  hours: z.number(),
  drops_per_hour: z.number(),
  drops_per_hour_low: z.number(),
  drops_per_hour_high: nullable,
  clients_dropping: z.number(),
  clients_dropping_low: z.number(),
  clients_dropping_high: z.number(),
  clients_failing: z.number(),
  clients_failing_low: z.number(),
  clients_failing_high: z.number(),
  metric: z.string().nullable(),
  method: z.string().nullable(),
  p: nullable,
  adjusted_p: nullable,
  ratio: nullable,
  ratio_low: nullable,
  ratio_high: nullable,
});
const affectedRowSchema = z.object({
  dimension: z.string(),
  value: z.string(),
  metric: z.string(),
  ratio: nullable,
  ratio_low: nullable,
  ratio_high: nullable,
  since_week: z.string().nullable(),
  since_update: z.string().nullable(),
  confounders: fleetAffectedSchema.shape.confounders,
});

function rowsOf<Row>(server: PostgresServer, database: string, query: string, schema: z.ZodType<Row>): readonly Row[] {
  const text = server.psql(database, "-c", `SELECT coalesce(json_agg(q), '[]') FROM (${query}) AS q`);
  return z.array(schema).parse(JSON.parse(text));
}

type TestRow = Partial<z.infer<typeof testRowSchema>> &
  Pick<z.infer<typeof testRowSchema>, "dimension" | "value" | "metric">;

/** The same comparison by both, laid side by side as flat rows. */
function compareBoth(
  server: PostgresServer,
  database: string,
  rows: readonly FleetRow[],
  by: readonly FleetDimension[],
) {
  const ours = compareFleet(columnsOf(rows), { by, minBundles: 20 });
  const list = `'{${by.join(",")}}'`;
  const ourTests = ours.dimensions.flatMap(({ by: dimension, groups }) =>
    groups.flatMap((group): readonly TestRow[] => {
      const own = {
        dimension,
        value: group.value,
        bundles: group.bundles,
        drops: group.drops,
        hours: group.hours,
        ...estimate("drops_per_hour", group.dropsPerHour),
        ...estimate("clients_dropping", group.clientsDropping),
        ...estimate("clients_failing", group.clientsFailing),
      };
      const none = { metric: null, method: null, p: null, adjusted_p: null, ...estimate("ratio", undefined, "ratio") };
      if (group.tests.length === 0) return [{ ...own, ...none }];
      return group.tests.map(({ metric, method, p, adjustedP, ratio }) => ({
        ...own,
        metric,
        method,
        p,
        adjusted_p: adjustedP,
        ...estimate("ratio", ratio),
      }));
    }),
  );
  const ourAffected = ours.affected.map(({ by: dimension, value, metric, ratio, since, confounders }) => ({
    dimension,
    value,
    metric,
    ...estimate("ratio", ratio),
    since_week: since?.week ?? null,
    since_update: since?.update ?? null,
    confounders,
  }));
  const keyOf = (row: { readonly dimension: string; readonly value: string; readonly metric: string | null }): string =>
    `${row.dimension} ${row.value} ${row.metric ?? ""}`;
  const sorted = <Row extends Parameters<typeof keyOf>[0]>(some: readonly Row[]): readonly Row[] =>
    some.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const theirTests = rowsOf(server, database, `SELECT * FROM tunnel_doctor.compare(${list})`, testRowSchema);
  const theirAffected = rowsOf(server, database, `SELECT * FROM tunnel_doctor.affected(${list})`, affectedRowSchema);
  return [
    ...differences("compare", sorted(theirTests), sorted(ourTests)),
    ...differences("affected", theirAffected, ourAffected),
  ];
}

function estimate(
  name: string,
  value: { readonly value: number; readonly low: number; readonly high?: number | undefined } | undefined,
  key = name,
): Readonly<Record<string, number | null>> {
  return { [key]: value?.value ?? null, [`${name}_low`]: value?.low ?? null, [`${name}_high`]: value?.high ?? null };
}

/** The same comparison in PostgreSQL and here, on fleets with and without effects. */
const sameNumbers: Check = async (server) => {
  const problems: string[] = [];
  for (const { name, rows: make, by } of fleets) {
    const rows = make();
    const loaded = await load(create(server, `same_${name}`), rows);
    problems.push(...expected(name, loaded, { ok: true, value: { rows: rows.length, added: rows.length } }));
    if (loaded.ok) problems.push(...compareBoth(server, `same_${name}`, rows, by).map((text) => `${name}: ${text}`));
  }
  return problems;
};

/** Every value of a row comes back as it was, also hostile ones and absent ones; by both ways in. */
const rowsAsTheyAre: Check = async (server) => {
  const hostile = aFleetRow({
    gateway: `'); DROP TABLE tunnel_doctor.bundle; -- \\' $$ $1 :x "`,
    vpnClient: '<img src=x onerror="alert(1)">',
    fileName: "=HYPERLINK(1)\\u0041 ö €",
    bundleId: "a".repeat(64),
    runId: "hostile",
  });
  const { natRepliedSeconds, pathMtuBytes, conntrackEntries, ...sparse } = aFleetRow({
    bundleId: "b".repeat(64),
    runId: "sparse",
  });
  const rows = [hostile, sparse, ...syntheticRows(4, 20)];
  await load(create(server, "loaded"), rows);
  create(server, "scripted");
  runScript(server, "scripted", rows);
  const problems = [natRepliedSeconds, pathMtuBytes, conntrackEntries].length === 3 ? [] : ["unreachable"];
  for (const database of ["loaded", "scripted"]) {
    const [kept] = JSON.parse(
      server.psql(database, "-c", "SELECT json_agg(b) FROM tunnel_doctor.bundle AS b WHERE run_id = 'hostile'"),
    ) as [Record<string, unknown>];
    problems.push(
      ...expected(
        database,
        [kept["gateway"], kept["vpn_client"], kept["file_name"], kept["hours"], kept["findings"]],
        [hostile.gateway, hostile.vpnClient, hostile.fileName, hostile.hours, hostile.findings],
      ),
      ...expected(database, countIn(server, database), rows.length),
      ...expected(
        database,
        server
          .psql(database, "-c", "SELECT nat_replied_seconds IS NULL FROM tunnel_doctor.bundle WHERE run_id = 'sparse'")
          .trim(),
        "t",
      ),
    );
  }
  return problems;
};

function runScript(server: PostgresServer, database: string, rows: readonly FleetRow[]): void {
  const folder = mkdtempSync(path.join(tmpdir(), "fleet-script-"));
  try {
    writeFileSync(path.join(folder, "fleet.sql"), [...postgresScript(rows)].join(""));
    server.psql(database, "-f", path.join(folder, "fleet.sql"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** To load again, a part before, by script, and two at once: every bundle is there once. */
const idempotent: Check = async (server) => {
  const url = create(server, "again");
  const rows = syntheticRows(5, 1200);
  const first = await load(url, rows.slice(0, 700));
  const second = await load(url, rows);
  const both = await Promise.all([load(url, syntheticRows(6, 600)), load(url, [...rows, ...syntheticRows(6, 600)])]);
  runScript(server, "again", rows);
  runScript(server, "again", syntheticRows(10, 100));
  const fresh = create(server, "at_once");
  const setups = await Promise.all([load(fresh, rows), load(fresh, rows)]);
  return [
    ...expected("first", first, { ok: true, value: { rows: 700, added: 700 } }),
    ...expected("second", second, { ok: true, value: { rows: 1200, added: 500 } }),
    ...expected(
      "two at once",
      both.reduce((sum, one) => sum + (one.ok ? one.value.added : Number.NaN), 0),
      600,
    ),
    ...expected("bundles", countIn(server, "again"), 1900),
    ...expected(
      "two into a new database",
      setups.reduce((sum, one) => sum + (one.ok ? one.value.added : Number.NaN), 0),
      1200,
    ),
  ];
};

/** A load that is cut off, or stopped, leaves the database as it was, says so, and can be repeated. */
const interrupted: Check = async (server) => {
  const url = create(server, "cut");
  await load(url, syntheticRows(11, 100));
  const rows = syntheticRows(12, 3000);
  const cut = await load(url, rows, {
    onProgress: (done) => {
      if (done !== 1500) return;
      server.psql(
        "postgres",
        "-c",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'cut' AND application_name = 'tunnel-doctor'",
      );
    },
  });
  const afterCut = countIn(server, "cut");
  const stop = new AbortController();
  const stopped = await load(url, rows, { signal: stop.signal, onProgress: () => stop.abort() });
  const afterStop = countIn(server, "cut");
  const again = await load(url, rows);
  return [
    ...expected("cut", cut.ok ? "ok" : cut.error.code, "unreachable"),
    ...expected("after the cut", afterCut, 100),
    ...expected("stopped", stopped.ok ? "ok" : stopped.error.code, "cancelled"),
    ...expected("after the stop", afterStop, 100),
    ...expected("again", again, { ok: true, value: { rows: 3000, added: 3000 } }),
  ];
};

/** What a person gets wrong is told in one sentence, without a password. */
const clearErrors: Check = async (server) => {
  const rows = syntheticRows(13, 10);
  create(server, "rights");
  server.psql("postgres", "-c", "CREATE ROLE reader LOGIN");
  create(server, "broken");
  await load(server.url("broken"), rows);
  server.psql("broken", "-c", "DROP TABLE tunnel_doctor.bundle CASCADE");
  create(server, "later");
  await load(server.url("later"), rows);
  server.psql("later", "-c", "UPDATE tunnel_doctor.version SET version = 99");
  create(server, "granted");
  await load(server.url("granted"), []);
  server.psql(
    "granted",
    "-c",
    "GRANT USAGE ON SCHEMA tunnel_doctor TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA tunnel_doctor TO reader; GRANT INSERT ON tunnel_doctor.bundle TO reader",
  );
  const cases: readonly (readonly [url: string, code: string, words: RegExp])[] = [
    ["mysql://user:geheim@host/x", "invalid-input", /postgresql:\/\/USER@HOST/],
    ["postgresql://[bad/x", "invalid-input", /postgresql:\/\/USER@HOST/],
    ["postgresql://user:geheim@127.0.0.1:1/x", "unreachable", /Nothing answers/],
    [server.url("nowhere"), "not-found", /no such database/],
    [server.url("rights", "stranger"), "not-permitted", /does not let this user in/],
    [server.url("rights", "reader"), "not-permitted", /may not do that/],
    [server.url("broken"), "not-found", /not whole/],
    [server.url("later"), "not-supported", /later version/],
  ];
  const problems: string[] = [];
  for (const [url, code, words] of cases) {
    const outcome = await load(url, rows);
    if (
      outcome.ok ||
      outcome.error.code !== code ||
      !words.test(outcome.error.message) ||
      outcome.error.message.includes("geheim")
    ) {
      problems.push(`${url}: ${JSON.stringify(outcome)}`);
    }
  }
  return [
    ...problems,
    ...expected("a user who may only add", await load(server.url("granted", "reader"), rows), {
      ok: true,
      value: { rows: 10, added: 10 },
    }),
  ];
};

export const postgresChecks: readonly { readonly name: string; readonly check: Check }[] = [
  { name: "postgres: the same numbers as fleet compare", check: sameNumbers },
  { name: "postgres: rows as they are", check: rowsAsTheyAre },
  { name: "postgres: idempotent", check: idempotent },
  { name: "postgres: interrupted loads", check: interrupted },
  { name: "postgres: clear errors", check: clearErrors },
];
