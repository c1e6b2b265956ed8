import { useEffect, useState, type ComponentProps, type ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { DataTable } from "../../components/data-table.tsx";
import { formatLogTime, formatNumber } from "../../format.ts";
import { useInLanguage, type Say } from "../../in-language.ts";
import { sayMeasurements } from "../../say-findings.ts";
import { texts } from "../../texts/texts.ts";
import { describeMeasurement } from "../check/describe-measurement.ts";
import { eventTitle } from "../logs/event-title.ts";
import { networkRows, tunnelRow, type DropSnapshot } from "./drop-snapshot-rows.ts";

type HistoryRecord = CallOutput<"history.read">["records"][number];

/** The snapshot is taken within seconds of the end; the look at the gateway may take some more. */
const takenWithinMs = 600_000;
const mostRecords = 1_000;

type Found = DropSnapshot | "reading" | "gone";

/** What the computer looked like when a session dropped while it was watched: read when it is opened. */
export function DropSnapshotDetail({
  bridge,
  dropId,
  endedAt,
}: {
  readonly bridge: Bridge;
  readonly dropId: string;
  readonly endedAt: string;
}): ReactElement {
  const [found, setFound] = useState<Found>("reading");
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const fromMs = Date.parse(endedAt) - 1_000;
    void bridge
      .call("history.read", { fromMs, toMs: fromMs + takenWithinMs, limit: mostRecords }, { signal })
      .then((answer) => {
        if (!signal.aborted) setFound((answer.ok ? snapshotIn(answer.value.records, dropId) : undefined) ?? "gone");
      });
    return () => controller.abort();
  }, [bridge, dropId, endedAt]);
  const words = texts.timeline.snapshot;
  return (
    <section className="drop-snapshot-detail" aria-label={words.title}>
      <h3>{words.title}</h3>
      {found === "reading" && <p>{words.reading}</p>}
      {found === "gone" && <p>{words.gone}</p>}
      {typeof found === "object" && <Snapshot snapshot={found} />}
    </section>
  );
}

function snapshotIn(records: readonly HistoryRecord[], dropId: string): DropSnapshot | undefined {
  const found = records.find((record) => record.kind === "drop-snapshot" && record.dropId === dropId);
  return found?.kind === "drop-snapshot" ? found.snapshot : undefined;
}

/** A table under its own heading; nothing where it has no rows. */
function Titled(table: Omit<ComponentProps<typeof DataTable>, "name">): ReactElement | null {
  if (table.rows.length === 0) return null;
  return (
    <>
      <h4>{table.caption}</h4>
      <DataTable name="drop-snapshot" {...table} />
    </>
  );
}

function saySnapshot(snapshot: DropSnapshot, say: Say): DropSnapshot {
  return {
    ...snapshot,
    measurements: [...sayMeasurements(snapshot.measurements, say)],
    notes: snapshot.notes.map(say),
  };
}

function Snapshot({ snapshot }: { readonly snapshot: DropSnapshot }): ReactElement {
  const words = texts.timeline.snapshot;
  const said = useInLanguage(snapshot, saySnapshot);
  const { before, after, events, measurements, vpn, ipsecErrors = {}, notes } = said;
  return (
    <>
      <Titled caption={words.network} columns={words.networkColumns} rows={networkRows(before, after)} />
      <Titled
        caption={words.measured}
        columns={words.measuredColumns}
        rows={measurements.map((one, index) => ({
          key: String(index),
          cells: [texts.measurements.kind[one.kind], describeMeasurement(one)],
        }))}
      />
      <Titled
        caption={words.tunnels}
        columns={words.tunnelColumns}
        rows={vpn.map((one, index) => ({ key: String(index), cells: tunnelRow(one) }))}
      />
      <Titled
        caption={words.counters}
        columns={words.counterColumns}
        rows={Object.entries(ipsecErrors).map(([name, count]) => ({ key: name, cells: [name, formatNumber(count)] }))}
      />
      {events.length > 0 && (
        <details>
          <summary>{words.events(events.length)}</summary>
          <ul className="mark-lines">
            {events.map(({ atMs, event, raw }, index) => (
              <li key={index}>
                {atMs !== null && <strong>{formatLogTime(atMs)}</strong>} {eventTitle(event)}
                <code>{raw}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      {notes.map((note) => (
        <p key={note} className="hint">
          {note}
        </p>
      ))}
    </>
  );
}
