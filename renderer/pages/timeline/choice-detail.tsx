import type { ReactElement } from "react";
import type { CallOutput, Session } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { formatDuration, formatExactMoment, formatLogTime, formatNumber } from "../../format.ts";
import { momentAddress } from "../../place-address.ts";
import { texts } from "../../texts/texts.ts";
import { eventTitle } from "../logs/event-title.ts";
import { DropSnapshotDetail } from "./drop-snapshot-detail.tsx";
import type { Cluster } from "./marks.ts";
import type { Choice } from "./timeline-picture.tsx";

const mostLines = 12;

/** What is known of the chosen session or mark. */
export function ChoiceDetail({
  bridge,
  choice,
  list: { sessions, snapshots = [] },
}: {
  readonly bridge: Bridge;
  readonly choice: Choice | undefined;
  readonly list: CallOutput<"sessions.read">;
}): ReactElement {
  const index = choice === undefined ? undefined : sessionOf(choice);
  const session = index === undefined ? undefined : sessions[index];
  const dropId = snapshots.find((one) => one.session === index)?.dropId;
  return (
    <section className="card timeline-choice" aria-label={texts.timeline.chosen} aria-live="polite">
      {session !== undefined && <SessionDetail session={session} />}
      {session?.endedAt !== undefined && dropId !== undefined && (
        <DropSnapshotDetail key={dropId} bridge={bridge} dropId={dropId} endedAt={session.endedAt} />
      )}
      {session === undefined && choice?.kind === "cluster" && <ClusterDetail cluster={choice.cluster} />}
      {choice === undefined && <p className="hint">{texts.timeline.chooseOne}</p>}
    </section>
  );
}

/** The session that is chosen: by its bar, or by the mark of its drop alone. */
function sessionOf(choice: Choice): number | undefined {
  if (choice.kind === "session") return choice.index;
  const [mark, ...others] = choice.cluster.marks;
  return others.length === 0 ? mark?.session : undefined;
}

function SessionDetail({ session }: { readonly session: Session }): ReactElement {
  const words = texts.timeline;
  const { connection, peer, outcome, startedAt, endedAt, endedBy, lengthMs, before, cause, code } = session;
  const hasEnded = outcome === "dropped" || outcome === "closed";
  return (
    <>
      <h2>
        {words.sessionTitle(
          connection ?? peer ?? words.unnamed,
          words.outcomes[outcome],
          hasEnded ? words.endedBy[endedBy] : undefined,
        )}
      </h2>
      <p>
        {words.span(
          startedAt === undefined ? words.unknownLength : formatExactMoment(startedAt),
          endedAt === undefined ? words.noEnd : formatExactMoment(endedAt),
          lengthMs === undefined ? undefined : formatDuration(lengthMs),
        )}
      </p>
      {endedAt !== undefined && (
        <p>
          <a href={momentAddress("logs", Date.parse(endedAt))}>{words.toLogs}</a>
        </p>
      )}
      {cause !== undefined && (
        <p>
          {eventTitle(cause)}
          {code !== undefined && ` (${code})`}
        </p>
      )}
      {session.duringRekey && <p>{words.duringRekey}</p>}
      {session.idleBeforeEndMs !== undefined && <p>{words.idle(formatDuration(session.idleBeforeEndMs))}</p>}
      {before.length === 0 ? (
        outcome === "dropped" && <p>{words.nothingBefore}</p>
      ) : (
        <ul>
          {before.slice(0, mostLines).map(({ event, secondsBefore }, index) => (
            <li key={index}>{words.before(eventTitle(event), formatNumber(Math.round(secondsBefore), "s"))}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function ClusterDetail({ cluster: { kind, marks } }: { readonly cluster: Cluster }): ReactElement {
  return (
    <>
      <h2>{texts.timeline.several(marks.length, texts.timeline.kinds[kind])}</h2>
      <ul className="mark-lines">
        {marks.slice(0, mostLines).map(({ atMs, event, detail }, index) => (
          <li key={index}>
            <strong>{formatLogTime(atMs)}</strong> {eventTitle(event)}{" "}
            <a href={momentAddress("logs", atMs)}>{texts.timeline.toLogs}</a>
            <code>{detail}</code>
          </li>
        ))}
      </ul>
      {marks.length > mostLines && <p>{texts.timeline.moreRows(marks.length - mostLines)}</p>}
    </>
  );
}
