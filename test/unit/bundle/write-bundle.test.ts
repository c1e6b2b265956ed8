import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { openBundle } from "../../../main/bundle/open-bundle.ts";
import { planBundle, type PlanOptions } from "../../../main/bundle/plan-bundle.ts";
import { signerFromSeed } from "../../../main/bundle/sign.ts";
import { bundleFileName, writeBundle, type BundlePurpose } from "../../../main/bundle/write-bundle.ts";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import { findDropPatterns } from "../../../main/logs/drop-patterns.ts";
import { buildSessions } from "../../../main/logs/sessions.ts";
import { bundleManifestSchema } from "../../../main/model/bundle-manifest.ts";
import { historyRecordSchema, type DropSnapshotRecord } from "../../../main/model/history.ts";
import { reportSchema } from "../../../main/model/report.ts";
import { observations } from "../diagnosis/observations.ts";
import { everyFixture } from "../logs/every-fixture.ts";
import { parseText } from "../logs/parse-lines.ts";
import { aLogEvent, aReport } from "../../fakes/report.ts";
import { hostileCorpus } from "./hostile-corpus.ts";

const createdAtMs = Date.UTC(2026, 2, 1, 10, 15, 0);
const key = new Uint8Array(32).fill(5);
const events = [
  aLogEvent(),
  aLogEvent({ raw: 'loaded PSK "CANARY-1" for home', lineNumber: 2 }),
  aLogEvent({ raw: "password: CANARY-2", source: "journal", fields: { text: "password: CANARY-2" } }),
];

async function made(
  report = aReport(),
  logEvents = events,
  options: Partial<PlanOptions> = {},
  purpose: BundlePurpose = {},
) {
  const plan = planBundle(report, logEvents, { key, ...options });
  const bytes = await writeBundle(plan, report, createdAtMs, purpose);
  const files = unzipSync(bytes);
  const manifest = bundleManifestSchema.parse(JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array())));
  const text = (path: string): string => strFromU8(files[path] ?? new Uint8Array());
  return { bytes, files, manifest, plan, text };
}

