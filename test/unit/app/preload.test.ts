import { beforeEach, describe, expect, it, vi } from "vitest";
import { progressChannel, requestChannel } from "../../../main/doors/app/channels.ts";
import { answerCalls } from "../../../main/doors/app/ipc.ts";
import { contextBridge, FakeWebContents, ipcRenderer, resetElectron } from "../../fakes/electron.ts";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import { failure, success } from "../../../main/model/failure.ts";

vi.mock("electron", () => import("../../fakes/electron.ts"));

interface Bridge {
  readonly invoke: (id: string, name: string, input: unknown) => Promise<unknown>;
  readonly cancel: (id: string) => void;
  readonly onProgress: (listener: (...values: unknown[]) => void) => () => void;
  readonly onRequest: (listener: (...values: unknown[]) => void) => () => void;
}

async function loadPreload(): Promise<Bridge> {
  vi.resetModules();
  await import("../../../main/doors/app/preload.ts");
  return contextBridge.exposed.get("tunnelDoctor") as Bridge;
}

beforeEach(resetElectron);

describe("the preload script", () => {
  it("gives the page five functions under one name, and nothing else", async () => {
    const bridge = await loadPreload();
    expect([...contextBridge.exposed.keys()]).toEqual(["tunnelDoctor"]);
    expect(Object.keys(bridge).sort()).toEqual(["cancel", "invoke", "onProgress", "onRequest", "pathOf"]);
    expect(Object.values(bridge).every((value) => typeof value === "function")).toBe(true);
  });

  it("hands progress to the page without the event, until the page has had enough", async () => {
    const bridge = await loadPreload();
    const heard: unknown[][] = [];
    const stop = bridge.onProgress((...values) => heard.push(values));
    const contents = new FakeWebContents();
    contents.send(progressChannel, { id: "1", value: "half" });
    stop();
    contents.send(progressChannel, { id: "1", value: "done" });
    expect(heard).toEqual([[{ id: "1", value: "half" }]]);
  });

  it("hands a request to the page that the person opened", async () => {
    const bridge = await loadPreload();
    const heard: unknown[][] = [];
    const stop = bridge.onRequest((...values) => heard.push(values));
    const contents = new FakeWebContents();
    contents.send(requestChannel, { path: "/tmp/a.tdrequest" });
    stop();
    contents.send(requestChannel, { path: "/tmp/b.tdrequest" });
    expect(heard).toEqual([[{ path: "/tmp/a.tdrequest" }]]);
  });

  it("speaks the same language as the main process: a call, its progress and its cancel go all the way", async () => {
    const bridge = await loadPreload();
    const unused = async () => failure("not-supported", "This test does not call it.");
    const calls = answerCalls({
      handlers: {
        about: async () => success({ version: "1.2.3", os: "macos", door: "app", practiceFaults: [] }),
        "check.run": (_input, { emit, signal }) => {
          emit({ kind: "started" } as never);
          return new Promise((resolve) => {
            signal.addEventListener("abort", () => resolve(failure("cancelled", "Stopped.")));
          });
        },
        "profiles.list": unused,
        ...noLogHandlers,
        "check.last": unused,
        "check.forget": unused,
        "bundle.preview": unused,
        "bundle.create": unused,
        "probe.plan": unused,
        "probe.run": unused,
      },
      reportBug: (error) => expect.unreachable(String(error)),
      begin: () => () => undefined,
    });
    const contents = new FakeWebContents();
    calls.trust(contents.asElectron);
    ipcRenderer.page = { sender: contents, senderFrame: { url: "app://tunnel-doctor/", parent: null } };

    expect(await bridge.invoke("1", "about", {})).toMatchObject({ ok: true, value: { os: "macos" } });

    const heard: unknown[] = [];
    bridge.onProgress((message) => heard.push(message));
    const outcome = bridge.invoke("2", "check.run", { options: {} });
    bridge.cancel("2");
    expect(await outcome).toEqual({ ok: false, error: { code: "cancelled", message: "Stopped." } });
    expect(heard).toEqual([{ id: "2", value: { kind: "started" } }]);
  });
});
