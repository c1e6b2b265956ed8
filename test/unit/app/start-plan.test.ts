import { describe, expect, it } from "vitest";
import {
  failedToStart,
  hasDisplay,
  mustBuild,
  nextStep,
  type ElectronState,
  type StartFacts,
} from "../../../main/doors/start-plan.js";

const desktop: StartFacts = { platform: "linux", display: true, root: false, electron: "installed" };

describe("npm start", () => {
  it.each<[string, Partial<StartFacts>, string]>([
    ["Electron is installed", {}, "open-app"],
    ["Electron is not installed", { electron: "missing" }, "fetch-electron"],
    ["Electron could not be fetched", { electron: "not-fetched" }, "serve-and-open"],
    ["the app fell over at once", { electron: "crashed" }, "serve-and-open"],
    ["no display", { display: false }, "serve"],
    ["no display, so nothing is fetched", { display: false, electron: "missing" }, "serve"],
    ["root on Linux, where Chromium's sandbox refuses", { root: true }, "serve-and-open"],
    ["root on Linux, so nothing is fetched", { root: true, electron: "missing" }, "serve-and-open"],
    ["root on macOS", { platform: "darwin", root: true }, "open-app"],
    ["Windows", { platform: "win32" }, "open-app"],
  ])("%s", (_name, change, step) => expect(nextStep({ ...desktop, ...change }).step).toBe(step));

  it("says one line whenever it does not simply open the app", () => {
    const states: readonly ElectronState[] = ["installed", "missing", "not-fetched", "crashed"];
    for (const electron of states) {
      for (const display of [true, false]) {
        for (const root of [true, false]) {
          const { step, line } = nextStep({ ...desktop, electron, display, root });
          expect(line === undefined).toBe(step === "open-app");
          expect(line ?? "").not.toContain("\n");
        }
      }
    }
  });

  it("fetches Electron at most once: no later state leads back", () => {
    expect(nextStep({ ...desktop, electron: "not-fetched" }).step).not.toBe("fetch-electron");
    expect(nextStep({ ...desktop, electron: "crashed" }).step).not.toBe("fetch-electron");
  });
});

describe("a display", () => {
  it.each([
    ["linux", {}, false],
    ["linux", { DISPLAY: "" }, false],
    ["linux", { DISPLAY: ":0" }, true],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, true],
    ["linux", { DISPLAY: "localhost:10.0", SSH_CONNECTION: "192.0.2.1 5 192.0.2.2 22" }, true],
    ["darwin", {}, true],
    ["win32", {}, true],
    ["darwin", { SSH_CONNECTION: "192.0.2.1 5 192.0.2.2 22" }, false],
  ])("on %s with %j: %s", (platform, environment, expected) => {
    expect(hasDisplay(platform, environment)).toBe(expected);
  });
});

describe("the app failed to start", () => {
  it.each([
    ["the person closed the window at once", { code: 0, signal: null, ranForMs: 900, interrupted: false }, false],
    ["a missing library", { code: 127, signal: null, ranForMs: 40, interrupted: false }, true],
    ["the sandbox trap", { code: null, signal: "SIGTRAP", ranForMs: 300, interrupted: false }, true],
    ["Ctrl-C", { code: null, signal: "SIGINT", ranForMs: 300, interrupted: true }, false],
    ["a crash after an hour of use", { code: null, signal: "SIGSEGV", ranForMs: 3_600_000, interrupted: false }, false],
  ])("%s", (_name, end, expected) => expect(failedToStart(end)).toBe(expected));
});

describe("the programs are built", () => {
  it.each([
    ["when one is missing", [2000, null], 1000, true],
    ["when one is older than a source", [2000, 900], 1000, true],
    ["not when all are as new as the sources", [2000, 1000], 1000, false],
  ])("%s", (_name, builtAtMs, newestSourceMs, expected) => {
    expect(mustBuild(builtAtMs, newestSourceMs)).toBe(expected);
  });
});
