import type { IncomingMessage, ServerResponse } from "node:http";
import { dispatch, type Handlers } from "../../api/dispatch.ts";
import { failure, success, type Outcome } from "../../model/failure.ts";
import { readJsonBody } from "./request-body.ts";
import { securityHeaders } from "../page.ts";

/** More calls at a time than any page of ours makes; it bounds what a page gone wild can start. */
const maxRunningCalls = 8;

/** A reader that lets this much pile up has stopped reading, and its call is of no use to anyone. */
const maxUnreadBytes = 16 * 1024 * 1024;

/** One line of the answer to a call. The last line is the result. */
type AnswerLine =
  | { readonly kind: "progress"; readonly value: unknown }
  | { readonly kind: "result"; readonly outcome: Outcome<unknown> };

/** Calls that have not ended, by the caller's own name for each. */
export interface ApiRoute {
  /** Answers `POST /api/NAME`. On failure nothing was written yet. */
  readonly call: (name: string, request: IncomingMessage, response: ServerResponse) => Promise<Outcome<undefined>>;
  /** Answers `DELETE /api/calls/ID`: the call stops, and its answer ends with what it has got so far. */
  readonly cancel: (id: string) => Outcome<undefined>;
  readonly cancelAll: () => void;
}

/**
 * The calls of the contract over HTTP: JSON in, NDJSON out. The caller names its call in the header `X-Call-Id` if it
 * wants to be able to cancel it; a caller that goes away cancels it as well.
 */
export function createApiRoute(handlers: Handlers): ApiRoute {
  const running = new Map<string, AbortController>();
  let unnamed = 0;

  return {
    call: async (name, request, response) => {
      if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
        return failure("invalid-input", "A call needs a body of the type application/json.");
      }
      const given = request.headers["x-call-id"];
      const id = typeof given === "string" ? given : `unnamed ${String(unnamed++)}`;
      if (!/^[\w -]{1,64}$/.test(id))
        return failure("invalid-input", "X-Call-Id may have 64 letters and digits at most.");
      if (running.has(id)) return failure("invalid-input", `There is a call ${id} already.`);
      if (running.size >= maxRunningCalls) {
        return failure("refused", `Not more than ${String(maxRunningCalls)} calls can run at the same time.`);
      }
      const controller = new AbortController();
      running.set(id, controller);
      response.once("close", () => controller.abort());
      try {
        const body = await readJsonBody(request, name);
        if (!body.ok) return body;
        await answerCall(handlers, name, body.value, controller, response);
        return success(undefined);
      } finally {
        running.delete(id);
      }
    },
    cancel: (id) => {
      const controller = running.get(id);
      if (controller === undefined) return failure("not-found", "There is no such call; it may have ended already.");
      controller.abort();
      return success(undefined);
    },
    cancelAll: () => {
      for (const controller of running.values()) controller.abort();
    },
  };
}

async function answerCall(
  handlers: Handlers,
  name: string,
  input: unknown,
  controller: AbortController,
  response: ServerResponse,
): Promise<void> {
  const write = (line: AnswerLine): void => {
    if (response.writableLength > maxUnreadBytes) response.destroy();
    if (!response.destroyed) response.write(`${JSON.stringify(line)}\n`);
  };
  response.writeHead(200, { ...securityHeaders, "Content-Type": "application/x-ndjson; charset=utf-8" });
  // The caller learns that the call has begun before there is anything to tell.
  response.flushHeaders();
  const outcome = await dispatch(handlers, name, input, {
    signal: controller.signal,
    emit: (value) => write({ kind: "progress", value }),
  }).catch((error: unknown) => describeBug(name, error));
  write({ kind: "result", outcome });
  response.end();
}

/** A handler that throws is a mistake of this program; the person gets a sentence to report it with. */
function describeBug(name: string, error: unknown): Outcome<never> {
  const detail = error instanceof Error ? error.message : String(error);
  return failure("command-failed", `Tunnel Doctor made a mistake in "${name}"; please report it: ${detail}`);
}
