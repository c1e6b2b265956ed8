import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { Clock } from "../model/ports/clock.ts";
import type { NameResolver, ResolvedHost } from "../model/ports/names.ts";

/** What the system's resolver says, as node:dns gives it. */
export type Lookup = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const systemLookup: Lookup = (host) => lookup(host, { all: true, order: "verbatim" });

/** Codes of getaddrinfo for a name that surely does not exist, or has no address (RFC 3493, section 6.1). */
const noSuchName: ReadonlySet<unknown> = new Set(["ENOTFOUND", "ENODATA", "EAI_NONAME", "EAI_NODATA"]);

/**
 * Resolves names in the way every program on this machine does (hosts file, VPN's DNS and all). An address resolves to
 * itself. The system's resolver cannot be stopped, only left: after `timeoutMs` or an abort its answer is ignored.
 */
export function createNameResolver(clock: Clock, lookupHost: Lookup = systemLookup): NameResolver {
  return {
    resolve: async (host, timeoutMs, signal) => {
      const family = isIP(host);
      if (family !== 0) return success({ addresses: addresses([{ address: host, family }]), durationMs: 0 });
      const startedMs = clock.monotonicMs();
      const end = new AbortController();
      const leave = () => end.abort();
      signal?.addEventListener("abort", leave, { once: true });
      if (signal?.aborted === true) leave();
      try {
        return await Promise.race([
          answer(host, lookupHost, () => clock.monotonicMs() - startedMs),
          clock
            .sleep(timeoutMs, end.signal)
            .then((): Outcome<never> =>
              signal?.aborted === true
                ? failure("cancelled", `Looking up ${host} was stopped.`)
                : failure("timed-out", `No DNS server answered for ${host} within ${timeoutMs} ms.`),
            ),
        ]);
      } finally {
        signal?.removeEventListener("abort", leave);
        end.abort();
      }
    },
  };
}

async function answer(host: string, lookupHost: Lookup, elapsedMs: () => number): Promise<Outcome<ResolvedHost>> {
  try {
    return success({ addresses: addresses(await lookupHost(host)), durationMs: elapsedMs() });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (noSuchName.has(code)) return failure("name-not-resolved", `The name ${host} does not exist in DNS.`);
    // EAI_AGAIN: no server could be reached, or it answered with a temporary failure.
    return failure("timed-out", `No DNS server gave an answer for ${host} (${String(code)}).`);
  }
}

function addresses(found: Awaited<ReturnType<Lookup>>): ResolvedHost["addresses"] {
  return found.map(({ address, family }) => ({ address, family: family === 6 ? "ipv6" : "ipv4" }));
}
