import { factsFrom, type Facts } from "../../../../main/diagnosis/facts.ts";
import { createLogParser } from "../../../../main/logs/parser.ts";
import { buildSessions } from "../../../../main/logs/sessions.ts";
import type { Client } from "../../../../main/model/client.ts";
import type { KnownIssueSample } from "../../../../main/model/known-issue.ts";
import type { LogEvent } from "../../../../main/model/log-event.ts";
import { drop, observations, startMs } from "../observations.ts";

const systems: Readonly<Record<string, Client["os"]>> = { windows: "windows", macos: "macos", "linux-kernel": "linux" };
const distributions = ["OpenWrt", "Ubuntu"];

/** What a check would observe of a sample: its lines go through the real parser. */
export function factsOfSample(sample: KnownIssueSample): Facts {
  const events = [...parsed(sample.lines), ...sample.events.map((event) => eventOf(event))];
  const tunnel = sample.tunnel === undefined ? {} : { type: sample.tunnel };
  const drops = sample.drops.map(({ minutes, before }) =>
    drop(minutes * 60, { ...tunnel, before: before.map((event) => ({ event, secondsBefore: 5 })) }),
  );
  const failed = Array.from({ length: sample.failedAttempts }, () =>
    drop(1, { ...tunnel, outcome: "never-connected", stage: "ike" }),
  );
  const sessions = [...drops, ...failed, ...buildSessions(events)];
  return factsFrom(observations({ client: clientOf(sample.versions), events, sessions }));
}

function clientOf(versions: KnownIssueSample["versions"]): Client {
  const products = Object.entries(versions);
  const system = products.find(([product]) => product in systems);
  const distribution = products.find(([product]) => distributions.includes(product));
  const os = systems[system?.[0] ?? ""] ?? "linux";
  return {
    os,
    osName: distribution?.[0] ?? "unknown",
    osVersion: distribution?.[1] ?? (os === "macos" ? (system?.[1] ?? "") : "unknown"),
    osBuild: os === "macos" ? "unknown" : (system?.[1] ?? "unknown"),
    arch: "x64",
    vpnClients: products.map(([name, version]) => ({ name, version })),
  };
}

function parsed(lines: readonly string[]): readonly LogEvent[] {
  const parser = createLogParser({ nowMs: startMs, utcOffsetMinutes: () => 0 });
  return lines.flatMap((line, index) => {
    const identifier = /^[\w-]+(?=: )/.exec(line)?.[0] ?? "";
    const text = line.slice(identifier.length + 2);
    const structured = { atMs: startMs + index * 1000, identifier };
    return parser.push({ text, source: "journal", lineNumber: index + 1, structured });
  });
}

function eventOf({ stack, event, code, raw }: KnownIssueSample["events"][number]): LogEvent {
  return { atMs: startMs, stack, event, source: "log", raw, fields: {}, ...(code === undefined ? {} : { code }) };
}
