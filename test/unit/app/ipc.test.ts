import fc from "fast-check";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { callChannel, cancelChannel, progressChannel } from "../../../main/doors/app/channels.ts";
import { answerCalls } from "../../../main/doors/app/ipc.ts";
import { failure, success, type Outcome } from "../../../main/model/failure.ts";
import { FakeWebContents, ipcMain, resetElectron, type FakeFrame } from "../../fakes/electron.ts";

vi.mock("electron", () => import("../../fakes/electron.ts"));

const ownFrame: FakeFrame = { url: "app://tunnel-doctor/", parent: null };
const about = { version: "1.2.3", os: "linux" as const, door: "app" as const, practiceFaults: [] };
const checkInput = { options: { gateway: "vpn.example.com" } };

const unused = async (): Promise<Outcome<never>> => failure("not-supported", "This test does not call it.");
const idleHandlers: Handlers = {
  about: async () => success(about),
  "profiles.list": unused,
  "check.run": unused,
  ...noLogHandlers,
  "check.last": unused,
  "check.forget": unused,
  "bundle.preview": unused,
  "bundle.create": unused,
  "probe.plan": unused,
  "probe.run": unused,
};

/** A check that runs until it is stopped, and what it was given. */
function endlessCheck(): { readonly run: Handlers["check.run"]; readonly signals: AbortSignal[] } {
  const signals: AbortSignal[] = [];
  return {
    signals,
    run: (_input, { signal }) => {
      signals.push(signal);
      return new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve(failure("cancelled", "The check was stopped.")));
      });
    },
  };
}

function openDoor(handlers: Partial<Handlers> = {}) {
  const bugs: unknown[] = [];
  let running = 0;
  const calls = answerCalls({
    handlers: { ...idleHandlers, ...handlers },
    reportBug: (error) => bugs.push(error),
    begin: () => {
      running += 1;
      return () => (running -= 1);
    },
  });
  const contents = new FakeWebContents();
  calls.trust(contents.asElectron);
  return {
    bugs,
    contents,
    running: () => running,
    invoke: (message: unknown, frame: FakeFrame | null = ownFrame, sender = contents) =>
      ipcMain.invoke({ sender, senderFrame: frame }, callChannel, message),
    cancel: (id: unknown, frame: FakeFrame | null = ownFrame, sender = contents) =>
      ipcMain.emit(cancelChannel, { sender, senderFrame: frame }, id),
  };
}

const refused = { ok: false, error: { code: "refused", message: "Only the page of Tunnel Doctor may make calls." } };

beforeEach(resetElectron);

describe("a call of our page", () => {
  it("reaches its handler and comes back with the outcome", async () => {
    const door = openDoor();
    expect(await door.invoke({ id: "1", name: "about", input: {} })).toEqual({ ok: true, value: about });
    expect(door.running()).toBe(0);
  });

  it("hears how far it is, on its own page", async () => {
    const door = openDoor({
      "check.run": async (_input, { emit }) => {
        emit({ kind: "note", text: "one" } as never);
        emit({ kind: "note", text: "two" } as never);
        return failure("unreachable", "No gateway.");
      },
    });
    await door.invoke({ id: "run", name: "check.run", input: checkInput });
    expect(door.contents.sent).toEqual([
      { channel: progressChannel, message: { id: "run", value: { kind: "note", text: "one" } } },
      { channel: progressChannel, message: { id: "run", value: { kind: "note", text: "two" } } },
    ]);
  });

  it("that names no call of the contract, or has a wrong input, is answered with the reason", async () => {
    const door = openDoor();
    expect(await door.invoke({ id: "1", name: "shell.run", input: {} })).toMatchObject({
      error: { code: "not-found" },
    });
    expect(await door.invoke({ id: "1", name: "check.run", input: { options: { gateway: "a b" } } })).toMatchObject({
      error: { code: "invalid-input", message: expect.stringContaining("options.gateway") as string },
    });
  });

  it("whose handler throws tells the page nothing of the inside, and tells us everything", async () => {
    const mistake = new Error("secret path /home/ada");
    const door = openDoor({ about: () => Promise.reject(mistake) });
    const outcome = await door.invoke({ id: "1", name: "about", input: {} });
    expect(outcome).toMatchObject({ ok: false, error: { code: "command-failed" } });
    expect(JSON.stringify(outcome)).not.toContain("ada");
    expect(door.bugs).toEqual([mistake]);
    expect(door.running()).toBe(0);
  });
});

