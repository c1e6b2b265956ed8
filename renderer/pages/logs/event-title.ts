import type { LogEvent } from "../../../main/api/contract.ts";
import { texts } from "../../texts/texts.ts";

/** The name of an event in words; that of a newer version of this program as it stands in the report. */
export function eventTitle(name: string): string {
  return isKnown(name) ? texts.events[name] : name.replaceAll("_", " ");
}

function isKnown(name: string): name is LogEvent["event"] {
  return Object.hasOwn(texts.events, name);
}
