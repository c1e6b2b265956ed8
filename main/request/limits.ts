/** A request with all that may be in it has some 8 KiB (sixteen recipients of 4 KiB are for nobody). */
export const maxRequestBytes = 16 * 1024;

const dayMs = 86_400_000;

/** Longer than this a request would outlive the case, and perhaps the key. */
export const maxValidityMs = 90 * dayMs;

/** A request from further ahead is not from a clock that is a little wrong. */
export const futureToleranceMs = dayMs;
