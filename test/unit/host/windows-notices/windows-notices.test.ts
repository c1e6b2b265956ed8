import { describe, expect, it } from "vitest";
import { createNoticeWaiter } from "../../../../main/host/windows-notices/notice-waiter.ts";
import { windowsNotices } from "../../../../main/host/windows-notices/windows-notices.ts";
import { fakeNoticeWindows } from "../../../fakes/windows-notice-calls.ts";

/** Everything that waits on nothing else has happened. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function open(refuses: Parameters<typeof fakeNoticeWindows>[0] = {}) {
  const windows = fakeNoticeWindows(refuses);
  const atExit = new Set<() => void>();
  const pauses: number[] = [];
  const waiter = createNoticeWaiter({
    calls: windows.calls,
    sleep: async (durationMs) => void pauses.push(durationMs),
    atExit: (run) => {
      atExit.add(run);
      return () => void atExit.delete(run);
    },
  });
  const told: string[] = [];
  const listener = (name: string) => ({
    changed: () => void told.push(name),
    lost: (reason: string) => void told.push(`${name} lost: ${reason}`),
  });
  return { ...windows, notices: windowsNotices(windows.calls, waiter), atExit, pauses, told, listener };
}

/** What stops a listening that came about. */
function stopOf(listening: ReturnType<ReturnType<typeof windowsNotices>["routes"]>): () => void {
  if (!listening.ok) throw new Error(listening.error.message);
  return listening.value;
}

const channel = "Microsoft-Windows-NetworkProfile/Operational";

