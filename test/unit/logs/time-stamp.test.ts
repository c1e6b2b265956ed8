import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTimeStamp, stampToMs, type LocalTime } from "../../../main/logs/time-stamp.ts";

const hourMs = 3_600_000;
/** Central European Time in 2026: summer time from 29 March to 25 October, both at 01:00 UTC. */
const berlin: LocalTime = {
  nowMs: Date.UTC(2026, 11, 1),
  utcOffsetMinutes: (wallMs) => (wallMs >= Date.UTC(2026, 2, 29, 1) && wallMs < Date.UTC(2026, 9, 25, 1) ? 120 : 60),
};

function at(text: string, previousMs?: number, local = berlin): string | null {
  const stamped = readTimeStamp(text);
  const ms = stamped === null ? null : stampToMs(stamped.stamp, local, previousMs);
  return ms === null ? null : new Date(ms).toISOString();
}

describe("local times around a change of the clock", () => {
  it.each([
    ["Mar 29 01:59:59 x", "2026-03-29T00:59:59.000Z"],
    // The hour that does not exist: a clock that was not put forward yet.
    ["Mar 29 02:30:00 x", "2026-03-29T01:30:00.000Z"],
    ["Mar 29 03:00:00 x", "2026-03-29T01:00:00.000Z"],
    ["Mar 29 12:00:00 x", "2026-03-29T10:00:00.000Z"],
    ["Oct 25 01:59:59 x", "2026-10-24T23:59:59.000Z"],
    ["Oct 25 02:30:00 x", "2026-10-25T00:30:00.000Z"],
    ["Oct 25 03:00:00 x", "2026-10-25T02:00:00.000Z"],
    ["2026-10-25 12:00:00 x", "2026-10-25T11:00:00.000Z"],
  ])("%s", (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  it("take the second of two equal hours after a line of the first", () => {
    const first = Date.UTC(2026, 9, 25, 0, 50);
    expect(at("Oct 25 02:51:00 x", first)).toBe("2026-10-25T00:51:00.000Z");
    expect(at("Oct 25 02:49:30 x", first)).toBe("2026-10-25T00:49:30.000Z");
    expect(at("Oct 25 02:05:00 x", first)).toBe("2026-10-25T01:05:00.000Z");
  });

  it("never go back along a log that is in order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 * hourMs }), { minLength: 2, maxLength: 40 }), (steps) => {
        const moments = steps.sort((a, b) => a - b).map((step) => Date.UTC(2026, 9, 24, 23) + step - (step % 1000));
        let previousMs: number | undefined;
        for (const moment of moments) {
          const local = new Date(moment + berlin.utcOffsetMinutes(moment) * 60_000).toISOString().slice(0, 19);
          const stamp = readTimeStamp(local.replace("T", " "))?.stamp;
          const atMs = stamp === undefined ? null : stampToMs(stamp, berlin, previousMs);
          expect(atMs).not.toBeNull();
          if (previousMs !== undefined) expect(atMs).toBeGreaterThanOrEqual(previousMs - 60_000);
          previousMs = atMs ?? previousMs;
        }
      }),
    );
  });
});

describe("stamps of strange years", () => {
  it.each([
    ["1970-01-01T00:00:05Z x", "1970-01-01T00:00:05.000Z"],
    ["2100-12-31T23:59:59Z x", "2100-12-31T23:59:59.000Z"],
    ["Dec  1 10:00:00 x", "2026-12-01T09:00:00.000Z"],
    ["Dec  3 10:00:00 x", "2025-12-03T09:00:00.000Z"],
    ["Feb 29 10:00:00 x", "2024-02-29T09:00:00.000Z"],
    ["Feb 30 10:00:00 x", null],
    ["2026-02-30T10:00:00Z x", null],
    ["2026-11-31T10:00:00Z x", null],
    ["2026-11-23T24:00:00Z x", null],
  ])("%s", (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  it("are read alike in the quick form and in others", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        fc.integer({ min: -840, max: 840 }),
        (date, offset) => {
          const sign = offset < 0 ? "-" : "+";
          const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, "0");
          const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 23);
          const zone = `${sign}${two(offset / 60)}:${two(offset % 60)}`;
          expect(at(`${local}${zone} host`)).toBe(date.toISOString());
          expect(at(`${local.replace("T", " ")}${zone.replace(":", "")} host`)).toBe(date.toISOString());
        },
      ),
    );
  });
});
