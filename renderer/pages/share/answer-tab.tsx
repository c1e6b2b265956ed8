import { useEffect, useEffectEvent, useState, type ReactElement } from "react";
import type { Bridge, RequestSource } from "../../bridge/bridge.ts";
import { Announcer } from "../../components/announcer.tsx";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { Icon } from "../../components/icon.tsx";
import { texts } from "../../texts/texts.ts";
import { RunCard } from "../check/run-card.tsx";
import { countEnded } from "../check/run-steps.ts";
import { AnswerDone } from "./answer-done.tsx";
import { RequestCard } from "./request-card.tsx";
import { RequestInput } from "./request-input.tsx";
import { useAnswer, type AnswerState } from "./use-answer.ts";

/** The employee's side: a request comes in, is looked at, agreed to, run, and its sealed bundle is saved. */
export function AnswerTab({
  bridge,
  arrived,
}: {
  readonly bridge: Bridge;
  readonly arrived: RequestSource | undefined;
}): ReactElement {
  const words = texts.share.answer;
  const answering = useAnswer(bridge);
  const { state } = answering;
  const [seen, setSeen] = useState(arrived);
  const [passedOver, setPassedOver] = useState(false);
  if (seen !== arrived) {
    setSeen(arrived);
    setPassedOver(state.kind === "running");
  }
  const take = useEffectEvent((source: RequestSource) => {
    // A check that runs is not thrown away because somebody clicks a link.
    if (state.kind !== "running") answering.open(source);
  });
  useEffect(() => {
    if (arrived !== undefined) take(arrived);
  }, [arrived]);

  return (
    <>
      <Announcer message={announcement(state)} />
      {state.kind === "none" && (
        <RequestInput error={state.error} onOpen={answering.open} onRefuse={answering.refuse} />
      )}
      {state.kind === "opening" && <p role="status">{words.opening}</p>}
      {state.kind === "opened" && (
        <RequestCard opened={state.opened} error={state.error} onRun={answering.run} onDecline={answering.reset} />
      )}
      {state.kind === "running" && (
        <section className="view">
          <FocusHeading level={2} takesFocus>
            {words.running(state.opened.request.from)}
          </FocusHeading>
          <p>{words.runningAbout}</p>
          {passedOver && (
            <p className="notice tone-warn" role="status">
              <Icon name="info" />
              {words.passedOver}
            </p>
          )}
          <RunCard run={state} onCancel={answering.cancel} />
        </section>
      )}
      {state.kind === "answered" && (
        <AnswerDone
          key={state.answer.report.run.id}
          bridge={bridge}
          opened={state.opened}
          answer={state.answer}
          onNew={answering.reset}
        />
      )}
    </>
  );
}

function announcement(state: AnswerState): string {
  if (state.kind !== "running") return "";
  const words = texts.running;
  if (state.cancelling) return words.cancelling;
  const current = state.steps.findLast((step) => step.state === "running");
  if (current === undefined) return words.announceStarted;
  return words.announce(countEnded(state.steps), state.steps.length, current.title);
}