describe("a bundle", () => {
  it("has a manifest that names every file with its size and SHA-256", async () => {
    const { files, manifest } = await made();
    expect(manifest.files.map((file) => file.path)).toEqual(
      Object.keys(files).filter((path) => path !== "manifest.json"),
    );
    for (const { path, sha256, sizeBytes } of manifest.files) {
      const bytes = files[path] ?? new Uint8Array();
      expect(createHash("sha256").update(bytes).digest("hex"), path).toBe(sha256);
      expect(bytes.length, path).toBe(sizeBytes);
    }
  });

  it("holds the report, the page, every event and the raw lines by source", async () => {
    const { files, text } = await made();
    expect(reportSchema.parse(JSON.parse(text("report.json"))).verdict).toBe("healthy");
    expect(text("events.ndjson").trimEnd().split("\n")).toHaveLength(3);
    expect(text("logs/01-charon.log.log")).toContain("initiating IKE_SA home[1]");
    expect(Object.keys(files)).toEqual([
      "report.json",
      "report.html",
      "network/snapshot.json",
      "measurements/measurements.json",
      "events.ndjson",
      "logs/01-charon.log.log",
      "logs/02-journal.log",
      "redaction.json",
      "manifest.json",
    ]);
  });

  it("keeps names and addresses where the person says so, and never a secret", async () => {
    const report = aReport({ advice: ['write PSK "CANARY-3" into a note'] });
    const { files, manifest, text } = await made(report, events, { pseudonyms: false });
    for (const [path, bytes] of Object.entries(files)) expect(strFromU8(bytes), path).not.toContain("CANARY");
    expect(text("report.json")).toContain("vpn.example.com");
    expect(text("report.html")).toContain("Names and addresses are as they were");
    expect(manifest.redaction.pseudonyms).toBe(false);
    expect(manifest.redaction.replaced).toEqual({});
  });

  it("holds no secret and no address, and says how many were removed", async () => {
    const report = aReport({ advice: ['write PSK "CANARY-3" into a note'] });
    const { files, manifest } = await made(report);
    for (const [path, bytes] of Object.entries(files)) {
      expect(strFromU8(bytes), path).not.toMatch(/CANARY|203\.0\.113\.10\b|vpn\.example\.com/);
    }
    expect(manifest.redaction.secretsRemoved["secret of an IPsec peer"]).toBeGreaterThan(0);
    expect(manifest.redaction.secretsRemoved["password"]).toBeGreaterThan(0);
    expect(manifest.redaction).toMatchObject({ pseudonyms: true, salt: "bundle" });
    expect(manifest.redaction.replaced?.["IPv4 addresses"]).toBeGreaterThan(0);
  });

  it("has no canary of the hostile corpus in any file", async () => {
    const corpus = hostileCorpus(99, 1500);
    const logEvents = corpus.map(({ text }, index) =>
      aLogEvent({
        raw: text,
        lineNumber: index,
        source: `/home/annaqqqqzz/${text.slice(0, 0)}charon.log`,
        fields: { text },
      }),
    );
    const report = aReport({
      advice: corpus.slice(0, 300).map(({ text }) => text),
      findings: [
        {
          code: "gateway-silent",
          cause: "gateway",
          title: corpus[2]?.text ?? "",
          severity: "blocks",
          confidence: "likely",
          evidence: corpus.slice(300, 600).map(({ text }) => ({ text })),
          fixes: [],
        },
      ],
      profiles: [
        { name: "Anna private", type: "ikev2", gateway: "gwsolo", origin: "x", settings: { xauth_user: "annasolo" } },
      ],
    });
    const { files } = await made(report, logEvents);
    const canaries = [
      ...new Set(corpus.flatMap((line) => line.canaries)),
      "annaqqqqzz",
      "annasolo",
      "gwsolo",
      "Anna private",
    ];
    for (const [path, bytes] of Object.entries(files)) {
      const lower = strFromU8(bytes).toLowerCase();
      expect(
        canaries.filter((canary) => lower.includes(canary.toLowerCase())),
        path,
      ).toEqual([]);
    }
  });

  it("says what each collector did, also when it failed", async () => {
    expect((await made()).manifest.collectors).toContainEqual({
      name: "logs",
      outcome: "failed",
      note: "the journal is not readable",
    });
  });

  it("gives log files names that no file system refuses and no path can escape from", async () => {
    const { files } = await made(aReport(), [
      aLogEvent({ source: "C:\\logs\\..\\..\\a b:c?.log" }),
      aLogEvent({ source: "../../etc/x" }),
    ]);
    const names = Object.keys(files).filter((path) => path.startsWith("logs/"));
    expect(names).toEqual(["logs/01-a_b_c_.log.log", "logs/02-x.log"]);
  });

  it("keeps the newest part of what is too long, and says so", async () => {
    const many = Array.from({ length: 9 }, (_, n) =>
      aLogEvent({ raw: `${n} ${"word ".repeat(200)}${n}`, lineNumber: n }),
    );
    const fixed = (await made(aReport(), [])).plan.files.reduce((sum, file) => sum + file.text.length, 0);
    const maxBytes = fixed + 8_000;
    const { text, manifest, plan } = await made(aReport(), many, { maxBytes });
    const lines = text("logs/01-charon.log.log");
    expect(lines.trimEnd().endsWith("8")).toBe(true);
    expect(lines.startsWith("0")).toBe(false);
    expect(manifest.cut).toContainEqual({ path: "logs/01-charon.log.log", keptBytes: lines.length, ofBytes: 9 * 1004 });
    const sizeBytes = plan.files.reduce((sum, file) => sum + new TextEncoder().encode(file.text).length, 0);
    expect(sizeBytes).toBeLessThanOrEqual(maxBytes);
  });

  it("leaves out what the person leaves out, also where it stands in other files", async () => {
    const without = ["page", "events", "logs", "network", "measurements"] as const;
    const { files } = await made(aReport(), events, { without });
    expect(Object.keys(files)).toEqual(["report.json", "redaction.json", "manifest.json"]);
    const { text } = await made(aReport(), events, { without: ["logs"] });
    expect(text("events.ndjson")).not.toContain("initiating");
    expect(text("events.ndjson")).toContain("ike_start");
  });

  it("records who agreed, when, and to what", async () => {
    const consent = {
      by: "user-1",
      at: "2026-03-01T10:15:00.000Z",
      how: "asked",
      parts: ["report"],
      leftOut: ["logs"],
    };
    expect((await made(aReport(), events, {}, { consent })).manifest.consent).toEqual(consent);
  });

  it("carries whole logs, redacted on their way", async () => {
    const corpus = hostileCorpus(5, 300);
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      for (const { text } of corpus) yield new TextEncoder().encode(`${text}\n`);
    };
    const log = { source: "/home/anna/vpn.log", chunks: chunks(), keptBytes: 10, ofBytes: 20 };
    const { text, manifest } = await made(aReport(), events, {}, { attached: [log] });
    const whole = text("logs/whole-01-vpn.log.log").toLowerCase();
    expect(whole.split("\n")).toHaveLength(301);
    expect(corpus.flatMap((line) => line.canaries).filter((canary) => whole.includes(canary.toLowerCase()))).toEqual(
      [],
    );
    expect(manifest.cut).toContainEqual({ path: "logs/whole-01-vpn.log.log", keptBytes: 10, ofBytes: 20 });
  });

  it("opens again, signed or not, as what it was", async () => {
    const signer = signerFromSeed(new Uint8Array(32).fill(2));
    const { bytes } = await made(aReport(), events, {}, { signer });
    const opened = openBundle(bytes);
    expect(opened.ok && opened.value.signature?.publicKey).toBe(signer.publicKey);
    expect(opened.ok && opened.value.events.map(({ event }) => event)).toEqual(["ike_start", "ike_start", "ike_start"]);
    const plain = openBundle((await made()).bytes);
    expect(plain.ok && plain.value.signature).toBeFalsy();
  });

  it("has a name that sorts by time and says nothing about the person", () => {
    expect(bundleFileName(createdAtMs)).toBe("tunnel-doctor-2026-03-01T10-15-00Z.tdbundle");
  });
});

