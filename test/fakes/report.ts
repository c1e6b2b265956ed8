import type { LogEvent } from "../../main/model/log-event.ts";
import { reportSchemaId, type Report } from "../../main/model/report.ts";

/** A small valid report; a test changes only what it is about. */
export function aReport(changes: Partial<Report> = {}): Report {
  return {
    schema: reportSchemaId,
    tool: { version: "0.1.0" },
    run: {
      id: "run-1",
      profile: "standard",
      startedAt: "2026-03-01T10:00:00.000Z",
      endedAt: "2026-03-01T10:00:05.000Z",
      steps: [
        { name: "system", outcome: "done", durationMs: 12 },
        { name: "logs", outcome: "failed", durationMs: 3, reason: "the journal is not readable" },
      ],
      packetsSent: 42,
    },
    verdict: "healthy",
    client: { os: "linux", osName: "Debian", osVersion: "12", osBuild: "6.1", arch: "x64", vpnClients: [] },
    profiles: [],
    network: {
      takenAt: "2026-03-01T10:00:00.000Z",
      interfaces: [],
      defaultRoutes: [],
      dnsServers: [],
      wifi: [],
      notes: [],
    },
    gateway: { host: "vpn.example.com", addresses: ["203.0.113.10"] },
    measurements: [],
    events: { total: 0, bySource: {}, byEvent: {}, unknownLines: 0 },
    sessions: [],
    findings: [],
    checklist: [],
    advice: [],
    ...changes,
  };
}

/** A log event; a test changes only what it is about. */
export function aLogEvent(changes: Partial<LogEvent> = {}): LogEvent {
  return {
    atMs: Date.UTC(2026, 2, 1, 9, 0, 0),
    stack: "strongswan",
    event: "ike_start",
    rowId: "sw01",
    source: "/var/log/charon.log",
    lineNumber: 1,
    raw: "initiating IKE_SA home[1] to 203.0.113.10",
    fields: {},
    ...changes,
  };
}
