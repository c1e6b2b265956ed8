import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeBase64 } from "../../../main/api/base64.ts";
import { captureEvidenceIn } from "../../../main/api/capture-evidence.ts";
import type { CallInput, CallName, CallOutput } from "../../../main/api/contract.ts";
import { dispatch } from "../../../main/api/dispatch.ts";
import { createHandlers } from "../../../main/api/handlers.ts";
import { openBundle, type OpenedBundle } from "../../../main/bundle/open-bundle.ts";
import { parseCapture } from "../../../main/capture/capture-parser.ts";
import { createBundleFiles } from "../../../main/host/bundle-files.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { createSmallFiles } from "../../../main/host/small-files.ts";
import { success, type Outcome } from "../../../main/model/failure.ts";
import { inChunks, ipv4Packet, pcapBytes } from "../../fakes/capture-bytes.ts";
import { capturePath, fixtureStory } from "../../fakes/fixture-captures.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-captures-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function computer(door: "cli" | "app" = "cli") {
  const { world } = createSimulatedWorld({});
  const handlers = createHandlers({
    os: "linux",
    door,
    world: () => world,
    practiceWorld: async () => success({ world, close: async () => undefined }),
    logSources: () => [],
    captureFiles: createCaptureFiles(),
    bundleFiles: createBundleFiles(),
    ...memoryKeyPorts(),
    smallFiles: createSmallFiles(folder),
  });
  return async <Name extends CallName>(name: Name, input: CallInput<Name>, signal = new AbortController().signal) =>
    (await dispatch(handlers, name, input, { signal, emit: () => undefined })) as Outcome<CallOutput<Name>>;
}

type Call = ReturnType<typeof computer>;

async function valueOf<Value>(outcome: Promise<Outcome<Value>>): Promise<Value> {
  const settled = await outcome;
  if (!settled.ok) throw new Error(settled.error.message);
  return settled.value;
}

async function runIdOf(call: Call): Promise<string> {
  const options = { gateway: "practice", profile: "quick", systemLogs: false } as const;
  return (await valueOf(call("check.run", { options, practice: [] }))).run.id;
}

const captureConsent = { how: "asked in a test" };
const consent = { how: "asked in a test" };

async function bundleWith(call: Call, captures: string[], more: Partial<CallInput<"bundle.create">> = {}) {
  const runId = await runIdOf(call);
  const created = await valueOf(call("bundle.create", { runId, captures, consent, captureConsent, ...more }));
  const bytes = decodeBase64(created.contentBase64);
  if (!bytes.ok) throw new Error(bytes.error.message);
  return { runId, bytes: bytes.value, bundle: opened(bytes.value) };
}

function opened(bytes: Uint8Array): OpenedBundle {
  const bundle = openBundle(bytes);
  if (!bundle.ok) throw new Error(bundle.error.message);
  return bundle.value;
}

const fixture = "rekey-failure.client.pcap";
const inBundle = "capture/01.pcap";

