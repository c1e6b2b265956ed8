import { useState, type ReactElement } from "react";
import { Announcer } from "../../components/announcer.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { PathField } from "../../components/path-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatDuration } from "../../format.ts";
import { sayFindings } from "../../say-findings.ts";
import { sayText, useInLanguage } from "../../in-language.ts";
import type { PlaceProps } from "../../place-props.ts";
import { texts } from "../../texts/texts.ts";
import { FindingCard } from "../check/finding-card.tsx";
import { Ladder } from "./ladder.tsx";
import { MakeCapture } from "./make-capture.tsx";
import { rungsOf } from "./rungs.ts";
import { useCapture, type CaptureReading, type CaptureState } from "./use-capture.ts";

/** A packet capture as a ladder of messages, what is wrong with it, and how one is made. */
export function CapturePage({ bridge, about }: PlaceProps): ReactElement {
  const words = texts.captures;
  const { state, read, stop } = useCapture(bridge);
  const [path, setPath] = useState("");
  const [gatewayPath, setGatewayPath] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <div className="view">
      <div>
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
      </div>
      <form
        className="card capture-choice"
        aria-label={words.read}
        onSubmit={(event) => {
          event.preventDefault();
          if (state.kind === "reading") {
            stop();
            return;
          }
          setMissing(path.trim() === "");
          if (path.trim() !== "") void read(path.trim(), gatewayPath.trim());
        }}
      >
        <PathField
          label={words.path}
          hint={words.pathHint}
          error={missing ? words.pathMissing : undefined}
          value={path}
          pathOf={bridge.pathOf}
          onChange={setPath}
        />
        <PathField
          label={words.otherPath}
          hint={words.otherHint}
          value={gatewayPath}
          pathOf={bridge.pathOf}
          onChange={setGatewayPath}
        />
        <div>
          <button type="submit" className="button primary">
            {state.kind === "reading" ? words.stop : words.read}
          </button>
        </div>
      </form>
      <Announcer message={announcement(state)} />
      {state.kind === "reading" && <p>{words.reading}</p>}
      {state.kind === "stopped" && <p>{words.stopped}</p>}
      {state.kind === "failed" && <ProblemNotice message={state.error.message} />}
      {state.kind === "read" && <Told reading={state.reading} os={about.os} />}
      <MakeCapture
        bridge={bridge}
        os={about.os}
        onMade={(made) => {
          setPath(made);
          void read(made, "");
        }}
      />
    </div>
  );
}

function announcement(state: CaptureState): string {
  const words = texts.captures;
  if (state.kind === "reading") return words.reading;
  if (state.kind === "read") return words.done(rungsOf(state.reading.story).length);
  return state.kind === "stopped" ? words.stopped : "";
}

function Told({
  reading: { story, findings: found, join },
  os,
}: {
  readonly reading: CaptureReading;
  readonly os: PlaceProps["about"]["os"];
}): ReactElement {
  const words = texts.captures;
  const { file, counts, client, gateway } = story;
  const findings = useInLanguage(found, sayFindings);
  const note = useInLanguage(file.note ?? "", sayText);
  const durationMs = (file.lastAtMs ?? 0) - (file.firstAtMs ?? 0);
  return (
    <>
      <section className="card" aria-labelledby="capture-file">
        <h2 id="capture-file">{file.name}</h2>
        <p>{words.summary(counts.packets, formatDuration(durationMs))}</p>
        <p>{client === undefined ? words.noVpn : words.hosts(client, gateway ?? "?")}</p>
        {note !== "" && <p className="hint">{note}</p>}
        {findings.length === 0 && <p>{client === undefined ? words.tooLittle : words.nothingWrong}</p>}
      </section>
      <LadderPart key={file.name} story={story} />
      {findings.length > 0 && (
        <section aria-labelledby="capture-findings" className="view">
          <h2 id="capture-findings">{words.findings}</h2>
          {findings.map((finding) => (
            <FindingCard key={finding.code} finding={finding} os={os} />
          ))}
        </section>
      )}
      {join !== undefined && (
        <section className="card" aria-labelledby="capture-joined">
          <h2 id="capture-joined">{words.joined}</h2>
          <DataTable
            name="sessions"
            caption={words.joined}
            columns={Object.values(words.joinedColumns)}
            rows={join.directions.map(({ direction, sent, arrived, lost }) => ({
              key: direction,
              cells: [words.direction[direction], sent, arrived, lost],
            }))}
          />
        </section>
      )}
      {story.esp.length > 0 && (
        <section className="card" aria-labelledby="capture-data">
          <h2 id="capture-data">{words.data}</h2>
          <DataTable
            name="sessions"
            caption={words.data}
            columns={Object.values(words.dataColumns)}
            rows={story.esp.map(({ spi, from, to, packets, missing, longestGap }) => ({
              key: `${spi} ${from} ${to}`,
              cells: [words.flow(spi, from, to), packets, missing, longestGap],
            }))}
          />
        </section>
      )}
    </>
  );
}

function LadderPart({ story }: { readonly story: CaptureReading["story"] }): ReactElement | null {
  const words = texts.captures;
  const [onlyTrouble, setOnlyTrouble] = useState(false);
  const rungs = rungsOf(story);
  const shown = onlyTrouble ? rungs.filter(({ tone }) => tone !== "plain") : rungs;
  if (rungs.length === 0) return null;
  return (
    <section aria-labelledby="capture-ladder" className="view">
      <h2 id="capture-ladder">{words.ladder}</h2>
      <div className="field capture-only">
        <label htmlFor="capture-only">{words.only}</label>
        <select
          id="capture-only"
          value={onlyTrouble ? "trouble" : "all"}
          onChange={({ target }) => setOnlyTrouble(target.value === "trouble")}
        >
          <option value="all">{words.onlyAll}</option>
          <option value="trouble">{words.onlyTrouble}</option>
        </select>
      </div>
      <p role="status">{shown.length === 0 ? words.none : words.shown(shown.length, rungs.length)}</p>
      {shown.length > 0 && <Ladder rungs={shown} startMs={story.file.firstAtMs ?? 0} />}
    </section>
  );
}
