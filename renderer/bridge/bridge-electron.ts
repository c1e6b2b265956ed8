import type { CallName, CallOutput, CallProgress, Outcome } from "../../main/api/contract.ts";
import type { Bridge, CallOptions } from "./bridge.ts";

/** What the preload script of the desktop app hands to the page. */
export interface ElectronApi {
  readonly invoke: (id: string, name: string, input: unknown) => Promise<unknown>;
  readonly cancel: (id: string) => void;
  /** Progress of all calls of this page. Returns the function that ends the listening. */
  readonly onProgress: (listener: (message: { readonly id: string; readonly value: unknown }) => void) => () => void;
}

declare global {
  interface Window {
    readonly tunnelDoctor?: ElectronApi;
  }
}

/** The way to the program in the desktop app. */
export function createElectronBridge(api: ElectronApi, newCallId: () => string): Bridge {
  return {
    call: async <Name extends CallName>(name: Name, input: unknown, options: CallOptions<Name> = {}) => {
      const id = newCallId();
      const stop = (): void => api.cancel(id);
      const endListening = api.onProgress((message) => {
        if (message.id === id) options.onProgress?.(message.value as CallProgress<Name>);
      });
      options.signal?.addEventListener("abort", stop, { once: true });
      try {
        return (await api.invoke(id, name, input)) as Outcome<CallOutput<Name>>;
      } catch (error) {
        // Electron wraps what the main process could not answer into an error of its own.
        return { ok: false, error: { code: "command-failed", message: String(error) } };
      } finally {
        endListening();
        options.signal?.removeEventListener("abort", stop);
      }
    },
  };
}
