import { parseIdentityFile } from "../bundle/keys.ts";
import { compareReports } from "../diagnosis/compare.ts";
import { compareFleet } from "../fleet/compare.ts";
import { fleetCharts } from "../fleet/charts.ts";
import { selectedWhere } from "../fleet/columns.ts";
import { exportRows, openMetrics } from "../fleet/export.ts";
import {
  generateFleet,
  packSynthetic,
  parseEffect,
  syntheticReportBytes,
  syntheticRow,
  type FleetEffect,
} from "../fleet/generate.ts";
import { parseFleetFile } from "../fleet/parse-file.ts";
import { recommend } from "../fleet/recommend.ts";
import { postgresBatches, postgresInsert, postgresScript, postgresSetup } from "../fleet/postgres/postgres-export.ts";
import { postgresSchemaVersion } from "../fleet/postgres/schema-sql.ts";
import { findSpikes } from "../fleet/spikes.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { FleetColumns } from "../model/fleet-columns.ts";
import type { FleetRow, FleetWhere } from "../model/fleet-row.ts";
import { reportSchema } from "../model/report.ts";
import type { BundleFiles } from "../model/ports/bundle-files.ts";
import type { FleetDatabase, FleetFile, FleetFiles, FleetParsed, FleetStore } from "../model/ports/fleet.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import type { World } from "../model/ports/world.ts";
import { decodeBase64 } from "./base64.ts";
import type { CallOutput, CallProgress } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";

interface FleetHandlerSetup {
  readonly door: "app" | "serve" | "cli";
  readonly world: () => World;
  readonly smallFiles: SmallFiles;
  readonly bundleFiles?: BundleFiles;
  readonly fleet?: {
    readonly store: FleetStore;
    readonly files: FleetFiles;
    readonly database?: FleetDatabase;
  };
}

type FleetHandlers = Pick<Handlers, Extract<keyof Handlers, `fleet.${string}`>>;
type Added = CallOutput<"fleet.add">;
type Batch = Parameters<FleetStore["put"]>[0][number];

const noFleet = failure("not-supported", "No fleet is kept here.");
const notFromHere = failure("not-supported", "Made-up fleets are made on the command line.");
/** Rows of one transaction: few enough that a stop loses little, and enough that the disk is waited for seldom. */
const rowsPerBatch = 250;
/** Whoever waits sees that it goes on. */
const filesPerProgress = 20;
const maxIdentityBytes = 64 * 1024;