describe("a message that is no call", () => {
  it.each([
    undefined,
    null,
    "about",
    [],
    {},
    { id: 1, name: "about" },
    { id: "", name: "about", input: {} },
    { id: "x".repeat(65), name: "about", input: {} },
    { id: "1", name: "x".repeat(65), input: {} },
    { id: "1", name: ["about"], input: {} },
  ])("%j is invalid input", async (message) => {
    expect(await openDoor().invoke(message)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });

  it("whatever it is, it never throws across the door and never runs a handler", async () => {
    const check = endlessCheck();
    const door = openDoor({ "check.run": check.run });
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (message) => {
        fc.pre(isCloneable(message));
        expect(await door.invoke(message)).toMatchObject({ ok: false });
        door.cancel(message);
      }),
    );
    expect(check.signals).toHaveLength(0);
    expect(door.bugs).toEqual([]);
  });
});

describe("the sender", () => {
  const call = { id: "1", name: "about", input: {} };

  it.each<[string, FakeFrame | null]>([
    ["a frame that is gone", null],
    ["a foreign page in our window", { url: "https://example.com/", parent: null }],
    ["a look-alike host", { url: "app://tunnel-doctor.example/", parent: null }],
    ["an empty frame", { url: "about:blank", parent: null }],
    ["a sub frame of our page", { url: "app://tunnel-doctor/", parent: ownFrame }],
  ])("%s is refused", async (_name, frame) => {
    expect(await openDoor().invoke(call, frame)).toEqual(refused);
  });

  it("a window that we have not opened is refused", async () => {
    expect(await openDoor().invoke(call, ownFrame, new FakeWebContents())).toEqual(refused);
  });

  it("a window that was closed is refused", async () => {
    const door = openDoor();
    door.contents.destroy();
    expect(await door.invoke(call)).toEqual(refused);
  });

  it("cannot stop a call of another page or from another frame", async () => {
    const check = endlessCheck();
    const door = openDoor({ "check.run": check.run });
    const outcome = door.invoke({ id: "run", name: "check.run", input: checkInput });
    door.cancel("run", { url: "https://example.com/", parent: null });
    door.cancel("run", ownFrame, new FakeWebContents());
    door.cancel("other");
    expect(check.signals.map((signal) => signal.aborted)).toEqual([false]);
    door.cancel("run");
    expect(await outcome).toMatchObject({ error: { code: "cancelled" } });
  });
});

describe("running calls", () => {
  it.each([
    ["the page is left or loaded again", (contents: FakeWebContents) => contents.emit("did-navigate")],
    ["the page crashes", (contents: FakeWebContents) => contents.emit("render-process-gone")],
    ["the window is closed", (contents: FakeWebContents) => contents.destroy()],
  ])("are all stopped when %s, and are told nothing more", async (_name, leave) => {
    const emits: (() => void)[] = [];
    const check = endlessCheck();
    const door = openDoor({
      "check.run": (input, context) => {
        emits.push(() => context.emit({ kind: "note" } as never));
        return check.run(input, context);
      },
    });
    const outcomes = ["a", "b"].map((id) => door.invoke({ id, name: "check.run", input: checkInput }));
    leave(door.contents);
    for (const emit of emits) emit();
    expect(check.signals.map((signal) => signal.aborted)).toEqual([true, true]);
    expect(door.contents.sent).toEqual([]);
    await Promise.all(outcomes);
    expect(door.running()).toBe(0);
  });

  it("do not keep their names from the next page of the window", async () => {
    const stuck: Handlers["check.run"] = () => new Promise(() => undefined);
    const door = openDoor({ "check.run": stuck });
    void door.invoke({ id: "1", name: "check.run", input: checkInput });
    expect(await door.invoke({ id: "1", name: "about", input: {} })).toMatchObject({ ok: false });
    door.contents.emit("did-navigate");
    expect(await door.invoke({ id: "1", name: "about", input: {} })).toMatchObject({ ok: true });
  });

  it("of an earlier page end without touching a call of the same name of the next page", async () => {
    const finishers: (() => void)[] = [];
    const signals: AbortSignal[] = [];
    const slow: Handlers["check.run"] = (_input, { signal }) => {
      signals.push(signal);
      return new Promise((resolve) => finishers.push(() => resolve(failure("cancelled", "The check was stopped."))));
    };
    const door = openDoor({ "check.run": slow });
    const call = { id: "1", name: "check.run", input: checkInput };
    const earlier = door.invoke(call);
    door.contents.emit("did-navigate");
    const later = door.invoke(call);
    finishers[0]?.();
    await earlier;
    door.cancel("1");
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true]);
    finishers[1]?.();
    await later;
  });

  it("are bounded in number, and a call that ended makes room", async () => {
    const check = endlessCheck();
    const door = openDoor({ "check.run": check.run });
    const outcomes = Array.from({ length: 8 }, (_, index) =>
      door.invoke({ id: String(index), name: "check.run", input: checkInput }),
    );
    const call = { id: "about", name: "about", input: {} };
    expect(await door.invoke(call)).toMatchObject({ error: { code: "refused" } });
    door.cancel("3");
    await outcomes[3];
    expect(await door.invoke(call)).toMatchObject({ ok: true });
    expect(door.running()).toBe(7);
  });
});

/** Electron refuses these before they leave the page. */
function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
