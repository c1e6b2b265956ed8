import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHandlers } from "../../../main/api/handlers.ts";
import { runCommandLine } from "../../../main/doors/cli/program.ts";
import { createBundleFiles } from "../../../main/host/bundle-files.ts";
import { openBundle } from "../../../main/bundle/open-bundle.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { createFileWriter } from "../../../main/host/files.ts";
import { createKeyStore } from "../../../main/host/key-store.ts";
import { createDataFiles } from "../../../main/host/data-folder.ts";
import { createSmallFiles } from "../../../main/host/small-files.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { capturePath } from "../../fakes/fixture-captures.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { hostileCorpus } from "../bundle/hostile-corpus.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

const corpus = hostileCorpus(77, 400);
const canaries = [...new Set(corpus.flatMap((line) => line.canaries))];
const survivors = (text: string): readonly string[] =>
  canaries.filter((canary) => text.toLowerCase().includes(canary.toLowerCase()));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: readonly string[], ask?: (question: string) => Promise<string>) {
  const stdout = memoryTerminal();
  const stderr = memoryTerminal();
  const { world } = createSimulatedWorld({ logLines: corpus.map(({ text }) => text) });
  const notHere = async () => failure("not-supported", "not in this test");
  const exitCode = await runCommandLine(
    {
      handlers: createHandlers({
        os: "linux",
        door: "cli",
        world: () => world,
        practiceWorld: async () => success({ world, close: async () => undefined }),
        logSources: () => [],
        captureFiles: createCaptureFiles(),
        gatewayReader: { read: notHere },
        bundleFiles: createBundleFiles(),
        keyStore: createKeyStore(undefined, folder),
        dataFiles: createDataFiles(folder),
        smallFiles: createSmallFiles(folder),
        https: { put: notHere },
      }),
      stdout,
      stderr,
      signal: new AbortController().signal,
      files: createFileWriter(),
      ...(ask === undefined ? {} : { ask }),
    },
    args,
  );
  return { exitCode, out: stdout.text(), err: stderr.text() };
}

const making = ["practice", "--profile", "quick"];

