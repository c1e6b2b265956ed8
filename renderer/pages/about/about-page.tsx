import { useId, type ReactElement, type ReactNode } from "react";
import { CopyButton } from "../../components/copy-button.tsx";
import { DataTable } from "../../components/data-table.tsx";
import type { PlaceProps } from "../../place-props.ts";
import { texts } from "../../texts/texts.ts";
import { licences } from "virtual:licences";

/** What this program is, what it sends and keeps, and how to be rid of it. */
export function AboutPage({ about, settings }: Pick<PlaceProps, "about" | "settings">): ReactElement {
  const words = texts.about;
  return (
    <section className="view about">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <p>{words.version(about.version)}</p>
      <Part title={words.never}>
        <Items items={words.neverList} />
      </Part>
      <Part title={words.sent}>
        <Items items={words.sentList} />
      </Part>
      <Part title={words.data}>
        <p>{words.dataAt(settings.dataFolder)}</p>
        <Items items={words.dataList} />
        <div>
          <CopyButton text={settings.dataFolder} what={words.folderLabel} />
        </div>
      </Part>
      <Part title={words.remove}>
        <Items items={words.removeList} />
      </Part>
      <Part title={words.licences}>
        <p>{words.own}</p>
        <details>
          <summary>{words.others(licences.length)}</summary>
          <DataTable
            name="licences"
            caption={words.licences}
            columns={words.licenceColumns}
            rows={licences.map(({ name, version, licence }) => ({ key: name, cells: [name, version, licence] }))}
          />
        </details>
      </Part>
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Items({ items }: { readonly items: readonly string[] }): ReactElement {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
