import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { crashesBefore, restartArguments, weighReload } from "../../../main/doors/app/crash-loop.ts";
import { handleCrashes } from "../../../main/doors/app/crash.ts";
import { en } from "../../../main/doors/app/texts/en.ts";
import { app, BrowserWindow, clipboard, dialog, resetElectron } from "../../fakes/electron.ts";

vi.mock("electron", () => import("../../fakes/electron.ts"));

describe("starting again after a crash", () => {
  it("is offered three times in a row, and no more", () => {
    let args: readonly string[] | null = ["--background"];
    for (const count of [1, 2, 3]) {
      args = restartArguments(args ?? [], 1_000);
      expect(args).toEqual(["--background", `--crashes-in-a-row=${count}`]);
    }
    expect(restartArguments(args ?? [], 1_000)).toBeNull();
  });

  it("begins a new row when the program had run for a minute", () => {
    expect(restartArguments(["--crashes-in-a-row=3"], 60_000)).toEqual(["--crashes-in-a-row=1"]);
  });

  it("takes no number from outside but a small one", () => {
    expect(crashesBefore(["--crashes-in-a-row=2"])).toBe(2);
    for (const text of ["-1", "1e9", "", "10", "0x1", "NaN", " 1"]) {
      expect(crashesBefore([`--crashes-in-a-row=${text}`])).toBe(0);
    }
    fc.assert(
      fc.property(fc.array(fc.string()), (args) => {
        expect(crashesBefore(args)).toBeLessThan(10);
      }),
    );
  });

  it("comes to an end, whatever the arguments were", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (first) => {
        let args: readonly string[] | null = first;
        for (let start = 0; start < 4 && args !== null; start += 1) args = restartArguments(args, 0);
        expect(args).toBeNull();
      }),
    );
  });
});

describe("a page that crashes", () => {
  it("is loaded again twice in a minute, and again after a quiet one", () => {
    let crashedAtMs: readonly number[] = [];
    const reloads = [0, 100, 200, 61_000].map((nowMs) => {
      const weighed = weighReload(crashedAtMs, nowMs);
      crashedAtMs = weighed.crashedAtMs;
      return weighed.reload;
    });
    expect(reloads).toEqual([true, true, false, true]);
  });
});

describe("a crash", () => {
  const before = {
    exception: process.listeners("uncaughtException"),
    rejection: process.listeners("unhandledRejection"),
  };
  const argv = process.argv;
  const logged: string[] = [];
  let nowMs = 0;
  let canRedact = true;

  beforeEach(() => {
    resetElectron();
    logged.length = 0;
    nowMs = 0;
    canRedact = true;
    process.argv = ["/opt/app", "--background"];
  });
  afterEach(() => {
    process.argv = argv;
    for (const [event, kept] of [
      ["uncaughtException", before.exception],
      ["unhandledRejection", before.rejection],
    ] as const) {
      for (const listener of process.listeners(event as "uncaughtException")) {
        if (!kept.includes(listener as never)) process.removeListener(event, listener);
      }
    }
  });

  /** The listener that the app adds to the process; the test runner's own ones stay out of it. */
  function ownListener(event: "uncaughtException" | "unhandledRejection"): (error: unknown) => void {
    const kept: readonly unknown[] = event === "uncaughtException" ? before.exception : before.rejection;
    const own = process.listeners(event as "uncaughtException").find((listener) => !kept.includes(listener));
    if (own === undefined) throw new Error(`Nobody listens to ${event}.`);
    return own as (error: unknown) => void;
  }

  const handle = () =>
    handleCrashes({
      texts: () => en,
      log: async (text) => void logged.push(text),
      redact: async (text) => {
        if (!canRedact) throw new Error("no");
        return text.replaceAll("secret-host", "host-1");
      },
      version: "1.2.3",
      monotonicMs: () => nowMs,
    });

  it.each(["uncaughtException", "unhandledRejection"] as const)(
    "by %s is logged, asked about once, and restarts",
    async (event) => {
      handle();
      dialog.answers.push("Restart");
      ownListener(event)(new Error("first"));
      ownListener(event)(new Error("second"));
      await vi.waitFor(() => expect(app.exits).toEqual([1]));
      expect(app.relaunches).toEqual([["--background", "--crashes-in-a-row=1"]]);
      expect(dialog.asked).toHaveLength(1);
      expect(logged).toEqual([expect.stringContaining("Error: first"), expect.stringContaining("Error: second")]);
    },
  );

  it("can be copied without names, and then ends when the person wants it", async () => {
    handle();
    dialog.answers.push("Copy details", "Quit Tunnel Doctor");
    ownListener("uncaughtException")(new Error("lost secret-host"));
    await vi.waitFor(() => expect(app.exits).toEqual([1]));
    expect(clipboard.text).toContain("Tunnel Doctor 1.2.3");
    expect(clipboard.text).toContain("lost host-1");
    expect(clipboard.text).not.toContain("secret-host");
    expect(app.relaunches).toEqual([]);
  });

  it("is not copied where it cannot be redacted", async () => {
    canRedact = false;
    handle();
    dialog.answers.push("Copy details", "Quit Tunnel Doctor");
    ownListener("uncaughtException")(new Error("secret-host"));
    await vi.waitFor(() => expect(app.exits).toEqual([1]));
    expect(clipboard.text).toBe("");
  });

  it("that comes again and again offers no restart", async () => {
    process.argv = ["/opt/app", "--crashes-in-a-row=3"];
    handle();
    dialog.answers.push("Quit Tunnel Doctor");
    ownListener("uncaughtException")("no error at all");
    await vi.waitFor(() => expect(app.exits).toEqual([1]));
    expect(dialog.asked[0]).toMatchObject({
      buttons: ["Copy details", "Quit Tunnel Doctor"],
      detail: en.crashAgainText,
    });
  });

  it("of the page loads it again, and asks when that does not help", async () => {
    const handling = handle();
    await app.whenReady();
    const window = new BrowserWindow({});
    handling.watchPage(window as never);
    const crash = (reason: string) => window.webContents.emit("render-process-gone", {}, { reason, exitCode: 5 });
    crash("clean-exit");
    expect(window.reloads).toBe(0);
    crash("crashed");
    crash("oom");
    expect(window.reloads).toBe(2);
    dialog.answers.push("Copy details", "Load again");
    crash("crashed");
    await vi.waitFor(() => expect(window.reloads).toBe(3));
    expect(clipboard.text).toBe("page gone: crashed 5");
    dialog.answers.push("Close");
    crash("crashed");
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true));
    expect(logged).toEqual([
      "page gone: crashed 5",
      "page gone: oom 5",
      "page gone: crashed 5",
      "page gone: crashed 5",
    ]);
  });

  it("of a helper of Chromium is logged only", () => {
    handle();
    app.emit("child-process-gone", {}, { type: "GPU", reason: "crashed", exitCode: 9 });
    app.emit("child-process-gone", {}, { type: "Utility", reason: "clean-exit", exitCode: 0 });
    expect(logged).toEqual(["child process gone: GPU  crashed 9"]);
    expect(dialog.asked).toEqual([]);
  });
});
