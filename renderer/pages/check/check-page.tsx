import { useEffect, useMemo, useState, type ReactElement } from "react";
import type { CallOutput, Report } from "../../../main/api/contract.ts";
import { Announcer } from "../../components/announcer.tsx";
import type { PlaceProps } from "../../place-props.ts";
import { texts } from "../../texts/texts.ts";
import { FailedView } from "./failed-view.tsx";
import { changedValues, initialFormValues, type FormValues } from "./form-values.ts";
import { ResultView } from "./result-view.tsx";
import { countEnded } from "./run-steps.ts";
import { RunningView } from "./running-view.tsx";
import { StartView } from "./start-view.tsx";
import { useCheck, type CheckRequest, type CheckState } from "./use-check.ts";

/** The main place: from the question to the verdict. */
export function CheckPage({ bridge, about, settings: { settings, locked } }: PlaceProps): ReactElement {
  const check = useCheck(bridge);
  const initial = useMemo(() => initialFormValues(settings), [settings]);
  const [changed, setChanged] = useState<Partial<FormValues>>({});
  const values = { ...initial, ...changed };
  const [moved, setMoved] = useState(false);
  const [found, setFound] = useState<CallOutput<"profiles.list">>();
  const [last, setLast] = useState<Report>();
  const { state } = check;

  useEffect(() => {
    void bridge.call("profiles.list", {}).then((outcome) => {
      setFound(outcome.ok ? outcome.value : { profiles: [], unreadable: [] });
    });
    void bridge.call("check.last", {}).then((outcome) => {
      if (outcome.ok) setLast(outcome.value.report);
    });
  }, [bridge]);

  const start = (request: CheckRequest): void => {
    setMoved(true);
    check.start(request);
  };

  return (
    <>
      <Announcer message={announcement(state)} />
      {state.kind === "idle" && (
        <StartView
          about={about}
          found={found}
          last={last}
          values={values}
          locked={locked}
          takesFocus={moved}
          onChange={(next) => setChanged(changedValues(initial, next))}
          onStart={start}
          onShow={(report) => {
            setMoved(true);
            check.show(report);
          }}
        />
      )}
      {state.kind === "running" && <RunningView state={state} onCancel={check.cancel} />}
      {state.kind === "failed" && (
        <FailedView error={state.error} onRetry={() => start(state.request)} onBack={check.reset} />
      )}
      {state.kind === "finished" && (
        <ResultView
          key={state.report.run.id}
          bridge={bridge}
          report={state.report}
          request={state.request}
          pseudonyms={settings.pseudonyms}
          onAgain={start}
          onNew={() => {
            setLast(state.report);
            check.reset();
          }}
        />
      )}
    </>
  );
}

/** What a screen reader is told while the focus is elsewhere; a result is read out by its heading. */
function announcement(state: CheckState): string {
  if (state.kind !== "running") return "";
  const words = texts.running;
  if (state.cancelling) return words.cancelling;
  const current = state.steps.findLast((step) => step.state === "running");
  if (current === undefined) return words.announceStarted;
  return words.announce(countEnded(state.steps), state.steps.length, current.title);
}
