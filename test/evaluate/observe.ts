import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readLogs } from "../../main/checkup/read-logs.ts";
import { createLogReader } from "../../main/host/log-sources/log-reader.ts";
import { findDropPatterns } from "../../main/logs/drop-patterns.ts";
import { buildSessions } from "../../main/logs/sessions.ts";
import type { Client } from "../../main/model/client.ts";
import { type Measurement, measurementKindSchema } from "../../main/model/measurement.ts";
import type { NetworkSnapshot } from "../../main/model/network.ts";
import type { Observations } from "../../main/model/observations.ts";
import type { Clock } from "../../main/model/ports/clock.ts";
import type { CaseLog, LabelledCase, WindowsEventInShort } from "./labelled-case.ts";

/** After every log of the cases. */
const nowMs = Date.UTC(2026, 11, 1);
const clock: Clock = { wallMs: () => nowMs, monotonicMs: () => 0, sleep: async () => undefined };
const fixtures = new URL("../fixtures/logs/", import.meta.url);

/** What the check would have before it when it comes to the diagnosis: logs go through the reader of a person's files. */
export async function observe(given: LabelledCase): Promise<Observations> {
  const gateway = given.gateway ?? { host: "vpn.example.com", addresses: ["203.0.113.9"] };
  const logs = await readCaseLogs(given.logs);
  const sessions = buildSessions(logs.events);
  return {
    client: withParts(clients[given.client?.os ?? "linux"], given.client),
    profiles: given.profiles,
    network: withParts(plainNetwork, given.network),
    gateway,
    measurements: measurementsOf(given.measurements),
    events: logs.events,
    sessions,
    dropPatterns: findDropPatterns({ sessions, events: logs.events, utcOffsetMinutes: () => 0 }),
    logSources: logs.sources,
  };
}

async function readCaseLogs(logs: readonly CaseLog[]) {
  const folder = mkdtempSync(join(tmpdir(), "evaluate-"));
  try {
    const paths = logs.map((log, index) => pathOf(log, folder, index));
    if (paths.length === 0) return { events: [], sources: [] };
    const query = { sinceMs: 0, paths, systemLogs: false, maxLines: 100_000, maxBytes: 10_000_000 };
    return await readLogs({ logs: createLogReader(), clock }, query, new AbortController().signal);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pathOf(log: CaseLog, folder: string, index: number): string {
  if ("file" in log) return fileURLToPath(new URL(log.file, fixtures));
  const [name, text] =
    "lines" in log
      ? [log.name, log.lines.join("\n")]
      : ["events.xml", `<Events>\n${log.windowsEvents.map(windowsEventXml).join("\n")}\n</Events>`];
  const path = join(folder, `${index}-${name}`);
  writeFileSync(path, `${text}\n`);
  return path;
}

function windowsEventXml({ at, id, provider, channel, data }: WindowsEventInShort, index: number): string {
  const values = Array.isArray(data)
    ? data.map((value) => `<Data>${escaped(value)}</Data>`)
    : Object.entries(data).map(([name, value]) => `<Data Name='${escaped(name)}'>${escaped(value)}</Data>`);
  return (
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${escaped(provider)}'/>` +
    `<EventID Qualifiers='0'>${id}</EventID><TimeCreated SystemTime='${at}'/><EventRecordID>${index + 1}</EventRecordID>` +
    `<Execution ProcessID='0' ThreadID='0'/><Channel>${escaped(channel)}</Channel><Computer>PC</Computer></System>` +
    `<EventData>${values.join("")}</EventData></Event>`
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&apos;").replaceAll("\r", "&#13;");
}

function measurementsOf(short: LabelledCase["measurements"]): readonly Measurement[] {
  return measurementKindSchema.options.flatMap((kind) => {
    const given = short[kind];
    if (given === undefined) return [];
    const parts = typeof given === "object" ? given : { value: given };
    const outcome = parts.value === undefined ? "unknown" : "measured";
    const base: Measurement = { kind, outcome, method: "case", target: "203.0.113.9", details: {} };
    return [withParts(base, parts)];
  });
}

/** The whole with some parts replaced; a part that is undefined is left as it is. */
function withParts<T extends object>(whole: T, parts: { readonly [Key in keyof T]?: T[Key] | undefined } = {}): T {
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Partial<T>;
  return { ...whole, ...given };
}

const clients: Readonly<Record<Client["os"], Client>> = {
  linux: { os: "linux", osName: "Debian", osVersion: "12", osBuild: "6.1.0", arch: "x64", vpnClients: [] },
  macos: { os: "macos", osName: "macOS", osVersion: "15.5", osBuild: "24F74", arch: "arm64", vpnClients: [] },
  windows: {
    os: "windows",
    osName: "Windows 11",
    osVersion: "10.0",
    osBuild: "26100.4000",
    arch: "x64",
    vpnClients: [],
  },
};

const plainNetwork: NetworkSnapshot = {
  takenAt: new Date(nowMs).toISOString(),
  interfaces: [
    {
      name: "eth0",
      kind: "wired",
      up: true,
      mtuBytes: 1500,
      addresses: [{ address: "192.168.1.20", family: "ipv4", prefixLength: 24, addressClass: "private" }],
    },
  ],
  defaultRoutes: [{ family: "ipv4", interfaceName: "eth0", gatewayAddress: "192.168.1.1" }],
  dnsServers: ["192.168.1.1"],
  wifi: [],
  notes: [],
};
