import { describe, expect, it } from "vitest";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import { contract } from "../../../main/api/contract.ts";
import { dispatch, type Handlers } from "../../../main/api/dispatch.ts";
import { failure, success } from "../../../main/model/failure.ts";

const refused = async () => failure("not-supported", "not in this test");
const handlers: Handlers = {
  about: refused,
  "profiles.list": async () => success({ profiles: [], unreadable: [] }),
  "check.run": refused,
  ...noLogHandlers,
  "check.last": refused,
  "check.forget": refused,
  "bundle.preview": refused,
  "bundle.create": refused,
  "probe.plan": refused,
  "probe.run": refused,
};
const context = { signal: new AbortController().signal, emit: () => undefined };

describe("dispatch", () => {
  it("runs a known call with valid input", async () => {
    expect(await dispatch(handlers, "profiles.list", {}, context)).toEqual(success({ profiles: [], unreadable: [] }));
  });

  it.each([
    ["nothing", "not-found"],
    ["__proto__", "not-found"],
    ["toString", "not-found"],
    ["constructor", "not-found"],
  ])("refuses the unknown call %s", async (name, code) => {
    expect(await dispatch(handlers, name, {}, context)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([
    [{ options: { gateway: "" } }, "options.gateway"],
    [{ options: { gateway: "https://vpn.example.com/" } }, "options.gateway"],
    [{ options: { gateway: "a b" } }, "options.gateway"],
    [{ options: { gateway: "$(reboot)" } }, "options.gateway"],
    [{ options: { gateway: "203.0.113.300" } }, "options.gateway"],
    [{ options: { gateway: "1.2.3" } }, "options.gateway"],
    [{ options: { sinceMs: -1 } }, "options.sinceMs"],
    [{ options: { logPaths: Array.from({ length: 65 }, () => "x") } }, "options.logPaths"],
    [{ options: {}, practice: [{ name: "earthquake" }] }, "practice.0.name"],
    [null, ""],
  ])("refuses the input %j and names the field", async (input, field) => {
    const outcome = await dispatch(handlers, "check.run", input, context);
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    if (!outcome.ok) expect(outcome.error.message).toContain(field);
  });

  it("passes a handler's failure on as it is", async () => {
    expect(await dispatch(handlers, "about", {}, context)).toEqual(failure("not-supported", "not in this test"));
  });

  it("a handler that returns something else than the contract says is a bug, and throws", async () => {
    const broken = { ...handlers, about: async () => success({ version: 1 }) } as unknown as Handlers;
    await expect(dispatch(broken, "about", {}, context)).rejects.toThrow();
  });

  it("every call of the contract takes an object and describes its output", () => {
    for (const [name, { input, output }] of Object.entries(contract)) {
      expect(input.safeParse("text").success, name).toBe(false);
      expect(output.safeParse(undefined).success, name).toBe(false);
    }
  });
});
