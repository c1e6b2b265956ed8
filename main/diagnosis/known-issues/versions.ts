import type { LogEvent } from "../../model/log-event.ts";
import type { KnownIssue } from "../../model/known-issue.ts";
import type { Observations } from "../../model/observations.ts";

/** Whether a version is among the affected ones; `unknown` where it is not known, or not exactly enough. */
export type Affects = "yes" | "no" | "unknown";

type Range = KnownIssue["affected"][number]["ranges"][number];

/** Versions by product, as this computer or its logs tell them. */
export type Versions = ReadonlyMap<string, string>;

interface VersionLine {
  readonly product: string;
  readonly stack: LogEvent["stack"];
  readonly pattern: RegExp;
  readonly sample: string;
}

/** What daemons say of themselves when they start. Each pattern is linear, and its first group is the version. */
export const versionLines: readonly VersionLine[] = [
  {
    product: "OpenVPN",
    stack: "openvpn",
    pattern: /\bOpenVPN (\d{1,3}(?:\.\d{1,4}){1,3})/,
    sample: "OpenVPN 2.6.0 [git:v2.6.0/b999466418dddb89] Windows-MSVC [SSL (OpenSSL)] [AEAD] [DCO]",
  },
  {
    product: "xl2tpd",
    stack: "xl2tpd",
    pattern: /\bxl2tpd version (?:xl2tpd-)?(\d{1,3}(?:\.\d{1,4}){1,3})/,
    sample: "xl2tpd version xl2tpd-1.3.8 started on client PID:10387",
  },
  {
    product: "strongSwan",
    stack: "strongswan",
    pattern: /\bstrongSwan (\d{1,3}(?:\.\d{1,4}){1,3})/,
    sample: "Starting IKE charon daemon (strongSwan 5.9.6, Linux 6.1.0, x86_64)",
  },
  {
    product: "NetworkManager-l2tp",
    stack: "networkmanager-l2tp",
    pattern: /\bnm-l2tp-service \(version (\d{1,3}(?:\.\d{1,4}){1,3})/,
    sample: "nm-l2tp-service (version 1.20.20) starting...",
  },
];

const osProducts = { linux: "linux-kernel", macos: "macos", windows: "windows" } as const;

/** The versions that are known: what the logs say last comes before what is installed, because that is what ran. */
export function versionsOf({ client, events }: Pick<Observations, "client" | "events">): Versions {
  const versions = new Map<string, string>();
  const system = numbersOf(client.os === "macos" ? client.osVersion : client.osBuild);
  if (system !== undefined) versions.set(osProducts[client.os], system);
  const distribution = numbersOf(client.osVersion);
  if (client.os === "linux" && distribution !== undefined) versions.set(client.osName, distribution);
  for (const { name, version } of client.vpnClients) {
    const numbers = numbersOf(version ?? "");
    if (numbers !== undefined) versions.set(name, numbers);
  }
  for (const { stack, raw } of events) {
    for (const line of versionLines) {
      const version = line.stack === stack ? line.pattern.exec(raw)?.[1] : undefined;
      if (version !== undefined) versions.set(line.product, version);
    }
  }
  return versions;
}

/** `1:5.9.8-5+deb12u1` is 5.9.8, `10.0.19044.1466` is 19044.1466: packagers' and Microsoft's parts do not count. */
function numbersOf(text: string): string | undefined {
  return /^(?:\d{1,3}:)?v?(?:10\.0\.(?=\d{5}))?(\d{1,6}(?:\.\d{1,6}){0,5})/.exec(text.trim())?.[1];
}

/** Whether the issue is in the software that runs here, by its versions alone. */
export function affects({ affected }: Pick<KnownIssue, "affected">, versions: Versions): Affects {
  const answers = affected.map(({ product, ranges }) => {
    const version = versions.get(product);
    return version === undefined ? "unknown" : anyOf(ranges.map((range) => isWithin(version, range)));
  });
  return anyOf(answers);
}

/** Whether the version is within a range that has an end. */
export function isKnownToEnd({ affected }: Pick<KnownIssue, "affected">, versions: Versions): boolean {
  return affected.some(({ product, ranges }) => {
    const version = versions.get(product);
    return ranges.some(
      (range) => range.below !== undefined && version !== undefined && isWithin(version, range) === "yes",
    );
  });
}

function anyOf(answers: readonly Affects[]): Affects {
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") ? "unknown" : "no";
}

function isWithin(version: string, { from, below }: Range): Affects {
  const afterFrom = from === undefined ? 1 : compareVersions(version, from);
  const beforeBelow = below === undefined ? -1 : compareVersions(version, below);
  if (afterFrom === null || beforeBelow === null) {
    const out = (afterFrom !== null && afterFrom < 0) || (beforeBelow !== null && beforeBelow >= 0);
    return out || !sameBranch(version, from ?? below ?? version) ? "no" : "unknown";
  }
  return afterFrom >= 0 && beforeBelow < 0 && sameBranch(version, from ?? version) ? "yes" : "no";
}

/** Windows builds are branches of their own: 22000.434 is not a later 19044.1466. */
const firstWindowsBuild = 10_000;

function sameBranch(version: string, other: string): boolean {
  const [branch = 0] = partsOf(version);
  const [otherBranch = 0] = partsOf(other);
  return branch === otherBranch || (branch < firstWindowsBuild && otherBranch < firstWindowsBuild);
}

/** Below 0, 0 or above 0; null where the version is too short to tell, such as 19044 against 19044.1466. */
export function compareVersions(version: string, bound: string): number | null {
  const parts = partsOf(version);
  const bounds = partsOf(bound);
  for (let index = 0; index < bounds.length; index += 1) {
    const part = parts[index];
    const wanted = bounds[index] ?? 0;
    if (part === undefined) return (bounds[0] ?? 0) >= firstWindowsBuild ? null : wanted === 0 ? 0 : -1;
    if (part !== wanted) return part - wanted;
  }
  return 0;
}

function partsOf(version: string): readonly number[] {
  return version.split(".").map(Number);
}
