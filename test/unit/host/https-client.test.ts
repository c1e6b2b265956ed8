import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHttpsClient } from "../../../main/host/https-client.ts";
import { programIsThere } from "../bundle/program-is-there.ts";

interface Got {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly content: Buffer;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

describe.skipIf(!programIsThere("openssl"))(
  "PUT over TLS (skipped without openssl, which makes the certificate)",
  () => {
    let authority = "";
    let server: Server;
    let base = "";
    let answer: Answer = (response) => response.end();
    const got: Got[] = [];

    beforeAll(async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "tls-"));
      try {
        const file = (name: string): string => path.join(folder, name);
        const openssl = (...args: readonly string[]): void => {
          execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
        };
        // An authority of its own, and a certificate of it for this machine.
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA", "-days", "2"); // prettier-ignore
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"); // prettier-ignore
        openssl("x509", "-req", "-in", "leaf.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "leaf.pem", "-days", "2", "-copy_extensions", "copy"); // prettier-ignore
        authority = readFileSync(file("ca.pem"), "utf8");
        server = createServer(
          { key: readFileSync(file("leaf.key")), cert: readFileSync(file("leaf.pem")) },
          (request, response) => {
            const chunks: Buffer[] = [];
            request.on("data", (chunk: Buffer) => chunks.push(chunk));
            request.on("end", () => {
              got.push({
                method: request.method,
                url: request.url,
                headers: request.headers,
                content: Buffer.concat(chunks),
              });
              answer(response, request);
            });
          },
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
      await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
      base = `https://localhost:${(server.address() as AddressInfo).port}`;
    });

    afterAll(() => void server.close());

    const put = (url: string, content = new Uint8Array(3), timeoutMs = 5000, signal?: AbortSignal) =>
      createHttpsClient(authority).put(url, content, timeoutMs, signal);

    it("carries the content and no header that a presigned address would not expect", async () => {
      answer = (response) => response.writeHead(201).end("x".repeat(100_000));
      const content = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
      expect(await put(`${base}/cases/one?X-Amz-Signature=a%2Fb`, content)).toEqual({
        ok: true,
        value: { status: 201 },
      });
      const last = got.at(-1);
      expect(last).toMatchObject({ method: "PUT", url: "/cases/one?X-Amz-Signature=a%2Fb" });
      expect(new Uint8Array(last?.content ?? [])).toEqual(content);
      expect(Object.keys(last?.headers ?? {}).sort()).toEqual(["connection", "content-length", "content-type", "host"]);
    });

    it("tells of redirects and pauses and follows neither", async () => {
      const before = got.length;
      answer = (response) => response.writeHead(307, { location: "/b", "retry-after": "7" }).end();
      expect(await put(`${base}/a`)).toEqual({ ok: true, value: { status: 307, location: "/b", retryAfterMs: 7000 } });
      expect(got.length).toBe(before + 1);
    });

    it("sends nothing to a server whose certificate is not trusted", async () => {
      const before = got.length;
      expect(await createHttpsClient().put(`${base}/a`, new Uint8Array(3), 5000)).toMatchObject({
        ok: false,
        error: { code: "refused", message: expect.stringContaining("certificate") as string },
      });
      const { port } = server.address() as AddressInfo;
      expect(await put(`https://127.0.0.1:${port}/a`)).toMatchObject({ error: { code: "refused" } });
      expect(got.length).toBe(before);
    });

    it("tells of a connection that breaks", async () => {
      answer = (_response, request) => void request.socket.destroy();
      expect(await put(`${base}/a`)).toMatchObject({ ok: false, error: { code: "unreachable" } });
    });

    it("does not wait for a server that says nothing", async () => {
      answer = () => undefined;
      expect(await put(`${base}/a`, undefined, 100)).toMatchObject({ ok: false, error: { code: "timed-out" } });
    });

    it("stops when the person says so", async () => {
      const stop = new AbortController();
      answer = () => stop.abort();
      expect(await put(`${base}/a`, undefined, 60_000, stop.signal)).toMatchObject({ error: { code: "cancelled" } });
    });

    it("names a port where nobody listens", async () => {
      expect(await put("https://localhost:9/a")).toMatchObject({ ok: false, error: { code: "unreachable" } });
    });
  },
);
