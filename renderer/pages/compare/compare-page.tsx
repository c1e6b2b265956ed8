import { useEffect, useState, type ReactElement } from "react";
import type { CallInput, CallOutput, Outcome } from "../../../main/api/contract.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import type { PlaceProps } from "../../place-props.ts";
import { texts } from "../../texts/texts.ts";
import { translateComparison } from "../../report-language.ts";
import { useLastReport } from "../../use-last-report.ts";
import { initialFormValues, requestFor } from "../check/form-values.ts";
import { isGatewayName, normaliseGateway } from "../check/gateway-input.ts";
import { useCheck, type Check } from "../check/use-check.ts";
import { ComparisonView } from "./comparison-view.tsx";
import { FilePair } from "./file-pair.tsx";
import { SideCard } from "./side-card.tsx";

type Pair = CallInput<"compare.reports">;

/** The same check in two networks, or before and after a change, side by side. */
export function ComparePage({ bridge, settings: { settings } }: PlaceProps): ReactElement {
  const words = texts.compare;
  const { last } = useLastReport(bridge, "compare");
  const lastReport = last?.ok === true ? last.value.report : undefined;
  const [typed, setTyped] = useState<string>();
  const before = useCheck(bridge);
  const after = useCheck(bridge);
  const [pair, setPair] = useState<Pair>();
  const [result, setResult] = useState<{
    readonly pair: Pair;
    readonly outcome: Outcome<CallOutput<"compare.reports">>;
  }>();

  const reports = pairOf(before, after);
  const wanted = reports ?? pair;
  // Reports are made once and kept, so that their identity tells whether they are the ones that were compared.
  const key = wanted === undefined ? undefined : JSON.stringify([nameOf(wanted.before), nameOf(wanted.after)]);
  useEffect(() => {
    if (wanted === undefined) return undefined;
    let gone = false;
    const compare = async (): Promise<Outcome<CallOutput<"compare.reports">>> => {
      const compared = await bridge.call("compare.reports", wanted);
      return compared.ok ? { ok: true, value: await translateComparison(bridge, compared.value) } : compared;
    };
    void compare().then((outcome) => {
      if (!gone) setResult({ pair: wanted, outcome });
    });
    return () => {
      gone = true;
    };
    // `key` stands for `wanted`, which is put together anew each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [bridge, key]);

  const gateway = typed ?? lastReport?.gateway?.host ?? "";
  const name = normaliseGateway(gateway);
  const valid = isGatewayName(name);
  const running = before.state.kind === "running" || after.state.kind === "running";
  const start = (check: Check) => (): void => {
    const request = requestFor(initialFormValues(settings), name);
    check.start(typeof request === "string" ? { options: { gateway: name } } : request);
  };
  const shown = wanted === undefined ? undefined : result;

  return (
    <div className="view">
      <div>
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
      </div>
      <div className="field">
        <label htmlFor="compare-gateway">{words.gateway}</label>
        <input
          id="compare-gateway"
          value={gateway}
          aria-invalid={gateway !== "" && !valid}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
        />
        {gateway !== "" && !valid && <p className="field-error">{texts.start.gatewayInvalid}</p>}
      </div>
      <div className="compare-sides">
        <SideCard side="before" check={before} last={lastReport} disabled={!valid || running} onStart={start(before)} />
        <SideCard side="after" check={after} last={undefined} disabled={!valid || running} onStart={start(after)} />
      </div>
      <FilePair
        pathOf={bridge.pathOf}
        onCompare={(first, second) => {
          before.reset();
          after.reset();
          setResult(undefined);
          setPair({ before: { path: first }, after: { path: second } });
        }}
      />
      {wanted !== undefined && shown === undefined && <p role="status">{words.comparing}</p>}
      {shown?.outcome.ok === false && <ProblemNotice message={shown.outcome.error.message} />}
      {shown?.outcome.ok === true && <ComparisonView key={key} comparison={shown.outcome.value} />}
    </div>
  );
}

function pairOf(before: Check, after: Check): Pair | undefined {
  if (before.state.kind !== "finished" || after.state.kind !== "finished") return undefined;
  return { before: { report: before.state.report }, after: { report: after.state.report } };
}

function nameOf(side: Pair["before"]): string {
  if ("path" in side) return side.path;
  return "runId" in side ? side.runId : side.report.run.id;
}
