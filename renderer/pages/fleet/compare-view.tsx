import { useId, useState, type ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { sayTexts, useInLanguage } from "../../in-language.ts";
import { texts } from "../../texts/texts.ts";
import { Asked } from "./asked.tsx";
import { comparedBy, everything, type Comparing } from "./comparing.ts";
import { GroupTable } from "./group-table.tsx";
import { useAnswer } from "./use-answer.ts";

type Comparison = CallOutput<"fleet.compare">;

/** Groups of the fleet against each other: the answer as a sentence, then what else may explain it, then the numbers. */
export function CompareView({
  bridge,
  version,
  onRetry,
}: {
  readonly bridge: Bridge;
  readonly version: number;
  readonly onRetry: () => void;
}): ReactElement {
  const words = texts.fleet.compare;
  const [by, setBy] = useState<Comparing>("osBuild");
  const [minBundles, setMinBundles] = useState("20");
  const id = useId();
  const least = Number(minBundles);
  const isValid = minBundles.trim() !== "" && Number.isInteger(least) && least >= 2 && least <= 1_000_000;
  const answer = useAnswer(
    bridge,
    "fleet.compare",
    isValid ? { by: by === "everything" ? [...everything] : [by], minBundles: least } : undefined,
    version,
  );
  return (
    <section className="view" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="visually-hidden">
        {words.title}
      </h2>
      <div className="fleet-form">
        <div className="field">
          <label htmlFor={`${id}-by`}>{words.by}</label>
          <select
            id={`${id}-by`}
            value={by}
            onChange={({ target }) => setBy(comparedBy.find((one) => one === target.value) ?? "everything")}
          >
            {comparedBy.map((dimension) => (
              <option key={dimension} value={dimension}>
                {texts.fleet.dimensions[dimension]}
              </option>
            ))}
            <option value="everything">{words.everything}</option>
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-least`}>{words.minBundles}</label>
          <input
            id={`${id}-least`}
            className="short"
            inputMode="numeric"
            value={minBundles}
            maxLength={7}
            aria-invalid={!isValid}
            aria-describedby={isValid ? undefined : `${id}-least-error`}
            onChange={({ target }) => setMinBundles(target.value)}
          />
          {!isValid && (
            <p id={`${id}-least-error`} className="field-error">
              {words.minBundlesInvalid}
            </p>
          )}
        </div>
      </div>
      <Asked answer={answer} loading={words.loading} onRetry={onRetry}>
        {(comparison) => <Compared comparison={comparison} />}
      </Asked>
    </section>
  );
}

function Compared({ comparison }: { readonly comparison: Comparison }): ReactElement {
  const words = texts.fleet.compare;
  return (
    <>
      <FleetAnswer comparison={comparison} />
      {comparison.dimensions.map(({ by, groups, groupsLeftOut }) => (
        <section key={by} className="card fleet-part">
          <h3>{words.groups(texts.fleet.dimensions[by])}</h3>
          <GroupTable
            by={by}
            groups={groups}
            affected={comparison.affected.filter((one) => one.by === by).map(({ value }) => value)}
          />
          {groupsLeftOut > 0 && <p className="hint">{words.leftOut(groupsLeftOut)}</p>}
        </section>
      ))}
      <p className="hint">{words.about}</p>
      {comparison.testsMade > 0 && <p className="hint">{words.tests(comparison.testsMade)}</p>}
    </>
  );
}

/** The sentences of a comparison, the most important one first. */
export function FleetAnswer({ comparison }: { readonly comparison: Comparison }): ReactElement {
  const { sentences, affected, bundles, drops, hours } = comparison;
  const [first = "", ...others] = useInLanguage<readonly string[]>(sentences, sayTexts);
  return (
    <div className={`card fleet-answer ${affected.length > 0 ? "tone-warn" : "tone-neutral"}`}>
      <p className="fleet-sentence">{first}</p>
      {others.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p className="hint">{texts.fleet.compare.rests(bundles, drops, Math.round(hours))}</p>
    </div>
  );
}