describe("bundle create", { timeout: 60_000 }, () => {
  it("shows what would leave and writes nothing before somebody agrees", async () => {
    const out = join(folder, "a.tdbundle");
    const refused = await run(["bundle", "create", ...making, "--out", out]);
    expect(refused.exitCode).toBe(5);
    expect(refused.err).toContain("report.json");
    expect(() => readFileSync(out)).toThrow();
    expect((await run(["bundle", "create", ...making, "--out", out], async () => "no")).exitCode).toBe(5);
    expect(() => readFileSync(out)).toThrow();
    const agreed = await run(["bundle", "create", ...making, "--out", out], async () => "yes");
    expect(agreed.exitCode).toBe(0);
    const opened = await run(["bundle", "verify", out, "--json"]);
    expect(opened.exitCode).toBe(0);
    expect(JSON.parse(opened.out)).toMatchObject({
      isSealed: false,
      isSigned: true,
      manifest: { consent: { how: "asked on the terminal, after the preview", leftOut: [] } },
    });
  });

  it("asks by itself whether a packet capture leaves", async () => {
    const out = join(folder, "a.tdbundle");
    const withCapture = ["--with-capture", capturePath("rekey-failure.client.pcap"), "--out", out];
    const asked: string[] = [];
    const answer = (yes: RegExp) => async (question: string) => {
      asked.push(question);
      return yes.test(question) ? "yes" : "no";
    };
    const refused = await run(["bundle", "create", ...making, ...withCapture], answer(/this bundle/));
    expect(refused.exitCode).toBe(5);
    expect(refused.err).toContain("capture/01.pcap");
    expect(refused.err).toContain("leave out --with-capture");
    expect(() => readFileSync(out)).toThrow();
    const agreed = await run(["bundle", "create", ...making, ...withCapture], answer(/./));
    expect(agreed.exitCode).toBe(0);
    expect(asked).toHaveLength(3);
    const opened = await run(["bundle", "open", out]);
    expect(opened.out).toMatch(/capture\/01\.pcap: 56 packets between \S+ and \S+;/);
    expect(opened.out).toContain("ike-rekey-failure");
    const shown = await run(["bundle", "preview", ...making, ...withCapture.slice(0, 2), "--show", "capture/01.pcap"]);
    expect(shown.out.trim().split("\n")).toHaveLength(56);
    expect(shown.out).not.toContain("203.0.113.10:");
  });

  it("goes with check --bundle, and with nothing else", async () => {
    const out = join(folder, "b.tdbundle");
    const capture = ["--with-capture", capturePath("rekey-failure.client.pcap")];
    const alone = await run(["check", ...making, ...capture]);
    expect(alone.exitCode).toBe(2);
    expect(alone.err).toContain("needs --bundle");
    const request = await run(["check", "--request", "tunnel-doctor://request/1?d=x", ...capture]);
    expect(request.exitCode).toBe(2);
    expect(request.err).toContain("no packet capture");
    await run(["check", ...making, ...capture, "--bundle", out]);
    const { manifest } = JSON.parse((await run(["bundle", "verify", out, "--json"])).out) as { manifest: object };
    expect(manifest).toMatchObject({
      captures: [{ path: "capture/01.pcap", packets: 56 }],
      consent: { captures: "options --bundle and --with-capture of the command line" },
    });
  });

  it("seals it to a passphrase, opens it with that only, and keeps a note beside it", async () => {
    const out = join(folder, "a.tdbundle.age");
    const passphrase = join(folder, "passphrase");
    writeFileSync(passphrase, "correct horse battery\n");
    const sealing = ["--out", out, "--yes", "--passphrase-file", passphrase, "--without", "network", "page"];
    expect((await run(["bundle", "create", ...making, ...sealing])).exitCode).toBe(0);
    expect(readFileSync(out, "latin1")).toMatch(/^age-encryption\.org\/v1/);
    expect((await run(["bundle", "open", out])).exitCode).toBe(5);
    const opened = await run([
      "bundle",
      "open",
      out,
      "--passphrase-file",
      passphrase,
      "--note",
      "called back",
      "--again",
    ]);
    expect([0, 1, 3]).toContain(opened.exitCode);
    expect(opened.out).toContain("without network, page");
    expect(opened.out).toContain("called back");
    const diagnosed = await run(["diagnose", out, "--passphrase-file", passphrase, "--json"]);
    expect((JSON.parse(diagnosed.out) as { run: object }).run).toMatchObject({ profile: "quick" });
    expect((await run(["diagnose", out])).err).toContain("name the file with your key, or the passphrase");
    const bytes = readFileSync(out);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    writeFileSync(out, bytes);
    const changed = await run(["bundle", "verify", out, "--passphrase-file", passphrase]);
    expect(changed.exitCode).toBe(5);
  });

  it("shows several bundles of one case together", async () => {
    const [one, other] = [join(folder, "a.tdbundle"), join(folder, "b.tdbundle")];
    await run(["bundle", "create", ...making, "--yes", "--out", one]);
    await run(["bundle", "create", ...making, "--yes", "--out", other]);
    const { out } = await run(["bundle", "open", one, other]);
    expect(out).toContain("2 bundles of one case, oldest first");
  });

  it("are joined with a gateway's bundle among them, in whatever order they are named", async () => {
    const [client, gateway, facts] = [join(folder, "a.tdbundle"), join(folder, "g.tdbundle"), join(folder, "facts")];
    const fact = { kind: "fact", name: "time", exitCode: 0, text: "2026-11-23T10:00:00Z" };
    const full = { kind: "sysctl", name: "net.netfilter.nf_conntrack_count", exitCode: 0, text: "262144" };
    const max = { ...full, name: "net.netfilter.nf_conntrack_max" };
    writeFileSync(facts, [fact, full, max].map((line) => `${JSON.stringify(line)}\n`).join(""));
    await run(["bundle", "create", ...making, "--yes", "--out", client]);
    expect((await run(["gateway", "facts", "--from", facts, "--bundle", gateway])).exitCode).toBe(0);
    for (const order of [
      [client, gateway],
      [gateway, client],
    ]) {
      const joined = await run(["bundle", "open", ...order]);
      expect(joined.out).toContain("The gateway's side");
      expect(joined.out).toContain("conntrack");
    }
    const json = JSON.parse((await run(["bundle", "open", client, gateway, "--json"])).out) as unknown;
    expect(json).toMatchObject({ report: { gatewaySide: { facts: { conntrack: { count: 262_144 } } } } });
    const verified = await run(["bundle", "verify", gateway, "--json"]);
    expect([verified.exitCode, JSON.parse(verified.out)]).toMatchObject([0, { kind: "gateway" }]);
    const alone = await run(["bundle", "open", gateway]);
    expect([alone.exitCode, alone.err]).toEqual([2, expect.stringContaining("name the client's bundle")]);
    const two = await run(["bundle", "open", client, gateway, gateway]);
    expect([two.exitCode, two.err]).toEqual([2, expect.stringContaining("There are 2 bundles of gateways")]);
  });

  it("tells in one sentence what cannot be opened", async () => {
    const path = join(folder, "x.tdbundle");
    writeFileSync(path, "PK\u0003\u0004 and nothing more");
    const { exitCode, err } = await run(["bundle", "open", path]);
    expect(exitCode).toBe(3);
    expect(err).toMatch(/^tunnel-doctor: .*x\.tdbundle: This is no bundle, or its end is missing\.\n$/);
    expect((await run(["bundle", "open", join(folder, "none")])).err).toContain("does not exist");
  });
});

