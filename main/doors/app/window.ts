import { BrowserWindow, type BrowserWindowConstructorOptions } from "electron";
import { pageUrl } from "./origin.ts";

export interface WindowSetup {
  readonly preloadPath: string;
  readonly developerTools: boolean;
  readonly darkColors: boolean;
}

/** Below this size (in device-independent pixels) the page would have to scroll sideways. */
const minimumSize = { minWidth: 360, minHeight: 480 };

/** Shown until the page has painted, so that a dark desktop does not flash white. */
const backgroundColor = { light: "#ffffff", dark: "#16191d" };

/** The options of the only window: the page runs in a sandbox, in a world of its own, without Node. */
export function windowOptions(setup: WindowSetup): BrowserWindowConstructorOptions {
  return {
    title: "Tunnel Doctor",
    width: 1080,
    height: 820,
    ...minimumSize,
    show: false,
    backgroundColor: setup.darkColors ? backgroundColor.dark : backgroundColor.light,
    webPreferences: {
      preload: setup.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: setup.developerTools,
      // Chromium fetches spelling dictionaries from a server of its maker; this program contacts nobody unasked.
      spellcheck: false,
    },
  };
}

/**
 * Makes the window; `trust` gets its contents before the page is loaded, so that the page can call from its first line.
 * The window shows itself when the page has painted.
 */
export function openWindow(setup: WindowSetup, trust: (contents: BrowserWindow["webContents"]) => void): BrowserWindow {
  const window = new BrowserWindow(windowOptions(setup));
  trust(window.webContents);
  window.once("ready-to-show", () => window.show());
  void window.loadURL(pageUrl);
  return window;
}
