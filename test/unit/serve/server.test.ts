import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Handlers } from "../../../main/api/dispatch.ts";
import type { CallContext } from "../../../main/api/dispatcher.ts";
import type { Progress } from "../../../main/model/progress.ts";
import { failure, success, type Outcome } from "../../../main/model/failure.ts";
import { startServe, type ServedPage } from "../../../main/doors/serve/server.ts";

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A deferred promise, to wait for what another part does. */
function gate(): { readonly promise: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => (open = resolve));
  return { promise, open };
}

let folder: string;
let page: ServedPage;
let port: number;
let token: string;
let runCheck: (context: CallContext<Progress>) => Promise<Outcome<never>>;

const unused = async (): Promise<Outcome<never>> => failure("not-supported", "not used here");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "td-serve-"));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>x</title>");
  await writeFile(join(folder, "app.js"), "1");
  runCheck = unused;
  const handlers: Handlers = {
    about: async () => success({ version: "1.2.3", os: "linux", door: "serve", practiceFaults: [] }),
    "profiles.list": async () => {
      throw new Error("broken on purpose");
    },
    "check.run": (_input, context) => runCheck(context),
    ...noLogHandlers,
    "check.last": unused,
    "check.forget": unused,
    "logs.sources": unused,
    "logs.read": unused,
    "sessions.read": unused,
    "bundle.preview": unused,
    "bundle.create": unused,
    "probe.plan": unused,
    "probe.run": unused,
  };
  const served = await startServe({ handlers, assetsFolder: folder });
  if (!served.ok) throw new Error(served.error.message);
  page = served.value;
  const url = new URL(page.url);
  port = Number(url.port);
  token = url.hash.replace("#token=", "");
});

afterEach(async () => {
  await page.close();
  await rm(folder, { recursive: true });
});

/** A request as it is written, with no client that corrects paths or headers. */
function send(
  method: string,
  path: string,
  { headers = {}, body = "" }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest({ host: "127.0.0.1", port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.once("error", reject);
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sending.once("error", reject);
    sending.end(body);
  });
}

const callHeaders = (): Record<string, string> => ({
  Authorization: `Bearer ${token}`,
  "Content-Type": "application/json",
});

const call = (name: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  send("POST", `/api/${name}`, { headers: { ...callHeaders(), ...headers }, body: JSON.stringify(input) });

const lines = (answer: Answer): readonly unknown[] =>
  answer.text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

describe("the page", () => {
  it("listens on the loopback address and keeps its secret behind the #", () => {
    expect(page.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
  });

  it("comes with strict headers, and so does every refusal", async () => {
    for (const answer of [await send("GET", "/"), await send("GET", "/nothing"), await send("POST", "/api/about")]) {
      expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
      expect(answer.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(answer.headers["content-security-policy"]).not.toContain("unsafe");
      expect(answer.headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
      });
    }
  });

  it.each(["/", "/index.html", "/?x=1"])("serves %s", async (path) => {
    expect(await send("GET", path)).toMatchObject({ status: 200, text: "<!doctype html><title>x</title>" });
  });

  it.each([
    "/../package.json",
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//etc/passwd",
    "/./app.js",
    "/app.js/",
    "/app%2ejs",
    "/app.js%00.html",
    "/..\\..\\app.js",
    "/__proto__",
    "/constructor",
    "http://127.0.0.1/app.js",
    "*",
  ])("has nothing at %s", async (path) => {
    expect((await send("GET", path)).status).toBe(404);
  });

  it("is read only", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"]) {
      expect((await send(method, "/")).status).toBe(405);
    }
  });

  it("does not open on a port that is taken", async () => {
    const second = await startServe({ handlers: {} as Handlers, assetsFolder: folder, port });
    expect(second).toMatchObject({ ok: false, error: { code: "refused" } });
  });
});

