import { texts } from "../../texts/texts.ts";
import { isGatewayName } from "./gateway-input.ts";
import type { CheckRequest } from "./use-check.ts";

/** What a person typed about servers that may help, in the order in which the form shows it. */
export const helperNames = [
  "stun",
  "responder",
  "dns",
  "captiveUrl",
  "captiveText",
  "ikePort",
  "natTraversalPort",
  "controlPort",
] as const;
export type HelperName = (typeof helperNames)[number];
export type HelperTexts = Readonly<Record<HelperName, string>>;

export const noHelpers: HelperTexts = {
  stun: "",
  responder: "",
  dns: "",
  captiveUrl: "",
  captiveText: "",
  ikePort: "",
  natTraversalPort: "",
  controlPort: "",
};

type Options = CheckRequest["options"];
type NamedServer = NonNullable<Options["stunServer"]>;

/** The sentence for every field that is wrong; none for an empty one, which is left out of the check. */
export function helperErrors(helpers: HelperTexts): Readonly<Partial<Record<HelperName, string>>> {
  const words = texts.start.helpers;
  const isWrong: Readonly<Record<HelperName, boolean>> = {
    stun: isTyped(helpers.stun) && readServer(helpers.stun) === null,
    responder: isTyped(helpers.responder) && readServer(helpers.responder) === null,
    captiveUrl: isTyped(helpers.captiveUrl) ? !isWebPage(helpers.captiveUrl) : isTyped(helpers.captiveText),
    captiveText: helpers.captiveText.trim().length > 200,
    dns: isTyped(helpers.dns) && readNameServer(helpers.dns) === null,
    ikePort: isTyped(helpers.ikePort) && readPort(helpers.ikePort) === null,
    natTraversalPort: isTyped(helpers.natTraversalPort) && readPort(helpers.natTraversalPort) === null,
    controlPort: isTyped(helpers.controlPort) && readPort(helpers.controlPort) === null,
  };
  return Object.fromEntries(helperNames.filter((name) => isWrong[name]).map((name) => [name, words[name].error]));
}

/** The options that the texts stand for; what is empty or wrong is left out. */
export function helperOptions(helpers: HelperTexts): Partial<Options> {
  const stunServer = readServer(helpers.stun);
  const responder = readServer(helpers.responder);
  const nameServer = readNameServer(helpers.dns);
  const ikePort = readPort(helpers.ikePort);
  const natTraversalPort = readPort(helpers.natTraversalPort);
  const controlPort = readPort(helpers.controlPort);
  const url = helpers.captiveUrl.trim();
  const text = helpers.captiveText.trim();
  return {
    ...(stunServer === null ? {} : { stunServer }),
    ...(responder === null ? {} : { responder }),
    ...(isWebPage(url) ? { captivePage: { url, ...(text === "" ? {} : { text }) } } : {}),
    ...(nameServer === null ? {} : { nameServer }),
    ...(ikePort === null ? {} : { ikePort }),
    ...(natTraversalPort === null ? {} : { natTraversalPort }),
    ...(controlPort === null ? {} : { controlPort }),
  };
}

function isTyped(text: string): boolean {
  return text.trim() !== "";
}

/** `HOST`, `HOST:PORT` or `[ADDRESS]:PORT`; null for anything else. */
export function readServer(text: string): NamedServer | null {
  const match = /^(?:\[(?<address>[^\]]*)\]|(?<name>[^:]*)):(?<port>\d{1,6})$/.exec(text.trim());
  const host = match?.groups?.["address"] ?? match?.groups?.["name"] ?? text.trim();
  if (!isGatewayName(host)) return null;
  if (match === null) return { host };
  const port = readPort(match.groups?.["port"] ?? "");
  return port === null ? null : { host, port };
}

/** A server by its IP address: nobody could be asked for the address of who is to be asked for addresses. */
function readNameServer(text: string): NamedServer | null {
  const server = readServer(text);
  return server !== null && isAddress(server.host) ? server : null;
}

/** Whether a name that a gateway could have is an IP address. */
function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || (host.includes(":") && URL.canParse(`http://[${host}]/`));
}

function readPort(text: string): number | null {
  const port = Number(text.trim());
  return isTyped(text) && Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
}

function isWebPage(text: string): boolean {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  return url !== null && /^https?:$/.test(url.protocol) && text.trim().length <= 2048;
}
