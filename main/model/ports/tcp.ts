import type { Outcome } from "../failure.ts";

/** Asks whether a TCP port opens, and closes it again at once. */
export interface TcpConnector {
  readonly connect: (
    address: string,
    port: number,
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<"answered" | "refused" | "silent">>;
}
