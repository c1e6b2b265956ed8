import type { LibraryHandle } from "koffi";
import { describe, expect, it } from "vitest";
import { loadNoticeCalls } from "../../../../main/host/windows-notices/notice-calls.ts";
import { failure, success } from "../../../../main/model/failure.ts";

type Native = (...args: readonly unknown[]) => unknown;

/** Libraries whose functions are these, by name; a wait gives its own arguments. */
function librariesOf(functions: Readonly<Record<string, Native>>, missing: readonly string[] = []) {
  const called: (readonly unknown[])[] = [];
  const nameIn = (definition: string): string => /(\w+)\(/u.exec(definition)?.[1] ?? "";
  const library = {
    func: (definition: string) => {
      const name = nameIn(definition);
      if (missing.includes(name)) throw new Error(`Cannot find function '${name}' in shared library`);
      const native: Native = (...args) => {
        called.push([name, ...args]);
        return functions[name]?.(...args) ?? 0;
      };
      return Object.assign(native, { async: native });
    },
  } as unknown as LibraryHandle;
  const open = async (name: string) =>
    missing.includes(name)
      ? failure("not-supported", `The library ${name} cannot be called from here: No koffi.`)
      : success({ library, errno: () => 0 });
  return { open, called };
}

async function loaded(functions: Readonly<Record<string, Native>>) {
  const { open, called } = librariesOf({ LocalAlloc: () => 0x10_0000, ...functions });
  const calls = await loadNoticeCalls(open);
  if (!calls.ok) throw new Error(calls.error.message);
  called.length = 0;
  return { calls: calls.value, called };
}

const text = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString("utf16le");

describe("Windows' own calls", () => {
  it.each([
    ["kernel32.dll", "The library kernel32.dll cannot be called from here: No koffi."],
    ["ws2_32.dll", "The library ws2_32.dll cannot be called from here: No koffi."],
    ["EvtSubscribe", "A function of Windows cannot be called from here: Cannot find function 'EvtSubscribe'"],
    ["WaitForMultipleObjects", "Cannot find function 'WaitForMultipleObjects' in shared library."],
  ])("are not there without %s, which is said", async (missing, message) => {
    const { open } = librariesOf({}, [missing]);
    const calls = await loadNoticeCalls(open);
    expect(calls).toMatchObject({
      ok: false,
      error: { code: "not-supported", message: expect.stringContaining(message) as string },
    });
  });

  it("wait on another thread, for events in memory of Windows", async () => {
    const moved: (readonly unknown[])[] = [];
    const { calls } = await loaded({
      RtlMoveMemory: (to, from, lengthBytes) => void moved.push([to, [...(from as BigUint64Array)], lengthBytes]),
      WaitForMultipleObjects: (count, events, all, timeoutMs, done) => {
        expect([count, events, all, timeoutMs]).toEqual([2, 0x10_0000, 0, 5_000]);
        (done as (error: null, index: number) => void)(null, 1);
      },
    });
    expect(await calls.waitForAny([8, 12n], 5_000)).toBe(1);
    expect(moved).toEqual([[0x10_0000, [8n, 12n], 16]]);
  });

  it("fail where koffi cannot start the wait", async () => {
    const { calls } = await loaded({
      WaitForMultipleObjects: (...args) => (args.at(-1) as (error: Error) => void)(new Error("Too many calls")),
    });
    await expect(calls.waitForAny([8], 5_000)).rejects.toThrow("Too many calls");
  });

  it("have the event of a request where Windows looks for it", async () => {
    const moved: (readonly unknown[])[] = [];
    const { calls, called } = await loaded({
      RtlMoveMemory: (to, from) => void moved.push([to, ...(from as BigUint64Array)]),
      WSAIoctl: () => -1,
      WSAGetLastError: () => 997,
      NotifyRouteChange: () => 997,
    });
    const request = calls.newRequest(44);
    // HANDLE at 0; OVERLAPPED at 8, whose hEvent is at 24; a length at 40.
    expect(moved).toEqual([[0x10_0020n, 44n]]);
    expect(calls.requestRouteChange(request)).toBe(997);
    expect(calls.requestAddressChange(9, request)).toBe(997);
    calls.cancelRouteChange(request);
    expect(called.filter(([name]) => /^(?:Notify|Cancel|WSAIoctl)/u.test(String(name)))).toEqual([
      ["NotifyRouteChange", 0x10_0000, 0x10_0008n],
      ["WSAIoctl", 9, 0x28000017, null, 0, null, 0, 0x10_0028n, 0x10_0008n, null],
      ["CancelIPChangeNotify", 0x10_0008n],
    ]);
  });

  it("give null for what Windows does not give", async () => {
    const { calls } = await loaded({ socket: () => 0xffffffffffffffffn, GetLastError: () => 15007 });
    expect(calls.createEvent()).toBeNull();
    expect(calls.openSocket("ipv6")).toBeNull();
    expect(calls.subscribe("System", "*", 8)).toBeNull();
    expect(calls.lastError()).toBe(15007);
  });

  it("subscribe to what comes, by channel and query", async () => {
    const { calls, called } = await loaded({ EvtSubscribe: () => 77 });
    expect(calls.subscribe("System", "*[System[EventID=42]]", 8)).toBe(77);
    const [, session, event, channel, query, ...rest] = called[0] ?? [];
    expect([session, event, text(channel), text(query)]).toEqual([0, 8, "System\0", "*[System[EventID=42]]\0"]);
    expect(rest).toEqual([0, null, null, 1]);
  });

  it.each([
    [2, 0, { taken: 2, code: 0 }],
    [0, 259, { taken: 0, code: 0 }],
    [0, 4317, { taken: 0, code: 0 }],
    [0, 1460, { taken: 0, code: 0 }],
    [0, 1722, { taken: 0, code: 1722 }],
  ])("take %d events, with the error %d, and close them", async (count, error, expected) => {
    const { calls, called } = await loaded({
      EvtNext: (_subscription, _size, events, _timeoutMs, _flags, taken) => {
        (events as BigUint64Array).set([5n, 6n].slice(0, count));
        (taken as Uint32Array)[0] = count;
        return count > 0 ? 1 : 0;
      },
      GetLastError: () => error,
    });
    expect(calls.takeEvents(77)).toEqual(expected);
    const closed = called.filter(([name]) => name === "EvtClose").map(([, event]) => event);
    expect(closed).toEqual([5n, 6n].slice(0, count));
  });
});
