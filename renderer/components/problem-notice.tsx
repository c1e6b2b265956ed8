import type { ReactElement, ReactNode } from "react";
import { sayText, useInLanguage } from "../in-language.ts";
import { Icon } from "./icon.tsx";

/** Something went wrong, in one sentence, with what can be done about it below. Screen readers are told at once. */
export function ProblemNotice({
  message,
  wording = (said) => said,
  children,
}: {
  readonly message: string;
  /** What is said of it, where it does not stand alone. */
  readonly wording?: (message: string) => string;
  readonly children?: ReactNode;
}): ReactElement {
  const said = useInLanguage(message, sayText);
  return (
    <div className="notice tone-bad" role="alert">
      <Icon name="warning" />
      <div>
        <p>{wording(said)}</p>
        {children !== undefined && <div className="actions">{children}</div>}
      </div>
    </div>
  );
}
