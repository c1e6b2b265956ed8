import { durationText } from "../model/duration-text.ts";
import type { Evidence } from "../model/finding.ts";
import type { VpnProfile } from "../model/vpn-profile.ts";
import type { Facts } from "./facts.ts";
import { profileInQuestion, settingSeconds } from "./tunnel.ts";
import { median, quoted } from "./wording.ts";

/** How often a client sends something of itself while it is idle, and what tells so. */
export interface KeepaliveInterval {
  readonly intervalMs: number;
  /**
   * `keepalive`: it is for the NAT. `question`: dead peer detection or an echo, which holds a mapping as well; but beside it
   * clients may send keepalives every 20 s that no setting names (RFC 3948 section 4).
   */
  readonly kind: "keepalive" | "question";
  readonly evidence: Evidence;
}

/** Settings that make a client send something while it is idle; each in the words of the files that have it. */
const intervalSettings: Readonly<Record<string, KeepaliveInterval["kind"]>> = {
  "nat-keepalive": "keepalive",
  keep_alive: "keepalive",
  PersistentKeepalive: "keepalive",
  "persistent-keepalive": "keepalive",
  keepalive: "keepalive",
  ping: "keepalive",
  dpddelay: "question",
  dpd_delay: "question",
  "lcp-echo-interval": "question",
};

/**
 * The interval at which the client keeps its NAT mapping open: by the keepalives in the logs, else by the settings of the
 * profile. Undefined where neither tells, which is not the same as that none are sent: many clients log none.
 */
export function keepaliveInterval(facts: Facts): KeepaliveInterval | undefined {
  const loggedMs = loggedIntervalMs(facts);
  if (loggedMs !== undefined) {
    const evidence = { text: `NAT keepalives were sent every ${durationText(loggedMs)}.` };
    return { intervalMs: loggedMs, kind: "keepalive", evidence };
  }
  const profile = profileInQuestion(facts);
  const [shortest] = Object.entries(intervalSettings)
    .flatMap(([name, kind]) => configuredInterval(profile, name, kind))
    .toSorted((a, b) => a.intervalMs - b.intervalMs);
  return shortest;
}

/** The usual time between two keepalives in the logs, or undefined where fewer than three were logged. */
function loggedIntervalMs(facts: Facts): number | undefined {
  const times = facts.eventsNamed("nat_keepalive_sent").flatMap(({ atMs }) => (atMs === null ? [] : [atMs]));
  const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
  return gaps.length < 2 ? undefined : median(gaps.filter((gap) => gap > 0));
}

function configuredInterval(
  profile: VpnProfile | undefined,
  name: string,
  kind: KeepaliveInterval["kind"],
): readonly KeepaliveInterval[] {
  // OpenVPN's `keepalive 10 120` has the time after which it gives up as its second number.
  const [first = ""] = profile?.settings[name]?.trim().split(/\s+/) ?? [];
  const seconds = profile === undefined ? undefined : settingSeconds({ ...profile, settings: { [name]: first } }, name);
  if (profile === undefined || seconds === undefined || seconds === 0) return [];
  const text = `The profile sets ${name} to ${quoted(first)}, so that something is sent every ${durationText(seconds * 1000)}.`;
  return [{ intervalMs: seconds * 1000, kind, evidence: { text, source: profile.origin } }];
}
