import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Progress } from "../../../main/api/contract.ts";
import { createElectronBridge, type ElectronApi } from "../../../renderer/bridge/bridge-electron.ts";
import { createHttpBridge } from "../../../renderer/bridge/bridge-http.ts";
import { readLines } from "../../../renderer/bridge/read-lines.ts";
import { takeToken } from "../../../renderer/bridge/take-token.ts";

const streamOf = (chunks: readonly string[]): ReadableStream<string> =>
  new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

async function collect(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const collected: string[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
}

describe("readLines", () => {
  it("does not depend on how the text was cut", async () => {
    const line = fc.string({ minLength: 1 }).filter((text) => !text.includes("\n"));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat(200)), async (lines, cuts) => {
        const text = lines.map((part) => `${part}\n`).join("");
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b), text.length];
        const chunks = places.slice(1).map((place, index) => text.slice(places[index], place));
        expect(await collect(readLines(streamOf(chunks)))).toEqual(lines);
      }),
    );
  });

  it("takes a last line without an end", async () => {
    expect(await collect(readLines(streamOf(["a\nb", "c"])))).toEqual(["a", "bc"]);
  });
});

type Fetch = typeof globalThis.fetch;
const ndjson = (...lines: readonly unknown[]): Response =>
  new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

function bridgeOver(
  answer: (url: string, init: RequestInit) => Promise<Response>,
): ReturnType<typeof createHttpBridge> {
  const fetch: Fetch = (input, init) => answer(input as string, init ?? {});
  return createHttpBridge({ token: "secret", newCallId: () => "id-1", fetch });
}

const note = (text: string): Progress => ({ kind: "step-note", name: "reach", note: text });

describe("the way over HTTP", () => {
  it("sends the secret, and hands on progress in order and the result", async () => {
    const sent: [string, RequestInit][] = [];
    const bridge = bridgeOver(async (url, init) => {
      sent.push([url, init]);
      return ndjson(
        { kind: "progress", value: note("1") },
        { kind: "progress", value: note("2") },
        { kind: "result", outcome: { ok: false, error: { code: "unreachable", message: "x" } } },
      );
    });
    const told: Progress[] = [];
    const outcome = await bridge.call("check.run", { options: {} }, { onProgress: (progress) => told.push(progress) });
    expect(outcome).toEqual({ ok: false, error: { code: "unreachable", message: "x" } });
    expect(told).toEqual([note("1"), note("2")]);
    expect(sent).toMatchObject([
      ["./api/check.run", { method: "POST", headers: { Authorization: "Bearer secret", "X-Call-Id": "id-1" } }],
    ]);
  });

  it("hands on why the server refused", async () => {
    const error = { code: "not-permitted", message: "No." };
    const bridge = bridgeOver(async () => new Response(JSON.stringify({ error }), { status: 401 }));
    expect(await bridge.call("about", {})).toEqual({ ok: false, error });
  });

  it.each<[string, () => Promise<Response>]>([
    ["no server", async () => Promise.reject(new TypeError("failed"))],
    ["an answer that breaks off", async () => ndjson({ kind: "progress", value: note("1") })],
    ["an answer that is no JSON", async () => new Response("<html>")],
    ["a refusal that is no JSON", async () => new Response("<html>", { status: 500 })],
    ["an answer without a body", async () => new Response(null)],
  ])("calls %s a lost connection", async (_what, answer) => {
    expect(await bridgeOver(answer).call("about", {})).toMatchObject({ ok: false, error: { code: "unreachable" } });
  });

  it("asks the server to stop, and takes what it has got so far", async () => {
    const stop = new AbortController();
    let finish: (response: Response) => void = () => undefined;
    const answered = new Promise<Response>((resolve) => (finish = resolve));
    const bridge = bridgeOver(async (url, { method }) => {
      if (method !== "DELETE") return answered;
      expect(url).toBe("./api/calls/id-1");
      finish(ndjson({ kind: "result", outcome: { ok: true, value: {} } }));
      return new Response(null, { status: 204 });
    });
    const outcome = bridge.call("check.last", {}, { signal: stop.signal });
    stop.abort();
    expect(await outcome).toEqual({ ok: true, value: {} });
  });

  it("ends as cancelled when the server cannot be asked either", async () => {
    const stop = new AbortController();
    const bridge = bridgeOver(async (_url, { method, signal }) => {
      if (method === "DELETE") throw new TypeError("failed");
      return new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("closed"))));
    });
    const outcome = bridge.call("check.last", {}, { signal: stop.signal });
    stop.abort();
    expect(await outcome).toMatchObject({ ok: false, error: { code: "cancelled" } });
  });
});

