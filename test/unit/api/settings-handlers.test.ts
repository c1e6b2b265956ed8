import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSettingsHandlers } from "../../../main/api/settings-handlers.ts";
import { dispatch, type Handlers } from "../../../main/api/dispatch.ts";
import { policyFrom, type Policy } from "../../../main/model/policy.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";

const context = { signal: new AbortController().signal, emit: () => undefined };

function setUp(stored?: string, policy?: Policy) {
  const { dataFiles } = memoryKeyPorts();
  if (stored !== undefined) void dataFiles.write("settings.json", stored);
  const kept: number[] = [];
  const handlers = createSettingsHandlers({
    dataFiles,
    ...(policy === undefined ? {} : { policy: { read: async () => policy } }),
    history: {
      append: () => undefined,
      read: async () => ({ records: [], notes: [] }),
      keepFor: (maxAgeMs) => void kept.push(maxAgeMs),
      close: async () => undefined,
    },
  });
  return { handlers, dataFiles, kept };
}

async function read(handlers: Pick<Handlers, "settings.read">) {
  const outcome = await handlers["settings.read"]({}, context);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

describe("settings", () => {
  it("have defaults where nothing was chosen", async () => {
    const { settings, locked, dataFolder } = await read(setUp().handlers);
    expect(settings).toMatchObject({ theme: "system", profile: "standard", pseudonyms: true, welcomed: false });
    expect(settings.language).toBeUndefined();
    expect([locked, dataFolder]).toEqual([[], "data"]);
  });

  it("keep each change, also of several at the same time, and only what was chosen", async () => {
    const { handlers, dataFiles } = setUp();
    await Promise.all([
      handlers["settings.write"]({ change: { theme: "dark" } }, context),
      handlers["settings.write"]({ change: { historyDays: 7 } }, context),
      handlers["settings.write"]({ change: { language: "de" } }, context),
    ]);
    expect((await read(handlers)).settings).toMatchObject({ theme: "dark", historyDays: 7, language: "de" });
    const stored = await dataFiles.read("settings.json");
    expect(stored.ok && JSON.parse(stored.value)).toEqual({ theme: "dark", historyDays: 7, language: "de" });
  });

  it("go back to the language of the system", async () => {
    const { handlers } = setUp('{"language":"de"}');
    await handlers["settings.write"]({ change: { language: null } }, context);
    expect((await read(handlers)).settings.language).toBeUndefined();
  });

  it("tell the history how long it keeps what it has", async () => {
    const { handlers, kept } = setUp();
    await handlers["settings.write"]({ change: { historyDays: 7 } }, context);
    expect(kept.at(-1)).toBe(7 * 86_400_000);
  });

  it.each([
    ["no JSON", "{"],
    ["another kind of value", "[1]"],
    ["a value out of bounds", '{"historyDays":100000}'],
    ["too much of it", `{"x":"${"y".repeat(70_000)}"}`],
  ])("are the defaults with a reason where the file holds %s", async (_what, stored) => {
    const { settings, problem } = await read(setUp(stored).handlers);
    expect(settings.profile).toBe("standard");
    expect(problem).toMatch(/^Your settings could not be used: /);
  });

  it("never fail to be read, whatever is in the file", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (stored) => {
        expect((await read(setUp(stored).handlers)).settings.historyDays).toBeGreaterThan(0);
      }),
    );
  });

  it("refuse a change that the contract does not know", async () => {
    const { handlers } = setUp();
    const outcome = await dispatch(handlers, "settings.write", { change: { theme: "pink", other: 1 } }, context);
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });
});

describe("settings under a policy", () => {
  const policy = policyFrom("/etc/policy.json", {
    schema: "tunnel-doctor/policy/1",
    profile: "deep",
    responder: "responder.example.com:3478",
    recommended: { logWindowDays: 14, language: "fr" },
  });

  it("have what is fixed, locked, and what is recommended where nothing was chosen", async () => {
    const { settings, locked } = await read(setUp('{"profile":"quick","language":"ja"}', policy).handlers);
    expect(settings).toMatchObject({ profile: "deep", logWindowDays: 14, language: "ja" });
    expect(settings.responder).toEqual({ server: "responder.example.com:3478", use: true });
    expect(locked).toEqual(["profile", "responder"]);
  });

  it("refuse to change what is locked, and keep nothing of such a change", async () => {
    const { handlers, dataFiles } = setUp(undefined, policy);
    const change = { profile: "quick", theme: "dark" } as const;
    const outcome = await handlers["settings.write"]({ change }, context);
    expect(outcome).toMatchObject({ ok: false, error: { code: "refused" } });
    expect((await dataFiles.read("settings.json")).ok).toBe(false);
  });
});
