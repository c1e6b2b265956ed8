import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { callChannel, requestChannel } from "../../../main/doors/app/channels.ts";
import { de } from "../../../main/doors/app/texts/de.ts";
import { en } from "../../../main/doors/app/texts/en.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { settingsSchema } from "../../../main/model/settings.ts";
import { policyFrom, type PolicySettings } from "../../../main/model/policy.ts";
import {
  app,
  clickMenu,
  BrowserWindow,
  ipcMain,
  Menu,
  menuItems,
  Notification,
  powerSaveBlocker,
  protocol,
  resetElectron,
  session,
  shell,
  Tray,
} from "../../fakes/electron.ts";

const awakeDuringCall: string[] = [];
/** What the organisation has decided, for the app that starts next. */
let fixed: PolicySettings = {};
let language: string | undefined;
/** What the watch tells. */
let told: readonly object[] = [];

vi.mock("electron", () => import("../../fakes/electron.ts"));
vi.mock("../../../main/doors/wiring.ts", () => {
  const unused = async () => failure("not-supported", "This test does not call it.");
  return {
    wireHandlers: (door: "app"): Handlers => ({
      about: async () => {
        awakeDuringCall.push(...powerSaveBlocker.active.values());
        return success({ version: "1.2.3", os: "linux", door, practiceFaults: [] });
      },
      "profiles.list": unused,
      "check.run": unused,
      ...noLogHandlers,
      "policy.read": async () => success(policyFrom("policy.json", { schema: "tunnel-doctor/policy/1", ...fixed })),
      "settings.read": async () => success({ settings: settingsSchema.parse({ language }), locked: [], dataFolder }),
      "redact.value": async ({ value }) => success({ value }),
      "texts.translate": async ({ texts, language: into }) =>
        success({ texts: texts.map((text) => `${into}: ${text}`) }),
      "watch.run": async (_input, { signal, emit }) => {
        for (const news of told) emit(news as never);
        return new Promise((resolve) =>
          signal.addEventListener("abort", () => resolve(failure("cancelled", "stopped"))),
        );
      },
      "check.last": unused,
      "check.forget": unused,
      "bundle.preview": unused,
      "bundle.create": unused,
      "probe.plan": unused,
      "probe.run": unused,
    }),
  };
});

/** Starts the app as Electron does: the main script first, then `ready`. */
async function startApp(): Promise<BrowserWindow | undefined> {
  vi.resetModules();
  await import("../../../main/doors/app/main.ts");
  await app.whenReady();
  if (app.lockIsFree) await menuIsWhole();
  return BrowserWindow.opened[0];
}

// Makes the fake that this file sees the one that the app gets, before modules are reset.
beforeAll(() => import("electron"));

const dataFolder = mkdtempSync(join(tmpdir(), "desktop-"));
const argv = process.argv;
const ownListeners = (["uncaughtException", "unhandledRejection"] as const).map((event) => ({
  event,
  listeners: process.listeners(event as "uncaughtException"),
}));
afterAll(() => rmSync(dataFolder, { recursive: true }));

beforeEach(() => {
  resetElectron();
  awakeDuringCall.length = 0;
  fixed = {};
  language = undefined;
  told = [];
  vi.stubEnv("TUNNEL_DOCTOR_DATA", dataFolder);
});
afterEach(async () => {
  // An app that has not ended yet ends here, so that nothing of it reaches into the next test.
  const seen = { waits: false };
  const quitsBefore = app.quits;
  app.emit("will-quit", { preventDefault: () => (seen.waits = true) });
  if (seen.waits) await vi.waitFor(() => expect(app.quits).toBe(quitsBefore + 1));
  vi.unstubAllEnvs();
  process.argv = argv;
  for (const { event, listeners } of ownListeners) {
    for (const listener of process.listeners(event as "uncaughtException")) {
      if (!listeners.includes(listener)) process.removeListener(event, listener);
    }
  }
});

/** Has the app read its settings, and made the menu that depends on them? */
const menuIsWhole = () =>
  vi.waitFor(() => {
    const labels = menuItems(Menu.applicationMenu).map(({ label }) => label ?? "");
    expect(labels.some((label) => label.startsWith(en.backgroundWatch))).toBe(true);
  });

