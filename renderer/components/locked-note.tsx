import type { ReactElement } from "react";
import { texts } from "../texts/texts.ts";
import { Icon } from "./icon.tsx";

/** Says that a setting is not the person's to change. */
export function LockedNote({ id }: { readonly id?: string }): ReactElement {
  return (
    <p className="hint locked" id={id}>
      <Icon name="building" />
      {texts.settings.locked}
    </p>
  );
}
