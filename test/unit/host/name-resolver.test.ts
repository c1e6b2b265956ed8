import { describe, expect, it } from "vitest";
import { createSystemClock } from "../../../main/host/clock.ts";
import { createNameResolver, type Lookup } from "../../../main/host/name-resolver.ts";

const clock = createSystemClock();
const never: Lookup = () => new Promise(() => undefined);
const rejecting =
  (code: string): Lookup =>
  () =>
    Promise.reject(Object.assign(new Error(code), { code }));

describe("createNameResolver", () => {
  it("gives all addresses with their families, in the system's order", async () => {
    const lookup: Lookup = async () => [
      { address: "2001:db8::1", family: 6 },
      { address: "192.0.2.1", family: 4 },
    ];
    expect(await createNameResolver(clock, lookup).resolve("vpn.example.com", 1_000)).toMatchObject({
      ok: true,
      value: {
        addresses: [
          { address: "2001:db8::1", family: "ipv6" },
          { address: "192.0.2.1", family: "ipv4" },
        ],
      },
    });
  });

  it.each(["192.0.2.1", "2001:db8::1"])("asks nobody about the address %s", async (address) => {
    const outcome = await createNameResolver(clock, rejecting("ENOTFOUND")).resolve(address, 1_000);
    expect(outcome).toMatchObject({ ok: true, value: { addresses: [{ address }], durationMs: 0 } });
  });

  it.each([
    ["ENOTFOUND", "name-not-resolved"],
    ["EAI_NODATA", "name-not-resolved"],
    ["EAI_AGAIN", "timed-out"],
    ["EAI_FAIL", "timed-out"],
  ])("takes %s for %s", async (code, expected) => {
    expect(await createNameResolver(clock, rejecting(code)).resolve("x.example", 1_000)).toMatchObject({
      ok: false,
      error: { code: expected },
    });
  });

  it("leaves a resolver that never answers, at the timeout and on abort", async () => {
    const names = createNameResolver(clock, never);
    expect(await names.resolve("x.example", 1)).toMatchObject({ ok: false, error: { code: "timed-out" } });
    const stop = new AbortController();
    const stopped = names.resolve("x.example", 60_000, stop.signal);
    stop.abort();
    expect(await stopped).toMatchObject({ ok: false, error: { code: "cancelled" } });
    expect(await names.resolve("x.example", 60_000, AbortSignal.abort())).toMatchObject({
      ok: false,
      error: { code: "cancelled" },
    });
  });
});
