import { app } from "electron";

/**
 * Two instances would send probes at the same time and spoil each other's measurement, so only the first may run.
 *
 * @param onSecond called in the first instance when a second one was started, with its arguments and its working folder.
 * @returns false in the second instance, which should quit.
 */
export function becomeOnlyInstance(onSecond: (args: readonly string[], folder: string) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on("second-instance", (_event, args, folder) => onSecond(args, folder));
  return true;
}
