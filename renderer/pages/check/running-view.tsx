import type { ReactElement } from "react";
import { FocusHeading } from "../../components/focus-heading.tsx";
import { texts } from "../../texts/texts.ts";
import { RunCard } from "./run-card.tsx";
import type { CheckState } from "./use-check.ts";

/** A check under way. */
export function RunningView({
  state,
  onCancel,
}: {
  readonly state: Extract<CheckState, { kind: "running" }>;
  readonly onCancel: () => void;
}): ReactElement {
  const words = texts.running;
  const { request } = state;
  const practising = request.practice !== undefined;
  return (
    <section className="view">
      <FocusHeading takesFocus>{practising ? words.titlePractice : words.title}</FocusHeading>
      {!practising && request.options.gateway !== undefined && (
        <p className="lead">{words.gateway(request.options.gateway)}</p>
      )}
      <RunCard run={state} onCancel={onCancel} />
    </section>
  );
}