describe("a packet capture that goes into a bundle", { timeout: 60_000 }, () => {
  it.each(["rekey-failure.client.pcap", "path-mtu-1400.client.pcap", "l2tp-control-lost.client.pcap"])(
    "holds none of the addresses of %s, and those of the bundle in their place",
    async (name) => {
      const story = await fixtureStory(name);
      const call = computer();
      const { runId, bundle } = await bundleWith(call, [capturePath(name)]);
      const left = Buffer.from(bundle.files.get(inBundle) ?? []);
      const ends = [...new Set(story.directions.flatMap(({ from, to }) => [from, to]))];
      expect(ends.length).toBeGreaterThan(1);
      for (const address of ends) {
        expect(left.includes(Buffer.from(address.split(".").map(Number)))).toBe(false);
        expect(left.includes(address)).toBe(false);
      }
      const { captures } = await captureEvidenceIn(bundle.files, new AbortController().signal);
      const { value } = await valueOf(
        call("redact.value", { runId, value: [story.client ?? "", story.gateway ?? ""] }),
      );
      expect([captures[0]?.client, captures[0]?.gateway]).toEqual(value);
      const packets = story.counts.packets - story.counts.notIp;
      expect(bundle.manifest.captures).toEqual([{ path: inBundle, packets, leftOut: story.counts.notIp }]);
      expect(bundle.manifest.consent).toMatchObject({ captures: captureConsent.how });
      expect(bundle.manifest.consent?.parts).toContain("capture");
    },
  );

  it("keeps no octet that was sent through the tunnel or with it", async () => {
    const secret = Buffer.from("a secret that somebody typed");
    const udp = Buffer.concat([Buffer.from("c0001f40", "hex"), Buffer.from([0, 8 + secret.length, 0, 1]), secret]);
    const frame = Buffer.concat([
      Buffer.from("02aabbccddee02aabbccddef0800", "hex"),
      ipv4Packet("203.0.113.77", "198.51.100.99", 17, udp),
    ]);
    const path = join(folder, "alice.pcap");
    writeFileSync(
      path,
      pcapBytes([{ atMs: 5, bytes: frame }], { littleEndian: true, nanoseconds: false, linkType: 1 }),
    );
    const { bundle } = await bundleWith(computer(), [path]);
    const left = Buffer.from(bundle.files.get(inBundle) ?? []);
    expect(left.length).toBeGreaterThan(24);
    for (const canary of [secret, Buffer.from("02aabbccdd", "hex"), Buffer.from("cb00714d", "hex")]) {
      expect(left.includes(canary)).toBe(false);
    }
    expect(JSON.stringify(bundle.manifest)).not.toContain("alice");
  });

  it("is in no bundle that nobody put it into, and leaves with consent of its own only", async () => {
    const call = computer();
    const runId = await runIdOf(call);
    const refused = await call("bundle.create", { runId, captures: [capturePath(fixture)], consent });
    expect(refused).toMatchObject({ ok: false, error: { code: "refused" } });
    const out = join(folder, "a.tdbundle");
    const notWritten = await call("bundle.write", { runId, captures: [capturePath(fixture)], consent, path: out });
    expect(notWritten).toMatchObject({ ok: false, error: { code: "refused" } });
    const { bundle } = await bundleWith(call, []);
    expect([...bundle.files.keys()].filter((path) => path.startsWith("capture/"))).toEqual([]);
    expect(bundle.manifest.captures).toBeUndefined();
    expect(bundle.manifest.consent?.captures).toBeUndefined();
  });

  it("leaves as the preview and its pages showed it, also where it has grown since", async () => {
    const call = computer();
    const runId = await runIdOf(call);
    const path = join(folder, "growing.pcap");
    copyFileSync(capturePath(fixture), path);
    const whole = readFileSync(path);
    truncateSync(path, Math.floor(whole.length / 2));
    const chosen = { runId, captures: [path] };
    const preview = await valueOf(call("bundle.preview", chosen));
    const lines: string[] = [];
    for (let offset = 0; ; offset += 7) {
      const page = await valueOf(call("bundle.page", { ...chosen, path: inBundle, offset, limit: 7 }));
      lines.push(...page.lines);
      if (offset + 7 >= page.totalLines) break;
    }
    writeFileSync(path, whole);
    appendFileSync(path, new Uint8Array(100));
    const out = join(folder, "a.tdbundle");
    await valueOf(call("bundle.write", { ...chosen, consent, captureConsent, path: out }));
    const bundle = opened(new Uint8Array(readFileSync(out)));
    const left = bundle.files.get(inBundle) ?? new Uint8Array();
    const shown = preview.files.find((file) => file.path === inBundle);
    expect(shown?.sizeBytes).toBe(left.length);
    let packets = 0;
    await parseCapture(inChunks(left, 1000), () => (packets += 1));
    expect(lines).toHaveLength(packets);
    expect(lines.join("\n")).toContain("ESP");
    expect(preview.replaced).toEqual(bundle.manifest.redaction.replaced);
    expect(preview.warnings.join(" ")).toContain("packet capture");
    const told = JSON.parse(Buffer.from(bundle.files.get("redaction.json") ?? []).toString()) as {
      files: readonly { path: string; replaced: Record<string, number> }[];
    };
    expect(told.files.find((file) => file.path === inBundle)?.replaced).toEqual(shown?.replaced);
  });

  it("has its newest packets where it is too large, and says so", async () => {
    const payload = new Uint8Array(60_000).fill(7);
    const one = ipv4Packet(
      "203.0.113.77",
      "198.51.100.99",
      17,
      Buffer.concat([Buffer.from("01f401f40ea80000", "hex"), payload]),
    );
    const many = Array.from({ length: 500 }, (_, index) => ({ atMs: 1000 * (index + 1), bytes: one }));
    const path = join(folder, "large.pcap");
    writeFileSync(path, pcapBytes(many, { littleEndian: true, nanoseconds: false, linkType: 101 }));
    const { bundle } = await bundleWith(computer(), [path]);
    const left = bundle.files.get(inBundle) ?? new Uint8Array();
    expect(left.length).toBeLessThanOrEqual(25 * 1024 * 1024);
    expect(left.length).toBeGreaterThan(24 * 1024 * 1024);
    expect(bundle.manifest.cut).toMatchObject([{ path: inBundle, keptBytes: left.length }]);
    const times: number[] = [];
    await parseCapture(inChunks(left, 100_000), ({ atMs }) => times.push(atMs));
    expect(times.at(-1)).toBe(500_000);
    expect(times[0]).toBeGreaterThan(1000);
  });

  it("says which file is no capture, is not there, or was changed to another one", async () => {
    const call = computer();
    const runId = await runIdOf(call);
    const log = join(folder, "charon.log");
    writeFileSync(log, "Nov 23 charon: ...\n");
    for (const [path, code] of [
      [log, "invalid-input"],
      [join(folder, "none.pcap"), "not-found"],
    ] as const) {
      expect(await call("bundle.preview", { runId, captures: [path] })).toMatchObject({ ok: false, error: { code } });
    }
    const path = join(folder, "replaced.pcap");
    copyFileSync(capturePath(fixture), path);
    const chosen = { runId, captures: [path], consent, captureConsent };
    await valueOf(call("bundle.preview", { runId, captures: [path] }));
    writeFileSync(path, "no capture any more");
    expect(await call("bundle.create", chosen)).toMatchObject({ ok: false, error: { code: "unreadable" } });
    const stopped = await call("bundle.preview", { runId, captures: [capturePath(fixture)] }, AbortSignal.abort());
    expect(stopped).toMatchObject({ ok: false, error: { code: "cancelled" } });
  });
});