/** The calls about fleets. */
export function createFleetHandlers(setup: FleetHandlerSetup): FleetHandlers {
  const { door, world, fleet, bundleFiles } = setup;

  const add = async (
    { paths, identityPath }: { readonly paths: readonly string[]; readonly identityPath?: string | undefined },
    signal: AbortSignal,
    emit: (progress: CallProgress<"fleet.add">) => void,
    /** Files that were tried before, as they are now; these are not tried again, and new ones are put in. */
    tried = new Set<string>(),
  ): Promise<Outcome<Added>> => {
    if (fleet === undefined) return noFleet;
    const identities = await identitiesFor(setup.smallFiles, identityPath);
    if (!identities.ok) return identities;
    const listed = await fleet.files.list(paths, signal);
    if (!listed.ok) return listed;
    const fresh: FleetFile[] = [];
    for (const file of listed.value) {
      const known = fleet.store.isKnown(file);
      if (!known.ok) return known;
      const key = `${file.sizeBytes} ${file.modifiedAtMs} ${file.path}`;
      if (!known.value && !tried.has(key)) fresh.push(file);
      tried.add(key);
    }
    const counts = { added: 0, duplicates: 0, refused: 0 };
    let done = 0;
    let batch: Batch[] = [];
    const put = (): Outcome<true> => {
      const stored = fleet.store.put(batch, world().clock.wallMs());
      batch = [];
      if (!stored.ok) return stored;
      for (const name of ["added", "duplicates", "refused"] as const) counts[name] += stored.value[name];
      emit({ done, total: fresh.length, ...counts });
      return success(true);
    };
    for await (const result of fleet.files.parse(fresh, identities.value, signal)) {
      batch.push(result);
      done += 1;
      if (done % filesPerProgress === 0) emit({ done, total: fresh.length, ...counts });
      if (batch.reduce((sum, { parsed }) => sum + parsed.length, 0) < rowsPerBatch) continue;
      const stored = put();
      if (!stored.ok) return stored;
    }
    if (batch.length > 0) {
      const stored = put();
      if (!stored.ok) return stored;
    }
    return signal.aborted
      ? failure(
          "cancelled",
          `Stopped after ${done} of ${fresh.length} files, which are in the fleet; run it again for the rest.`,
        )
      : success({ files: listed.value.length, known: listed.value.length - fresh.length, ...counts });
  };

  const generate = async (
    folder: string,
    bundles: ReturnType<typeof generateFleet>,
    signal: AbortSignal,
  ): Promise<Outcome<true>> => {
    if (bundleFiles === undefined || fleet === undefined) return notFromHere;
    const made = await fleet.files.makeFolder(folder);
    if (!made.ok) return made;
    for (const bundle of bundles) {
      const written = await bundleFiles.write(`${folder}/${bundle.fileName}`, only(packSynthetic(bundle)), signal);
      if (!written.ok) return written;
    }
    return success(true);
  };

  const columnsWhere = (where: FleetWhere): Outcome<FleetColumns> => {
    const columns = fleet?.store.columns() ?? noFleet;
    return columns.ok ? success(selectedWhere(columns.value, where)) : columns;
  };

  const bundle = (bundleId: string): Outcome<CallOutput<"fleet.report">> => {
    const found = fleet?.store.bundle(bundleId) ?? noFleet;
    if (!found.ok) return found;
    const { row, report } = found.value;
    if (report === undefined) return failure("not-found", "The report of this bundle is not in the fleet.");
    // It was checked when it came in; a later version of this program may ask for more.
    const parsed = reportSchema.safeParse(JSON.parse(new TextDecoder().decode(report)));
    return parsed.success
      ? success({ row, report: parsed.data })
      : failure("unreadable", "The report of this bundle cannot be read by this version.");
  };

  return {
    "fleet.add": async (input, { signal, emit }) => add(input, signal, emit),
    "fleet.add-content": async ({ name, contentBase64 }) => {
      if (fleet === undefined) return noFleet;
      const bytes = decodeBase64(contentBase64);
      if (!bytes.ok) return bytes;
      const identities = await identitiesFor(setup.smallFiles, undefined);
      if (!identities.ok) return identities;
      const parsed = await parseFleetFile(bytes.value, name, identities.value);
      const stored = fleet.store.put([{ file: undefined, parsed }], world().clock.wallMs());
      return stored.ok ? success({ files: 1, known: 0, ...stored.value }) : stored;
    },
    "fleet.list": async (page) => {
      const read = fleet?.store.page(page) ?? noFleet;
      return read.ok ? success({ total: read.value.total, rows: [...read.value.rows] }) : read;
    },
    "fleet.summary": async () => fleet?.store.summary() ?? noFleet,
    "fleet.groups": async (query) => {
      const read = fleet?.store.groups(query) ?? noFleet;
      return read.ok ? success({ total: read.value.total, groups: [...read.value.groups] }) : read;
    },
    "fleet.charts": async ({ where }) => {
      const columns = columnsWhere(where);
      return columns.ok ? success(fleetCharts(columns.value)) : columns;
    },
    "fleet.report": async ({ bundleId }) => bundle(bundleId),
    "fleet.compare-bundles": async ({ before, after }) => {
      const [one, other] = [bundle(before), bundle(after)];
      if (!one.ok) return one;
      return other.ok ? success(compareReports(one.value.report, other.value.report)) : other;
    },
    "fleet.refused": async ({ limit }) => {
      const read = fleet?.store.refusals(limit) ?? noFleet;
      return read.ok ? success({ total: read.value.total, refusals: [...read.value.refusals] }) : read;
    },
    "fleet.compare": async ({ where, ...options }) => {
      const columns = columnsWhere(where);
      return columns.ok ? success(compareFleet(columns.value, options)) : columns;
    },
    "fleet.recommend": async ({ share, where }) => {
      const columns = columnsWhere(where);
      return columns.ok ? success(recommend(columns.value, share)) : columns;
    },
    "fleet.generate": async ({ seed, bundles, effects, folder }, { signal }) => {
      if (fleet === undefined) return noFleet;
      if (door !== "cli") return notFromHere;
      const parsed: FleetEffect[] = [];
      for (const text of effects) {
        const effect = parseEffect(text);
        if (!effect.ok) return effect;
        parsed.push(effect.value);
      }
      const made = generateFleet({ seed, bundles, effects: parsed });
      if (folder !== undefined) {
        const written = await generate(folder, made, signal);
        return written.ok ? success({ bundles, folder }) : written;
      }
      let rows: FleetParsed[] = [];
      const put = () => fleet.store.put([{ file: undefined, parsed: rows }], world().clock.wallMs());
      for (const bundle of made) {
        rows.push({ kind: "row", row: syntheticRow(bundle), report: syntheticReportBytes(bundle) });
        if (rows.length < 1000) continue;
        const stored = put();
        if (!stored.ok) return stored;
        rows = [];
      }
      const stored = put();
      return stored.ok ? success({ bundles }) : stored;
    },
    "fleet.export": async ({ format }, { signal, emit }) => {
      if (format === "openmetrics") {
        const columns = columnsWhere({});
        if (!columns.ok) return columns;
        emit({ text: openMetrics(columns.value) });
        return success({ rows: columns.value.bundles });
      }
      const rows = fleet?.store.rows() ?? noFleet;
      if (!rows.ok) return rows;
      let count = 0;
      const counted = function* (): Generator<FleetRow> {
        for (const row of rows.value) {
          count += 1;
          yield row;
        }
      };
      for (const text of format === "postgres" ? postgresScript(counted()) : exportRows(counted(), format)) {
        if (signal.aborted) return failure("cancelled", "The export was stopped; what was written is not whole.");
        emit({ text });
      }
      return success({ rows: count });
    },
    "fleet.load-postgres": async ({ url }, { signal, emit }) => {
      // A page must not be able to send a fleet to anybody.
      if (door !== "cli" || fleet?.database === undefined)
        return failure("not-supported", "Fleets are loaded into databases on the command line.");
      const summary = fleet.store.summary();
      if (!summary.ok) return summary;
      const rows = fleet.store.rows();
      if (!rows.ok) return rows;
      const { bundles: total } = summary.value;
      const statements = { version: postgresSchemaVersion, setup: postgresSetup, insert: postgresInsert };
      const progress = (done: number): void => emit({ done, total });
      return fleet.database.load(url, statements, postgresBatches(rows.value), progress, signal);
    },
    "fleet.watch": async ({ everySeconds, ...adding }, { signal, emit }) => {
      const told = new Set<string>();
      const tried = new Set<string>();
      for (let looks = 1; ; looks += 1) {
        const added = await add(adding, signal, () => undefined, tried);
        if (added.ok) {
          if (added.value.added + added.value.refused > 0) emit({ kind: "added", ...added.value });
          if (looks === 1 || added.value.added > 0) {
            const columns = columnsWhere({});
            for (const spike of columns.ok ? findSpikes(columns.value) : []) {
              if (told.has(`${spike.week} ${spike.cause}`)) continue;
              told.add(`${spike.week} ${spike.cause}`);
              emit({ kind: "alert", ...spike });
            }
          }
        } else if (looks === 1 && added.error.code !== "cancelled") {
          return added;
        } else if (added.error.code !== "cancelled") {
          // A folder on a network may be away for a while.
          emit({ kind: "problem", sentence: added.error.message });
        }
        await world().clock.sleep(everySeconds * 1000, signal);
        if (signal.aborted) return success({ looks });
      }
    },
  };
}

async function identitiesFor(files: SmallFiles, identityPath: string | undefined): Promise<Outcome<readonly string[]>> {
  const text = await files.read(identityPath ?? files.helpdeskKeyPath, maxIdentityBytes);
  if (text.ok) return parseIdentityFile(text.value);
  return identityPath === undefined && text.error.code === "not-found" ? success([]) : text;
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
