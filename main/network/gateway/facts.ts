import { gatewayFactsSchemaId, type GatewayFacts } from "../../model/gateway-facts.ts";
import { failure, success, type Outcome } from "../../model/failure.ts";
import { version } from "../../model/version.ts";
import type { CollectedText } from "./collected.ts";
import { mssClampFrom } from "./mss-clamp.ts";

/** Texts of daemons' states are for people: beyond this they are cut. */
const maxStateCharacters = 200_000;

/** What the collected texts say of the gateway; `invalid-input` where they do not say when they were collected. */
export function gatewayFactsFrom(documents: readonly CollectedText[]): Outcome<GatewayFacts> {
  const text = (kind: CollectedText["kind"], name: string): string | undefined =>
    documents.find((document) => document.kind === kind && document.name === name && document.exitCode === 0)?.text;
  const collectedAt = text("fact", "time")?.trim() ?? "";
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(collectedAt) || Number.isNaN(Date.parse(collectedAt))) {
    return failure("invalid-input", "These gateway facts do not say when they were collected.");
  }
  const [osName, kernel] = [text("fact", "os")?.trim(), text("fact", "kernel")?.trim()];
  const sysctls = Object.fromEntries(
    documents.filter(({ kind }) => kind === "sysctl").map((document) => [document.name, document.text.trim()]),
  );
  const conntrack = conntrackFrom(sysctls);
  const tunnels = tunnelsFrom(documents);
  return success({
    schema: gatewayFactsSchemaId,
    tool: { version },
    collectedAt,
    host: { ...(osName ? { osName } : {}), ...(kernel ? { kernel } : {}) },
    ...(conntrack === undefined ? {} : { conntrack }),
    tableFullMessages: tableFullFrom(documents),
    sysctls,
    interfaces: interfacesFrom(text("command", "links") ?? ""),
    mssClamp: mssClampFrom(documents),
    daemons: daemonsFrom(text("command", "processes") ?? ""),
    ...(tunnels === undefined ? {} : { tunnels }),
    states: documents
      .filter(({ kind, name, exitCode }) => kind === "command" && exitCode === 0 && isState(name))
      .map((document) => ({ name: document.name, text: document.text.slice(0, maxStateCharacters) }))
      .filter((state) => state.text !== ""),
    collectors: documents.filter(({ kind }) => kind === "command" || kind === "logs").map(collectorFrom),
  });
}

const isState = (name: string): boolean =>
  name.startsWith("swanctl-") || name.startsWith("ipsec-") || name === "xfrm-stat";

function conntrackFrom(sysctls: Readonly<Record<string, string>>): GatewayFacts["conntrack"] {
  const number = (name: string): number | undefined => {
    const value = sysctls[`net.netfilter.nf_conntrack_${name}`];
    return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  };
  const [count, max] = [number("count"), number("max")];
  if (count === undefined || max === undefined) return undefined;
  const others = {
    buckets: number("buckets"),
    udpTimeoutSeconds: number("udp_timeout"),
    udpStreamTimeoutSeconds: number("udp_timeout_stream"),
    genericTimeoutSeconds: number("generic_timeout"),
  };
  const known = Object.entries(others).filter(([, value]) => value !== undefined);
  return { count, max, ...(Object.fromEntries(known) as Partial<Record<keyof typeof others, number>>) };
}

/** The same message stands in the journal, in dmesg and in files: the place that has most of them counts. */
function tableFullFrom(documents: readonly CollectedText[]): GatewayFacts["tableFullMessages"] {
  const places = documents
    .filter(({ kind }) => kind === "logs")
    .map(({ text }) =>
      text.split("\n").filter((line) => /nf_conntrack: .*table full|ip_conntrack: table full/.test(line)),
    );
  const most = places.reduce((best, lines) => (lines.length > best.length ? lines : best), []);
  const last = most.at(-1);
  return { count: most.length, ...(last === undefined ? {} : { last: last.slice(0, 500) }) };
}

/** `2: eth0: <BROADCAST,UP> mtu 1500 …`, as `ip -o link` prints it (ip-link(8)). */
function interfacesFrom(text: string): GatewayFacts["interfaces"] {
  return text.split("\n").flatMap((line) => {
    const { name, mtu } = /^\d+: (?<name>[^\s:@]{1,32})[^:]*:.* mtu (?<mtu>\d{1,6}) /.exec(line)?.groups ?? {};
    return name === undefined ? [] : [{ name, mtuBytes: Number(mtu) }];
  });
}

function daemonsFrom(text: string): GatewayFacts["daemons"] {
  return text.split("\n").flatMap((line) => {
    const { name, count } = /^(?<name>[\w-]{1,32}) (?<count>\d{1,6})$/.exec(line.trim())?.groups ?? {};
    return name === undefined ? [] : [{ name, count: Number(count) }];
  });
}

/** How each daemon's own words for its security associations look. */
const tunnelWords: readonly { readonly name: string; readonly ike: RegExp; readonly child: RegExp }[] = [
  // `gw: #1, ESTABLISHED, IKEv2, …` and `  net: #2, reqid 1, INSTALLED, TUNNEL…` (swanctl/commands/list_sas.c)
  { name: "swanctl-sas", ike: /^\S+: #\d+, ESTABLISHED,/gm, child: /^\s+\S+: #\d+, .*INSTALLED,/gm },
  // `gw[1]: ESTABLISHED 5 minutes ago` and `net{2}:  INSTALLED, TUNNEL` (starter's stroke_list.c)
  { name: "ipsec-status", ike: /\[\d+\]: ESTABLISHED /g, child: /\{\d+\}:\s+INSTALLED,/g },
  // `#1: "gw":4500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA)` (libreswan's show.c)
  {
    name: "ipsec-whack",
    ike: /\((?:established IKE SA|ISAKMP SA established)\)/gi,
    child: /\((?:established Child SA|IPsec SA established)\)/gi,
  },
];

function tunnelsFrom(documents: readonly CollectedText[]): GatewayFacts["tunnels"] {
  for (const { name, ike, child } of tunnelWords) {
    const document = documents.find((candidate) => candidate.kind === "command" && candidate.name === name);
    if (document?.exitCode !== 0) continue;
    const count = (words: RegExp): number => document.text.match(words)?.length ?? 0;
    return { ikeSas: count(ike), childSas: count(child), source: name };
  }
  return undefined;
}

function collectorFrom({ name, exitCode, text }: CollectedText): GatewayFacts["collectors"][number] {
  if (exitCode === 0) return { name, outcome: "done" };
  const note = text.split("\n", 1)[0]?.slice(0, 200) ?? "";
  const outcome = exitCode === 127 ? "not-installed" : "failed";
  return { name, outcome, ...(note === "" ? {} : { note }) };
}
