import type { CallInput } from "../../main/api/contract.ts";
import type { Bridge } from "./bridge.ts";

type Json = CallInput<"redact.value">["value"];

/**
 * What leaves this window for the clipboard or a file: secrets gone, pseudonyms for names and addresses, those of the
 * run's bundle where the run is still kept.
 *
 * @throws where the program does not answer: then nothing leaves
 */
export async function redact(bridge: Bridge, value: Json, runId?: string): Promise<Json> {
  const ofRun = runId === undefined ? undefined : await bridge.call("redact.value", { runId, value });
  const redacted = ofRun?.ok === true ? ofRun : await bridge.call("redact.value", { value });
  if (!redacted.ok) throw new Error(redacted.error.message);
  return redacted.value.value;
}

/** The same for a text. */
export async function redactText(bridge: Bridge, text: string): Promise<string> {
  const redacted = await redact(bridge, text);
  if (typeof redacted !== "string") throw new TypeError("A redacted text is a text.");
  return redacted;
}
