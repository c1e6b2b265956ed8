import { Client, DatabaseError } from "pg";
import { failure, success, type FailureCode, type Outcome } from "../model/failure.ts";
import type { FleetDatabase } from "../model/ports/fleet.ts";

const connectTimeoutMs = 10_000;
/** A batch takes milliseconds; a database that is this slow has stopped. */
const statementTimeoutMs = 120_000;
/** Two loads at once wait for each other here; the number only has to be the same everywhere. */
const lockKey = 7_336_451;

/** PostgreSQL servers, by their wire protocol. */
export function createFleetDatabase(): FleetDatabase {
  return {
    load: async (url, { version, setup, insert }, batches, onProgress, signal) => {
      const client = clientFor(url);
      if (!client.ok) return client;
      const { value: connection } = client;
      // Whoever waits for a query hears of it there.
      connection.on("error", () => undefined);
      try {
        await connection.connect();
        // One transaction: what is interrupted leaves the database as it was.
        await connection.query("BEGIN");
        await connection.query("SELECT pg_advisory_xact_lock($1)", [lockKey]);
        const there = await versionThere(connection);
        if (there !== undefined && there > version) {
          return failure("not-supported", `A later version of Tunnel Doctor keeps its fleet in ${nameOf(connection)}.`);
        }
        if (there !== version) await connection.query(setup);
        let added = 0;
        let done = 0;
        for (const { rows, json } of batches) {
          if (signal.aborted) return failure("cancelled", `Stopped; ${nameOf(connection)} is as it was before.`);
          added += (await connection.query(insert, [json])).rowCount ?? 0;
          done += rows;
          onProgress(done);
        }
        await connection.query("COMMIT");
        return success({ rows: done, added });
      } catch (error) {
        return explained(error, connection);
      } finally {
        await connection.end().catch(() => undefined);
      }
    },
  };
}

function clientFor(url: string): Outcome<Client> {
  const wrong = failure(
    "invalid-input",
    "The address of the database is postgresql://USER@HOST:PORT/DATABASE; a password may stand in PGPASSWORD.",
  );
  if (!/^postgres(?:ql)?:\/\//.test(url)) return wrong;
  try {
    return success(
      new Client({
        connectionString: url,
        connectionTimeoutMillis: connectTimeoutMs,
        statement_timeout: statementTimeoutMs,
        application_name: "tunnel-doctor",
      }),
    );
  } catch {
    return wrong;
  }
}

async function versionThere(connection: Client): Promise<number | undefined> {
  const table = await connection.query<{ readonly there: boolean }>(
    "SELECT to_regclass('tunnel_doctor.version') IS NOT NULL AS there",
  );
  if (table.rows[0]?.there !== true) return undefined;
  const found = await connection.query<{ readonly version: number }>("SELECT version FROM tunnel_doctor.version");
  return found.rows[0]?.version;
}

/** Without user and password. */
function nameOf({ database, host }: Client): string {
  return `the database ${database ?? "?"} on ${host}`;
}

type Explanation = readonly [code: FailureCode, text: (name: string, message: string) => string];

const interrupted: Explanation = [
  "unreachable",
  (name) => `The connection to ${name} broke; nothing of this load is in it. Run it again.`,
];
const noAnswer: Explanation = ["unreachable", (name) => `Nothing answers as ${name}: is the address right?`];

/** By SQLSTATE (PostgreSQL manual, appendix A) or by the system's error. */
const explanations: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: noAnswer,
  ENOENT: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  ETIMEDOUT: noAnswer,
  ENOTFOUND: ["name-not-resolved", (name) => `There is no address for ${name}.`],
  EAI_AGAIN: ["name-not-resolved", (name) => `The address for ${name} could not be looked up.`],
  ECONNRESET: interrupted,
  EPIPE: interrupted,
  "57P01": interrupted,
  "57P02": interrupted,
  "28000": ["not-permitted", (name, message) => `${capital(name)} does not let this user in: ${message}.`],
  "28P01": ["not-permitted", (name) => `${capital(name)} does not take this password.`],
  "3D000": ["not-found", (name) => `There is no such database: ${name}. Create it first.`],
  "42501": [
    "not-permitted",
    (name, message) =>
      `This user may not do that in ${name}: ${message}. Let its owner run the script of fleet export --format postgres first, and grant USAGE on the schema tunnel_doctor, SELECT on its tables, and INSERT on tunnel_doctor.bundle.`,
  ],
  "42P01": [
    "not-found",
    (name, message) =>
      `The schema tunnel_doctor in ${name} is not whole: ${message}. Drop it (DROP SCHEMA tunnel_doctor CASCADE) and load again.`,
  ],
  "25006": ["not-permitted", (name) => `${capital(name)} can only be read: is it a standby?`],
  "53100": ["write-failed", (name) => `The disk of ${name} is full; nothing of this load is in it.`],
  "57014": ["timed-out", (name) => `${capital(name)} was too slow; nothing of this load is in it.`],
};

function explained(error: unknown, connection: Client): Outcome<never> {
  const message = error instanceof Error ? error.message : "unknown error";
  const isTimeout = /timeout expired|timed out/i.test(message);
  const isEnd = /terminated|Connection ended/i.test(message);
  const code = isCoded(error) ? error.code : "";
  const explanation =
    explanations[code] ?? (isTimeout ? noAnswer : isEnd && !(error instanceof DatabaseError) ? interrupted : undefined);
  if (explanation !== undefined) return failure(explanation[0], explanation[1](nameOf(connection), message));
  return failure("write-failed", `The fleet could not be loaded into ${nameOf(connection)}: ${message}.`);
}

function isCoded(error: unknown): error is { readonly code: string } {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
