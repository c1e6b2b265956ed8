import { contextBridge, ipcRenderer, webUtils } from "electron";
import { callChannel, cancelChannel, progressChannel, requestChannel, type ProgressMessage } from "./channels.ts";

/*
 * All that the page gets from Electron: five functions that carry plain data. Neither `ipcRenderer` nor an event
 * object reaches the page, because both would open every other channel.
 */
contextBridge.exposeInMainWorld("tunnelDoctor", {
  /** Makes the call `name` of the contract; `id` is the caller's own name for it. Resolves to an Outcome. */
  invoke: (id: string, name: string, input: unknown): Promise<unknown> =>
    ipcRenderer.invoke(callChannel, { id, name, input }),

  /** Stops the call `id`; it then ends with the code `cancelled`. */
  cancel: (id: string): void => ipcRenderer.send(cancelChannel, id),

  /** Calls `listener` for every step of every call of this page. Returns the function that ends that. */
  onProgress: (listener: (message: ProgressMessage) => void): (() => void) => {
    const forward = (_event: unknown, message: ProgressMessage): void => listener(message);
    ipcRenderer.on(progressChannel, forward);
    return () => void ipcRenderer.removeListener(progressChannel, forward);
  },

  /** Where a file is that the person dropped or chose; an empty text for one that is on no disk. */
  pathOf: (file: File): string => webUtils.getPathForFile(file),

  /** Calls `listener` with every request that the person opens by a link or a file. Returns the function that ends that. */
  onRequest: (listener: (source: unknown) => void): (() => void) => {
    const forward = (_event: unknown, source: unknown): void => listener(source);
    ipcRenderer.on(requestChannel, forward);
    return () => void ipcRenderer.removeListener(requestChannel, forward);
  },
});