describe("every way out", { timeout: 60_000 }, () => {
  const toldBy = async (args: readonly string[]): Promise<string> => {
    const { out, err } = await run(args);
    return `${out}\n${err}`;
  };

  it("holds no canary: preview, pages, bundle, JSON, report text and summary", async () => {
    const preview = await run(["bundle", "preview", ...making, "--json"]);
    const { files } = JSON.parse(preview.out) as { files: { path: string }[] };
    expect(survivors(preview.out)).toEqual([]);
    for (const { path } of files) {
      expect(survivors((await run(["bundle", "preview", ...making, "--show", path])).out), path).toEqual([]);
    }
    for (const how of [["--json"], ["--summary"], []]) {
      expect(survivors(await toldBy(["check", ...making, "--redact", ...how])), how.join()).toEqual([]);
    }
  });

  it.each([
    ["logs", []],
    ["logs", ["--json"]],
    ["sessions", []],
    ["sessions", ["--json"]],
    ["diagnose", ["case.log"]],
    ["diagnose", ["case.log", "--json", "--out", "report.json"]],
    ["compare", ["case.log", "case.log"]],
    ["compare", ["case.log", "case.log", "--json"]],
    ["check", ["practice", "--profile", "quick", "--json", "--out", "report.json"]],
  ])("holds no canary: %s %j", async (command, args) => {
    writeFileSync(join(folder, "case.log"), corpus.map(({ text }) => `${text}\n`).join(""));
    const inFolder = (arg: string): string => (/^(?:case|report)\./.test(arg) ? join(folder, arg) : arg);
    const plain = await toldBy([command, ...args.map(inFolder)]);
    const told = await toldBy([command, ...args.map(inFolder), "--redact"]);
    expect(told.length).toBeGreaterThan(plain.length / 2);
    expect(survivors(told)).toEqual([]);
    if (args.includes("report.json")) expect(survivors(readFileSync(join(folder, "report.json"), "utf8"))).toEqual([]);
    // What leaves no canary by having none proves nothing.
    if (command === "logs" || command === "check") expect(survivors(plain)).not.toEqual([]);
  });

  it.each([
    ["probe", ["reach", "93.184.216.34"], /93\.184\.216\.34/],
    ["probe", ["reach", "vpn.canary.example", "--json"], /canary/],
    ["capture", ["read", capturePath("wrong-psk-ikev2.client.pcap"), "--json"], /203\.0\.113\.10\b|192\.0\.2\.10\b/],
    ["capture", ["read", capturePath("wrong-psk-ikev2.client.pcap")], /203\.0\.113\.10\b|192\.0\.2\.10\b/],
    ["capture", ["read", "/home/canary/none.pcap"], /canary/],
    ["capture", ["join", "/home/canary/a.pcap", "/home/canary/b.pcap"], /canary/],
    ["diagnose", ["/home/canary/none"], /canary/],
    ["compare", ["/home/canary/a", "/home/canary/b"], /canary/],
    ["gateway", ["join", "/home/canary/a", "/home/canary/b"], /canary/],
  ])("holds no address, host or user: %s %j", async (command, args, canary) => {
    expect(await toldBy([command, ...args])).toMatch(canary);
    expect(await toldBy([command, ...args, "--redact"])).not.toMatch(canary);
  });

  it("has the same pseudonyms in the notes, in the report and in the bundle of one command", async () => {
    const out = join(folder, "a.tdbundle");
    const { err, out: json } = await run(["check", ...making, "--redact", "--json", "--bundle", out]);
    expect(err).toContain("Written: ");
    const opened = await run(["bundle", "open", out, "--json"]);
    const { report } = JSON.parse(opened.out) as { report: unknown };
    expect(JSON.parse(json)).toEqual(report);
  });

  it("of a request's answer too", async () => {
    const keys = ["request", "keygen", "--name", "Helpdesk", "--out", join(folder, "h.key")];
    expect((await run(keys)).exitCode).toBe(0);
    const file = join(folder, "case.tdrequest");
    const asking = ["--key", join(folder, "h.key"), "--gateway", "practice", "--profile", "quick", "--out", file];
    expect((await run(["request", "create", ...asking])).exitCode).toBe(0);
    const answer = join(folder, "answer.tdbundle.age");
    const answering = ["--bundle", answer, "--yes", "--trust", "--redact", "--json", "--without", "logs", "page"];
    const { out, exitCode } = await run(["check", "--request", file, ...answering]);
    expect([0, 1, 3]).toContain(exitCode);
    expect(survivors(out)).toEqual([]);
    const opened = await run(["bundle", "verify", answer, "--identity", join(folder, "h.key"), "--json"]);
    expect(JSON.parse(opened.out)).toMatchObject({ manifest: { consent: { leftOut: ["logs", "page"] } } });
    expect(opened.out).not.toContain("report.html");
  });
});

