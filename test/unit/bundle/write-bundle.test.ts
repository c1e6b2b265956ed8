import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { planBundle } from "../../../main/bundle/plan-bundle.ts";
import { bundleFileName, writeBundle } from "../../../main/bundle/write-bundle.ts";
import { bundleManifestSchema } from "../../../main/model/bundle-manifest.ts";
import { reportSchema } from "../../../main/model/report.ts";
import { aLogEvent, aReport } from "../../fakes/report.ts";

const createdAtMs = Date.UTC(2026, 2, 1, 10, 15, 0);
const events = [
  aLogEvent(),
  aLogEvent({ raw: 'loaded PSK "CANARY-1" for home', lineNumber: 2 }),
  aLogEvent({ raw: "password: CANARY-2", source: "journal", fields: { text: "password: CANARY-2" } }),
];

function openBundle(report = aReport(), logEvents = events) {
  const plan = planBundle(report, logEvents);
  const files = unzipSync(writeBundle(plan, report, createdAtMs));
  const manifest = bundleManifestSchema.parse(JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array())));
  return { files, manifest, plan };
}

describe("a bundle", () => {
  it("starts with its manifest, which names every other file with its size and SHA-256", () => {
    const { files, manifest } = openBundle();
    expect(Object.keys(files)[0]).toBe("manifest.json");
    expect(manifest.files.map((file) => file.path)).toEqual(Object.keys(files).slice(1));
    for (const { path, sha256, sizeBytes } of manifest.files) {
      const bytes = files[path] ?? new Uint8Array();
      expect(createHash("sha256").update(bytes).digest("hex"), path).toBe(sha256);
      expect(bytes.length, path).toBe(sizeBytes);
    }
  });

  it("holds the report, every event and the raw lines by source", () => {
    const { files } = openBundle();
    expect(reportSchema.parse(JSON.parse(strFromU8(files["report.json"] ?? new Uint8Array())))).toEqual(aReport());
    const lines = strFromU8(files["events.ndjson"] ?? new Uint8Array())
      .trimEnd()
      .split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toHaveLength(3);
    expect(Object.keys(files)).toContain("logs/01-charon.log.log");
    expect(strFromU8(files["logs/01-charon.log.log"] ?? new Uint8Array())).toContain("initiating IKE_SA home[1]");
    expect(Object.keys(files)).toContain("logs/02-journal.log");
  });

  it("holds no secret, and says how many were removed", () => {
    const report = aReport({ advice: ['write PSK "CANARY-3" into a note'] });
    const { files, manifest } = openBundle(report);
    for (const [path, bytes] of Object.entries(files)) expect(strFromU8(bytes), path).not.toContain("CANARY");
    expect(manifest.redaction.secretsRemoved["pre-shared key"]).toBeGreaterThan(0);
    expect(manifest.redaction.secretsRemoved["password"]).toBeGreaterThan(0);
    expect(manifest.redaction.pseudonyms).toBe(false);
  });

  it("says what each collector did, also when it failed", () => {
    expect(openBundle().manifest.collectors).toContainEqual({
      name: "logs",
      outcome: "failed",
      note: "the journal is not readable",
    });
  });

  it("gives log files names that no file system refuses and no path can escape from", () => {
    const { files } = openBundle(aReport(), [
      aLogEvent({ source: "C:\\logs\\..\\..\\a b:c?.log" }),
      aLogEvent({ source: "../../etc/x" }),
    ]);
    const names = Object.keys(files).filter((path) => path.startsWith("logs/"));
    expect(names).toEqual(["logs/01-a_b_c_.log.log", "logs/02-x.log"]);
  });

  it("keeps the newest part of a log that is too long", () => {
    const many = Array.from({ length: 9 }, (_, n) => aLogEvent({ raw: `${n}`.repeat(1024 * 1024), lineNumber: n }));
    const { files } = openBundle(aReport(), many);
    const text = strFromU8(files["logs/01-charon.log.log"] ?? new Uint8Array());
    expect(text.length).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(text.startsWith("0")).toBe(false);
    expect(text.trimEnd().endsWith("8")).toBe(true);
  });

  it("has a name that sorts by time and says nothing about the person", () => {
    expect(bundleFileName(createdAtMs)).toBe("tunnel-doctor-2026-03-01T10-15-00Z.tdbundle");
  });
});
