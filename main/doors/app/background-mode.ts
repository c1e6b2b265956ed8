import type { Handlers } from "../../api/dispatch.ts";
import type { CallProgress } from "../../api/contract.ts";
import type { Failure } from "../../model/failure.ts";
import { settled, type Policy } from "../../model/policy.ts";
import type { DataFiles } from "../../model/ports/data-files.ts";
import { keepChoices, readChoices } from "./app-choices.ts";
import { createBackgroundWatch } from "./background-watch.ts";
import type { LoginItem } from "./login-item.ts";
import { createTrayIcon, type TrayIcon } from "./tray.ts";
import type { TrayActions, TrayModel } from "./tray-menu.ts";
import type { AppTexts } from "./texts/app-texts.ts";

interface BackgroundPorts {
  readonly handlers: Handlers;
  readonly files: Pick<DataFiles, "read" | "write">;
  readonly policy: Policy;
  readonly loginItem: LoginItem | null;
  readonly texts: AppTexts;
  /** Where the icons of the tray are, absolute. */
  readonly iconFolder: string;
  readonly actions: Pick<TrayActions, "open" | "openLogFolder" | "quit">;
  readonly onNews: (news: CallProgress<"watch.run">) => void;
  readonly onFailure: (failure: Failure) => void;
  readonly reportBug: (error: unknown) => void;
  /** Called when what the menus show has changed. */
  readonly onChange: () => void;
}

/** The app without its window: the watch, the tray's icon, and the start at login. All of it is off until it is chosen. */
export interface BackgroundMode {
  readonly model: () => TrayModel;
  /** Is there an icon by which a person finds the app again when its window is closed? */
  readonly staysOpen: () => boolean;
  readonly setBackgroundWatch: (on: boolean) => Promise<void>;
  readonly setStartAtLogin: (on: boolean) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Reads what was chosen, and begins with it. */
export async function beginBackgroundMode(ports: BackgroundPorts): Promise<BackgroundMode> {
  const { policy, loginItem, texts } = ports;
  const fixed = policy.fixed.backgroundWatch !== undefined;
  const chosen = (await readChoices(ports.files)).backgroundWatch;
  let isOn = settled(policy, "backgroundWatch", chosen) ?? false;
  let startAtLogin = await loginItem?.isOn();
  let tray: TrayIcon | null = null;

  const watch = createBackgroundWatch({
    handlers: ports.handlers,
    onNews: ports.onNews,
    onFailure: ports.onFailure,
    reportBug: ports.reportBug,
    onState: () => show(),
  });
  const model = (): TrayModel => ({
    watch: watch.state(),
    backgroundWatch: isOn,
    backgroundWatchFixed: fixed,
    startAtLogin,
  });
  const show = (): void => {
    tray?.show(model());
    ports.onChange();
  };

  const setBackgroundWatch = async (on: boolean): Promise<void> => {
    if (fixed || on === isOn) return;
    isOn = on;
    await keepChoices(ports.files, { backgroundWatch: on });
    await apply();
  };
  const setStartAtLogin = async (on: boolean): Promise<void> => {
    if (loginItem === null) return;
    try {
      await loginItem.set(on);
    } catch (error) {
      ports.reportBug(error);
    }
    // What the system says holds, not what was wished for.
    startAtLogin = await loginItem.isOn();
    show();
  };

  const apply = async (): Promise<void> => {
    if (isOn) {
      const actions: TrayActions = {
        ...ports.actions,
        startWatch: watch.start,
        pauseWatch: watch.pause,
        setBackgroundWatch: (on) => void setBackgroundWatch(on),
        setStartAtLogin: (on) => void setStartAtLogin(on),
      };
      tray ??= createTrayIcon(ports.iconFolder, model(), actions, texts);
      watch.start();
    } else {
      tray?.remove();
      tray = null;
      await watch.stop();
    }
    show();
  };

  await apply();
  return {
    model,
    staysOpen: () => tray !== null,
    setBackgroundWatch,
    setStartAtLogin,
    stop: async () => {
      await watch.stop();
      tray?.remove();
      tray = null;
    },
  };
}