describe("a whole log", () => {
  it("is previewed page by page as it leaves, without what it got meanwhile", async () => {
    const log = join(folder, "big.log");
    writeFileSync(log, corpus.map(({ text }) => `${text}\n`).join(""));
    const out = join(folder, "a.tdbundle");
    let shown = "";
    const created = await run(["bundle", "create", ...making, "--whole-log", log, "--out", out], async () => {
      appendFileSync(log, "one more line\n");
      return "yes";
    });
    expect(created.exitCode).toBe(0);
    const preview = await run(["bundle", "preview", ...making, "--whole-log", log, "--json"]);
    const path = "logs/whole-01-big.log.log";
    const { files } = JSON.parse(preview.out) as { files: { path: string; sizeBytes: number; part?: string }[] };
    expect(files.find((file) => file.path === path)).toMatchObject({ part: "logs" });
    shown = (await run(["bundle", "preview", ...making, "--whole-log", log, "--show", path])).out;
    expect(survivors(shown)).toEqual([]);
    expect(shown).toContain("one more line");
    const written = openBundle(new Uint8Array(readFileSync(out)));
    if (!written.ok) throw new Error(written.error.message);
    const left = new TextDecoder().decode(written.value.files.get(path));
    expect(left).not.toContain("one more line");
    expect(created.err).toContain(`${path} `);
    expect(survivors(left)).toEqual([]);
    expect(left.split("\n")).toHaveLength(corpus.length + 1);
    const without = await run(["bundle", "preview", ...making, "--whole-log", log, "--without", "logs", "--json"]);
    expect(without.out).not.toContain(path);
  });
});