describe("the desktop app", () => {
  it("is sandboxed, knows its scheme before it is ready, and opens one window", async () => {
    const window = await startApp();
    expect(app.sandboxed).toBe(true);
    expect(protocol.privileged.map(({ scheme }) => scheme)).toEqual(["app"]);
    expect(BrowserWindow.opened).toHaveLength(1);
    expect(window?.options.webPreferences?.preload).toMatch(/[/\\]preload\.cjs$/);
    expect(Menu.applicationMenu).toBeDefined();
  });

  it("has every wall up by the time the page is loaded", async () => {
    const window = await startApp();
    expect(window?.loaded).toEqual(["app://tunnel-doctor/"]);
    expect(session.defaultSession.loads("https://example.com/")).toBe(false);
    expect(session.defaultSession.grantsDevice()).toBe(false);
    expect(window?.webContents.windowOpen("https://example.com/")).toBe("deny");
    expect(
      window?.webContents.isRefused("will-frame-navigate", { url: "https://example.com/", isMainFrame: true }),
    ).toBe(true);
    expect((await session.defaultSession.fetch("app://tunnel-doctor/../package.json")).status).toBe(404);
  });

  it.each([
    [false, true],
    [true, false],
  ])("has developer tools in a checkout only (packaged: %s)", async (isPackaged, expected) => {
    app.isPackaged = isPackaged;
    const window = await startApp();
    expect(window?.options.webPreferences?.devTools).toBe(expected);
    expect(session.defaultSession.loads("devtools://devtools/bundled/inspector.html")).toBe(expected);
  });

  it("answers its page, and keeps the computer awake just as long", async () => {
    const window = await startApp();
    if (window === undefined) throw new Error("No window was opened.");
    const page = { sender: window.webContents, senderFrame: { url: "app://tunnel-doctor/", parent: null } };
    const outcome = await ipcMain.invoke(page, callChannel, { id: "1", name: "about", input: {} });
    expect(outcome).toMatchObject({ ok: true, value: { door: "app" } });
    expect(awakeDuringCall).toEqual(["prevent-app-suspension"]);
    expect(powerSaveBlocker.active.size).toBe(0);
  });

  it("ends when its window is closed", async () => {
    await startApp();
    app.emit("window-all-closed");
    expect(app.quits).toBe(1);
  });

  it("stays behind its icon when its window is closed, once the background was chosen, and opens again", async () => {
    await startApp();
    expect(Tray.shown).toEqual([]);
    clickMenu(Menu.applicationMenu, en.backgroundWatch);
    await vi.waitFor(() => expect(Tray.shown[0]?.tooltip).toContain(en.watchStates.watching));
    BrowserWindow.opened[0]?.destroy();
    app.emit("window-all-closed");
    expect([app.quits, BrowserWindow.opened.length]).toEqual([0, 0]);
    clickMenu(Tray.shown[0]?.menu, en.open);
    expect(BrowserWindow.opened).toHaveLength(1);
    rmSync(join(dataFolder, "desktop.json"));
  });

  it("started by the login has no window, but an icon", async () => {
    process.argv = ["/opt/app", "--background"];
    fixed = { backgroundWatch: true };
    expect(await startApp()).toBeUndefined();
    expect(Tray.shown).toHaveLength(1);
    app.emit("second-instance", {}, ["/opt/app", "--background"], "/");
    expect(BrowserWindow.opened).toEqual([]);
    app.emit("second-instance", {}, ["/opt/app"], "/");
    expect(BrowserWindow.opened).toHaveLength(1);
  });

  it("started by the login shows its window where there would be nothing else of it", async () => {
    process.argv = ["/opt/app", "--background"];
    await startApp();
    expect(BrowserWindow.opened).toHaveLength(1);
  });

  it("opens a window for a file that arrives while it has none", async () => {
    process.argv = ["/opt/app", "--background"];
    fixed = { backgroundWatch: true };
    await startApp();
    app.emit("open-file", { preventDefault: () => undefined }, "/tmp/x.tdbundle.age");
    const [window] = BrowserWindow.opened;
    window?.webContents.emit("did-finish-load");
    expect(window?.webContents.sent).toEqual([{ channel: requestChannel, message: { path: "/tmp/x.tdbundle.age" } }]);
  });

  it("ends only when the watch has written its last record", async () => {
    fixed = { backgroundWatch: true };
    await startApp();
    await vi.waitFor(() => expect(Tray.shown).toHaveLength(1));
    let prevented = false;
    app.emit("will-quit", { preventDefault: () => (prevented = true) });
    expect([prevented, app.quits]).toEqual([true, 0]);
    await vi.waitFor(() => expect(app.quits).toBe(1));
    app.emit("will-quit", { preventDefault: () => expect.unreachable() });
    expect(Tray.shown).toEqual([]);
  });

  it("speaks the person's language outside of its page too, also of causes", async () => {
    fixed = { backgroundWatch: true };
    language = "de";
    const causes = [{ code: "client-sleep", title: "The computer slept", confidence: "certain" }];
    told = [{ kind: "drop", at: "2026-11-23T09:00:00Z", watchId: "w", dropId: "d", session: {}, causes }];
    vi.resetModules();
    await import("../../../main/doors/app/main.ts");
    await app.whenReady();
    await vi.waitFor(() => expect(Notification.shown).toHaveLength(1));
    expect(Notification.shown[0]?.options).toMatchObject({ title: de.dropTitle, body: "de: The computer slept" });
    const labels = menuItems(Menu.applicationMenu).map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining([de.roles.copy, de.openLogFolder, de.fixedByOrganisation(de.backgroundWatch)]),
    );
  });

  it("keeps a log of its own, whose folder opens from the menu", async () => {
    await startApp();
    clickMenu(Menu.applicationMenu, en.openLogFolder);
    expect(shell.opened).toEqual([join(dataFolder, "logs")]);
    await vi.waitFor(() =>
      expect(readFileSync(join(dataFolder, "logs", "app.log"), "utf8")).toContain("started: version"),
    );
    expect(existsSync(join(dataFolder, "desktop.json"))).toBe(false);
  });

  it("looks for no new version by itself", async () => {
    app.isPackaged = true;
    await startApp();
    expect(menuItems(Menu.applicationMenu).map(({ label }) => label)).not.toContain(en.updateCheck);
  });

  it("comes to the front when it is started a second time", async () => {
    const window = await startApp();
    if (window === undefined) throw new Error("No window was opened.");
    window.minimized = true;
    app.emit("second-instance", {}, ["tunnel-doctor-app"], "/home/a");
    expect([window.minimized, window.focused]).toEqual([false, true]);
  });

  it("hands a request of its second start to the page", async () => {
    const window = await startApp();
    if (window === undefined) throw new Error("No window was opened.");
    window.webContents.emit("did-finish-load");
    app.emit("second-instance", {}, ["tunnel-doctor-app", "--allow-x", "case.tdrequest"], "/home/a");
    expect(window.webContents.sent).toEqual([{ channel: requestChannel, message: { path: "/home/a/case.tdrequest" } }]);
  });

  it("keeps the request that started it until the page is there", async () => {
    vi.resetModules();
    await import("../../../main/doors/app/main.ts");
    const prevented: boolean[] = [];
    // macOS sends this before the program is ready.
    app.emit("open-url", { preventDefault: () => prevented.push(true) }, "tunnel-doctor://request/1?d=AAAA");
    await app.whenReady();
    const [window] = BrowserWindow.opened;
    expect(window?.webContents.sent).toEqual([]);
    window?.webContents.emit("did-finish-load");
    window?.webContents.emit("did-finish-load");
    expect(window?.webContents.sent).toEqual([
      { channel: requestChannel, message: { content: "tunnel-doctor://request/1?d=AAAA" } },
    ]);
    app.emit("open-file", { preventDefault: () => prevented.push(true) }, "/tmp/x.tdrequest");
    expect(window?.webContents.sent.at(-1)).toEqual({ channel: requestChannel, message: { path: "/tmp/x.tdrequest" } });
    expect(prevented).toEqual([true, true]);
    await menuIsWhole();
  });

  it.each([
    [true, ["tunnel-doctor"]],
    [false, []],
  ])("takes its links in a package only (packaged: %s)", async (isPackaged, taken) => {
    app.isPackaged = isPackaged;
    await startApp();
    expect(app.protocolsTaken).toEqual(taken);
  });

  it("as a second instance ends without a window", async () => {
    app.lockIsFree = false;
    expect(await startApp()).toBeUndefined();
    expect(app.quits).toBe(1);
  });
});
