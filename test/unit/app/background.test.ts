import { beforeEach, describe, expect, it, vi } from "vitest";
import { beginBackgroundMode } from "../../../main/doors/app/background-mode.ts";
import { createBackgroundWatch, type WatchState } from "../../../main/doors/app/background-watch.ts";
import { createLoginItem, type LoginItem } from "../../../main/doors/app/login-item.ts";
import { en } from "../../../main/doors/app/texts/en.ts";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { failure, success, type Outcome } from "../../../main/model/failure.ts";
import { noPolicy, policyFrom, type PolicySettings } from "../../../main/model/policy.ts";
import type { DataFiles } from "../../../main/model/ports/data-files.ts";
import { app, clickMenu, menuItems, resetElectron, Tray } from "../../fakes/electron.ts";
import { noLogHandlers } from "../../fakes/log-handlers.ts";

vi.mock("electron", () => import("../../fakes/electron.ts"));
beforeEach(async () => {
  resetElectron();
  await app.whenReady();
});

type Watch = Handlers["watch.run"];
const handlersWith = (watch: Watch) => ({ ...noLogHandlers, "watch.run": watch }) as unknown as Handlers;

/** A watch that goes on until it is stopped, and counts how often it was started. */
function endlessWatch() {
  const counts = { started: 0, ended: 0 };
  const watch: Watch = async (_input, { signal }) => {
    counts.started += 1;
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve());
    });
    counts.ended += 1;
    return success({ watchId: "w", startedAtMs: 0, endedAtMs: 1, changes: 0, drops: 0 });
  };
  return { counts, watch };
}

describe("the watch in the background", () => {
  function begin(watch: Watch) {
    const seen = { states: [] as WatchState[], news: [] as unknown[], failures: [] as string[], bugs: [] as unknown[] };
    const background = createBackgroundWatch({
      handlers: handlersWith(watch),
      onState: (state) => seen.states.push(state),
      onNews: (news) => seen.news.push(news),
      onFailure: ({ message }) => seen.failures.push(message),
      reportBug: (error) => seen.bugs.push(error),
    });
    return { background, seen };
  }

  it("is off, starts once, pauses, resumes and ends", async () => {
    const { counts, watch } = endlessWatch();
    const { background, seen } = begin(watch);
    expect(background.state()).toBe("off");
    background.start();
    background.start();
    await vi.waitFor(() => expect(counts.started).toBe(1));
    background.pause();
    await vi.waitFor(() => expect(counts.ended).toBe(1));
    background.start();
    await vi.waitFor(() => expect(counts.started).toBe(2));
    await background.stop();
    expect(counts).toEqual({ started: 2, ended: 2 });
    expect(seen.states).toEqual(["watching", "paused", "watching", "off"]);
    expect([seen.failures, seen.bugs]).toEqual([[], []]);
  });

  it("says when it cannot watch, and can be started again", async () => {
    let outcome: Outcome<never> = failure("not-supported", "The network cannot be watched here.");
    const { background, seen } = begin(async () => outcome);
    background.start();
    await vi.waitFor(() => expect(background.state()).toBe("failed"));
    expect(seen.failures).toEqual(["The network cannot be watched here."]);
    outcome = failure("not-permitted", "Not now.");
    await vi.waitFor(() => {
      background.start();
      expect(seen.failures).toContain("Not now.");
    });
  });

  it("survives a mistake of the watch, and tells of it as one", async () => {
    const { background, seen } = begin(async () => {
      throw new Error("a mistake");
    });
    background.start();
    await vi.waitFor(() => expect(background.state()).toBe("failed"));
    expect(seen.bugs).toEqual([new Error("a mistake")]);
  });

  it("tells nothing any more once it is paused", async () => {
    let emit: (news: never) => void = () => undefined;
    const { background, seen } = begin(async (_input, context) => {
      emit = context.emit;
      return new Promise(() => undefined);
    });
    const news = { kind: "watch-ended", at: "2026-11-23T09:00:00Z", watchId: "w" } as never;
    background.start();
    await vi.waitFor(() => {
      emit(news);
      expect(seen.news.length).toBeGreaterThan(0);
    });
    const before = seen.news.length;
    background.pause();
    emit(news);
    expect(seen.news).toHaveLength(before);
  });
});

function memoryFiles(text?: string): Pick<DataFiles, "read" | "write"> & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>(text === undefined ? [] : [["desktop.json", text]]);
  return {
    kept,
    read: async (name) => {
      const found = kept.get(name);
      return found === undefined ? failure("not-found", "not there") : success(found);
    },
    write: async (name, content) => {
      kept.set(name, content);
      return success(true);
    },
  };
}

async function beginMode(setup: { stored?: string; fixed?: PolicySettings; loginItem?: LoginItem } = {}) {
  const { counts, watch } = endlessWatch();
  const files = memoryFiles(setup.stored);
  const done: string[] = [];
  const mode = await beginBackgroundMode({
    handlers: handlersWith(watch),
    files,
    policy:
      setup.fixed === undefined ? noPolicy : policyFrom("p", { schema: "tunnel-doctor/policy/1", ...setup.fixed }),
    loginItem: setup.loginItem ?? null,
    texts: en,
    iconFolder: "/icons",
    actions: {
      open: () => done.push("open"),
      openLogFolder: () => done.push("log"),
      quit: () => done.push("quit"),
    },
    onNews: () => undefined,
    onFailure: () => undefined,
    reportBug: (error) => done.push(String(error)),
    onChange: () => undefined,
  });
  return { mode, counts, files, done };
}

