import { useState, type ReactElement } from "react";
import type { Session } from "../../../main/api/contract.ts";
import { DataTable } from "../../components/data-table.tsx";
import { formatDuration, formatExactMoment, formatLogTime, formatNumber } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { eventTitle } from "../logs/event-title.ts";
import type { Mark } from "./marks.ts";

/** A table longer than this is not read; the Logs place has every line. */
const mostRows = 50;

interface TimelineTablesProps {
  readonly sessions: readonly Session[];
  readonly marks: readonly Mark[];
}

/** The same as the picture for people who read rather than look: the newest first. */
export function TimelineTables({ sessions, marks }: TimelineTablesProps): ReactElement {
  const words = texts.timeline;
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.table}</summary>
      {open && <Tables sessions={sessions} marks={marks} />}
    </details>
  );
}

function Tables({ sessions, marks }: TimelineTablesProps): ReactElement {
  const words = texts.timeline;
  const newest = marks.toReversed().slice(0, mostRows);
  return (
    <>
      <DataTable
        name="sessions"
        caption={words.tableName}
        columns={words.columns}
        rows={sessions
          .toReversed()
          .slice(0, mostRows)
          .map((session, index) => ({ key: String(index), cells: sessionCells(session) }))}
      />
      {sessions.length > mostRows && <p>{words.moreRows(sessions.length - mostRows)}</p>}
      {newest.length > 0 && (
        <>
          <h3>{words.marksTable}</h3>
          <DataTable
            name="marks"
            caption={words.marksTable}
            columns={words.markColumns}
            rows={newest.map(({ atMs, kind, event, detail }, index) => ({
              key: String(index),
              cells: [formatLogTime(atMs), words.kinds[kind], eventTitle(event), <code key="detail">{detail}</code>],
            }))}
          />
          {marks.length > mostRows && <p>{words.moreRows(marks.length - mostRows)}</p>}
        </>
      )}
    </>
  );
}

function sessionCells({ startedAt, endedAt, lengthMs, outcome, endedBy, before }: Session): readonly string[] {
  const words = texts.timeline;
  return [
    startedAt === undefined ? texts.logs.noTime : formatExactMoment(startedAt),
    endedAt === undefined ? words.noEnd : formatExactMoment(endedAt),
    lengthMs === undefined ? words.unknownLength : formatDuration(lengthMs),
    outcome === "dropped" ? `${words.outcomes.dropped} ${words.endedBy[endedBy]}` : words.outcomes[outcome],
    before
      .map(({ event, secondsBefore }) => words.before(eventTitle(event), formatNumber(Math.round(secondsBefore), "s")))
      .join("; "),
  ];
}
