/** Routers count in coarse steps, and one keepalive may get lost: a third of the lifetime survives both. */
const keepalivesPerLifetime = 3;
/** RFC 3948 section 4: the default of NAT keepalives. A shorter interval costs battery and helps nobody. */
const longestKeepaliveSeconds = 20;

/** The interval, in whole s and at least 1, that holds a mapping which lives for `lifetimeSeconds` of silence. */
export function keepaliveSecondsFor(lifetimeSeconds: number): number {
  return Math.min(longestKeepaliveSeconds, Math.max(1, Math.floor(lifetimeSeconds / keepalivesPerLifetime)));
}
