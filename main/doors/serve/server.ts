import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Handlers } from "../../api/dispatch.ts";
import { failure, success, type Failure, type FailureCode, type Outcome } from "../../model/failure.ts";
import { createApiRoute, type ApiRoute } from "./api-route.ts";
import { loadAssets, type Assets } from "./assets.ts";
import { checkOrigin, checkToken, createToken } from "./guard.ts";
import { securityHeaders } from "../page.ts";

export interface ServeOptions {
  readonly handlers: Handlers;
  /** The built renderer, absolute. */
  readonly assetsFolder: string;
  /** Absent or 0: one that the system chooses. */
  readonly port?: number;
}

export interface ServedPage {
  /** Where to open it. The secret stands after the `#`, which a browser never sends anywhere. */
  readonly url: string;
  /** Stops all calls and closes all connections. */
  readonly close: () => Promise<void>;
}

/** Never another address: who may use this computer's loopback is who sits at it. */
const loopbackAddress = "127.0.0.1";

/** A request that takes longer to arrive than this is not from our page. */
const requestTimeoutMs = 30_000;
const maxConnections = 64;

const statusOfFailure: Partial<Record<FailureCode, number>> = {
  "invalid-input": 400,
  "not-permitted": 401,
  refused: 403,
  "not-found": 404,
  "not-supported": 405,
  "too-large": 413,
};

/**
 * Opens the interface at a loopback address until `close` is called.
 *
 * @returns `not-found` when the page is not built, `refused` when the port is taken
 */
export async function startServe({ handlers, assetsFolder, port = 0 }: ServeOptions): Promise<Outcome<ServedPage>> {
  const assets = await loadAssets(assetsFolder);
  if (!assets.ok) return assets;
  const token = createToken();
  const api = createApiRoute(handlers);
  const server = createServer({ requestTimeout: requestTimeoutMs });
  server.maxConnections = maxConnections;
  const listening = await listen(server, port);
  if (!listening.ok) return listening;
  const house: House = { assets: assets.value, api, token, port: listening.value };
  server.on("request", (request: IncomingMessage, response: ServerResponse) => void answer(house, request, response));
  return success({
    url: `http://${loopbackAddress}:${String(house.port)}/#token=${token}`,
    close: async () => {
      api.cancelAll();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  });
}

interface House {
  readonly assets: Assets;
  readonly api: ApiRoute;
  readonly token: string;
  readonly port: number;
}

async function answer(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const outcome = await route(house, request, response);
  if (!outcome.ok) refuse(request, response, outcome.error);
}

async function route(house: House, request: IncomingMessage, response: ServerResponse): Promise<Outcome<undefined>> {
  const origin = checkOrigin({ host: request.headers.host, origin: request.headers.origin }, house.port);
  if (!origin.ok) return origin;
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  const apiPath = /^\/api\/(.+)$/.exec(path)?.[1];
  if (apiPath === undefined) return serveAsset(house.assets, path, request, response);

  const permitted = checkToken(request.headers.authorization, house.token);
  if (!permitted.ok) return permitted;
  if (request.method === "POST") return house.api.call(apiPath, request, response);
  const callId = /^calls\/(.+)$/.exec(apiPath)?.[1];
  if (request.method !== "DELETE" || callId === undefined) {
    return failure("not-supported", "A call is made with POST and stopped with DELETE.");
  }
  const cancelled = house.api.cancel(callId);
  if (cancelled.ok) response.writeHead(204, securityHeaders).end();
  return cancelled;
}

function serveAsset(
  assets: Assets,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Outcome<undefined> {
  if (request.method !== "GET") return failure("not-supported", "The page can only be read, with GET.");
  const asset = assets.get(path);
  if (asset === undefined) return failure("not-found", "There is no such page.");
  response.writeHead(200, { ...securityHeaders, "Content-Type": asset.contentType }).end(asset.content);
  return success(undefined);
}

function refuse(request: IncomingMessage, response: ServerResponse, error: Failure): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // What was not read of a refused body is not waited for.
  const closing = request.complete ? {} : { Connection: "close" };
  response
    .writeHead(statusOfFailure[error.code] ?? 500, {
      ...securityHeaders,
      ...closing,
      "Content-Type": "application/json; charset=utf-8",
    })
    .end(JSON.stringify({ error }));
}

function listen(server: Server, port: number): Promise<Outcome<number>> {
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve(
        failure(
          "refused",
          `Port ${String(port)} of ${loopbackAddress} cannot be opened (${error.code ?? error.message}).`,
        ),
      );
    });
    server.listen(port, loopbackAddress, () => resolve(success((server.address() as AddressInfo).port)));
  });
}
