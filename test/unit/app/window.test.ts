import { beforeEach, describe, expect, it, vi } from "vitest";
import { menuTemplate } from "../../../main/doors/app/menu.ts";
import { becomeOnlyInstance } from "../../../main/doors/app/single-instance.ts";
import { openWindow, windowOptions } from "../../../main/doors/app/window.ts";
import { appTexts } from "../../../main/doors/app/texts.ts";
import type { AppTexts } from "../../../main/doors/app/texts/app-texts.ts";
import { en } from "../../../main/doors/app/texts/en.ts";
import { app, BrowserWindow, menuItems, resetElectron } from "../../fakes/electron.ts";

vi.mock("electron", () => import("../../fakes/electron.ts"));

const setup = { preloadPath: "/out/app/preload.cjs", developerTools: false, darkColors: false };

beforeEach(async () => {
  resetElectron();
  await app.whenReady();
});

describe("the window", () => {
  it("shows a page that is sandboxed, isolated and without Node", () => {
    expect(windowOptions(setup).webPreferences).toEqual({
      preload: "/out/app/preload.cjs",
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
      devTools: false,
      spellcheck: false,
    });
  });

  it("has developer tools only where that is asked for", () => {
    expect(windowOptions({ ...setup, developerTools: true }).webPreferences?.devTools).toBe(true);
  });

  it("begins in the colour of the desktop", () => {
    const light = windowOptions(setup).backgroundColor;
    expect(windowOptions({ ...setup, darkColors: true }).backgroundColor).not.toBe(light);
  });

  it("is trusted before its page is loaded, and seen when the page has painted", () => {
    const order: string[] = [];
    openWindow(setup, () => order.push(`trusted after ${BrowserWindow.opened[0]?.loaded.length ?? 0} pages`));
    const window = BrowserWindow.opened[0];
    expect(order).toEqual(["trusted after 0 pages"]);
    expect(window?.loaded).toEqual(["app://tunnel-doctor/"]);
    expect(window?.visible).toBe(false);
    window?.emit("ready-to-show");
    expect(window?.visible).toBe(true);
  });
});

describe("a second instance", () => {
  it("may not run", () => {
    app.lockIsFree = false;
    expect(becomeOnlyInstance(() => expect.unreachable())).toBe(false);
    expect(app.listenerCount("second-instance")).toBe(0);
  });

  it("brings the window of the first one to the front", () => {
    let focused = 0;
    expect(becomeOnlyInstance(() => (focused += 1))).toBe(true);
    app.emit("second-instance");
    expect(focused).toBe(1);
  });
});

describe("the menu", () => {
  it.each([true, false])("has no developer tools, no reload and no link to the web (macOS: %s)", (macos) => {
    const text = JSON.stringify(menuTemplate(macos, { watch: [], openLogFolder: () => undefined }, en));
    expect(text).toContain("editMenu");
    for (const role of ["toggleDevTools", "viewMenu", "reload", "help"]) expect(text).not.toContain(`"${role}"`);
    expect(text).not.toMatch(/https?:/);
  });

  it.each([true, false])("has words of its own for everything, in every language (macOS: %s)", (macos) => {
    const entries = { watch: [], openLogFolder: () => undefined, searchUpdate: () => undefined };
    const labelsIn = (texts: AppTexts) => {
      // The menu of the app itself bears its name on macOS.
      const template = menuTemplate(macos, entries, texts).filter(({ role }) => role !== "appMenu");
      return menuItems({ template }).flatMap(({ label, type }) => (type === "separator" ? [] : [label]));
    };
    expect(labelsIn(en)).not.toContain(undefined);
    for (const tag of ["de", "es", "fr", "ja"]) {
      const same = labelsIn(appTexts(tag)).filter((label) => labelsIn(en).includes(label));
      // Spanish keeps this word; macOS itself does.
      expect(same).toEqual(tag === "es" ? ["Zoom"] : []);
    }
  });

  it("has a search for new versions only where somebody provides them", () => {
    const entries = { watch: [], openLogFolder: () => undefined };
    expect(JSON.stringify(menuTemplate(false, entries, en))).not.toContain(en.updateCheck);
    expect(JSON.stringify(menuTemplate(false, { ...entries, searchUpdate: () => undefined }, en))).toContain(
      en.updateCheck,
    );
  });
});
