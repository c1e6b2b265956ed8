import { describe, expect, it } from "vitest";
import {
  runUpdates,
  updatePlan,
  type Updater,
  type UpdatePlan,
  type UpdateResult,
} from "../../../main/doors/app/updates.ts";

const url = "https://updates.example/app/";

/** The updater of a release, in front of a server that has this version, none, or does not answer. */
function anUpdater(server: string | null | Error) {
  const listeners = new Map<string, (value: { readonly version?: string }) => void>();
  const seen = { feeds: [] as unknown[], searches: 0 };
  const updater: Updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: true,
    requestHeaders: null,
    logger: console,
    setFeedURL: (feed) => void seen.feeds.push(feed),
    checkForUpdates: async () => {
      seen.searches += 1;
      if (server instanceof Error) {
        listeners.get("error")?.(server as never);
        throw server;
      }
      return { isUpdateAvailable: server !== null, updateInfo: { version: server ?? "1.0.0" } };
    },
    on: (event, listener) => listeners.set(event, listener),
  };
  return { updater, seen, listeners };
}

async function run(plan: UpdatePlan | null, server: string | null | Error = null) {
  const fake = anUpdater(server);
  const told: UpdateResult[] = [];
  const logged: string[] = [];
  const periods: { readonly periodMs: number; readonly action: () => void }[] = [];
  let loads = 0;
  const updates = await runUpdates(plan, {
    load: async () => {
      loads += 1;
      return fake.updater;
    },
    tell: (result) => told.push(result),
    log: (text) => logged.push(text),
    every: (periodMs, action) => periods.push({ periodMs, action }),
  });
  // The search that begins by itself has ended when another one has.
  const result = await updates?.searchNow();
  return { ...fake, told, logged, periods, loads, result };
}

describe("what is planned", () => {
  it.each([
    ["nobody decided", {}],
    ["it is off", { updates: "off", updateUrl: url }],
    ["no server is named", { updates: "install" }],
    ["only a server is named", { updateUrl: url }],
  ] as const)("is nothing where %s", (_about, policy) => {
    expect(updatePlan(policy, true)).toBeNull();
  });

  it("is what the organisation has decided", () => {
    expect(updatePlan({ updates: "notify", updateUrl: url }, true)).toEqual({ mode: "notify", url });
    expect(updatePlan({ updates: "install", updateUrl: url }, true)).toEqual({ mode: "install", url });
  });

  it("is no more than to tell where an update would become a second program", () => {
    expect(updatePlan({ updates: "install", updateUrl: url }, false)).toEqual({ mode: "notify", url });
  });
});

describe("new versions", () => {
  it("are not looked for, and the updater is not even loaded, where nothing is planned", async () => {
    const { loads, periods, seen } = await run(null, "2.0.0");
    expect([loads, periods, seen.searches]).toEqual([0, [], 0]);
  });

  it("are told of, and not fetched", async () => {
    const { updater, seen, told, periods } = await run({ mode: "notify", url }, "2.0.0");
    expect(seen.feeds).toEqual([{ provider: "generic", url }]);
    expect([updater.autoDownload, updater.autoInstallOnAppQuit, updater.allowDowngrade]).toEqual([false, false, false]);
    expect(told).toEqual([{ kind: "found", version: "2.0.0" }]);
    expect(periods.map(({ periodMs }) => periodMs)).toEqual([86_400_000]);
  });

  it("are fetched where that is decided, and told of when they are there", async () => {
    const { updater, told, listeners } = await run({ mode: "install", url }, "2.0.0");
    expect([updater.autoDownload, updater.autoInstallOnAppQuit]).toEqual([true, true]);
    expect(told).toEqual([]);
    listeners.get("update-downloaded")?.({ version: "2.0.0" });
    expect(told).toEqual([{ kind: "ready", version: "2.0.0" }]);
  });

  it("that cannot be looked for are a line in the log and nothing more", async () => {
    const { told, logged, result } = await run({ mode: "notify", url }, new Error("net::ERR_NAME_NOT_RESOLVED"));
    expect(told).toEqual([]);
    expect(result).toEqual({ kind: "failed" });
    expect(logged[0]).toContain("ERR_NAME_NOT_RESOLVED");
  });

  it("are looked for under no name of this installation", async () => {
    expect((await run({ mode: "notify", url })).updater.requestHeaders).toEqual({ "x-user-staging-id": "none" });
  });

  it("come from the library that is loaded by this name", async () => {
    const library = (await import("electron-updater")).default;
    // Only asked for its name: to get it would need Electron.
    expect(Object.keys(library)).toContain("autoUpdater");
    for (const name of ["setFeedURL", "checkForUpdates"] as const)
      expect(library.AppUpdater.prototype).toHaveProperty(name);
  });
});
