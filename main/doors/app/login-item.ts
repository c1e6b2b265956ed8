import { app } from "electron";
import type { AutostartFile } from "../../host/autostart-file.ts";

/** Whether the app starts when its user logs in. Only the person's own click changes it. */
export interface LoginItem {
  readonly isOn: () => Promise<boolean>;
  readonly set: (on: boolean) => Promise<void>;
}

/** The argument of a start without a window. */
export const backgroundArgument = "--background";

/**
 * The list of the operating system: of macOS and Windows through Electron, of Linux as a file of the XDG autostart
 * specification. Null in a checkout, whose program is no app that could be started.
 */
export function createLoginItem(platform: NodeJS.Platform, autostart: AutostartFile): LoginItem | null {
  if (!app.isPackaged) return null;
  if (platform !== "darwin" && platform !== "win32") return autostart;
  // Windows finds the entry again by its arguments.
  const args = { args: [backgroundArgument] };
  return {
    isOn: async () => app.getLoginItemSettings(args).openAtLogin,
    set: async (on) => app.setLoginItemSettings({ openAtLogin: on, ...args }),
  };
}
