import { lazy, Suspense, useState, type ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { Tabs } from "../../components/tabs.tsx";
import { formatMoment } from "../../format.ts";
import type { PlaceProps } from "../../place-props.ts";
import { texts } from "../../texts/texts.ts";
import { AddBundles } from "./add-bundles.tsx";
import { Asked } from "./asked.tsx";
import { BundlesView } from "./bundles-view.tsx";
import { CompareView } from "./compare-view.tsx";
import { RecommendView } from "./recommend-view.tsx";
import { SummaryView } from "./summary-view.tsx";
import { useAdding } from "./use-adding.ts";
import { useAnswer } from "./use-answer.ts";

const ChartsView = lazy(async () => ({ default: (await import("./charts-view.tsx")).ChartsView }));

const viewIds = ["compare", "recommend", "charts", "bundles", "summary"] as const;
type ViewId = (typeof viewIds)[number];

/** Many bundles together: taken in, compared, turned into settings, drawn, listed, and summed up on paper. */
export function FleetPage({ bridge, about }: PlaceProps): ReactElement {
  const words = texts.fleet;
  // Counts up whenever the fleet may have changed; everything that is shown of it is then asked for again.
  const [version, setVersion] = useState(0);
  const refresh = (): void => setVersion((now) => now + 1);
  const adding = useAdding(bridge, refresh);
  const summary = useAnswer(bridge, "fleet.summary", {}, version);
  const fleet = summary.outcome?.ok === true ? summary.outcome.value : undefined;
  return (
    <div className="view fleet">
      <div>
        <h1>{words.title}</h1>
        <p className="lead">
          {fleet?.from === undefined || fleet.to === undefined
            ? words.lead
            : words.size(fleet.bundles, formatMoment(fleet.from), formatMoment(fleet.to))}
        </p>
      </div>
      <AddBundles bridge={bridge} adding={adding} version={version} isEmpty={fleet?.bundles === 0} />
      <Asked answer={summary} loading={words.loading} onRetry={refresh}>
        {({ bundles }) =>
          bundles === 0 ? (
            <div className="card">
              <h2>{words.empty.title}</h2>
              <p>{words.empty.text}</p>
              <p className="hint">{words.empty.tryOut}</p>
            </div>
          ) : (
            <Views bridge={bridge} version={version} total={bundles} program={about} onRetry={refresh} />
          )
        }
      </Asked>
    </div>
  );
}

function Views({
  program,
  total,
  ...shared
}: {
  readonly bridge: Bridge;
  readonly version: number;
  readonly total: number;
  readonly program: CallOutput<"about">;
  readonly onRetry: () => void;
}): ReactElement {
  const words = texts.fleet;
  const [chosen, setChosen] = useState<ViewId>("compare");
  const [visited, setVisited] = useState<ReadonlySet<ViewId>>(() => new Set([chosen]));
  const contents: Readonly<Record<ViewId, ReactElement>> = {
    compare: <CompareView {...shared} />,
    recommend: <RecommendView {...shared} />,
    charts: (
      <section className="view">
        <h2 className="visually-hidden">{words.charts.title}</h2>
        <Suspense fallback={<p role="status">{words.charts.loading}</p>}>
          <ChartsView {...shared} />
        </Suspense>
      </section>
    ),
    bundles: <BundlesView {...shared} total={total} />,
    summary: <SummaryView {...shared} program={program} />,
  };
  return (
    <Tabs
      label={words.parts}
      // What was never looked at asks for nothing.
      tabs={viewIds.map((id) => ({ id, label: words.views[id], content: visited.has(id) && contents[id] }))}
      chosen={chosen}
      onChoose={(id) => {
        setChosen(id);
        setVisited(new Set([...visited, id]));
      }}
    />
  );
}
