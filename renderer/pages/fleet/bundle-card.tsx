import { useState, type ReactElement } from "react";
import type { CallName, CallOutput, Outcome } from "../../../main/api/contract.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { FactList } from "../../components/fact-list.tsx";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatMoment, formatNumber } from "../../format.ts";
import { translateComparison } from "../../report-language.ts";
import { texts } from "../../texts/texts.ts";
import { ReportView } from "../check/report-view.tsx";
import { ComparisonView } from "../compare/comparison-view.tsx";
import type { FleetRow } from "./use-rows.ts";
import { valueText } from "./value-text.ts";

/** What was asked about a bundle, or about two; `outcome` is undefined while it is on its way. */
interface Opened<Name extends CallName> {
  readonly key: string;
  readonly title: string;
  readonly outcome: Outcome<CallOutput<Name>> | undefined;
}

/** The chosen bundle: what the fleet keeps of it, its report, and a second bundle beside it. */
export function BundleCard({
  bridge,
  row,
}: {
  readonly bridge: Bridge;
  readonly row: FleetRow | undefined;
}): ReactElement {
  const words = texts.fleet.bundle;
  const [kept, setKept] = useState<FleetRow>();
  const [report, setReport] = useState<Opened<"fleet.report">>();
  const [comparison, setComparison] = useState<Opened<"fleet.compare-bundles">>();

  const show = async ({ bundleId, fileName }: FleetRow): Promise<void> => {
    setComparison(undefined);
    setReport({ key: bundleId, title: fileName, outcome: undefined });
    const outcome = await bridge.call("fleet.report", { bundleId });
    setReport((now) => (now?.key === bundleId ? { ...now, outcome } : now));
  };
  const compare = async (before: FleetRow, after: FleetRow): Promise<void> => {
    const key = `${before.bundleId} ${after.bundleId}`;
    setReport(undefined);
    setKept(undefined);
    setComparison({ key, title: words.comparison(before.fileName, after.fileName), outcome: undefined });
    const compared = await bridge.call("fleet.compare-bundles", { before: before.bundleId, after: after.bundleId });
    const outcome: typeof compared = compared.ok
      ? { ok: true, value: await translateComparison(bridge, compared.value) }
      : compared;
    setComparison((now) => (now?.key === key ? { ...now, outcome } : now));
  };

  return (
    <>
      {row === undefined ? (
        <p className="hint">{texts.fleet.list.chooseOne}</p>
      ) : (
        <section className="card fleet-part fleet-bundle" aria-label={row.fileName}>
          <h3>{row.fileName}</h3>
          <FactList facts={factsOf(row)} />
          <div className="actions">
            <button type="button" className="button" onClick={() => void show(row)}>
              <Icon name="file" />
              {words.show}
            </button>
            {kept === undefined || kept.bundleId === row.bundleId ? (
              <button
                type="button"
                className="button"
                aria-pressed={kept !== undefined}
                onClick={() => setKept(kept === undefined ? row : undefined)}
              >
                {words.keep}
              </button>
            ) : (
              <button type="button" className="button" onClick={() => void compare(kept, row)}>
                {words.compareWith(kept.fileName)}
              </button>
            )}
          </div>
        </section>
      )}
      {kept !== undefined && (
        <div className="notice tone-neutral" role="status">
          <Icon name="info" />
          <div>
            <p>{words.kept(kept.fileName)}</p>
            <div className="actions">
              <button type="button" className="button" onClick={() => setKept(undefined)}>
                {words.forget}
              </button>
            </div>
          </div>
        </div>
      )}
      {report !== undefined && (
        <section className="view fleet-report">
          {report.outcome === undefined && <p role="status">{words.loading}</p>}
          {report.outcome?.ok === false && <ProblemNotice message={report.outcome.error.message} />}
          {report.outcome?.ok === true && (
            <>
              <FocusHeading level={2} takesFocus>
                {report.title}
              </FocusHeading>
              <ReportView bridge={bridge} report={report.outcome.value.report} level={2} takesFocus={false} />
            </>
          )}
          <div className="actions">
            <button type="button" className="button" onClick={() => setReport(undefined)}>
              {words.close}
            </button>
          </div>
        </section>
      )}
      {comparison !== undefined && (
        <section className="view fleet-report">
          {comparison.outcome === undefined && <p role="status">{words.comparing}</p>}
          {comparison.outcome?.ok === false && <ProblemNotice message={comparison.outcome.error.message} />}
          {comparison.outcome?.ok === true && (
            <>
              <p className="lead">{comparison.title}</p>
              <ComparisonView key={comparison.key} comparison={comparison.outcome.value} />
            </>
          )}
        </section>
      )}
    </>
  );
}

function factsOf(row: FleetRow): readonly (readonly [string, string])[] {
  const { facts, exactly, atLeast } = texts.fleet.bundle;
  const lifetime = row.natRepliedSeconds === undefined ? undefined : formatNumber(row.natRepliedSeconds, "s");
  return [
    [facts.at, formatMoment(row.at)],
    [facts.verdict, texts.fleet.values.verdicts[row.verdict]],
    [facts.cause, valueText("cause", row.cause)],
    [facts.system, row.osVersion],
    [facts.update, row.osUpdate],
    [facts.vpnClient, row.vpnClient],
    [facts.gateway, row.gateway],
    [facts.network, valueText("network", row.network)],
    [facts.carrierNat, valueText("carrierNat", row.carrierNat)],
    [
      facts.nat,
      lifetime === undefined
        ? valueText("nat", row.nat)
        : exactly(valueText("nat", row.nat), row.natRepliedAtLeast === true ? atLeast(lifetime) : lifetime),
    ],
    [facts.mtu, row.pathMtuBytes === undefined ? valueText("mtu", row.mtu) : formatNumber(row.pathMtuBytes, "bytes")],
    [facts.sessions, formatNumber(row.sessions)],
    [facts.drops, formatNumber(row.drops)],
    [facts.failures, formatNumber(row.failures)],
    [facts.hours, formatNumber(Math.round(row.hours * 10) / 10, "h")],
    [facts.tool, row.toolVersion],
  ];
}
