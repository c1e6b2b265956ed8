import { app, clipboard, dialog, type BrowserWindow } from "electron";
import { restartArguments, weighReload } from "./crash-loop.ts";
import type { AppTexts } from "./texts/app-texts.ts";

/** What the handling of crashes needs of the rest of this door. */
interface CrashPorts {
  readonly texts: () => AppTexts;
  /** Keeps a line in the app's log. */
  readonly log: (text: string) => Promise<void>;
  /** What may be copied instead of this text; rejects where that cannot be told. */
  readonly redact: (text: string) => Promise<string>;
  readonly version: string;
  readonly monotonicMs: () => number;
}

export interface CrashHandling {
  /** Looks after the page of this window. */
  readonly watchPage: (window: BrowserWindow) => void;
}

/**
 * A crash becomes a line in the log and one dialog. Nothing is sent to anybody, and nothing starts itself again in a
 * loop. To be called before anything else can fail.
 */
export function handleCrashes(ports: CrashPorts): CrashHandling {
  const startedAtMs = ports.monotonicMs();
  // A fault may repeat many times a second; one dialog is enough for all of them.
  let isAsking = false;

  const onMistake = (error: unknown): void => {
    const details = `Tunnel Doctor ${ports.version} ${process.platform} ${process.arch}\n${textOf(error)}`;
    void ports.log(`crash: ${details}`);
    if (isAsking) return;
    isAsking = true;
    const args = restartArguments(process.argv.slice(1), ports.monotonicMs() - startedAtMs);
    void app
      .whenReady()
      .then(() => askAfterCrash(ports, details, args))
      .finally(() => (isAsking = false));
  };
  process.on("uncaughtException", onMistake);
  process.on("unhandledRejection", onMistake);
  // The graphics and network processes of Chromium begin again by themselves.
  app.on("child-process-gone", (_event, { type, reason, exitCode, serviceName = "" }) => {
    if (reason !== "clean-exit") void ports.log(`child process gone: ${type} ${serviceName} ${reason} ${exitCode}`);
  });

  return {
    watchPage: (window) => {
      let crashedAtMs: readonly number[] = [];
      window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
        if (reason === "clean-exit" || window.isDestroyed()) return;
        void ports.log(`page gone: ${reason} ${exitCode}`);
        const weighed = weighReload(crashedAtMs, ports.monotonicMs());
        crashedAtMs = weighed.crashedAtMs;
        if (weighed.reload) window.reload();
        else void askAfterPageCrash(ports, window, `page gone: ${reason} ${exitCode}`);
      });
    },
  };
}

async function askAfterCrash(ports: CrashPorts, details: string, args: readonly string[] | null): Promise<void> {
  const texts = ports.texts();
  const choices = [
    ...(args === null ? [] : [{ label: texts.restart, does: "restart" as const }]),
    { label: texts.copyDetails, does: "copy" as const },
    { label: texts.quit, does: "quit" as const },
  ];
  const { response } = await dialog.showMessageBox({
    type: "error",
    title: texts.crashTitle,
    message: texts.crashTitle,
    detail: args === null ? texts.crashAgainText : texts.crashText,
    buttons: choices.map(({ label }) => label),
    defaultId: 0,
    cancelId: choices.length - 1,
    noLink: true,
  });
  switch (choices[response]?.does) {
    case "copy":
      await copyDetails(ports, details);
      await askAfterCrash(ports, details, args);
      return;
    case "restart":
      app.relaunch({ args: [...(args ?? [])] });
      app.exit(1);
      return;
    case "quit":
    case undefined:
      app.exit(1);
  }
}

async function askAfterPageCrash(ports: CrashPorts, window: BrowserWindow, details: string): Promise<void> {
  const texts = ports.texts();
  const { response } = await dialog.showMessageBox({
    type: "error",
    title: texts.pageCrashTitle,
    message: texts.pageCrashTitle,
    detail: texts.pageCrashText,
    buttons: [texts.reloadPage, texts.copyDetails, texts.close],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 1) {
    await copyDetails(ports, details);
    await askAfterPageCrash(ports, window, details);
    return;
  }
  if (response === 0) window.reload();
  else window.destroy();
}

/** Details name files, and so the person; what cannot be redacted is not copied. */
async function copyDetails(ports: CrashPorts, details: string): Promise<void> {
  const redacted = await ports.redact(details).catch(() => null);
  if (redacted !== null) await clipboard.writeText(redacted);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
