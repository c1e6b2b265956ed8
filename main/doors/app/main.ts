import { existsSync } from "node:fs";
import path from "node:path";
import { setInterval } from "node:timers";
import { fileURLToPath } from "node:url";
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  nativeTheme,
  powerSaveBlocker,
  protocol,
  session,
  shell,
  type MessageBoxOptions,
} from "electron";
import type { CallName, CallOutput, CallProgress } from "../../api/contract.ts";
import { dispatch, type Handlers } from "../../api/dispatch.ts";
import { createAppLog } from "../../host/app-log/app-log.ts";
import { createAutostartFile } from "../../host/autostart-file.ts";
import { createDataFiles } from "../../host/data-folder.ts";
import type { Outcome } from "../../model/failure.ts";
import { noPolicy } from "../../model/policy.ts";
import { version } from "../../model/version.ts";
import { wireHandlers } from "../wiring.ts";
import { receiveRequests } from "./arriving-requests.ts";
import { beginBackgroundMode, type BackgroundMode } from "./background-mode.ts";
import { handleCrashes } from "./crash.ts";
import { guardContents, guardSession } from "./guard.ts";
import { answerCalls } from "./ipc.ts";
import { systemKeyProtection } from "./key-protection.ts";
import { backgroundArgument, createLoginItem } from "./login-item.ts";
import { menuTemplate } from "./menu.ts";
import { createNotifier } from "./notify.ts";
import { privilegedScheme, servePage } from "./protocol.ts";
import { becomeOnlyInstance } from "./single-instance.ts";
import { appTexts } from "./texts.ts";
import { choiceEntries } from "./tray-menu.ts";
import { runUpdates, uninstallerName, updatePlan, type Updater, type UpdateResult, type Updates } from "./updates.ts";
import { openWindow } from "./window.ts";

/*
 * The desktop door: wiring only. This file is bundled to out/app/main.js; the paths below are seen from there.
 */
const rendererFolder = fileURLToPath(new URL("../renderer", import.meta.url));
const preloadPath = fileURLToPath(new URL("./preload.cjs", import.meta.url));
const iconFolder = fileURLToPath(new URL("../../build/tray-icons", import.meta.url));

/** Made when the app is ready; a crash before that is told of in plain words all the same. */
let handlers: Handlers | undefined;
let texts = appTexts("en");
let openPage: () => void = () => undefined;

async function ask<Name extends CallName>(name: Name, input: unknown): Promise<Outcome<CallOutput<Name>> | null> {
  if (handlers === undefined) return null;
  const context = { signal: new AbortController().signal, emit: () => undefined };
  return (await dispatch(handlers, name, input, context)) as Outcome<CallOutput<Name>>;
}

/** What may be told of a text; it rejects where that cannot be said. */
async function redact(text: string): Promise<string> {
  const redacted = await ask("redact.value", { value: text });
  if (redacted?.ok !== true || typeof redacted.value.value !== "string") throw new Error("It cannot be redacted.");
  return redacted.value.value;
}

const log = createAppLog({ wallMs: Date.now, redact });
const crashes = handleCrashes({
  texts: () => texts,
  log: (text) => log.write("error", text),
  redact,
  version,
  monotonicMs: () => performance.now(),
});

app.enableSandbox();
protocol.registerSchemesAsPrivileged([privilegedScheme]);
app.on("web-contents-created", (_event, contents) => guardContents(contents));

const requests = receiveRequests(process.argv, process.cwd(), () => openPage());
const isOnly = becomeOnlyInstance((args, folder) => {
  if (!args.includes(backgroundArgument)) openPage();
  requests.secondStart(args, folder);
});

if (isOnly) {
  // Not awaited at the top level: Electron is ready only after this module has been evaluated.
  void app.whenReady().then(start);
} else {
  app.quit();
}

function start(): void {
  const developerTools = !app.isPackaged;
  texts = appTexts(app.getLocale());
  guardSession(session.defaultSession, { developerTools, saveTitle: () => texts.save });
  servePage(session.defaultSession, rendererFolder);
  handlers = wireHandlers("app", systemKeyProtection);
  const calls = answerCalls({ handlers, reportBug, begin: keepAwake });
  openPage = () => {
    if (focusWindow()) return;
    const window = openWindow(
      { preloadPath, developerTools, darkColors: nativeTheme.shouldUseDarkColors },
      (contents) => {
        calls.trust(contents);
        requests.showIn(contents);
      },
    );
    crashes.watchPage(window);
  };
  void log.write("info", `started: version ${version}, ${process.platform} ${process.arch}`);
  const isHidden = process.argv.includes(backgroundArgument);
  if (!isHidden) openPage();
  app.on("activate", () => openPage());
  showMenu(undefined, null);
  void startBackground(handlers, isHidden);
}

