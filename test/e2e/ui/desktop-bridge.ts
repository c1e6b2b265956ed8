import type { Page } from "@playwright/test";
import { dispatch, type Handlers } from "../../../main/api/dispatch.ts";

/**
 * Gives the page what Electron's preload script gives it, so that it takes itself for the desktop app: calls go to the
 * handlers, files have paths in `/home/ada/`, and `window.arrive(source)` opens a request from outside.
 */
export async function beDesktopApp(page: Page, handlers: Handlers): Promise<void> {
  await page.exposeFunction("dispatchCall", async (name: string, input: unknown) =>
    dispatch(handlers, name, input, { signal: new AbortController().signal, emit: () => undefined }),
  );
  await page.addInitScript(() => {
    const globals = window as unknown as Record<string, (...values: readonly unknown[]) => unknown>;
    const api = {
      invoke: async (_id: string, name: string, input: unknown) => globals["dispatchCall"]?.(name, input),
      cancel: () => undefined,
      onProgress: () => () => undefined,
      pathOf: (file: File) => `/home/ada/${file.name}`,
      onRequest: (listener: (source: unknown) => void) => {
        Object.assign(window, { arrive: listener });
        return () => undefined;
      },
    };
    Object.assign(window, { tunnelDoctor: api });
  });
}
