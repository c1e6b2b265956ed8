import { describe, expect, it } from "vitest";
import { interfaceDropCause, withWatchedDrops } from "../../../main/logs/watched-drops.ts";
import type { Session } from "../../../main/model/session.ts";

const atSecond = (second: number): string => new Date(Date.UTC(2026, 10, 23, 10) + second * 1_000).toISOString();
const session = (name: string, began: number | undefined, ended: number, cause: string): Session => ({
  connection: name,
  ...(began === undefined ? {} : { startedAt: atSecond(began) }),
  endedAt: atSecond(ended),
  outcome: "dropped",
  endedBy: "unknown",
  stage: "connected",
  cause,
  before: [],
  natDetected: false,
  keepalivesSeen: false,
  duringRekey: false,
});
const seen = (name: string, began: number, ended: number): Session => session(name, began, ended, interfaceDropCause);
const names = (sessions: readonly Session[]) => sessions.map(({ connection }) => connection).join(" ");

describe("drops that only a watch saw", () => {
  const told = [session("a", 0, 1_000, "dpd_timeout"), session("b", 5_000, 6_000, "dpd_timeout")];

  it("stand between the sessions of the logs, in the order of time", () => {
    expect(names(withWatchedDrops(told, [seen("x", 7_000, 8_000), seen("w", 2_000, 3_000)]))).toBe("a w b x");
    expect(names(withWatchedDrops([], [seen("w", 2_000, 3_000)]))).toBe("w");
    expect(names(withWatchedDrops([session("n", undefined, 9_000, "x"), ...told], [seen("w", 2_000, 3_000)]))).toBe(
      "n a w b",
    );
  });

  it.each([-80, -1, 0, 1, 80])("do not repeat one that a log tells of, %i s apart", (seconds) => {
    expect(withWatchedDrops(told, [seen("w", 5_000, 6_000 + seconds)])).toBe(told);
  });

  it("are those of interfaces only: a log that was followed can be read again", () => {
    expect(withWatchedDrops(told, [session("w", 2_000, 3_000, "dpd_timeout")])).toBe(told);
  });
});
