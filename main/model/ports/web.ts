import type { Outcome } from "../failure.ts";

/** A web server's answer; the body is cut where it is long. */
export interface WebAnswer {
  readonly status: number;
  /** Where a redirect leads; it is not followed. */
  readonly location?: string;
  readonly body: string;
}

/** Fetches single pages. */
export interface WebClient {
  readonly get: (
    url: string,
    options: { readonly accept: string; readonly timeoutMs: number },
    signal?: AbortSignal,
  ) => Promise<Outcome<WebAnswer>>;
}
