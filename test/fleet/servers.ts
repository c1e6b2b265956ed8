import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/* A real PostgreSQL and a real Prometheus, each in a temporary folder, on loopback or a socket of its own, ended by the test. */

const postgresPrograms = "/usr/lib/postgresql/15/bin";
const prometheusProgram = "/usr/bin/prometheus";
const promtoolProgram = "/usr/bin/promtool";

/** Why the stage cannot run here; undefined where it can. */
export function whyNotHere(): string | undefined {
  const missing = [
    ["postgresql-15", `${postgresPrograms}/initdb`],
    ["postgresql-15", `${postgresPrograms}/postgres`],
    ["postgresql-client-15", `${postgresPrograms}/psql`],
    ["prometheus", prometheusProgram],
    ["prometheus", promtoolProgram],
  ].filter(([, program = ""]) => !existsSync(program));
  if (missing.length === 0) return undefined;
  return `not installed: ${[...new Set(missing.map(([name]) => name))].join(", ")} (Debian packages)`;
}

export interface PostgresServer {
  /** The address of a database in it. */
  readonly url: (database: string, user?: string) => string;
  /** Runs psql and gives what it prints, unaligned and without headings. Throws where it fails. */
  readonly psql: (database: string, ...args: readonly string[]) => string;
  readonly close: () => void;
}

/** Starts PostgreSQL 15, which refuses to run as root; then it runs as its package's user. */
export function startPostgres(): PostgresServer {
  const folder = mkdtempSync(path.join(tmpdir(), "fleet-postgres-"));
  const isRoot = process.getuid?.() === 0;
  const run = (program: string, ...args: readonly string[]): string => {
    const command = `${postgresPrograms}/${program}`;
    const [file, all] = isRoot ? ["runuser", ["-u", "postgres", "--", command, ...args]] : [command, args];
    // The server keeps what it inherits, so it must not be a pipe that somebody waits for.
    return execFileSync(file, [...all], {
      encoding: "utf8",
      stdio: ["ignore", program === "pg_ctl" ? "ignore" : "pipe", "pipe"],
      cwd: folder,
    });
  };
  if (isRoot) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" })));
    chownSync(folder, uid ?? 0, gid ?? 0);
  }
  const data = path.join(folder, "data");
  try {
    run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
    const options = `-c listen_addresses='' -c unix_socket_directories=${folder} -c fsync=off`;
    run("pg_ctl", "-D", data, "-o", options, "-l", path.join(folder, "log"), "-w", "start");
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: (database, user = "postgres") => `postgresql://${user}@${encodeURIComponent(folder)}/${database}`,
    psql: (database, ...args) =>
      execFileSync(
        `${postgresPrograms}/psql`,
        ["-h", folder, "-U", "postgres", "-d", database, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", ...args],
        { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, stdio: ["ignore", "pipe", "pipe"] },
      ),
    close: () => {
      try {
        run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** What promtool says about metrics; throws where it does not take them. */
export function checkMetrics(text: string): string {
  return execFileSync(promtoolProgram, ["check", "metrics"], { input: text, encoding: "utf8", stdio: "pipe" });
}

export interface PrometheusServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts a Prometheus that scrapes this port on loopback every second. */
export async function startPrometheus(scrapedPort: number): Promise<PrometheusServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "fleet-prometheus-"));
  mkdirSync(path.join(folder, "data"));
  writeFileSync(
    path.join(folder, "prometheus.yml"),
    `global: { scrape_interval: 1s }\nscrape_configs:\n  - job_name: fleet\n    static_configs: [{ targets: ["127.0.0.1:${scrapedPort}"] }]\n`,
  );
  const port = await freePort();
  const child: ChildProcess = spawn(
    prometheusProgram,
    [
      `--config.file=${path.join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${path.join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=error",
    ],
    { stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  return address.port;
}
