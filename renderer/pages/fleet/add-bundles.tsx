import { useState, type ReactElement } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import { Announcer } from "../../components/announcer.tsx";
import { FileDrop } from "../../components/file-drop.tsx";
import { Icon } from "../../components/icon.tsx";
import { PathField } from "../../components/path-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import { filesIn } from "./dropped-files.ts";
import { RefusedList } from "./refused-list.tsx";
import type { Adding, AddingState } from "./use-adding.ts";

/** Takes bundles in: dropped, chosen, or by a path; shows how far it is, and what was refused. */
export function AddBundles({
  bridge,
  adding,
  version,
  isEmpty,
}: {
  readonly bridge: Bridge;
  readonly adding: Adding;
  readonly version: number;
  /** An empty fleet asks for bundles; in one with bundles the fields are folded away until they are wanted. */
  readonly isEmpty: boolean;
}): ReactElement {
  const words = texts.fleet.add;
  const { state } = adding;
  const [chosen, setChosen] = useState<boolean>();
  const isOpen = chosen ?? isEmpty;
  return (
    <section className="card fleet-add" aria-label={words.title}>
      <details open={isOpen}>
        <summary
          onClick={(event) => {
            event.preventDefault();
            setChosen(!isOpen);
          }}
        >
          {words.title}
        </summary>
        <div className="fleet-part">
          <FileDrop
            label={words.choose}
            hint={words.chooseHint}
            accept=".tdbundle,.age,.zip"
            multiple
            filesIn={filesIn}
            onFiles={adding.addFiles}
          />
          <details>
            <summary>{words.more}</summary>
            <PathForm
              disabled={state.kind === "adding"}
              pathOf={bridge.pathOf}
              onAdd={(path, identity) => adding.addPaths([path], identity)}
            />
          </details>
        </div>
      </details>
      {state.kind === "adding" && <Progress state={state} onStop={adding.stop} />}
      {state.kind === "ended" && <Ended state={state} />}
      <Announcer message={announcement(state)} />
      <RefusedList bridge={bridge} version={version} />
    </section>
  );
}

function PathForm({
  disabled,
  pathOf,
  onAdd,
}: {
  readonly pathOf: Bridge["pathOf"];
  readonly disabled: boolean;
  readonly onAdd: (path: string, identityPath: string) => void;
}): ReactElement {
  const words = texts.fleet.add;
  const [path, setPath] = useState("");
  const [identityPath, setIdentityPath] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <form
      className="share-form"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(path.trim() === "");
        if (path.trim() !== "" && !disabled) onAdd(path.trim(), identityPath.trim());
      }}
    >
      <PathField
        label={words.folder}
        hint={words.folderHint}
        error={missing ? words.pathMissing : undefined}
        value={path}
        pathOf={pathOf}
        onChange={setPath}
      />
      <PathField
        label={words.identity}
        hint={words.identityHint}
        value={identityPath}
        pathOf={pathOf}
        onChange={setIdentityPath}
      />
      <button type="submit" className="button" aria-disabled={disabled}>
        {words.addFolder}
      </button>
    </form>
  );
}

function Progress({
  state: { done, total, counts, isStopping },
  onStop,
}: {
  readonly state: Extract<AddingState, { readonly kind: "adding" }>;
  readonly onStop: () => void;
}): ReactElement {
  const words = texts.fleet.add;
  return (
    <div className="fleet-progress">
      <p>{total === undefined ? words.listing : words.progress(done, total)}</p>
      <progress aria-label={words.progressLabel} value={total === undefined ? undefined : done} max={total ?? 1} />
      <p className="hint">{words.counts(counts.added, counts.duplicates, counts.refused)}</p>
      <div className="actions">
        <button type="button" className="button" aria-disabled={isStopping} onClick={onStop}>
          <Icon name="stop" />
          {isStopping ? words.stopping : words.stop}
        </button>
      </div>
    </div>
  );
}

function Ended({
  state: { outcome, counts, notHandedOver },
}: {
  readonly state: Extract<AddingState, { readonly kind: "ended" }>;
}): ReactElement {
  const words = texts.fleet.add;
  const isAllWell = outcome === "finished" && counts.refused === 0 && notHandedOver.length === 0;
  const hasCounts = counts.added + counts.duplicates + counts.refused > 0 || notHandedOver.length > 0;
  return (
    <>
      {typeof outcome === "object" && <ProblemNotice message={outcome.message} />}
      {(typeof outcome !== "object" || hasCounts) && (
        <div className={`notice ${isAllWell ? "tone-good" : "tone-neutral"}`} role="status">
          <Icon name={isAllWell ? "check" : "info"} />
          <div>
            {outcome === "stopped" && <p>{words.stopped}</p>}
            {outcome === "finished" && <p>{counts.added === 0 ? words.finishedNothing : words.finished}</p>}
            <p>{words.counts(counts.added, counts.duplicates, counts.refused)}</p>
            {notHandedOver.length > 0 && (
              <ul>
                {notHandedOver.map(({ name, reason }, index) => (
                  <li key={`${String(index)} ${name}`}>
                    {words.notHandedOver(name, reason === "too-large" ? words.tooLarge : words.unreadable)}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </div>
      )}
    </>
  );
}

function announcement(state: AddingState): string {
  const words = texts.fleet.add;
  if (state.kind !== "adding") return "";
  return state.total === undefined ? words.listing : words.announce(state.done, state.total);
}
