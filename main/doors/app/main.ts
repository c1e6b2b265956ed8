import { fileURLToPath } from "node:url";
import { app, BrowserWindow, Menu, nativeTheme, powerSaveBlocker, protocol, session } from "electron";
import { wireHandlers } from "../wiring.ts";
import { receiveRequests } from "./arriving-requests.ts";
import { guardContents, guardSession } from "./guard.ts";
import { answerCalls } from "./ipc.ts";
import { systemKeyProtection } from "./key-protection.ts";
import { menuTemplate } from "./menu.ts";
import { privilegedScheme, servePage } from "./protocol.ts";
import { becomeOnlyInstance } from "./single-instance.ts";
import { openWindow } from "./window.ts";

/*
 * The desktop door: wiring only. This file is bundled to out/app/main.js; the paths below are seen from there.
 */
const rendererFolder = fileURLToPath(new URL("../renderer", import.meta.url));
const preloadPath = fileURLToPath(new URL("./preload.cjs", import.meta.url));

app.enableSandbox();
protocol.registerSchemesAsPrivileged([privilegedScheme]);
app.on("web-contents-created", (_event, contents) => guardContents(contents));
app.on("window-all-closed", () => app.quit());

const requests = receiveRequests(process.argv, process.cwd());
const isOnly = becomeOnlyInstance((args, folder) => {
  focusWindow();
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
  guardSession(session.defaultSession, { developerTools });
  servePage(session.defaultSession, rendererFolder);
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(process.platform === "darwin")]));
  const calls = answerCalls({
    handlers: wireHandlers("app", systemKeyProtection),
    reportBug: (error) => void process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`),
    begin: keepAwake,
  });
  openWindow({ preloadPath, developerTools, darkColors: nativeTheme.shouldUseDarkColors }, (contents) => {
    calls.trust(contents);
    requests.showIn(contents);
  });
}

function focusWindow(): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** A measurement of minutes must not end because the computer was left alone; the screen may go dark. */
function keepAwake(): () => void {
  const blocker = powerSaveBlocker.start("prevent-app-suspension");
  return () => void powerSaveBlocker.stop(blocker);
}