/** What needs the person's settings and the organisation's policy: languages, the background, new versions. */
async function startBackground(wired: Handlers, isHidden: boolean): Promise<void> {
  const [read, settings] = await Promise.all([ask("policy.read", {}), ask("settings.read", {})]);
  const policy = read?.ok === true ? read.value : noPolicy;
  if (policy.problem !== undefined) void log.write("warning", policy.problem);
  const language = settings?.ok === true ? settings.value.settings.language : undefined;
  const tag = language ?? app.getLocale();
  texts = appTexts(tag);
  const say = (text: string): Promise<string> => inOwnLanguage(text, tag);

  const notifier = createNotifier({
    texts,
    monotonicMs: () => performance.now(),
    isFocused: () => BrowserWindow.getAllWindows().some((window) => window.isFocused()),
    open: () => openPage(),
  });
  const autostart = createAutostartFile(process.env["APPIMAGE"] ?? process.execPath, [backgroundArgument]);
  const menu: { background?: BackgroundMode; updates: Updates | null } = { updates: null };
  const show = (): void => showMenu(menu.background, menu.updates);
  const background = await beginBackgroundMode({
    handlers: wired,
    files: createDataFiles(),
    policy,
    loginItem: createLoginItem(process.platform, autostart),
    texts,
    iconFolder,
    actions: { open: () => openPage(), openLogFolder, quit: () => app.quit() },
    onNews: (news) => void withOwnTitles(news, say).then(notifier.news),
    onFailure: ({ message }) => {
      void log.write("warning", `watch: ${message}`);
      void say(message).then((text) => notifier.tell("watch-failed", texts.watchFailedTitle, text));
    },
    reportBug,
    onChange: show,
  });
  menu.background = background;
  const { staysOpen, stop } = background;
  app.on("window-all-closed", () => {
    if (!staysOpen()) app.quit();
  });
  quitGracefully(stop);
  // Without an icon nobody would find an app that has no window.
  if (isHidden && !staysOpen()) openPage();

  const canInstall =
    process.platform !== "win32" || existsSync(path.join(path.dirname(process.execPath), uninstallerName));
  const plan = app.isPackaged ? updatePlan({ ...policy.recommended, ...policy.fixed }, canInstall) : null;
  menu.updates = await runUpdates(plan, {
    load: async () => (await import("electron-updater")).default.autoUpdater as unknown as Updater,
    tell: (result) => notifier.tell(`update:${result.kind}`, texts.updateFoundTitle, updateText(result)),
    log: (text) => void log.write("warning", text),
    every: (periodMs, action) => void setInterval(action, periodMs).unref(),
  });
  show();
}

/** What the rest of the program says in English; left as it is where there are no other words for it. */
async function inOwnLanguage(text: string, tag: string): Promise<string> {
  const language = tag.split(/[-_]/, 1)[0]?.toLowerCase();
  const said = await ask("texts.translate", { texts: [text], language });
  return (said?.ok === true ? said.value.texts[0] : undefined) ?? text;
}

async function withOwnTitles(
  news: CallProgress<"watch.run">,
  say: (text: string) => Promise<string>,
): Promise<CallProgress<"watch.run">> {
  if (news.kind !== "drop") return news;
  const causes = news.causes.map(async (cause) => ({ ...cause, title: await say(cause.title) }));
  return { ...news, causes: await Promise.all(causes) };
}

function showMenu(background: BackgroundMode | undefined, updates: Updates | null): void {
  const watch =
    background === undefined
      ? []
      : choiceEntries(
          background.model(),
          {
            setBackgroundWatch: (on) => void background.setBackgroundWatch(on),
            setStartAtLogin: (on) => void background.setStartAtLogin(on),
          },
          texts,
        );
  const searchUpdate = updates === null ? undefined : () => void tellUpdate(updates);
  const template = menuTemplate(process.platform === "darwin", { watch, openLogFolder, searchUpdate }, texts);
  Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
}

async function tellUpdate(updates: Updates): Promise<void> {
  const options: MessageBoxOptions = {
    type: "info",
    title: texts.updateFoundTitle,
    message: updateText(await updates.searchNow()),
    buttons: [texts.close],
  };
  await dialog.showMessageBox(options);
}

function updateText(result: UpdateResult): string {
  switch (result.kind) {
    case "found":
      return texts.updateFound(result.version);
    case "ready":
      return texts.updateReady(result.version);
    case "none":
      return texts.updateNone;
    case "failed":
      return texts.updateFailed;
  }
}

/** Gives the watch the time to write its last record. */
function quitGracefully(stop: () => Promise<void>): void {
  let isDone = false;
  app.on("will-quit", (event) => {
    if (isDone) return;
    event.preventDefault();
    void stop()
      .then(() => log.close())
      .finally(() => {
        isDone = true;
        app.quit();
      });
  });
}

function reportBug(error: unknown): void {
  void log.write("error", String(error instanceof Error ? error.stack : error));
}

function openLogFolder(): void {
  void shell.openPath(log.folder);
}

/** Brings the window to the front; false where there is none. */
function focusWindow(): boolean {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) return false;
  if (window.isMinimized()) window.restore();
  window.focus();
  return true;
}

/** A measurement of minutes must not end because the computer was left alone; the screen may go dark. */
function keepAwake(): () => void {
  const blocker = powerSaveBlocker.start("prevent-app-suspension");
  return () => void powerSaveBlocker.stop(blocker);
}
