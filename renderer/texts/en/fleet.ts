import type { CallInput, CallOutput } from "../../../main/api/contract.ts";
import { createWording } from "../wording.ts";

type Dimension = CallInput<"fleet.groups">["by"];
type Row = CallOutput<"fleet.list">["rows"][number];
type Setting = CallOutput<"fleet.recommend">["settings"][number]["setting"];
type Metric = CallOutput<"fleet.compare">["affected"][number]["metric"];

const { number, plural } = createWording("en");

const dimensions: Readonly<Record<Dimension, string>> = {
  os: "System",
  osVersion: "System version",
  osBuild: "System build",
  osUpdate: "Update",
  vpnClient: "VPN client",
  nat: "NAT lifetime",
  mtu: "Path MTU",
  network: "Network",
  carrierNat: "NAT of the provider",
  gateway: "Gateway",
  cause: "Cause",
  week: "Week",
};

const causes: Readonly<Record<Row["cause"], string>> = {
  "nat-timeout": "NAT forgets idle connections",
  rekey: "Rekeying fails",
  mtu: "Packets are too big",
  conntrack: "Connection tracking",
  firewall: "Firewall or interference",
  "client-mobility": "Changing networks, or sleep",
  "client-os": "Fault or setting of the system",
  credentials: "Credentials",
  configuration: "Configuration",
  dns: "DNS",
  routing: "Routing",
  gateway: "Gateway",
  logs: "Logs cannot be read",
  none: "Nothing found",
};

const nats: Readonly<Record<Row["nat"], string>> = {
  "no NAT": "No NAT",
  "under 30 s": "Under 30 s",
  "30 to 59 s": "30 to 59 s",
  "60 to 179 s": "60 to 179 s",
  "180 s or more": "180 s or more",
  "not measured": "Not measured",
};

const mtus: Readonly<Record<Row["mtu"], string>> = {
  "1500": "1500 bytes",
  "1492 to 1499": "1492 to 1499 bytes",
  "1400 to 1491": "1400 to 1491 bytes",
  "1280 to 1399": "1280 to 1399 bytes",
  "below 1280": "Below 1280 bytes",
  "not measured": "Not measured",
};

const networks: Readonly<Record<Row["network"], string>> = {
  wired: "Wired",
  wifi: "Wi-Fi",
  mobile: "Mobile",
  other: "Other",
  "not known": "Not known",
};

const carrierNats: Readonly<Record<Row["carrierNat"], string>> = { yes: "Yes", no: "No", "not known": "Not known" };

const verdicts: Readonly<Record<Row["verdict"], string>> = {
  healthy: "Healthy",
  "problem-found": "Problem found",
  "not-enough-checked": "Too little checked",
  cancelled: "Stopped",
};

const settings: Readonly<Record<Setting, string>> = {
  keepalive: "NAT keepalive",
  dpd: "Dead peer detection",
  "udp-timeout": "UDP timeout of your own firewalls",
  mtu: "MTU of the tunnel",
  mss: "TCP MSS inside the tunnel",
  lifetime: "Lifetime of the IKE SA",
  conntrack: "Connection tracking",
};

const metrics: Readonly<Record<Metric, string>> = {
  "drops-per-hour": "drops per hour",
  "clients-dropping": "clients with drops",
  "clients-failing": "clients that fail to connect",
};

