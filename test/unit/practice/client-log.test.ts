import { describe, expect, it } from "vitest";
import { simulateClientLog } from "../../../main/practice/client-log.ts";
import type { PracticeFault } from "../../../main/practice/fault.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";

const endMs = Date.UTC(2026, 0, 15, 12);
const hourMs = 3_600_000;

function log(faults: readonly PracticeFault[], seed = 1) {
  return simulateClientLog({ faults, random: createSeededRandom(seed), endMs });
}

/** Times, in ms before the end of the log, of the lines with that text. */
function timesOf(lines: ReturnType<typeof log>, text: string): readonly number[] {
  return lines.filter((line) => line.text.includes(text)).map((line) => line.structured?.atMs ?? NaN);
}

const established = "established between";
const givingUp = "giving up after 5 retransmits";
const seeds = [1, 2, 3, 4, 5];

describe("a tunnel on a healthy network", () => {
  it.each(seeds)("comes up once and stays up (seed %d)", (seed) => {
    const lines = log([], seed);
    expect(timesOf(lines, established)).toEqual([endMs - 6 * hourMs + 40]);
    expect(timesOf(lines, "retransmit")).toEqual([]);
  });

  it.each([{ name: "path-mtu" }, { name: "mtu-black-hole" }] as const)(
    "stays up with $name: IKE may be fragmented",
    (fault) => {
      expect(timesOf(log([fault]), established)).toHaveLength(1);
    },
  );

  it("survives 5 % loss each way, thanks to retransmits of both ends", () => {
    const runs = seeds.map((seed) => log([{ name: "loss", value: 5 }], seed));
    expect(runs.map((lines) => timesOf(lines, established).length)).toEqual(seeds.map(() => 1));
    const repeated = "received retransmit of request with ID";
    expect(runs.flatMap((lines) => timesOf(lines, repeated)).length).toBeGreaterThan(0);
    expect(runs.flatMap((lines) => timesOf(lines, givingUp))).toEqual([]);
  });

  it("may still drop at 50 % loss, and then comes back", () => {
    const runs = seeds.map((seed) => log([{ name: "loss", value: 50 }], seed));
    expect(runs.flatMap((lines) => timesOf(lines, "retransmit 1 of request")).length).toBeGreaterThan(0);
    expect(runs.flatMap((lines) => timesOf(lines, established)).length).toBeGreaterThan(seeds.length);
  });
});

describe("a tunnel through a NAT that forgets", () => {
  // The gateway asks every 60 s whether the client is there; an entry that lives longer is kept alive by that.
  it.each([
    { value: 10, drops: true },
    { value: 30, drops: true },
    { value: 55, drops: true },
    { value: 65, drops: false },
    { value: 300, drops: false },
  ])("with $value s: drops $drops", ({ value, drops }) => {
    const lines = log([{ name: "nat-timeout", value }]);
    expect(timesOf(lines, givingUp).length > 3).toBe(drops);
    expect(timesOf(lines, established).length > 3).toBe(drops);
  });

  it.each(seeds)("drops after the same silence every time, and comes back at once (seed %d)", (seed) => {
    const lines = log([{ name: "nat-timeout", value: 30 }], seed);
    const asked = timesOf(lines, "sending DPD request");
    const gaveUp = timesOf(lines, givingUp);
    // 4 s x (1 + 1.8 + ... + 1.8^5): how long strongSwan waits by default.
    for (const [index, atMs] of gaveUp.entries()) expect(atMs - (asked[index] ?? NaN)).toBeCloseTo(165_060, -2);
    expect(timesOf(lines, established).slice(1)).toEqual(
      gaveUp.slice(0, timesOf(lines, established).length - 1).map((atMs) => atMs + 40),
    );
    expect(timesOf(lines, "behind NAT")).toHaveLength(timesOf(lines, established).length);
  });
});

describe("a tunnel that cannot come up", () => {
  it.each([
    { fault: { name: "udp-500-blocked" }, messageId: 0 },
    { fault: { name: "gateway-silent" }, messageId: 0 },
    { fault: { name: "udp-4500-blocked" }, messageId: 1 },
    { fault: { name: "fragments-dropped" }, messageId: 1 },
  ] as const)("$fault.name: message $messageId is never answered", ({ fault, messageId }) => {
    const lines = log([fault]);
    expect(timesOf(lines, established)).toEqual([]);
    expect(timesOf(lines, `retransmit 5 of request with message ID ${messageId}`).length).toBeGreaterThan(3);
    expect(timesOf(lines, "trying again (3/3)").length).toBeGreaterThan(3);
    expect(timesOf(lines, "establishing IKE_SA failed, peer not responding").length).toBeGreaterThan(3);
    expect(timesOf(lines, "parsed IKE_SA_INIT response").length > 0).toBe(messageId === 1);
  });
});

describe("the lines", () => {
  it("are numbered, in the order of time, and end before now", () => {
    const lines = log([{ name: "nat-timeout" }]);
    expect(lines.map((line) => line.lineNumber)).toEqual(lines.map((_, index) => index + 1));
    const times = lines.map((line) => line.structured?.atMs ?? NaN);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(endMs);
  });

  it("are the same for the same seed, and others for another", () => {
    expect(log([{ name: "nat-timeout" }], 9)).toEqual(log([{ name: "nat-timeout" }], 9));
    expect(log([{ name: "nat-timeout" }], 9)).not.toEqual(log([{ name: "nat-timeout" }], 10));
  });

  it("cover as much time as was asked for", () => {
    const random = createSeededRandom(1);
    const [first] = simulateClientLog({ faults: [], random, endMs, durationMs: hourMs });
    expect(first?.structured?.atMs).toBe(endMs - hourMs);
  });
});
