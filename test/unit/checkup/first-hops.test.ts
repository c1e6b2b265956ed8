import { describe, expect, it } from "vitest";
import { firstHops, withHops } from "../../../main/checkup/first-hops.ts";
import { failure, success } from "../../../main/model/failure.ts";
import type { Measurement } from "../../../main/model/measurement.ts";
import type { Echo } from "../../../main/model/ports/echo.ts";

const target = "203.0.113.10";
const never = new AbortController().signal;

function echo(hops: readonly (string | null)[] | null): Echo {
  const unused = async () => failure("not-supported", "Not here.");
  return {
    ping: unused,
    pingWithSize: unused,
    hopAt: async (_, ttl) =>
      hops === null
        ? failure("not-supported", "No ping.")
        : success(ttl > hops.length ? target : (hops[ttl - 1] ?? null)),
  };
}

async function asked(hops: readonly (string | null)[] | null, signal = never) {
  let packets = 0;
  const found = await firstHops(echo(hops), target, () => (packets += 1), signal);
  return { found, packets };
}

const nat: Measurement = {
  kind: "nat-present",
  outcome: "measured",
  value: true,
  method: "ike-sa-init",
  target,
  details: { clientBehindNat: true },
};

describe("the first hops", () => {
  it("are four at most, and end before the target", async () => {
    expect(await asked(["192.168.1.1", null, "198.51.100.1", "198.51.100.9", "198.51.100.17"])).toEqual({
      found: ["192.168.1.1", null, "198.51.100.1", "198.51.100.9"],
      packets: 4,
    });
    expect((await asked(["192.168.1.1"])).found).toEqual(["192.168.1.1"]);
  });

  it("are not known where nobody can ask, or asked for after the stop button", async () => {
    expect((await asked(null)).found).toEqual([]);
    expect(await asked(["192.168.1.1"], AbortSignal.abort())).toEqual({ found: [], packets: 0 });
  });

  it.each([
    [["192.168.1.1", "198.51.100.1"], 1, undefined],
    [["192.168.1.1", "10.0.0.1", null], 2, undefined],
    [["192.168.1.1", "100.64.0.1"], 1, "100.64.0.1"],
    [[null, "100.127.255.254", "198.51.100.1"], 0, "100.127.255.254"],
  ])("%j: %d private, carrier %s", (hops, privateHops, carrier) => {
    const [present, cgnat] = withHops([nat], hops, target);
    expect(present?.details).toMatchObject({ clientBehindNat: true, privateHops });
    expect(cgnat?.details["address"]).toBe(carrier);
    if (carrier !== undefined) expect(cgnat).toMatchObject({ kind: "cgnat", value: true, method: "first-hops" });
  });

  it("nothing is added where no router told its address", () => {
    expect(withHops([nat], [null, null], target)).toEqual([nat]);
    expect(withHops([nat], [], target)).toEqual([nat]);
  });
});
