import type { TunnelType, VpnProfile } from "../../../model/vpn-profile.ts";
import { configLines, gatewayProperty, pickSettings } from "../profile-parts.ts";

/** A section of strongSwan's settings syntax (strongswan.conf(5)). */
interface Section {
  readonly values: Map<string, string>;
  readonly sections: Map<string, Section>;
  /** Paths of sections that this one inherits from. */
  readonly parents: readonly string[];
}

/** Settings of swanctl.conf(5) that matter for drops, of connections and of their children. */
const wanted = [
  ...["version", "remote_addrs", "remote_port", "proposals", "encap", "mobike", "dpd_delay", "dpd_timeout"],
  ...["fragmentation", "keyingtries", "reauth_time", "rekey_time", "over_time", "rand_time", "unique", "aggressive"],
];
const wantedOfChild = [
  ...["esp_proposals", "mode", "rekey_time", "life_time", "rand_time", "rekey_bytes", "rekey_packets", "inactivity"],
  ...["dpd_action", "close_action", "start_action", "local_ts", "remote_ts"],
];

/** Deeper nesting is no configuration that anybody typed. */
const maxDepth = 16;

/** Reads the connections of a swanctl.conf whose includes are in place already. `secrets` is never looked at. */
export function parseSwanctlConf(text: string, origin: string): readonly VpnProfile[] {
  const root = parseSections(text);
  const connections = root.sections.get("connections")?.sections ?? new Map<string, Section>();
  return [...connections].map(([name, section]) => profile(name, inherit(root, section, new Set()), origin));
}

function profile(name: string, connection: Section, origin: string): VpnProfile {
  const children = [...(connection.sections.get("children")?.sections ?? [])];
  const ofChildren = children.flatMap(([child, { values }]) =>
    [...values]
      .filter(([key]) => wantedOfChild.includes(key))
      .map(([key, value]): [string, string] => [`children.${child}.${key}`, value]),
  );
  const allWanted = new Set([...wanted, ...ofChildren.map(([key]) => key)]);
  return {
    name,
    type: tunnelType(
      connection,
      children.map(([, child]) => child),
    ),
    ...gatewayProperty(connection.values.get("remote_addrs")?.split(",", 1)[0]),
    origin,
    settings: pickSettings([...connection.values, ...ofChildren], allWanted),
  };
}

function tunnelType(connection: Section, children: readonly Section[]): TunnelType {
  const isL2tp = children.some(({ values }) =>
    /\[(udp|17)\/(1701|l2f|l2tp)\]/u.test(`${values.get("local_ts") ?? ""} ${values.get("remote_ts") ?? ""}`),
  );
  if (isL2tp) return "l2tp-ipsec";
  return connection.values.get("version") === "1" ? "ikev1" : "ikev2";
}

/** `name`, `name : parent, parent`, before a brace; `key = value`; a closing brace. Values end at `#`, `}` or the line. */
const token =
  /#[^\n]*|([^\s{}=:#,]{1,200})\s{0,200}(?::\s{0,200}([^{}=\n]{0,200}))?\{|([^\s{}=:#,]{1,200})[ \t]{0,200}=[ \t]*("(?:[^"\\]|\\.)*"|[^\n#}]*)|(\})/gu;

function parseSections(text: string): Section {
  const root = emptySection([]);
  const open = [root];
  for (const [, name, parents, key, value, close] of configLines(text).join("\n").matchAll(token)) {
    const current = open.at(-1) ?? root;
    if (name !== undefined) {
      const section = current.sections.get(name) ?? emptySection((parents ?? "").split(/[,\s]+/u).filter(Boolean));
      if (open.length <= maxDepth) current.sections.set(name, section);
      open.push(section);
    } else if (key !== undefined) {
      current.values.set(key, (value ?? "").trim().replace(/^"(.*)"$/su, "$1"));
    } else if (close !== undefined && open.length > 1) {
      open.pop();
    }
  }
  return root;
}

const emptySection = (parents: readonly string[]): Section => ({ values: new Map(), sections: new Map(), parents });

/** A section with what it inherits: its own values and sections win. Each parent counts once, so a circle ends. */
function inherit(root: Section, section: Section, seen: Set<string>): Section {
  const inherited = section.parents.flatMap((path) => {
    if (seen.has(path)) return [];
    seen.add(path);
    const parent = path.split(".").reduce<Section | undefined>((at, name) => at?.sections.get(name), root);
    return parent === undefined ? [] : [inherit(root, parent, seen)];
  });
  return {
    values: new Map([...inherited, section].flatMap(({ values }) => [...values])),
    sections: new Map([...inherited, section].flatMap(({ sections }) => [...sections])),
    parents: [],
  };
}
