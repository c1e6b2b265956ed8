import type { MenuItemConstructorOptions } from "electron";
import type { WatchState } from "./background-watch.ts";
import type { AppTexts } from "./texts/app-texts.ts";

/** What the tray shows, and what its entries do. */
export interface TrayModel {
  readonly watch: WatchState;
  /** Whether the watch belongs to the background, so that it also begins with the next start. */
  readonly backgroundWatch: boolean;
  /** Whether the organisation has decided that. */
  readonly backgroundWatchFixed: boolean;
  /** Undefined where this system has no such list. */
  readonly startAtLogin: boolean | undefined;
}

export interface TrayActions {
  readonly open: () => void;
  readonly startWatch: () => void;
  readonly pauseWatch: () => void;
  readonly setBackgroundWatch: (on: boolean) => void;
  readonly setStartAtLogin: (on: boolean) => void;
  readonly openLogFolder: () => void;
  readonly quit: () => void;
}

/** The entries of the tray's menu. */
export function trayMenu(model: TrayModel, actions: TrayActions, texts: AppTexts): MenuItemConstructorOptions[] {
  return [
    { label: texts.watchStates[model.watch], enabled: false },
    watchEntry(model.watch, actions, texts),
    { type: "separator" },
    { label: texts.open, click: actions.open },
    ...choiceEntries(model, actions, texts),
    { label: texts.openLogFolder, click: actions.openLogFolder },
    { type: "separator" },
    { label: texts.quit, click: actions.quit },
  ];
}

/** What a person decides about the background, in the tray and in the menu of the window. */
export function choiceEntries(
  { backgroundWatch, backgroundWatchFixed, startAtLogin }: TrayModel,
  actions: Pick<TrayActions, "setBackgroundWatch" | "setStartAtLogin">,
  texts: AppTexts,
): MenuItemConstructorOptions[] {
  const watch: MenuItemConstructorOptions = {
    label: backgroundWatchFixed ? texts.fixedByOrganisation(texts.backgroundWatch) : texts.backgroundWatch,
    type: "checkbox",
    checked: backgroundWatch,
    enabled: !backgroundWatchFixed,
    click: () => actions.setBackgroundWatch(!backgroundWatch),
  };
  if (startAtLogin === undefined) return [watch];
  const login: MenuItemConstructorOptions = {
    label: texts.startAtLogin,
    type: "checkbox",
    checked: startAtLogin,
    click: () => actions.setStartAtLogin(!startAtLogin),
  };
  return [watch, login];
}

function watchEntry(state: WatchState, actions: TrayActions, texts: AppTexts): MenuItemConstructorOptions {
  switch (state) {
    case "watching":
      return { label: texts.pauseWatch, click: actions.pauseWatch };
    case "paused":
      return { label: texts.resumeWatch, click: actions.startWatch };
    case "off":
    case "failed":
      return { label: texts.startWatch, click: actions.startWatch };
  }
}