const noArrivals: Pick<ElectronApi, "onRequest" | "pathOf"> = { onRequest: () => () => undefined, pathOf: () => "" };

describe("the way in the desktop app", () => {
  it("keeps the request that came before anybody listened, and hands on later ones", () => {
    const arrivals: ((source: unknown) => void)[] = [];
    const bridge = createElectronBridge(
      {
        invoke: async () => undefined,
        cancel: () => undefined,
        onProgress: () => () => undefined,
        onRequest: (listener) => {
          arrivals.push(listener);
          return () => undefined;
        },
        pathOf: (file) => (file.name === "kept.tdbundle" ? "/home/ada/kept.tdbundle" : ""),
      },
      () => "x",
    );
    const arrive = (source: unknown): void => arrivals.forEach((listener) => listener(source));
    arrive({ content: "tunnel-doctor://request/1?d=early" });
    const heard: unknown[] = [];
    const stop = bridge.onRequest((source) => heard.push(source));
    expect(heard).toEqual([{ content: "tunnel-doctor://request/1?d=early" }]);
    arrive({ path: "/tmp/case.tdrequest" });
    for (const nonsense of [undefined, null, "text", {}, { content: 1 }, { path: {} }]) arrive(nonsense);
    stop();
    bridge.onRequest((source) => heard.push(source));
    expect(heard.slice(1)).toEqual([{ path: "/tmp/case.tdrequest" }]);
    expect(bridge.pathOf?.(new File([], "kept.tdbundle"))).toBe("/home/ada/kept.tdbundle");
    expect(bridge.pathOf?.(new File([], "pasted.png"))).toBeUndefined();
  });

  it("hands on the progress of its own call only, cancels by id, and stops listening", async () => {
    const listeners = new Set<Parameters<ElectronApi["onProgress"]>[0]>();
    const cancelled: string[] = [];
    const stop = new AbortController();
    const api: ElectronApi = {
      invoke: async () => {
        for (const listener of listeners) {
          listener({ id: "other", value: note("theirs") });
          listener({ id: "id-1", value: note("ours") });
        }
        stop.abort();
        return { ok: true, value: {} };
      },
      cancel: (id) => cancelled.push(id),
      onProgress: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      ...noArrivals,
    };
    const told: Progress[] = [];
    const options = { signal: stop.signal, onProgress: (progress: Progress) => void told.push(progress) };
    const outcome = await createElectronBridge(api, () => "id-1").call("check.run", { options: {} }, options);
    expect(outcome).toEqual({ ok: true, value: {} });
    expect(told).toEqual([note("ours")]);
    expect(cancelled).toEqual(["id-1"]);
    expect(listeners.size).toBe(0);
  });

  it("turns what Electron throws into a failure", async () => {
    const api: ElectronApi = {
      invoke: async () => Promise.reject(new Error("no handler")),
      cancel: () => undefined,
      onProgress: () => () => undefined,
      ...noArrivals,
    };
    expect(await createElectronBridge(api, () => "x").call("about", {})).toMatchObject({
      ok: false,
      error: { code: "command-failed" },
    });
  });
});

describe("takeToken", () => {
  const open = (
    hash: string,
    kept: string | null,
  ): { token: string; kept: string | null; address: string | undefined } => {
    let address: string | undefined;
    let stored = kept;
    const token = takeToken(
      { hash, pathname: "/" } as Location,
      { replaceState: (_state: unknown, _unused: string, url: string) => (address = url) } as unknown as History,
      { getItem: () => stored, setItem: (_key: string, value: string) => (stored = value) } as unknown as Storage,
    );
    return { token, kept: stored, address };
  };

  it("takes it out of the address and keeps it for a reload", () => {
    expect(open("#token=abc", null)).toEqual({ token: "abc", kept: "abc", address: "/" });
    expect(open("", "abc")).toEqual({ token: "abc", kept: "abc", address: undefined });
    expect(open("#token=new", "old")).toMatchObject({ token: "new", kept: "new" });
    expect(open("#content", null)).toEqual({ token: "", kept: null, address: undefined });
  });
});
