import { lazy, Suspense, useId, useState, type ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { DataTable } from "../../components/data-table.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatNumber } from "../../format.ts";
import { sayText, useInLanguage } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";
import { Asked } from "./asked.tsx";
import { useAnswer } from "./use-answer.ts";
import { coverageText, valueText } from "./value-text.ts";

const CoverageCurve = lazy(async () => ({ default: (await import("./coverage-curve.tsx")).CoverageCurve }));

type Recommendation = CallOutput<"fleet.recommend">;
type Setting = Recommendation["settings"][number];

/** Shares of clients to choose from: closer together where each step costs more. */
const shares = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999] as const;
const usualShare = 0.99;

/** Settings that suit as many of the measured clients as the slider says, with what each value would suit. */
export function RecommendView({
  bridge,
  version,
  onRetry,
}: {
  readonly bridge: Bridge;
  readonly version: number;
  readonly onRetry: () => void;
}): ReactElement {
  const words = texts.fleet.recommend;
  const id = useId();
  const [place, setPlace] = useState<number>(shares.indexOf(usualShare));
  const share = shares[place] ?? usualShare;
  const answer = useAnswer(bridge, "fleet.recommend", { share }, version);
  return (
    <section className="view" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="visually-hidden">
        {words.title}
      </h2>
      <div className="field share-slider">
        <label htmlFor={`${id}-share`}>{words.share}</label>
        <div>
          <input
            id={`${id}-share`}
            type="range"
            min={0}
            max={shares.length - 1}
            step={1}
            value={place}
            aria-valuetext={coverageText(share)}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => setPlace(Number(target.value))}
          />
          <output htmlFor={`${id}-share`}>{coverageText(share)}</output>
        </div>
        <p id={`${id}-hint`} className="hint">
          {words.shareHint}
        </p>
      </div>
      <Asked answer={answer} loading={words.loading} onRetry={onRetry}>
        {(recommendation) => (
          <>
            <p>{words.rests(coverageText(recommendation.share), recommendation.bundles)}</p>
            <div className="fleet-settings">
              {recommendation.settings.map((setting) => (
                <SettingCard key={setting.setting} setting={setting} share={recommendation.share} />
              ))}
            </div>
          </>
        )}
      </Asked>
    </section>
  );
}

function SettingCard({ setting, share }: { readonly setting: Setting; readonly share: number }): ReactElement {
  const words = texts.fleet.recommend;
  const { value, unit, measured, covered, isConfident, curve } = setting;
  const text = useInLanguage(setting.text, sayText);
  const title = words.settings[setting.setting];
  return (
    <section className="card fleet-part" aria-label={title}>
      <div className="setting-head">
        <h3>{title}</h3>
        {value !== undefined && <p className="setting-value">{formatNumber(value, unit)}</p>}
      </div>
      <p>{text}</p>
      {measured > 0 && (
        <>
          <p className="hint with-icon">
            <Icon name={isConfident ? "check" : "info"} />
            <span>
              {words.measured(measured, coverageText(covered))}{" "}
              {isConfident ? words.confident : covered < share ? words.belowShare : words.notConfident}
            </span>
          </p>
          {curve.length > 1 && (
            <div>
              <h4>{words.curve}</h4>
              <Suspense fallback={<p role="status">{texts.fleet.charts.loading}</p>}>
                <CoverageCurve curve={curve} unit={unit} chosen={value} />
              </Suspense>
              <details>
                <summary>{words.asTable}</summary>
                <DataTable
                  name="fleet-chart"
                  caption={words.tableOf(title)}
                  columns={words.curveColumns}
                  rows={curve.map((point) => ({
                    key: String(point.value),
                    cells: [formatNumber(point.value, unit), coverageText(point.covered)],
                  }))}
                />
              </details>
            </div>
          )}
          <Outside title={title} outside={setting.outside} />
        </>
      )}
    </section>
  );
}

function Outside({ title, outside }: { readonly title: string; readonly outside: Setting["outside"] }): ReactElement {
  const words = texts.fleet.recommend;
  if (outside.length === 0) return <p>{words.outsideNobody}</p>;
  return (
    <details>
      <summary>{words.outside}</summary>
      <DataTable
        name="fleet-chart"
        caption={words.outsideOf(title)}
        columns={words.outsideColumns}
        rows={outside.map(({ by, value, clients, of }) => ({
          key: `${by} ${value}`,
          cells: [valueText(by, value), texts.fleet.dimensions[by], formatNumber(clients), formatNumber(of)],
        }))}
      />
    </details>
  );
}
