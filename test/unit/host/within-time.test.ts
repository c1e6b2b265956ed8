import { describe, expect, it } from "vitest";
import { withinTime } from "../../../main/host/within-time.ts";

describe("withinTime", () => {
  it("gives the result, or names why there is none", async () => {
    expect(await withinTime(Promise.resolve(7), 60_000, "The number")).toEqual({ ok: true, value: 7 });
    expect(await withinTime(Promise.reject(new Error("x")), 60_000, "The number")).toEqual({
      ok: false,
      error: { code: "unreadable", message: "The number could not be read." },
    });
    expect(await withinTime(new Promise(() => undefined), 1, "The number")).toEqual({
      ok: false,
      error: { code: "timed-out", message: "The number could not be read within 1 ms." },
    });
  });
});