describe("the page in a bundle", () => {
  it("asks nobody for anything, and shows hostile text as text", async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>"\u0001';
    const report = aReport({
      verdict: "problem-found",
      advice: [hostile],
      client: { ...aReport().client, osName: hostile },
    });
    const { text } = await made(report, []);
    const page = text("report.html");
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<img|<link|<iframe|<[^>]*\s(?:src|href)=|url\(|@import|\u0001/i);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });
});

describe("the diagnosis of a redacted bundle", () => {
  it.each(everyFixture)("is that of the original: %s", async (name, bytes) => {
    const { events: original } = parseText(new TextDecoder().decode(bytes), name);
    const seen = (logEvents: typeof original) => {
      const sessions = buildSessions(logEvents);
      const dropPatterns = findDropPatterns({ sessions, events: logEvents, utcOffsetMinutes: () => 0 });
      const { findings } = diagnose(observations({ events: logEvents, sessions, dropPatterns }));
      return {
        findings: findings.map(({ code, confidence, severity }) => ({ code, confidence, severity })),
        sessions: sessions.map(({ outcome, endedBy, lengthMs, cause, idleBeforeEndMs, duringRekey }) => ({
          outcome,
          endedBy,
          lengthMs,
          cause,
          idleBeforeEndMs,
          duringRekey,
        })),
        dropPatterns,
      };
    };
    const { bytes: packed } = await made(aReport(), [...original]);
    const opened = openBundle(packed);
    if (!opened.ok) throw new Error(opened.error.message);
    expect(seen([...opened.value.events])).toEqual(seen(original));
    // The raw lines too say the same as before when they are read again.
    const again = parseText(opened.value.events.map(({ raw }) => raw.replaceAll("\n", " ")).join("\n"), name).events;
    const before = parseText(original.map(({ raw }) => raw.replaceAll("\n", " ")).join("\n"), name).events;
    expect(again.map(({ event, atMs, code }) => ({ event, atMs, code }))).toEqual(
      before.map(({ event, atMs, code }) => ({ event, atMs, code })),
    );
  });
});

describe("what a watch kept of drops, in a bundle", () => {
  const network = (ssid: string) => ({
    ...aReport().network,
    wifi: [{ interfaceName: "wlan0", ssid, bssid: "02:00:5e:10:00:01" }],
  });
  const roam = aLogEvent({ raw: "Wi-Fi network on wlan0: CafeCanary -> HotelCanary.", event: "wifi_roam" });
  const measurement = {
    kind: "path-mtu",
    outcome: "measured",
    value: 1400,
    method: "IKE",
    target: "x",
    details: {},
  } as const;
  const snapshots: readonly DropSnapshotRecord[] = [
    {
      kind: "drop-snapshot",
      at: "2026-03-01T10:00:00.000Z",
      watchId: "w",
      dropId: "2026-03-01T10:00:00.000Z home",
      snapshot: {
        before: network("CafeCanary"),
        after: network("HotelCanary"),
        events: [roam],
        vpn: [{ interfaceName: "tun0", connection: "ClientCanary", since: "2026-03-01T09:00:00.000Z" }],
        measurements: [measurement],
        notes: [],
      },
    },
  ];
  const path = "network/drops.ndjson";

  it("stands in a file of its own, without a name of the networks where they were", async () => {
    const { manifest, plan, text, bytes } = await made(aReport(), events, { snapshots });
    const [line = ""] = text(path).split("\n");
    const kept = historyRecordSchema.parse(JSON.parse(line));
    expect(kept).toMatchObject({ kind: "drop-snapshot", snapshot: { measurements: [{ value: 1400 }] } });
    expect(text(path)).not.toMatch(/Canary|02:00:5e:10/u);
    expect(manifest.files.map((file) => file.path)).toContain(path);
    expect(plan.files.find((file) => file.path === path)).toMatchObject({ part: "network" });
    expect(openBundle(bytes).ok).toBe(true);
  });

  it.each([
    { without: ["network"], events: undefined, measured: undefined },
    { without: ["events"], events: [], measured: 1 },
    { without: ["logs"], events: [""], measured: 1 },
    { without: ["measurements"], events: [expect.stringContaining("Wi-Fi network")], measured: 0 },
  ] as const)("has not what the person leaves out: $without", async ({ without, events: raws, measured }) => {
    const { text } = await made(aReport(), events, { snapshots, without });
    const [line = ""] = text(path).split("\n");
    const record = line === "" ? undefined : historyRecordSchema.parse(JSON.parse(line));
    const kept = record?.kind === "drop-snapshot" ? record.snapshot : undefined;
    expect(kept?.events.map(({ raw }) => raw)).toEqual(raws);
    expect(kept?.measurements.length).toBe(measured);
  });

  it("is no part of a bundle where nobody watched", async () => {
    expect(Object.keys((await made()).files)).not.toContain(path);
  });
});
