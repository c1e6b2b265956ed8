import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { callChannel, requestChannel } from "../../../main/doors/app/channels.ts";
import { failure, success } from "../../../main/model/failure.ts";
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  powerSaveBlocker,
  protocol,
  resetElectron,
  session,
} from "../../fakes/electron.ts";

const awakeDuringCall: string[] = [];

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
  return BrowserWindow.opened[0];
}

// Makes the fake that this file sees the one that the app gets, before modules are reset.
beforeAll(() => import("electron"));

beforeEach(() => {
  resetElectron();
  awakeDuringCall.length = 0;
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
