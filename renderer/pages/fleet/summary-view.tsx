import { lazy, Suspense, useId, useState, type ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { DataTable } from "../../components/data-table.tsx";
import { formatDay, formatMoment, formatNumber, formatRate } from "../../format.ts";
import { useInLanguage, type Say } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";
import { Asked } from "./asked.tsx";
import { FleetAnswer } from "./compare-view.tsx";
import { everything } from "./comparing.ts";
import { GroupTable } from "./group-table.tsx";
import { useAnswer } from "./use-answer.ts";
import { coverageText, valueText } from "./value-text.ts";

const ChartsView = lazy(async () => ({ default: (await import("./charts-view.tsx")).ChartsView }));

const share = 0.99;
/** A page of paper holds no more; the others are in the comparison. */
const mostGroups = 12;

/** Everything that an admin hands on, on paper: the answer, the settings, and the numbers behind them. */
export function SummaryView({
  bridge,
  version,
  program,
  onRetry,
}: {
  readonly bridge: Bridge;
  readonly version: number;
  readonly program: CallOutput<"about">;
  readonly onRetry: () => void;
}): ReactElement {
  const words = texts.fleet.summary;
  const id = useId();
  const compared = useAnswer(bridge, "fleet.compare", { by: [...everything] }, version);
  const recommended = useAnswer(bridge, "fleet.recommend", { share }, version);
  const [madeAt] = useState(() => new Date().toISOString());
  return (
    <section className="view fleet-summary" aria-labelledby={`${id}-title`}>
      <div>
        <h2 id={`${id}-title`}>{words.title}</h2>
        <p className="hint">{words.made(formatMoment(madeAt), program.version)}</p>
      </div>
      <div className="actions no-print">
        <button type="button" className="button primary" onClick={() => window.print()}>
          {words.print}
        </button>
        <p className="hint">{words.hint}</p>
      </div>
      <Asked answer={compared} loading={texts.fleet.compare.loading} onRetry={onRetry}>
        {(comparison) => (
          <>
            <h3>{words.answer}</h3>
            <FleetAnswer comparison={comparison} />
            {comparison.affected.length > 0 && <AffectedTable affected={comparison.affected} />}
          </>
        )}
      </Asked>
      <Asked answer={recommended} loading={texts.fleet.recommend.loading} onRetry={onRetry}>
        {({ settings }) => (
          <>
            <div>
              <h3>{words.settings}</h3>
              <p className="hint">{words.settingsFor(coverageText(share))}</p>
            </div>
            <SettingsTable settings={settings} />
          </>
        )}
      </Asked>
      {compared.outcome?.ok === true && <GroupTables comparison={compared.outcome.value} />}
      <Suspense fallback={<p role="status">{texts.fleet.charts.loading}</p>}>
        <ChartsView bridge={bridge} version={version} onRetry={onRetry} />
      </Suspense>
    </section>
  );
}

type Settings = CallOutput<"fleet.recommend">["settings"];

const saySettings = (settings: Settings, say: Say): Settings =>
  settings.map((setting) => ({ ...setting, text: say(setting.text) }));

function SettingsTable({ settings }: { readonly settings: Settings }): ReactElement {
  const words = texts.fleet.summary;
  const said = useInLanguage(settings, saySettings);
  return (
    <DataTable
      name="fleet-summary-settings"
      caption={words.settings}
      columns={words.settingColumns}
      rows={said.map(({ setting, text, measured }) => ({
        key: setting,
        cells: [texts.fleet.recommend.settings[setting], text, formatNumber(measured)],
      }))}
    />
  );
}

type Comparison = CallOutput<"fleet.compare">;

function AffectedTable({ affected }: Pick<Comparison, "affected">): ReactElement {
  const words = texts.fleet.summary;
  return (
    <DataTable
      name="fleet-affected"
      caption={words.answer}
      columns={words.affectedColumns}
      rows={affected.map(({ by, value, metric, ratio, since }) => ({
        key: `${by} ${value}`,
        cells: [
          valueText(by, value),
          texts.fleet.metrics[metric],
          ratio === undefined ? "" : ratioText(ratio),
          since === undefined ? "" : formatDay(since.week),
        ],
      }))}
    />
  );
}

function ratioText({ value, low, high }: NonNullable<Comparison["affected"][number]["ratio"]>): string {
  const words = texts.fleet.compare;
  return high === undefined
    ? words.intervalOpen(formatRate(value), formatRate(low))
    : words.interval(formatRate(value), formatRate(low), formatRate(high));
}

function GroupTables({ comparison: { dimensions, affected } }: { readonly comparison: Comparison }): ReactElement {
  const words = texts.fleet;
  return (
    <>
      <h3>{words.summary.groups}</h3>
      {dimensions.map(({ by, groups, groupsLeftOut }) => (
        <section key={by} className="fleet-part">
          <h4>{words.dimensions[by]}</h4>
          <GroupTable
            by={by}
            groups={groups.slice(0, mostGroups)}
            affected={affected.filter((one) => one.by === by).map(({ value }) => value)}
          />
          {groups.length + groupsLeftOut > mostGroups && (
            <p className="hint">{words.compare.leftOut(groups.length + groupsLeftOut - mostGroups)}</p>
          )}
        </section>
      ))}
      <p className="hint">{words.compare.about}</p>
    </>
  );
}