describe("a bundle with a packet capture in it", { timeout: 60_000 }, () => {
  it.each([
    ["rekey-failure.client.pcap", "ike-rekey-failure"],
    ["nat-timeout-idle-ikev2.client.pcap", "nat-udp-timeout"],
    ["l2tp-control-lost.client.pcap", "l2tp-control-lost"],
  ])("is diagnosed with what %s tells", async (name, code) => {
    const call = computer();
    const { bytes, bundle } = await bundleWith(call, [capturePath(name)]);
    expect(bundle.report.findings.map((finding) => finding.code)).not.toContain(code);
    const path = join(folder, "a.tdbundle");
    writeFileSync(path, bytes);
    const shown = await valueOf(call("bundle.open", { source: { path } }));
    expect(shown.report.findings.map((finding) => finding.code)).toContain(code);
    expect(shown.captures).toMatchObject([{ path: inBundle }]);
    const diagnosed = await valueOf(call("diagnose.file", { path }));
    expect(diagnosed.report.findings.map((finding) => finding.code)).toContain(code);
  });

  it("is opened whatever stands in the place of the capture", async () => {
    const signal = new AbortController().signal;
    const real = new Uint8Array(readFileSync(capturePath(fixture)));
    const files = new Map(Array.from({ length: 9 }, (_, index) => [`capture/${String(index)}.pcap`, real]));
    files.set("capture/0.pcap", Buffer.from("nothing of the kind"));
    files.set("capture/1.pcap", real.subarray(0, 1000));
    files.set("capture/2.pcap", new Uint8Array());
    const { captures, observed } = await captureEvidenceIn(files, signal);
    expect(captures).toHaveLength(9);
    expect(observed).toHaveLength(2);
    expect(captures.filter(({ note }) => note !== undefined).map(({ path }) => path)).toEqual([
      "capture/0.pcap",
      "capture/1.pcap",
      "capture/2.pcap",
      ...[4, 5, 6, 7, 8].map((number) => `capture/${String(number)}.pcap`),
    ]);
  });
});
