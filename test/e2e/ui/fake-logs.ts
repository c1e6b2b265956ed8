import type { Handlers } from "../../../main/api/dispatch.ts";
import { failure, success } from "../../../main/model/failure.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { NetworkSnapshot } from "../../../main/model/network.ts";
import type { Session } from "../../../main/model/session.ts";

/** More than fits on any screen, and more than one page of the call. */
const eventCount = 12_000;
const firstAtMs = Date.UTC(2026, 10, 22, 8, 0, 0);

const kinds: readonly Pick<LogEvent, "stack" | "event" | "raw" | "fields">[] = [
  {
    stack: "strongswan",
    event: "ike_sa_established",
    raw: "09[IKE] IKE_SA office[3] established between 192.168.1.23[ann]...203.0.113.10[vpn.example.com]",
    fields: { local: "192.168.1.23" },
  },
  { stack: "strongswan", event: "dpd_sent", raw: "11[IKE] sending DPD request", fields: {} },
  {
    stack: "networkmanager",
    event: "device_state",
    raw: "<info> device (wlp2s0): state change: activated -> disconnected",
    fields: { device: "wlp2s0" },
  },
  { stack: "strongswan", event: "retransmit_giveup", raw: "13[IKE] giving up after 5 retransmits", fields: {} },
  { stack: "xl2tpd", event: "unknown", raw: "xl2tpd[812]: something that nobody has seen before", fields: {} },
];

const events: readonly LogEvent[] = Array.from({ length: eventCount / kinds.length }, () => kinds)
  .flat()
  .map((kind, index) => ({
    ...kind,
    atMs: firstAtMs + index * 7_000,
    source: "journal",
    lineNumber: index + 1,
    peer: "203.0.113.10",
  }));

const ownLogs = "own logs";

/** Pages of the same made-up log; the path `/nothing` holds no event, `/missing` is not there, half of `/partly` may not be read. */
export const fakeLogsRead: Handlers["logs.read"] = async ({ logs, offset, limit }) => {
  const asked = "readingId" in logs ? logs.readingId : "logPaths" in logs ? logs.logPaths[0] : undefined;
  const path = asked === ownLogs ? undefined : asked;
  if (path === "/missing") return failure("not-found", "There is no file or folder /missing.");
  const found = path === "/nothing" ? [] : events;
  return success({
    readingId: path ?? ownLogs,
    sources: [
      { source: path ?? "journal", outcome: found.length === 0 ? "empty" : "read", linesRead: found.length },
      ...(path === "/partly" ? [forbidden] : []),
    ],
    linesRead: found.length * 3,
    unknownLines: 0,
    total: found.length,
    events: found.slice(offset, offset + limit),
  });
};

/** What the machine says of a log that this user may not read. */
const forbidden = {
  source: "/var/log/secure",
  outcome: "not-permitted",
  linesRead: 0,
  note: "the file may be read by root only",
} as const;

const minuteMs = 60_000;

const session = (fromMinute: number, lengthMinutes: number, outcome: Session["outcome"]): Session => ({
  connection: "Office",
  peer: "203.0.113.10",
  startedAt: new Date(firstAtMs + fromMinute * minuteMs).toISOString(),
  ...(outcome === "still-up"
    ? {}
    : { endedAt: new Date(firstAtMs + (fromMinute + lengthMinutes) * minuteMs).toISOString() }),
  lengthMs: lengthMinutes * minuteMs,
  outcome,
  endedBy: outcome === "dropped" ? "timeout" : "local",
  stage: "connected",
  ...(outcome === "dropped" ? { cause: "retransmit_giveup", idleBeforeEndMs: 42_000 } : {}),
  before: outcome === "dropped" ? [{ event: "wifi_roam", secondsBefore: 12 }] : [],
  natDetected: true,
  keepalivesSeen: false,
  duringRekey: false,
});

/** A working day with a drop every hour, and before it thousands of sessions of a computer that never gave up. */
const sessions: readonly Session[] = [
  ...Array.from({ length: 3000 }, (_, index) => session(index * 0.1, 0.05, "never-connected")),
  session(320, 55, "dropped"),
  session(376, 58, "dropped"),
  session(440, 120, "closed"),
  session(470, 60, "dropped"),
  session(600, 800, "still-up"),
];

/** The place of the drop that somebody watched. */
const watchedDrop = sessions.findIndex(({ outcome }) => outcome === "dropped");

/** What the fake machine's logs tell of sessions, and which of them this user may not read. */
export const fakeSessionsRead =
  (any: boolean, isPartial: boolean): Handlers["sessions.read"] =>
  async () =>
    success({
      readingId: "reading",
      sessions: any ? [...sessions] : [],
      total: any ? sessions.length : 0,
      dropPatterns: any
        ? [
            {
              kind: "constant-length",
              verdict: "pattern",
              drops: 3,
              matching: 3,
              pValue: 0.001,
              statistic: "scan over lengths",
              text: "3 of 3 drops came after about one hour.",
            },
          ]
        : [],
      sources: [{ source: "journal", outcome: "read", linesRead: 36_000 }, ...(isPartial ? [forbidden] : [])],
      linesRead: 36_000,
      unknownLines: 0,
      snapshots: any ? [{ session: watchedDrop, dropId: "watched" }] : [],
    });

const networkWith = (address: string, gatewayAddress: string, ssid: string): NetworkSnapshot => ({
  takenAt: new Date(firstAtMs).toISOString(),
  interfaces: [
    {
      name: "wlan0",
      kind: "wifi",
      up: true,
      addresses: [{ address, family: "ipv4", prefixLength: 24, addressClass: "private" }],
    },
  ],
  defaultRoutes: [{ family: "ipv4", interfaceName: "wlan0", gatewayAddress }],
  dnsServers: [gatewayAddress],
  wifi: [{ interfaceName: "wlan0", ssid, bssid: "02:00:00:00:00:01", signalDbm: -61 }],
  conntrack: { count: 120, max: 65_536 },
  notes: [],
});

/** What was kept of the drop that was watched. */
export const fakeHistoryRead: Handlers["history.read"] = async ({ fromMs, toMs = Infinity }) => {
  const endedAt = sessions[watchedDrop]?.endedAt ?? "";
  const endedAtMs = Date.parse(endedAt);
  if (endedAtMs < fromMs || endedAtMs > toMs) return success({ records: [], notes: [] });
  return success({
    records: [
      {
        kind: "drop-snapshot",
        at: endedAt,
        watchId: "w",
        dropId: "watched",
        snapshot: {
          before: networkWith("192.168.1.7", "192.168.1.1", "Home"),
          after: networkWith("172.20.10.3", "172.20.10.1", "Hotspot"),
          events: [
            {
              atMs: endedAtMs - 9_000,
              stack: "watch",
              event: "wifi_roam",
              source: "watch",
              raw: "Wi-Fi network on wlan0: Home -> Hotspot.",
              fields: {},
            },
          ],
          vpn: [
            {
              interfaceName: "ppp0",
              connection: "Office",
              since: endedAt,
              server: "203.0.113.10",
              receivedBytes: 52_000,
              sentBytes: 9_000,
              idleMs: 41_000,
            },
          ],
          measurements: [
            {
              kind: "path-mtu",
              outcome: "measured",
              value: 1400,
              unit: "bytes",
              method: "IKE",
              target: "203.0.113.10",
              details: {},
            },
          ],
          ipsecErrors: { XfrmInNoStates: 2 },
          notes: [],
        },
      },
    ],
    notes: [],
  });
};