describe("what Windows tells of by itself", () => {
  it("is heard each time, because it is asked for again", async () => {
    const { notices, asked, change, told, listener, openKinds, faults, pauses } = open();
    const stops = [
      stopOf(notices.addresses("ipv4", listener("ipv4"))),
      stopOf(notices.addresses("ipv6", listener("ipv6"))),
      stopOf(notices.routes(listener("routes"))),
    ];
    expect(asked()).toEqual(["addresses", "addresses", "routes"]);
    await settled();
    change("routes");
    await settled();
    change("addresses");
    await settled();
    change("routes");
    await settled();
    expect(told).toEqual(["routes", "ipv4", "ipv6", "routes"]);
    expect(asked().toSorted()).toEqual(["addresses", "addresses", "routes"]);
    expect(pauses).toHaveLength(4);
    for (const stop of stops) stop();
    await settled();
    expect(asked()).not.toContain("routes");
    expect(openKinds()).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("is new events of a log: all that are ready are taken, those of others are left alone", async () => {
    const { notices, happen, told, listener, subscribed, openKinds, faults } = open();
    const stop = stopOf(notices.events(channel, "*[System[EventID=10000]]", listener("network")));
    expect(subscribed).toMatchObject([{ channel, query: "*[System[EventID=10000]]" }]);
    await settled();
    happen("System", 1);
    await settled();
    expect(told).toEqual([]);
    happen(channel, 40);
    await settled();
    // 32 at a time.
    expect(told).toEqual(["network", "network"]);
    stop();
    await settled();
    expect(openKinds()).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("ends for one who stops, once, and goes on for the others", async () => {
    const { notices, change, told, listener, openKinds, faults, isWaiting, atExit } = open();
    const first = stopOf(notices.addresses("ipv4", listener("first")));
    const second = stopOf(notices.addresses("ipv4", listener("second")));
    await settled();
    first();
    first();
    await settled();
    expect(openKinds()).toEqual(["event", "event", "socket"]);
    change("addresses");
    await settled();
    expect(told).toEqual(["second"]);
    expect(atExit.size).toBe(1);
    second();
    await settled();
    expect([openKinds(), isWaiting(), atExit.size]).toEqual([[], false, 0]);
    // And again, after nothing was waited for.
    const third = stopOf(notices.routes(listener("third")));
    await settled();
    change("routes");
    await settled();
    expect(told).toEqual(["second", "third"]);
    third();
    await settled();
    expect(openKinds()).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("is heard by all, though one of them has no end of it", async () => {
    const { notices, change, happen, told, listener } = open();
    let left = 3;
    stopOf(
      notices.routes({
        changed: () => {
          told.push("busy");
          if ((left -= 1) > 0) change("routes");
        },
        lost: () => undefined,
      }),
    );
    stopOf(notices.events(channel, "*", listener("quiet")));
    await settled();
    // Both are set before anybody is heard.
    change("routes");
    happen(channel, 1);
    await settled();
    expect(told).toEqual(["busy", "quiet", "busy", "busy"]);
  });

  it("can be stopped by who hears it", async () => {
    const { notices, change, openKinds, faults } = open();
    let heard = 0;
    const stop = stopOf(
      notices.addresses("ipv4", {
        changed: () => {
          heard += 1;
          stop();
        },
        lost: () => undefined,
      }),
    );
    await settled();
    change("addresses");
    await settled();
    expect([heard, openKinds(), faults]).toEqual([1, [], []]);
  });

  it("is waited for again after a wait in which nothing happened", async () => {
    const { notices, change, told, listener, endWait, isWaiting } = open();
    notices.routes(listener("routes"));
    await settled();
    endWait();
    await settled();
    expect([isWaiting(), told]).toEqual([true, []]);
    change("routes");
    await settled();
    expect(told).toEqual(["routes"]);
  });

  it("does not keep the process from its end", async () => {
    const { notices, listener, atExit, isWaiting, faults, told } = open();
    notices.routes(listener("routes"));
    await settled();
    expect([atExit.size, isWaiting()]).toEqual([1, true]);
    for (const run of atExit) run();
    // At once: at the exit nothing of JavaScript runs after that.
    expect([isWaiting(), told, faults]).toEqual([false, [], []]);
  });
});

describe("what Windows does not tell of", () => {
  it.each([
    ["addresses", { addresses: 10045 }, "Windows does not tell of addresses of IPv6 (error 10045)."],
    ["routes", { routes: 50 }, "Windows does not tell of routes of IPv4 (error 50)."],
    ["events", { subscription: 15007 }, `Windows does not tell of new events in ${channel} (error 15007).`],
    ["routes", { noEvents: true }, "Windows has no more events to wait for."],
    ["addresses", { noEvents: true }, "Windows has no more events to wait for."],
  ] as const)("is said, and nothing stays open: %s, %j", async (kind, refuses, message) => {
    const { notices, listener, openKinds, faults, told } = open(refuses);
    const listening = {
      addresses: () => notices.addresses("ipv6", listener("it")),
      routes: () => notices.routes(listener("it")),
      events: () => notices.events(channel, "*", listener("it")),
    }[kind]();
    expect(listening).toMatchObject({ ok: false, error: { code: "not-supported", message } });
    await settled();
    expect([openKinds(), faults, told]).toEqual([[], [], []]);
  });

  it("is said when that begins later", async () => {
    const { notices, listener, change, happen, refuseFromNowOn, openKinds, faults, told } = open();
    const stops = [
      stopOf(notices.addresses("ipv4", listener("addresses"))),
      stopOf(notices.events(channel, "*", listener("events"))),
    ];
    await settled();
    refuseFromNowOn(1722);
    change("addresses");
    happen(channel, 1);
    await settled();
    expect(told).toEqual([
      "addresses",
      "addresses lost: Windows does not tell of addresses of IPv4 (error 1722).",
      "events",
      `events lost: Windows does not tell of new events in ${channel} any more (error 1722).`,
    ]);
    // Whoever listened stops all the same.
    for (const stop of stops) stop();
    await settled();
    expect([openKinds(), faults]).toEqual([[], []]);
  });

  it("is everything, where the wait fails", async () => {
    const { notices, listener, endWait, openKinds, faults, told } = open();
    const stops = [
      stopOf(notices.routes(listener("routes"))),
      stopOf(notices.addresses("ipv4", listener("addresses"))),
      stopOf(notices.events(channel, "*", listener("events"))),
    ];
    await settled();
    endWait(0xffffffff);
    await settled();
    const reason = "Windows cannot wait for changes any more.";
    expect(told).toEqual([`routes lost: ${reason}`, `addresses lost: ${reason}`, `events lost: ${reason}`]);
    for (const stop of stops) stop();
    expect([openKinds(), faults]).toEqual([[], []]);
  });

  it("is what comes after as many as one wait can take", async () => {
    const { notices, listener, openKinds, faults } = open();
    const listening = Array.from({ length: 64 }, () => notices.routes(listener("routes")));
    expect(listening.map(({ ok }) => ok)).toEqual([...Array.from({ length: 63 }, () => true), false]);
    for (const one of listening) if (one.ok) one.value();
    await settled();
    expect([openKinds(), faults]).toEqual([[], []]);
  });
});
