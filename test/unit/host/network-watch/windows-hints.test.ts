import { describe, expect, it } from "vitest";
import { emptyNetwork } from "../../../../main/checkup/fallbacks.ts";
import { createWindowsWatcher } from "../../../../main/host/network-watch/polled.ts";
import { failure } from "../../../../main/model/failure.ts";
import type { NetworkSnapshot } from "../../../../main/model/network.ts";
import { createVirtualClock } from "../../../fakes/virtual-clock.ts";
import { fakeWindowsNotices } from "../../../fakes/windows-notices.ts";

type Wifi = NetworkSnapshot["wifi"];

const joinedTo = (bssid: string, signalDbm = -60): Wifi => [{ interfaceName: "Wi-Fi", ssid: "Home", bssid, signalDbm }];
const [here, there] = ["02:00:5e:00:53:01", "02:00:5e:00:53:02"];
const wifiLog = "Microsoft-Windows-WLAN-AutoConfig/Operational";
const instead = "Addresses and Wi-Fi are looked at each second instead.";
const everything = ["ipv4", "ipv6", "routes", "power", wifiLog, "Microsoft-Windows-NetworkProfile/Operational"];

/** A watched Windows of which `at` says what it is like, stopped after `endMs`. */
async function watched({
  wifiAt = () => [],
  addressAt = () => "192.168.1.7",
  notices,
  steps = {},
  endMs,
}: {
  readonly wifiAt?: (atMs: number) => Wifi;
  readonly addressAt?: (atMs: number) => string;
  readonly notices: Parameters<typeof createWindowsWatcher>[0]["notices"];
  /** What happens at which moment. */
  readonly steps?: Readonly<Record<number, () => void>>;
  readonly endMs: number;
}) {
  const clock = createVirtualClock();
  const stop = new AbortController();
  for (const [atMs, step] of Object.entries(steps)) void clock.sleep(Number(atMs)).then(step);
  void clock.sleep(endMs).then(() => stop.abort());
  const wifiReadAtMs: number[] = [];
  const watcher = createWindowsWatcher({
    clock,
    run: async () => failure("not-found", "No program is there."),
    snapshot: async (wifi) => ({ ...emptyNetwork(clock.wallMs()), wifi: [...wifi] }),
    readWifi: async () => {
      wifiReadAtMs.push(clock.monotonicMs());
      return wifiAt(clock.monotonicMs());
    },
    addresses: () => addressAt(clock.monotonicMs()),
    ...(notices === undefined ? {} : { notices }),
  });
  const told: (readonly [number, string | undefined])[] = [];
  const reasons: string[] = [];
  const tell = (): void => {
    const atMs = clock.monotonicMs();
    void watcher.network().then(({ wifi }) => told.push([atMs, wifi[0]?.bssid]));
  };
  await watcher.hints(tell, stop.signal, (reason) => void reasons.push(reason));
  return { told, reasons, wifiReadAtMs };
}

describe("hints of a Windows that tells of changes", () => {
  it("come when it tells, with the Wi-Fi as it is then, and nothing is looked at in between", async () => {
    const windows = fakeWindowsNotices();
    const heard: string[] = [];
    const { told, reasons, wifiReadAtMs } = await watched({
      notices: windows.open,
      wifiAt: (atMs) => (atMs < 7_000 ? [] : joinedTo(here)),
      addressAt: (atMs) => (atMs < 2_500 ? "192.168.1.7" : "192.168.1.8"),
      steps: {
        1_000: () => void heard.push(...windows.heard()),
        2_500: () => windows.tell("ipv4"),
        3_300: () => windows.tell("power"),
        7_000: () => windows.tell(wifiLog),
        30_000: () => windows.tell("routes"),
      },
      endMs: 31_000,
    });
    expect(heard.toSorted()).toEqual(everything.toSorted());
    expect(told).toEqual([
      [2_500, undefined],
      [3_300, undefined],
      [7_000, here],
      [30_000, here],
    ]);
    expect(reasons).toEqual([]);
    expect(wifiReadAtMs.filter((atMs) => atMs < 7_000)).toEqual([0, 0, 2_500, 3_300]);
    expect(windows.heard()).toEqual([]);
  });

  it("come within 5 s of another access point that no event tells of, not with another signal", async () => {
    const { told, wifiReadAtMs } = await watched({
      notices: fakeWindowsNotices().open,
      wifiAt: (atMs) => (atMs < 12_000 ? joinedTo(here, -60 - atMs / 1_000) : joinedTo(there)),
      endMs: 21_000,
    });
    expect(told).toEqual([[15_000, there]]);
    expect(wifiReadAtMs).toEqual([0, 0, 5_000, 10_000, 15_000, 20_000]);
  });
});

describe("hints of a Windows that cannot say its addresses", () => {
  it("come all the same", async () => {
    const windows = fakeWindowsNotices();
    const { told } = await watched({
      notices: windows.open,
      addressAt: (atMs) => {
        if (atMs < 2_000) return "192.168.1.7";
        throw new Error("uv_interface_addresses returned Unknown system error");
      },
      steps: { 2_500: () => windows.tell("ipv4") },
      endMs: 4_000,
    });
    expect(told).toEqual([[2_500, undefined]]);
  });
});

describe("hints of a Windows that does not tell of everything", () => {
  it.each([
    [
      "there is no koffi",
      async () => failure("not-supported", "The library ws2_32.dll cannot be called from here: No koffi."),
      ["The library ws2_32.dll cannot be called from here: No koffi."],
    ],
    [
      "two logs are closed",
      fakeWindowsNotices(["power", wifiLog]).open,
      ["Windows does not tell of power (error 50).", `Windows does not tell of ${wifiLog} (error 50).`],
    ],
  ])("come with another address and another access point, a second later at most: %s", async (_why, notices, whys) => {
    const { told, reasons } = await watched({
      notices,
      wifiAt: (atMs) => (atMs < 3_500 ? joinedTo(here) : joinedTo(there, atMs < 5_500 ? -60 : -70)),
      addressAt: (atMs) => (atMs < 8_500 ? "192.168.1.7" : "192.168.1.8"),
      endMs: 12_500,
    });
    expect(told).toEqual([
      [4_000, there],
      [9_000, there],
    ]);
    expect(reasons).toEqual([...whys, instead]);
  });

  it("come with what it still tells of", async () => {
    const windows = fakeWindowsNotices(["routes"]);
    const { told } = await watched({
      notices: windows.open,
      steps: { 2_500: () => windows.tell("ipv6") },
      endMs: 4_000,
    });
    expect(told).toEqual([[2_500, undefined]]);
  });

  it("come by looking from when it tells no more", async () => {
    const windows = fakeWindowsNotices();
    const { told, reasons } = await watched({
      notices: windows.open,
      addressAt: (atMs) => (atMs < 14_500 ? "192.168.1.7" : "192.168.1.8"),
      steps: {
        8_000: () => {
          for (const name of everything) windows.lose(name, "Windows cannot wait for changes any more.");
        },
      },
      endMs: 20_000,
    });
    expect(told).toEqual([[15_000, undefined]]);
    expect(reasons).toEqual(["Windows cannot wait for changes any more.", instead]);
  });
});
