import type { Session } from "../model/session.ts";
import type { Facts } from "./facts.ts";

/** Attempts that never connected, though nobody stopped them here. */
export function failedAttempts({ observations }: Facts): readonly Session[] {
  return observations.sessions.filter(({ outcome, endedBy }) => outcome === "never-connected" && endedBy !== "local");
}

/** Whether the logs tell of anything that a setting or a program of this computer would have to explain. */
export function hasTrouble(facts: Facts): boolean {
  return facts.drops.length > 0 || failedAttempts(facts).length > 0;
}