describe("the background", () => {
  it("is off until somebody chooses it: no icon, no watch, no start at login", async () => {
    const { mode, counts } = await beginMode();
    expect(mode.model()).toEqual({
      watch: "off",
      backgroundWatch: false,
      backgroundWatchFixed: false,
      startAtLogin: undefined,
    });
    expect([Tray.shown, counts.started, mode.staysOpen()]).toEqual([[], 0, false]);
    expect(app.loginItem.openAtLogin).toBe(false);
  });

  it.each(["", "{", '{"backgroundWatch":"yes"}', "[]", "null"])(
    "stays off where what was kept is %j",
    async (stored) => {
      expect((await beginMode({ stored })).mode.staysOpen()).toBe(false);
    },
  );

  it("is chosen once and holds for the next start", async () => {
    const { mode, files, counts } = await beginMode();
    await mode.setBackgroundWatch(true);
    await vi.waitFor(() => expect(counts.started).toBe(1));
    expect(mode.staysOpen()).toBe(true);
    const again = await beginMode({ stored: files.kept.get("desktop.json") ?? "" });
    expect(again.mode.model().backgroundWatch).toBe(true);
    await again.mode.setBackgroundWatch(false);
    expect([again.counts.started, again.counts.ended]).toEqual([1, 1]);
    expect(again.files.kept.get("desktop.json")).toBe('{"backgroundWatch":false}\n');
  });

  it("shows its state in the icon, the tooltip and the menu, and obeys the menu", async () => {
    const { done, counts } = await beginMode({ stored: '{"backgroundWatch":true}' });
    const [tray] = Tray.shown;
    if (tray === undefined) throw new Error("There is no icon.");
    const labels = () => menuItems(tray.menu).map(({ label }) => label);
    expect(tray.image).toMatchObject({ path: "/icons/watching-16.png", representations: [1, 2] });
    expect(tray.tooltip).toBe("Tunnel Doctor · Watching your VPN");
    clickMenu(tray.menu, en.pauseWatch);
    expect(tray.image.path).toBe("/icons/paused-16.png");
    expect(labels()).toContain(en.watchStates.paused);
    await vi.waitFor(() => expect(counts.ended).toBe(1));
    clickMenu(tray.menu, en.resumeWatch);
    await vi.waitFor(() => expect(counts.started).toBe(2));
    for (const label of [en.open, en.openLogFolder, en.quit]) clickMenu(tray.menu, label);
    expect(done).toEqual(["open", "log", "quit"]);
    tray.emit("double-click");
    expect(done.at(-1)).toBe("open");
    clickMenu(tray.menu, en.backgroundWatch);
    await vi.waitFor(() => expect(Tray.shown).toEqual([]));
  });

  it("is what the organisation has fixed, whatever was chosen, and cannot be changed then", async () => {
    const on = await beginMode({ stored: '{"backgroundWatch":false}', fixed: { backgroundWatch: true } });
    expect(on.mode.model()).toMatchObject({ watch: "watching", backgroundWatch: true, backgroundWatchFixed: true });
    await on.mode.setBackgroundWatch(false);
    expect(on.mode.model().backgroundWatch).toBe(true);
    const label = en.fixedByOrganisation(en.backgroundWatch);
    expect(() => clickMenu(Tray.shown[0]?.menu, label)).toThrow(/Nothing to click/);
    const off = await beginMode({ stored: '{"backgroundWatch":true}', fixed: { backgroundWatch: false } });
    expect(off.mode.model()).toMatchObject({ watch: "off", backgroundWatch: false });
  });

  it("watches also on a desktop without a place for icons, where the window then is the only way to it", async () => {
    Tray.isPossible = false;
    const { mode, counts } = await beginMode({ stored: '{"backgroundWatch":true}' });
    await vi.waitFor(() => expect(counts.started).toBe(1));
    expect(mode.staysOpen()).toBe(false);
  });

  it("has written its last record when it has stopped", async () => {
    const { mode, counts } = await beginMode({ stored: '{"backgroundWatch":true}' });
    await vi.waitFor(() => expect(counts.started).toBe(1));
    await mode.stop();
    expect([counts.ended, Tray.shown]).toEqual([1, []]);
  });
});

describe("the start at login", () => {
  const file = { isOn: async () => true, set: async () => undefined };

  it("is nothing in a checkout", () => {
    expect(createLoginItem("darwin", file)).toBeNull();
  });

  it.each(["darwin", "win32"] as const)("is a click of the person on %s, without a window", async (platform) => {
    app.isPackaged = true;
    const loginItem = createLoginItem(platform, file);
    if (loginItem === null) throw new Error("There is no list.");
    const { mode } = await beginMode({ loginItem });
    expect(mode.model().startAtLogin).toBe(false);
    await mode.setStartAtLogin(true);
    expect(app.loginItem).toEqual({ openAtLogin: true, args: ["--background"] });
    expect(mode.model().startAtLogin).toBe(true);
    await mode.setStartAtLogin(false);
    expect(mode.model().startAtLogin).toBe(false);
  });

  it("is the file of the desktop on Linux", () => {
    app.isPackaged = true;
    expect(createLoginItem("linux", file)).toBe(file);
  });

  it("is shown as it is where it could not be changed", async () => {
    const loginItem: LoginItem = {
      isOn: async () => false,
      set: async () => {
        throw new Error("the disk is full");
      },
    };
    const { mode, done } = await beginMode({ loginItem });
    await mode.setStartAtLogin(true);
    expect(mode.model().startAtLogin).toBe(false);
    expect(done).toEqual(["Error: the disk is full"]);
  });
});
