import { describe, expect, it } from "vitest";
import { emptyNetwork } from "../../../../main/checkup/fallbacks.ts";
import { failure } from "../../../../main/model/failure.ts";
import type { StreamCommand } from "../../../../main/host/log-sources/stream-command.ts";
import { storeCommands } from "../../../../main/host/network-watch/macos-store.ts";
import { createMacosWatcher, createWindowsWatcher } from "../../../../main/host/network-watch/polled.ts";
import type { NetworkSnapshot } from "../../../../main/model/network.ts";
import { createVirtualClock } from "../../../fakes/virtual-clock.ts";

type Wifi = NetworkSnapshot["wifi"];

const joinedTo = (bssid: string, signalDbm = -60): Wifi => [{ interfaceName: "en0", ssid: "Home", bssid, signalDbm }];
const [here, there] = ["02:00:5e:00:53:01", "02:00:5e:00:53:02"];

/** A machine whose Wi-Fi takes `wifiMs` to read, and that counts what is read of it. */
function machineOf(wifiAt: (atMs: number) => Wifi, wifiMs = 0) {
  const clock = createVirtualClock();
  const read = { snapshots: 0, wifi: 0 };
  return {
    clock,
    read,
    tools: {
      clock,
      run: async () => failure("not-found", "No program is there."),
      snapshot: async (wifi: Wifi): Promise<NetworkSnapshot> => {
        read.snapshots += 1;
        return { ...emptyNetwork(clock.wallMs()), wifi: [...wifi] };
      },
      readWifi: async (): Promise<Wifi> => {
        read.wifi += 1;
        await clock.sleep(wifiMs);
        return wifiAt(clock.monotonicMs());
      },
    },
  };
}

/** `scutil`, which prints each of these pieces and then waits until it is stopped; and what it was started with. */
function scutilThatPrints(...pieces: readonly string[]) {
  const started: (readonly unknown[])[] = [];
  const stream: StreamCommand = (program, args, signal, input) => {
    started.push([program, args, input]);
    const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    return {
      output: (async function* () {
        for (const piece of pieces) yield new TextEncoder().encode(piece);
        await stopped;
      })(),
      ended: stopped.then(() => ({ kind: "stopped" }) as const),
      stop: () => undefined,
    };
  };
  return { started, stream };
}

const changed = (key: string): string => `  9:41:07.120 (+0.100) changedKey [0] = State:/Network/${key}\n`;

describe.each([
  ["a Mac", createMacosWatcher],
  ["Windows", createWindowsWatcher],
] as const)("the network of %s", (_name, createWatcher) => {
  it("is read beside the Wi-Fi that was read last", async () => {
    const { tools, read } = machineOf(() => joinedTo(here));
    const watcher = createWatcher(tools);
    expect((await watcher.network()).wifi).toEqual([]);
    expect(read.wifi).toBe(0);
    await watcher.refresh();
    expect((await watcher.network()).wifi).toEqual(joinedTo(here));
    expect((await watcher.network()).wifi).toEqual(joinedTo(here));
    expect(read).toEqual({ snapshots: 3, wifi: 1 });
  });

  it("keeps the Wi-Fi that is known when it cannot be read", async () => {
    let isBroken = false;
    const { tools } = machineOf(() => joinedTo(here));
    const readWifi = async (): Promise<Wifi> => {
      if (isBroken) throw new Error("It cannot be read.");
      return tools.readWifi();
    };
    const watcher = createWatcher({ ...tools, readWifi });
    await watcher.refresh();
    isBroken = true;
    await watcher.refresh();
    expect((await watcher.network()).wifi).toEqual(joinedTo(here));
    isBroken = false;
    await watcher.refresh();
    expect((await watcher.network()).wifi).toEqual(joinedTo(here));
  });

  it("has its Wi-Fi read once for all who ask at the same time, and again for who asks later", async () => {
    const { tools, read } = machineOf(() => joinedTo(here), 3_000);
    const watcher = createWatcher(tools);
    await Promise.all([watcher.refresh(), watcher.refresh(), watcher.refresh()]);
    expect(read.wifi).toBe(1);
    await watcher.refresh();
    expect(read.wifi).toBe(2);
  });
});

describe("hints of a Mac", () => {
  it("come with what its store tells, those of the Wi-Fi after it is read", async () => {
    const { clock, tools, read } = machineOf(() => joinedTo(there), 2_000);
    const { started, stream } = scutilThatPrints(
      "notification callback (store address = 0x7f8b3c405a10).\n",
      changed("Global/IPv4"),
      changed("Interface/en0/AirPort"),
      changed("Interface/en0/AirPort"),
      changed("Interface/en0/Signature"),
    );
    const watcher = createMacosWatcher({ ...tools, stream });
    const told: (string | undefined)[] = [];
    const stop = new AbortController();
    void clock.sleep(10_000).then(() => stop.abort());
    const tell = (): void => void watcher.network().then(({ wifi }) => told.push(wifi[0]?.bssid));
    await watcher.hints(tell, stop.signal, () => undefined);
    expect(told).toEqual([undefined, there, there]);
    expect(read.wifi).toBe(1);
    expect(started).toEqual([["/usr/sbin/scutil", [], storeCommands]]);
  });
});
