/*
 * What travels between the preload script and the main process. Everything the page sends is checked on arrival; the
 * names of the calls and their values are the contract's business.
 */

/** Page to main, answered: one call of the contract. */
export const callChannel = "tunnel-doctor:call";

/** Page to main, not answered: stop a call of this page. */
export const cancelChannel = "tunnel-doctor:cancel";

/** Main to page: how far a call is. */
export const progressChannel = "tunnel-doctor:progress";

/** Main to page: a request of a helpdesk that the person opened, as `request.open` takes it. */
export const requestChannel = "tunnel-doctor:request";

/** How far the call `id` is; `value` has the contract's progress type of that call. */
export interface ProgressMessage {
  readonly id: string;
  readonly value: unknown;
}
