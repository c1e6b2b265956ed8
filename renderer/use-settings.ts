import { useEffect, useState } from "react";
import type { CallInput, CallOutput, Outcome } from "../main/api/contract.ts";
import type { Bridge } from "./bridge/bridge.ts";
import { chooseLanguage } from "./texts/languages.ts";
import { showLanguage } from "./texts/texts.ts";

export type SettingsState = CallOutput<"settings.read">;
export type SettingsChange = CallInput<"settings.write">["change"];

/** The person's settings, and the way to change them. */
export interface SettingsAccess extends SettingsState {
  /** Keeps the change; what could not be kept is not shown either. */
  readonly change: (change: SettingsChange) => Promise<Outcome<SettingsState>>;
}

/**
 * The settings once they are read, with the page in their language and colours; undefined until then. Who renders with
 * them renders everything below again, so that a change of the language is seen at once.
 */
export function useSettings(bridge: Bridge): Outcome<SettingsAccess> | undefined {
  const [read, setRead] = useState<Outcome<SettingsState>>();

  useEffect(() => {
    void bridge.call("settings.read", {}).then((outcome) => takeOver(outcome, setRead));
  }, [bridge]);

  if (read?.ok !== true) return read;
  const change = async (wanted: SettingsChange): Promise<Outcome<SettingsState>> => {
    const written = await bridge.call("settings.write", { change: wanted });
    if (written.ok) await takeOver(written, setRead);
    return written;
  };
  return { ok: true, value: { ...read.value, change } };
}

async function takeOver(
  outcome: Outcome<SettingsState>,
  show: (outcome: Outcome<SettingsState>) => void,
): Promise<void> {
  if (outcome.ok) {
    const { language, theme } = outcome.value.settings;
    await showLanguage(chooseLanguage(language, window.navigator.languages));
    const { dataset } = document.documentElement;
    if (theme === "system") delete dataset["theme"];
    else dataset["theme"] = theme;
  }
  show(outcome);
}