describe("a call", () => {
  it("answers with one line per progress and the result as the last", async () => {
    runCheck = async ({ emit }) => {
      emit({ kind: "step-started", name: "reach" });
      emit({ kind: "step-note", name: "reach", note: "ä\n\u2028" });
      return failure("unreachable", "No way out.");
    };
    const answer = await call("check.run", { options: {} });
    expect(answer.headers["content-type"]).toBe("application/x-ndjson; charset=utf-8");
    expect(lines(answer)).toEqual([
      { kind: "progress", value: { kind: "step-started", name: "reach" } },
      { kind: "progress", value: { kind: "step-note", name: "reach", note: "ä\n\u2028" } },
      { kind: "result", outcome: { ok: false, error: { code: "unreachable", message: "No way out." } } },
    ]);
  });

  it("says which input was wrong, and that there is no such call", async () => {
    expect(lines(await call("check.run", { options: { gateway: "" } }))).toMatchObject([
      { outcome: { ok: false, error: { code: "invalid-input" } } },
    ]);
    expect(lines(await call("toString", {}))).toMatchObject([{ outcome: { ok: false, error: { code: "not-found" } } }]);
  });

  it("turns a mistake of a handler into a sentence", async () => {
    expect(lines(await call("profiles.list", {}))).toMatchObject([
      { outcome: { ok: false, error: { code: "command-failed" } } },
    ]);
  });

  it("needs the secret", async () => {
    for (const Authorization of ["", "Bearer wrong", `Basic ${token}`]) {
      const answer = await call("about", {}, { Authorization });
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: "not-permitted" } });
    }
  });

  it("refuses foreign hosts and pages, also with the secret", async () => {
    for (const headers of [
      { Host: `evil.example:${String(port)}` },
      { Origin: "https://evil.example" },
      { Origin: "null" },
    ]) {
      expect((await call("about", {}, headers)).status).toBe(403);
    }
  });

  it("is made with POST", async () => {
    for (const method of ["GET", "PUT", "DELETE", "HEAD"]) {
      expect((await send(method, "/api/about", { headers: callHeaders() })).status).toBe(405);
    }
  });

  it("needs JSON", async () => {
    expect((await call("about", {}, { "Content-Type": "text/plain" })).status).toBe(400);
    for (const body of ["", "{", "{}x", '"']) {
      expect((await send("POST", "/api/about", { headers: callHeaders(), body })).status).toBe(400);
    }
  });

  it("has a body of 1 MB at most, whether it tells its length or not", async () => {
    const body = `"${"x".repeat(1024 * 1024)}"`;
    const told = { ...callHeaders(), "Content-Length": String(body.length) };
    const untold = { ...callHeaders(), "Transfer-Encoding": "chunked" };
    expect((await send("POST", "/api/about", { headers: told, body })).status).toBe(413);
    expect((await send("POST", "/api/about", { headers: untold, body })).status).toBe(413);
  });

  it("has a larger one where a whole file is handed over", async () => {
    const contentBase64 = "A".repeat(2 * 1024 * 1024);
    const body = JSON.stringify({ source: { contentBase64 } });
    expect((await send("POST", "/api/bundle.open", { headers: callHeaders(), body })).status).toBe(200);
    expect((await send("POST", "/api/toString", { headers: callHeaders(), body })).status).toBe(413);
  });

  it("takes a name for itself of letters and digits", async () => {
    expect((await call("about", {}, { "X-Call-Id": "a-1" })).status).toBe(200);
    expect((await call("about", {}, { "X-Call-Id": "../x" })).status).toBe(400);
    expect((await call("about", {}, { "X-Call-Id": "x".repeat(65) })).status).toBe(400);
  });
});

describe("stopping a call", () => {
  it("happens when the caller goes away", async () => {
    const started = gate();
    const stopped = gate();
    runCheck = async ({ signal }) => {
      signal.addEventListener("abort", stopped.open);
      started.open();
      await stopped.promise;
      return failure("cancelled", "Stopped.");
    };
    const sending = httpRequest({
      host: "127.0.0.1",
      port,
      method: "POST",
      path: "/api/check.run",
      headers: callHeaders(),
    });
    sending.on("error", () => undefined);
    sending.end(JSON.stringify({ options: {} }));
    await started.promise;
    sending.destroy();
    await stopped.promise;
  });

  it("keeps what the call has got when the caller asks for it", async () => {
    const started = gate();
    runCheck = async ({ signal, emit }) => {
      started.open();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      emit({ kind: "step-note", name: "reach", note: "kept" });
      return failure("cancelled", "Stopped.");
    };
    const answer = call("check.run", { options: {} }, { "X-Call-Id": "one" });
    await started.promise;
    const twin = await call("check.run", { options: {} }, { "X-Call-Id": "one" });
    expect(twin.status).toBe(400);
    expect((await send("DELETE", "/api/calls/one")).status).toBe(401);
    expect((await send("DELETE", "/api/calls/two", { headers: callHeaders() })).status).toBe(404);
    expect((await send("DELETE", "/api/calls/one", { headers: callHeaders() })).status).toBe(204);
    expect(lines(await answer)).toMatchObject([
      { kind: "progress", value: { note: "kept" } },
      { kind: "result", outcome: { ok: false, error: { code: "cancelled" } } },
    ]);
    expect((await send("DELETE", "/api/calls/one", { headers: callHeaders() })).status).toBe(404);
  });

  it("happens for all calls when the server closes; not more than 8 run at a time", async () => {
    let stopped = 0;
    let begun = 0;
    const allBegun = gate();
    runCheck = async ({ signal }) => {
      if (++begun === 8) allBegun.open();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      stopped += 1;
      return failure("cancelled", "Stopped.");
    };
    const calls = Array.from({ length: 8 }, () => call("check.run", { options: {} }).catch(() => "cut off"));
    await allBegun.promise;
    expect((await call("about", {})).status).toBe(403);
    await page.close();
    await Promise.all(calls);
    expect(stopped).toBe(8);
  });
});
