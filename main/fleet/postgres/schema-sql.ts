import type { FleetDimension, FleetRow } from "../../model/fleet-row.ts";

/** Bumped when the table or a function changes; a database with an older one is brought up to date by the next load. */
export const postgresSchemaVersion = 2;

/** Each value of a row, its column, and what PostgreSQL keeps it as. */
export const postgresColumns = [
  ["bundleId", "bundle_id", "text PRIMARY KEY"],
  ["runId", "run_id", "text NOT NULL"],
  ["fileName", "file_name", "text NOT NULL"],
  ["at", "at", "timestamptz NOT NULL"],
  ["week", "week", "date NOT NULL"],
  ["toolVersion", "tool_version", "text NOT NULL"],
  ["os", "os", "text NOT NULL"],
  ["osVersion", "os_version", "text NOT NULL"],
  ["osBuild", "os_build", "text NOT NULL"],
  ["osUpdate", "os_update", "text NOT NULL"],
  ["vpnClient", "vpn_client", "text NOT NULL"],
  ["nat", "nat", "text NOT NULL"],
  ["natRepliedSeconds", "nat_replied_seconds", "double precision"],
  ["natUnrepliedSeconds", "nat_unreplied_seconds", "double precision"],
  ["natRepliedAtLeast", "nat_replied_at_least", "boolean"],
  ["mtu", "mtu", "text NOT NULL"],
  ["pathMtuBytes", "path_mtu_bytes", "bigint"],
  ["network", "network", "text NOT NULL"],
  ["carrierNat", "carrier_nat", "text NOT NULL"],
  ["gateway", "gateway", "text NOT NULL"],
  ["verdict", "verdict", "text NOT NULL"],
  ["cause", "cause", "text NOT NULL"],
  ["findings", "findings", "jsonb NOT NULL"],
  ["sessions", "sessions", "bigint NOT NULL"],
  ["failures", "failures", "bigint NOT NULL"],
  ["drops", "drops", "bigint NOT NULL"],
  ["hours", "hours", "double precision NOT NULL"],
  ["longestSessionHours", "longest_session_hours", "double precision NOT NULL"],
  ["conntrackEntries", "conntrack_entries", "bigint"],
] as const satisfies readonly (readonly [keyof FleetRow, string, string])[];

/** What a fleet can be divided by, each with its text in the database. */
const dimensions: Readonly<Record<FleetDimension, string>> = {
  os: "os",
  osVersion: "os_version",
  osBuild: "os_build",
  osUpdate: "os_update",
  vpnClient: "vpn_client",
  nat: "nat",
  mtu: "mtu",
  network: "network",
  carrierNat: "carrier_nat",
  gateway: "gateway",
  cause: "cause",
  week: "to_char(week, 'YYYY-MM-DD')",
};

/** Table and views. Nothing of a row stands here, so that nothing of it can be taken for SQL. */
export const postgresSchema = `
CREATE SCHEMA IF NOT EXISTS tunnel_doctor;

-- One line: the version of all that follows.
CREATE TABLE IF NOT EXISTS tunnel_doctor.version (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), version integer NOT NULL);

-- One bundle a row: one client, one gateway, one reading of its logs.
CREATE TABLE IF NOT EXISTS tunnel_doctor.bundle (
${postgresColumns.map(([, column, type]) => `  ${column} ${type}`).join(",\n")},
  UNIQUE (run_id, at)
);

-- Each bundle by each dimension that a fleet can be divided by.
CREATE OR REPLACE VIEW tunnel_doctor.bundle_value AS
SELECT b.bundle_id, d.dimension, d.value, b.drops, b.failures, b.hours
FROM tunnel_doctor.bundle AS b
CROSS JOIN LATERAL (VALUES
${Object.entries(dimensions)
  .map(
    ([name, column]) =>
      `  ('${name}', ${column === "to_char(week, 'YYYY-MM-DD')" ? "to_char(b.week, 'YYYY-MM-DD')" : `b.${column}`})`,
  )
  .join(",\n")}
) AS d(dimension, value);

-- Numbers in texts count as numbers, so that 26100.961 comes before 26100.1742.
CREATE COLLATION IF NOT EXISTS tunnel_doctor.by_number (provider = icu, locale = 'en-u-kn-true');
`;