/** The words of the Fleet place. */
export const fleetTexts = {
  title: "Many bundles together",
  lead: "Is it you, their router, or the new update? One bundle cannot tell; many can.",
  loading: "Looking at the fleet…",
  tryAgain: "Try again",
  parts: "Parts of the fleet",
  size: (bundles: number, from: string, to: string) =>
    plural(bundles, { one: `{n} bundle of ${from}.`, other: `{n} bundles from ${from} to ${to}.` }),
  views: {
    compare: "Who is affected",
    recommend: "Settings for the gateway",
    charts: "Charts",
    bundles: "Bundles",
    summary: "Summary",
  },
  empty: {
    title: "There is no bundle yet",
    text: "Drop the bundles that people sent you in the field above. They stay on this computer.",
    tryOut: "To try it without bundles, make a fleet up on the command line: tunnel-doctor fleet generate",
  },
  add: {
    title: "Add bundles",
    choose: "Choose bundles",
    chooseHint: "Or drop bundles, zips of bundles or whole folders here. What is there already is counted once.",
    folder: "Or a file or folder by its path",
    folderHint: "The full path on this computer, for example /srv/bundles. Everything in it is taken in.",
    addFolder: "Add this path",
    identity: "File with your key, for sealed bundles",
    identityHint: "Leave it empty to use the helpdesk key of this computer.",
    more: "A path, or another key",
    pathMissing: "Type a path first.",
    listing: "Looking for bundles…",
    progressLabel: "Progress of adding bundles",
    progress: (done: number, total: number) =>
      plural(total, { one: `${number(done)} of {n} file`, other: `${number(done)} of {n} files` }),
    counts: (added: number, duplicates: number, refused: number) =>
      `New: ${number(added)}. There already: ${number(duplicates)}. Refused: ${number(refused)}.`,
    finished: "The bundles are in the fleet.",
    finishedNothing: "There was no new bundle.",
    stop: "Stop adding",
    stopping: "Stopping…",
    stopped: "Adding was stopped. What was read until then is in the fleet; add the same files again for the rest.",
    tooLarge: "It is larger than 128 MB; add it by its path.",
    unreadable: "The browser could not read it.",
    notHandedOver: (name: string, why: string) => `${name}: ${why}`,
    announce: (done: number, total: number) =>
      plural(total, { one: `${number(done)} of {n} file was read.`, other: `${number(done)} of {n} files were read.` }),
  },
  refused: {
    title: (count: number) => plural(count, { one: "{n} file was refused", other: "{n} files were refused" }),
    about: "These are not in the fleet. They are tried again when you add them again.",
    columns: ["File", "Why", "When"],
    newest: (count: number) =>
      plural(count, { one: "Only the newest one is listed.", other: "Only the newest {n} are listed." }),
  },
  dimensions,
  values: { nats, mtus, networks, carrierNats, causes, verdicts },
  compare: {
    title: "Who is affected",
    by: "Compare by",
    everything: "Everything at once",
    minBundles: "Judge no group with fewer bundles than",
    minBundlesInvalid: "Type a whole number from 2 to 1,000,000.",
    loading: "Comparing…",
    rests: (bundles: number, drops: number, hours: number) =>
      `Bundles: ${number(bundles)}. Drops: ${number(drops)}. Hours connected: ${number(hours)}.`,
    groups: (name: string) => `Groups: ${name}`,
    columns: ["Group", "Bundles", "Drops per hour", "Clients with drops", "Clients that fail to connect", "Difference"],
    interval: (value: string, low: string, high: string) => `${value} (${low} to ${high})`,
    intervalOpen: (value: string, low: string) => `${value} (${low} or more)`,
    about:
      "In brackets: 95 % confidence intervals. The difference compares the drops per hour of a group with those of all others; its p-value is adjusted for all tests made here (Benjamini and Hochberg).",
    tests: (count: number) => plural(count, { one: "{n} test was made.", other: "{n} tests were made." }),
    differs: (times: string, p: string) => `${times} times as many as the others (${p})`,
    differsUnsure: (p: string) => `No clear difference (${p})`,
    p: (value: string) => `p\u00a0=\u00a0${value}`,
    pBelow: (value: string) => `p\u00a0<\u00a0${value}`,
    tooFew: "Too few to judge",
    leftOut: (count: number) =>
      plural(count, { one: "{n} smaller group is not shown.", other: "{n} smaller groups are not shown." }),
    affected: "Affected",
  },
  metrics,
  recommend: {
    title: "Settings for the gateway",
    share: "How many of the clients the settings have to suit",
    shareHint: "The more clients they suit, the more cautious they are.",
    loading: "Working out the settings…",
    rests: (share: string, bundles: number) =>
      plural(bundles, {
        one: `For ${share} of the clients, from {n} bundle.`,
        other: `For ${share} of the clients, from {n} bundles.`,
      }),
    settings,
    measured: (clients: number, share: string) =>
      plural(clients, {
        one: `{n} client measured it; this suits ${share}.`,
        other: `{n} clients measured it; this suits ${share} of them.`,
      }),
    confident: "With 95 % confidence it holds for all such clients, not only for these.",
    notConfident: "Too few clients measured it to say more than about these.",
    belowShare: "No value that makes sense covers the chosen share.",
    curve: "What each value would suit",
    tableOf: (setting: string) => `${setting}: what each value would suit`,
    outsideOf: (setting: string) => `${setting}: who falls outside`,
    curveColumns: ["Value", "Clients that it suits"],
    outside: "Who falls outside",
    outsideNobody: "Nobody falls outside.",
    outsideColumns: ["Group", "What it is", "Clients outside", "Of"],
    asTable: "The same as a table",
    missing: "Not measured by any client",
  },
  charts: {
    title: "Charts",
    loading: "Drawing…",
    asTable: "The same as a table",
    cause: "Causes by system version",
    causeAbout: "What the checks found, as a share of the bundles of each system version.",
    causeColumn: "System version",
    bundles: "Bundles",
    otherCauses: "Other causes",
    countAndShare: (count: string, share: string) => `${count} (${share})`,
    none: "No bundle tells about this.",
    lifetime: "How long NATs keep an idle connection",
    lifetimeAbout:
      "The share of NATs that still let packets in after so long without one. A keepalive has to come before the line falls.",
    lifetimeAxis: "seconds without a packet",
    lifetimeColumns: ["Network", "Seconds without a packet", "Still open"],
    lifetimeSeries: (name: string, clients: number) =>
      plural(clients, { one: `${name} ({n} client)`, other: `${name} ({n} clients)` }),
    outlived: "Longer than it was measured",
    mtu: "Path MTU",
    mtuMost: (count: number) =>
      plural(count, { one: "The most frequent size is drawn.", other: "The {n} most frequent sizes are drawn." }),
    mtuAbout: "The largest packet that fits through, and how many bundles measured it.",
    mtuColumns: ["Bytes", "Bundles", "Share"],
    mtuAxis: "bytes",
    drops: "Drops over time",
    dropsAbout: "Drops in an hour connected, week by week. The upright lines are the first weeks of an update.",
    dropsColumns: ["Week", "Bundles", "Drops per hour", "New updates"],
    nothingMeasured: "Nobody was connected",
    update: (update: string, build: string, week: string) => `${update} of ${build}, first seen in the week of ${week}`,
    updates: (count: number) =>
      plural(count, { one: "{n} update came in this time", other: "{n} updates came in this time" }),
  },
  list: {
    title: "Bundles",
    filter: "Filter",
    search: "Text in the row",
    any: "Any",
    group: "Group by",
    noGroup: "No groups",
    count: (shown: number, total: number) =>
      plural(total, { one: `${number(shown)} of {n} bundle`, other: `${number(shown)} of {n} bundles` }),
    countAll: (total: number) => plural(total, { one: "{n} bundle", other: "{n} bundles" }),
    loading: "Looking for bundles…",
    nothing: "No bundle matches.",
    label: "Bundles",
    sort: "Sort by",
    descending: "Largest or newest first",
    groupDrops: (drops: string, perHour: string | undefined) =>
      perHour === undefined ? `Drops: ${drops}` : `Drops: ${drops} (${perHour} per hour)`,
    groupDropping: (share: string) => `With drops: ${share}`,
    columns: {
      at: "Checked",
      osBuild: "System",
      gateway: "Gateway",
      network: "Network",
      nat: "NAT lifetime",
      mtu: "Path MTU",
      cause: "Cause",
      drops: "Drops",
      hours: "Hours",
    },
    notYet: "…",
    chooseOne: "Choose a bundle to see what it tells; the arrow keys move through the list.",
  },
  bundle: {
    show: "Show the report",
    loading: "Reading the report…",
    close: "Close the report",
    keep: "Keep it for a comparison",
    kept: (name: string) => `“${name}” waits for the second bundle of a comparison: choose another one.`,
    compareWith: (name: string) => `Compare with “${name}”`,
    forget: "Do not compare",
    comparing: "Comparing…",
    comparison: (first: string, second: string) => `${first} and ${second}`,
    facts: {
      at: "Checked",
      verdict: "Result",
      cause: "Cause",
      system: "System",
      update: "Update",
      vpnClient: "VPN client",
      gateway: "Gateway",
      network: "Network",
      carrierNat: "NAT of the provider",
      nat: "NAT lifetime",
      mtu: "Path MTU",
      sessions: "Sessions",
      drops: "Drops",
      failures: "Never connected",
      hours: "Time connected",
      tool: "Tunnel Doctor",
    },
    exactly: (name: string, value: string) => `${name} (${value})`,
    atLeast: (value: string) => `${value} or more`,
  },
  summary: {
    title: "What the fleet says",
    print: "Print",
    hint: "One page to hand on: the answer, the settings, and the numbers behind them.",
    made: (when: string, version: string) => `Made ${when} by Tunnel Doctor ${version}.`,
    answer: "The answer",
    settings: "Settings for the gateway",
    settingsFor: (share: string) => `They suit ${share} of the clients.`,
    settingColumns: ["Setting", "What to set", "Clients that measured it"],
    groups: "Groups",
    affectedColumns: ["Group", "What is worse", "How many times", "Since"],
  },
} as const;
