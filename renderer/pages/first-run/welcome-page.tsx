import type { ReactElement } from "react";
import { Icon, type IconName } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";

const icons: readonly IconName[] = ["check", "file", "shield"];

/** What this program does, reads and sends, before the first check; shown once. */
export function WelcomePage({ onStart }: { readonly onStart: () => void }): ReactElement {
  const words = texts.about.welcome;
  return (
    <section className="view welcome">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <ul className="card welcome-points">
        {words.points.map(({ title, about }, index) => (
          <li key={title}>
            <Icon name={icons[index] ?? "info"} />
            <div>
              <h2>{title}</h2>
              <p>{about}</p>
            </div>
          </li>
        ))}
      </ul>
      <div className="actions">
        <button type="button" className="button primary large" onClick={onStart}>
          {words.start}
        </button>
      </div>
      <p className="hint">{words.practice}</p>
    </section>
  );
}
