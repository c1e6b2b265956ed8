import type { TunnelReport } from "../../model/vpn-state.ts";

/** Runs a program and gives what it printed; an empty text where it is not there, may not be run, or failed. */
export type Ask = (program: string, args: readonly string[]) => Promise<string>;

/** Somebody who tells of the tunnels that are up. */
export type TunnelSource = (ask: Ask) => Promise<readonly TunnelReport[]>;
