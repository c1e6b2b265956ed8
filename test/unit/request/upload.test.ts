import { describe, expect, it } from "vitest";
import { failure, success, type Outcome } from "../../../main/model/failure.ts";
import type { PutAnswer } from "../../../main/model/ports/https.ts";
import { maxUploadBytes, upload, uploadAddress } from "../../../main/request/upload.ts";

const target = "https://upload.example.com/cases/one.tdbundle.age";

/** Runs an upload against a server that gives these answers in turn; time passes only while it sleeps. */
async function run(answers: readonly Outcome<PutAnswer>[], { content = Uint8Array.of(1), stopAfterPauses = 99 } = {}) {
  const asked: string[] = [];
  const pausesMs: number[] = [];
  const stop = new AbortController();
  let nowMs = 0;
  const outcome = await upload({
    url: target,
    content,
    signal: stop.signal,
    clock: {
      wallMs: () => nowMs,
      monotonicMs: () => nowMs,
      sleep: async (durationMs) => {
        nowMs += durationMs;
        pausesMs.push(durationMs);
        if (pausesMs.length >= stopAfterPauses) stop.abort();
      },
    },
    https: {
      put: async (url) => {
        asked.push(url);
        return answers[asked.length - 1] ?? failure("unreachable", "nobody answers");
      },
    },
  });
  return { outcome, asked, pausesMs };
}

const status = (code: number, more: Partial<PutAnswer> = {}): Outcome<PutAnswer> => success({ status: code, ...more });
const broken = failure("unreachable", "the connection broke");

describe("an upload", () => {
  it.each([200, 201, 204])("is done with the status %i", async (code) => {
    const { outcome, asked } = await run([status(code)]);
    expect([outcome, asked]).toEqual([success({ attempts: 1 }), [target]]);
  });

  it("is tried again under the same name while the failure may pass", async () => {
    const { outcome, asked, pausesMs } = await run([
      broken,
      status(503),
      failure("timed-out", "slow"),
      status(429),
      status(200),
    ]);
    expect(outcome).toEqual(success({ attempts: 5 }));
    expect(new Set(asked)).toEqual(new Set([target]));
    expect(pausesMs).toEqual([1000, 2000, 4000, 8000]);
  });

  it("is given up after five attempts, with the last reason", async () => {
    const { outcome, asked } = await run([]);
    expect(outcome).toMatchObject({ ok: false, error: { code: "unreachable" } });
    expect(asked).toHaveLength(5);
  });

  it("waits as long as the server asks, and not for one that asks for too much", async () => {
    expect((await run([status(503, { retryAfterMs: 7000 }), status(200)])).pausesMs).toEqual([7000]);
    const impatient = await run([status(503, { retryAfterMs: 3_600_000 })]);
    expect(impatient).toMatchObject({ outcome: { ok: false, error: { code: "refused" } }, pausesMs: [] });
  });

  it.each([400, 401, 403, 404, 409, 413, 304, 100])("takes the status %i for a no", async (code) => {
    const { outcome, asked } = await run([status(code), status(200)]);
    expect(outcome).toMatchObject({ ok: false, error: { code: "refused" } });
    expect(asked).toHaveLength(1);
  });

  it("takes a certificate that is not trusted for a no", async () => {
    const { asked } = await run([failure("refused", "not trusted")]);
    expect(asked).toHaveLength(1);
  });

  it.each(["/elsewhere", "https://upload.example.com/elsewhere"])(
    "follows a redirect within the host: %s",
    async (location) => {
      const { outcome, asked } = await run([status(307, { location }), status(200)]);
      expect(outcome.ok).toBe(true);
      expect(asked[1]).toBe("https://upload.example.com/elsewhere");
    },
  );

  it.each<[string, PutAnswer]>([
    ["another host", { status: 307, location: "https://evil.example.net/" }],
    ["another port", { status: 308, location: "https://upload.example.com:8443/" }],
    ["clear text", { status: 307, location: "http://upload.example.com/" }],
    ["nowhere", { status: 307 }],
    ["a GET", { status: 302, location: "/elsewhere" }],
  ])("does not follow one to %s", async (_about, answer) => {
    const { outcome, asked } = await run([success(answer), status(200)]);
    expect(outcome).toMatchObject({ ok: false, error: { code: "refused" } });
    expect(asked).toEqual([target]);
  });

  it("does not run in circles", async () => {
    const circle = status(307, { location: target });
    expect((await run(Array<Outcome<PutAnswer>>(20).fill(circle))).asked).toHaveLength(4);
  });

  it("stops at once when the person says so", async () => {
    const { outcome, asked } = await run([broken, broken, broken], { stopAfterPauses: 2 });
    expect(outcome).toMatchObject({ ok: false, error: { code: "cancelled" } });
    expect(asked).toHaveLength(2);
  });

  it("sends nothing that is larger than a bundle", async () => {
    const { outcome, asked } = await run([], { content: new Uint8Array(maxUploadBytes + 1) });
    expect(outcome).toMatchObject({ ok: false, error: { code: "too-large" } });
    expect(asked).toEqual([]);
  });
});

it.each([
  ["https://a.example/cases/", "https://a.example/cases/b%20c.tdbundle.age"],
  ["https://a.example", "https://a.example/b%20c.tdbundle.age"],
  ["https://a.example/cases/one", "https://a.example/cases/one"],
  ["https://s3.example/bucket/key?X-Amz-Signature=abc%2Fd", "https://s3.example/bucket/key?X-Amz-Signature=abc%2Fd"],
  ["https://s3.example/bucket/?sig=1", "https://s3.example/bucket/?sig=1"],
])("%s leads to %s", (uploadUrl, address) => {
  expect(uploadAddress(uploadUrl, "b c.tdbundle.age")).toBe(address);
});
