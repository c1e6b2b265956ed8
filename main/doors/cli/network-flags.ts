import type { CallInput } from "../../api/contract.ts";
import { complain, type CliContext } from "./context.ts";
import type { NamedServer } from "./option-values.ts";

/** Where packets go and come from, as commander reads it: the same for a whole check and for one probe. */
export interface NetworkFlags {
  readonly stun?: NamedServer;
  readonly responder?: NamedServer;
  readonly dns?: NamedServer;
  readonly ikePort?: number;
  readonly nattPort?: number;
  readonly controlPort?: number;
  readonly captiveUrl?: string;
  readonly captiveText?: string;
  readonly bind?: string;
}

type NetworkOptions = Pick<
  CallInput<"probe.run">,
  | "stunServer"
  | "responder"
  | "nameServer"
  | "captivePage"
  | "ikePort"
  | "natTraversalPort"
  | "controlPort"
  | "bindAddress"
>;

/** The same as the calls take it. */
export function networkOptions(flags: NetworkFlags): NetworkOptions {
  const { captiveUrl: url, captiveText: text } = flags;
  return {
    ...(flags.stun === undefined ? {} : { stunServer: flags.stun }),
    ...(flags.responder === undefined ? {} : { responder: flags.responder }),
    ...(flags.dns === undefined ? {} : { nameServer: flags.dns }),
    ...(url === undefined ? {} : { captivePage: { url, ...(text === undefined ? {} : { text }) } }),
    ...(flags.ikePort === undefined ? {} : { ikePort: flags.ikePort }),
    ...(flags.nattPort === undefined ? {} : { natTraversalPort: flags.nattPort }),
    ...(flags.controlPort === undefined ? {} : { controlPort: flags.controlPort }),
    ...(flags.bind === undefined ? {} : { bindAddress: flags.bind }),
  };
}

/** Whether there is a text, and no page that could hold it; then says so. */
export function textWithoutPage(context: CliContext, { captiveUrl, captiveText }: NetworkFlags): boolean {
  const isWrong = captiveText !== undefined && captiveUrl === undefined;
  if (isWrong) complain(context, "--captive-text says what a page holds, so it needs --captive-url.");
  return isWrong;
}
