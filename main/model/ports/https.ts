import type { Outcome } from "../failure.ts";

/** What a server said to a PUT. */
export interface PutAnswer {
  readonly status: number;
  /** Where a redirect points. */
  readonly location?: string;
  /** How long the server wants to be left alone. */
  readonly retryAfterMs?: number;
}

export interface HttpsClient {
  /**
   * One PUT of `content` over TLS, with its length and type and no further header, following no redirect. `unreachable`
   * when no connection came about or it broke, `timed-out` when nothing moved for `timeoutMs`, `refused` when the server's
   * certificate is not trusted.
   */
  readonly put: (
    url: string,
    content: Uint8Array,
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<PutAnswer>>;
}
