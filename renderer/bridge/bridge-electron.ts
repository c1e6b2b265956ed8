import type { CallName, CallOutput, CallProgress, Outcome } from "../../main/api/contract.ts";
import type { Bridge, CallOptions, RequestSource } from "./bridge.ts";

/** What the preload script of the desktop app hands to the page. */
export interface ElectronApi {
  readonly invoke: (id: string, name: string, input: unknown) => Promise<unknown>;
  readonly cancel: (id: string) => void;
  /** Progress of all calls of this page. Returns the function that ends the listening. */
  readonly onProgress: (listener: (message: { readonly id: string; readonly value: unknown }) => void) => () => void;
  /** Where a file is that the person dropped or chose; an empty text for one that is on no disk. */
  readonly pathOf: (file: File) => string;
  /** Every request of a helpdesk that the person opens by a link or a file. */
  readonly onRequest: (listener: (source: unknown) => void) => () => void;
}

declare global {
  interface Window {
    readonly tunnelDoctor?: ElectronApi;
  }
}

/** The way to the program in the desktop app. */
export function createElectronBridge(api: ElectronApi, newCallId: () => string): Bridge {
  // The request that started the program arrives before any page listens; it waits for the first one that does.
  let waiting: RequestSource | undefined;
  let showRequest: ((source: RequestSource) => void) | undefined;
  api.onRequest((value) => {
    const source = requestSourceOf(value);
    if (showRequest === undefined) waiting = source ?? waiting;
    else if (source !== undefined) showRequest(source);
  });
  return {
    onRequest: (listener) => {
      showRequest = listener;
      if (waiting !== undefined) listener(waiting);
      waiting = undefined;
      return () => {
        if (showRequest === listener) showRequest = undefined;
      };
    },
    pathOf: (file) => api.pathOf(file) || undefined,
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

/** What the main process sends, if it is what `request.open` takes. */
function requestSourceOf(value: unknown): RequestSource | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("content" in value && typeof value.content === "string") return { content: value.content };
  return "path" in value && typeof value.path === "string" ? { path: value.path } : undefined;
}
