import type { ReactElement } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import { texts } from "../../texts/texts.ts";
import { Asked } from "./asked.tsx";
import { CauseChart } from "./cause-chart.tsx";
import { DropsChart } from "./drops-chart.tsx";
import { LifetimeChart } from "./lifetime-chart.tsx";
import { MtuChart } from "./mtu-chart.tsx";
import { useAnswer } from "./use-answer.ts";

/** The fleet as pictures, each with a table that says the same. */
export function ChartsView({
  bridge,
  version,
  onRetry,
}: {
  readonly bridge: Bridge;
  readonly version: number;
  readonly onRetry: () => void;
}): ReactElement {
  const words = texts.fleet.charts;
  const answer = useAnswer(bridge, "fleet.charts", {}, version);
  return (
    <Asked answer={answer} loading={words.loading} onRetry={onRetry}>
      {({ causes, natSurvival, pathMtu, weeks, updates }) => (
        <>
          <CauseChart causes={causes} />
          <LifetimeChart curves={natSurvival} />
          <MtuChart sizes={pathMtu} />
          <DropsChart weeks={weeks} updates={updates} />
        </>
      )}
    </Asked>
  );
}
