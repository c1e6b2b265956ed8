import { app } from "electron";

/**
 * Two instances would send probes at the same time and spoil each other's measurement, so only the first may run.
 *
 * @param focus called in the first instance when a second one was started.
 * @returns false in the second instance, which should quit.
 */
export function becomeOnlyInstance(focus: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on("second-instance", focus);
  return true;
}
