import type { CallName, CallOutput, CallProgress, Failure, Outcome } from "../../main/api/contract.ts";
import { texts } from "../texts/texts.ts";
import type { Bridge, CallOptions } from "./bridge.ts";
import { readLines } from "./read-lines.ts";

/** How long a stopped call may take to hand over what it has got; after that the connection is closed. */
const handOverTimeoutMs = 5_000;

interface HttpBridgeSetup {
  /** The secret that came with the page's address. */
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
  readonly newCallId: () => string;
}

type AnswerLine<Name extends CallName> =
  | { readonly kind: "progress"; readonly value: CallProgress<Name> }
  | { readonly kind: "result"; readonly outcome: Outcome<CallOutput<Name>> };

/** The way to the program when the page was opened in a browser: HTTP to the address that the page came from. */
export function createHttpBridge({ token, fetch, newCallId }: HttpBridgeSetup): Bridge {
  const authorization = { Authorization: `Bearer ${token}` };

  return {
    onRequest: () => () => undefined,
    pathOf: undefined,
    call: async <Name extends CallName>(name: Name, input: unknown, options: CallOptions<Name> = {}) => {
      const id = newCallId();
      const connection = new AbortController();
      const stop = (): void => {
        setTimeout(() => connection.abort(), handOverTimeoutMs);
        fetch(`./api/calls/${id}`, { method: "DELETE", headers: authorization }).catch(() => connection.abort());
      };
      options.signal?.addEventListener("abort", stop, { once: true });
      try {
        const response = await fetch(`./api/${name}`, {
          method: "POST",
          headers: { ...authorization, "Content-Type": "application/json", "X-Call-Id": id },
          body: JSON.stringify(input),
          signal: connection.signal,
        });
        return await readAnswer(response, options);
      } catch {
        return failed(options.signal?.aborted === true ? "cancelled" : "unreachable");
      } finally {
        options.signal?.removeEventListener("abort", stop);
      }
    },
  };
}

async function readAnswer<Name extends CallName>(
  response: Response,
  { onProgress }: CallOptions<Name>,
): Promise<Outcome<CallOutput<Name>>> {
  if (!response.ok) {
    const { error } = (await response.json()) as { readonly error: Failure };
    return { ok: false, error };
  }
  if (response.body === null) return failed("unreachable");
  for await (const text of readLines(response.body.pipeThrough(new TextDecoderStream()))) {
    const line = JSON.parse(text) as AnswerLine<Name>;
    if (line.kind === "result") return line.outcome;
    onProgress?.(line.value);
  }
  return failed("unreachable");
}

function failed(code: "cancelled" | "unreachable"): Outcome<never> {
  return { ok: false, error: { code, message: texts.connection[code] } };
}
