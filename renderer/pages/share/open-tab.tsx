import { useEffect, useEffectEvent, useId, useState, type ReactElement } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import { FileDrop } from "../../components/file-drop.tsx";
import { PathField } from "../../components/path-field.tsx";
import { texts } from "../../texts/texts.ts";
import { BundleComparison } from "./bundle-comparison.tsx";
import { BundleTable } from "./bundle-table.tsx";
import { BundleView } from "./bundle-view.tsx";
import { isOpened } from "./cases.ts";
import { useBundles, type OpenKeys } from "./use-bundles.ts";

/** The helpdesk's side again: what came back, sealed or not, one or several of a case. */
export function OpenTab({
  bridge,
  version,
  arrived,
}: {
  readonly bridge: Bridge;
  readonly version: string;
  /** A bundle that the person opened outside of the page. */
  readonly arrived: { readonly path: string } | undefined;
}): ReactElement {
  const words = texts.share.open;
  const id = useId();
  const [keys, setKeys] = useState<OpenKeys>({ identityPath: "", passphrase: "" });
  const [path, setPath] = useState("");
  const [chosen, setChosen] = useState<number>();
  const bundles = useBundles(bridge, words.tooLarge);
  const { entries } = bundles;
  const opened = entries.filter(isOpened);
  const shown = opened.find((entry) => entry.id === chosen);

  // Most often it is the key that is missing, and the fields for it are folded away.
  const needsKey = entries.some(({ outcome }) => outcome?.ok === false && outcome.error.code === "refused");

  const showFirst = (ids: readonly number[]): void => {
    const [first] = ids;
    if (first !== undefined) setChosen(first);
  };

  const take = useEffectEvent((bundlePath: string) => void bundles.addPath(bundlePath, keys).then(showFirst));
  useEffect(() => {
    if (arrived !== undefined) take(arrived.path);
  }, [arrived]);

  return (
    <section className="view">
      <p>{words.lead}</p>
      <FileDrop
        label={words.choose}
        hint={words.chooseHint}
        accept=".tdbundle,.age"
        multiple
        onFiles={(files) => void bundles.addFiles(files, keys).then(showFirst)}
      />
      <details className="card" open={needsKey}>
        <summary>{words.keys}</summary>
        <div className="share-form">
          <PathField
            label={words.identity}
            hint={words.identityHint}
            value={keys.identityPath}
            pathOf={bridge.pathOf}
            onChange={(identityPath) => setKeys({ ...keys, identityPath })}
          />
          <div className="field">
            <label htmlFor={`${id}-passphrase`}>{words.passphrase}</label>
            <input
              id={`${id}-passphrase`}
              type="password"
              autoComplete="off"
              value={keys.passphrase}
              maxLength={1024}
              onChange={({ target }) => setKeys({ ...keys, passphrase: target.value })}
            />
          </div>
          <form
            className="share-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (path.trim() !== "") void bundles.addPath(path.trim(), keys).then(showFirst);
            }}
          >
            <PathField
              label={words.path}
              hint={words.pathHint}
              value={path}
              pathOf={bridge.pathOf}
              onChange={setPath}
            />
            <button type="submit" className="button">
              {words.openPath}
            </button>
          </form>
        </div>
      </details>
      {entries.length > 0 && (
        <BundleTable
          entries={entries}
          shown={shown?.id}
          onShow={setChosen}
          onRetry={(entry) => bundles.reopen(entry, keys, false)}
          onRemove={bundles.remove}
        />
      )}
      {opened.length > 1 && <BundleComparison bridge={bridge} entries={opened} />}
      {shown !== undefined && (
        <BundleView
          key={shown.id}
          bridge={bridge}
          entry={shown}
          version={version}
          onAgain={() => bundles.reopen(shown, keys, true)}
          onRemove={() => bundles.remove(shown.id)}
          onNote={(text) => bundles.addNote(shown, text)}
        />
      )}
    </section>
  );
}
