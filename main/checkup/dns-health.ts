import type { NamedNameServer } from "../model/check-options.ts";
import type { Outcome } from "../model/failure.ts";
import type { Measurement } from "../model/measurement.ts";
import type { ResolvedHost } from "../model/ports/names.ts";
import type { World } from "../model/ports/world.ts";
import type { ProbeContext } from "../probes/context.ts";
import { askNameServer, type NameServer, type NameServerAnswer } from "../probes/dns/ask-server.ts";
import { dnsMeasurement } from "./measurements.ts";

const timeoutMs = 2_000;
/** What is asked of the name servers that a system has; more of them only say the same. */
const mostConfiguredServers = 2;
const dnsPort = 53;

export interface DnsHealthRequest {
  readonly names: World["names"];
  readonly context: ProbeContext;
  readonly gateway: string;
  /** What the system's resolver said. */
  readonly resolved: Outcome<ResolvedHost>;
  readonly servers: readonly NameServer[];
}

/**
 * The `dns` measurement of a gateway's name with what else can be told of the resolver: what each name server answers when it
 * is asked by itself, whether it agrees with the system, and whether the system invents an answer to a name that cannot
 * exist (RFC 6761 section 6.4 reserves `invalid`), which hotels and some providers do. `serverNAgrees` and `inventsAnswers`
 * are missing where they could not be found out.
 */
export async function checkDns(request: DnsHealthRequest, signal: AbortSignal): Promise<Measurement> {
  const { names, context, gateway, resolved, servers } = request;
  const name = asciiName(gateway);
  const label = Array.from(context.random.bytes(8), (octet) => (octet % 36).toString(36)).join("");
  const [invented, ...answers] = await Promise.all([
    names.resolve(`${label}.invalid`, timeoutMs, signal),
    ...(name === null ? [] : servers.map((server) => askNameServer(context, server, name))),
  ]);
  const measurement = dnsMeasurement(gateway, resolved);
  const isKnown = invented.ok || invented.error.code === "name-not-resolved";
  const said = answers.flatMap((answer, index) => Object.entries(describe(answer, `server${index + 1}`, resolved)));
  const details = {
    ...measurement.details,
    ...Object.fromEntries(said),
    ...(isKnown ? { inventsAnswers: invented.ok } : {}),
  };
  return { ...measurement, details };
}

/** The name server that somebody chose, then those of this computer. */
export function nameServersToAsk(
  chosen: NamedNameServer | undefined,
  configured: readonly string[],
): readonly NameServer[] {
  const own = configured
    .filter((address) => address !== chosen?.host && !address.includes("%"))
    .slice(0, mostConfiguredServers)
    .map((host) => ({ host, port: dnsPort }));
  return [...(chosen === undefined ? [] : [chosen]), ...own].map(({ host, port }) => ({
    address: host,
    family: host.includes(":") ? "ipv6" : "ipv4",
    port,
  }));
}

function describe(
  { server, said, addresses, durationMs }: NameServerAnswer,
  key: string,
  resolved: Outcome<ResolvedHost>,
): Measurement["details"] {
  const agrees = agreement(resolved, said, addresses);
  return {
    [key]: server.address,
    [`${key}Said`]: said,
    ...(addresses.length === 0 ? {} : { [`${key}Addresses`]: addresses.join(" ") }),
    ...(durationMs === null ? {} : { [`${key}DurationMs`]: durationMs }),
    ...(agrees === null ? {} : { [`${key}Agrees`]: agrees }),
  };
}

/** One address in common is enough: large services give everybody another choice. Null where one of them said nothing. */
function agreement(
  resolved: Outcome<ResolvedHost>,
  said: NameServerAnswer["said"],
  addresses: readonly string[],
): boolean | null {
  const denies = said === "no-such-name" || said === "no-address";
  if (said !== "answered" && !denies) return null;
  if (resolved.ok) return resolved.value.addresses.some(({ address }) => addresses.includes(address));
  return resolved.error.code === "name-not-resolved" ? denies : null;
}

/** The name as DNS carries it; null for an address, and for what is no name. */
function asciiName(host: string): string | null {
  const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null;
  const name = url?.hostname.replace(/\.$/, "") ?? "";
  // The last label of a name is never a number (RFC 3696 section 2); of an IPv4 address it is.
  return name === "" || name.startsWith("[") || /(?:^|\.)\d+$/.test(name) ? null : name;
}
