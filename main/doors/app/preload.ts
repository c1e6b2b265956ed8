import { contextBridge, ipcRenderer } from "electron";
import { callChannel, cancelChannel, progressChannel, type ProgressMessage } from "./channels.ts";

/*
 * All that the page gets from Electron: three functions that carry plain data. Neither `ipcRenderer` nor an event
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
});
