import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { systemWeb } from "../../../main/host/web.ts";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`;
}

const asked = { accept: "text/plain", timeoutMs: 5_000 };

describe("one page", () => {
  it("is fetched as it was asked for", async () => {
    const url = await serve((request, response) => response.end(`${request.url} ${request.headers.accept}`));
    expect(await systemWeb.get(url, asked)).toEqual({ ok: true, value: { status: 200, body: "/page text/plain" } });
  });

  it("is not looked for elsewhere", async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: "http://192.0.2.1/" }).end());
    expect(await systemWeb.get(url, asked)).toEqual({
      ok: true,
      value: { status: 302, location: "http://192.0.2.1/", body: "" },
    });
  });

  it("is read up to 64 KiB", async () => {
    const url = await serve((_, response) => response.end("x".repeat(1_000_000)));
    const answer = await systemWeb.get(url, asked);
    expect(answer.ok && answer.value.body.length).toBe(65_536);
  });

  it("is given up after its time, and when it is stopped", async () => {
    const url = await serve(() => undefined);
    expect(await systemWeb.get(url, { ...asked, timeoutMs: 20 })).toMatchObject({ error: { code: "timed-out" } });
    expect(await systemWeb.get(url, asked, AbortSignal.abort())).toMatchObject({ error: { code: "cancelled" } });
  });

  it.each(["file:///etc/passwd", "ftp://192.0.2.1/", "page", ""])("is never %j", async (url) => {
    expect(await systemWeb.get(url, asked)).toMatchObject({ error: { code: "invalid-input" } });
  });

  it("is unreachable where nobody listens", async () => {
    expect(await systemWeb.get("http://127.0.0.1:1/", asked)).toMatchObject({ error: { code: "unreachable" } });
  });
});
