import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createHandlers } from "../../../main/api/handlers.ts";
import { runCommandLine } from "../../../main/doors/cli/program.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { createFileWriter } from "../../../main/host/files.ts";
import { createLogReader } from "../../../main/host/log-sources/log-reader.ts";
import { createSmallFiles } from "../../../main/host/small-files.ts";
import { signerFromSeed } from "../../../main/bundle/sign.ts";
import { builtInKnownIssues } from "../../../main/diagnosis/known-issues/built-in.ts";
import { comparisonSchema } from "../../../main/model/comparison.ts";
import { failure } from "../../../main/model/failure.ts";
import { reportSchema } from "../../../main/model/report.ts";
import { signedForm } from "../../../main/request/signed-form.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";
import { aReport } from "../../fakes/report.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { healthyBut, healthyMeasurements, measured } from "../diagnosis/observations.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "diagnose-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const filePath = path.join(folder, name);
  writeFileSync(filePath, content);
  return filePath;
}

const good = file("good.json", JSON.stringify(aReport({ measurements: [...healthyMeasurements] })));
const bad = file(
  "bad.json",
  JSON.stringify(aReport({ measurements: [...healthyBut(measured("path-mtu", 1300, { unit: "bytes" }))] })),
);
const log = file(
  "charon.log",
  "2026-03-01T09:00:00+00:00 host charon: 05[IKE] initiating IKE_SA home[1] to 203.0.113.10\n" +
    "2026-03-01T09:00:05+00:00 host pluto[1]: udp line\n" +
    "2026-03-01T09:00:06+00:00 host xl2tpd[1]: udp_xmit failed to 192.0.2.10:49577 with err=-1:No such device\n",
);

const ports = memoryKeyPorts();

async function run(...args: readonly string[]) {
  const { world } = createSimulatedWorld({});
  const stdout = memoryTerminal();
  const stderr = memoryTerminal();
  const exitCode = await runCommandLine(
    {
      handlers: createHandlers({
        ...ports,
        smallFiles: createSmallFiles(folder),
        os: "linux",
        door: "cli",
        world: () => ({ ...world, logs: createLogReader() }),
        practiceWorld: async () => failure("not-supported", "not in this test"),
        logSources: () => [],
        captureFiles: createCaptureFiles(),
      }),
      stdout,
      stderr,
      signal: new AbortController().signal,
      files: createFileWriter(),
    },
    args,
  );
  return { exitCode, out: stdout.text(), err: stderr.text() };
}

describe("diagnose", () => {
  it("makes a report again, as text, JSON, one line, and a file", async () => {
    const text = await run("diagnose", bad);
    expect(text.exitCode).toBe(1);
    expect(text.out).toContain("[path-mtu-too-small, certain]");
    const json = await run("diagnose", bad, "--json", "--exit-zero", "--out", path.join(folder, "again.json"));
    expect(json.exitCode).toBe(0);
    expect(reportSchema.parse(JSON.parse(json.out)).findings[0]?.code).toBe("path-mtu-too-small");
    expect(readFileSync(path.join(folder, "again.json"), "utf8")).toBe(json.out);
    expect((await run("diagnose", good, "--summary")).out).toMatch(/^tunnel-doctor .* verdict=healthy .*\n$/);
  });

  it("reads a log, and finds a known issue in it", async () => {
    const { exitCode, out } = await run("diagnose", log);
    expect(exitCode).toBe(1);
    expect(out).toContain("xl2tpd before 1.3.12 cannot send");
    expect(out).toContain("https://github.com/xelerance/xl2tpd/issues/147");
  });

  it.each([
    ["a missing file", ["none.json"], "does not exist"],
    ["no file and no finding", [], "Name a bundle"],
    ["another JSON document", [file("other.json", '{"a":1}')], "no report"],
    ["a log without a VPN", [file("other.log", "Mar  1 09:00:00 host cron[1]: hello\n")], "no line of a VPN"],
    ["a finding that does not exist", ["--explain", "nonsense"], "nonsense"],
  ])("tells of %s in one sentence", async (_name, args, words) => {
    const { exitCode, out, err } = await run("diagnose", ...args);
    expect(exitCode).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(words);
  });

  it("explains a finding, with its evidence in a file", async () => {
    const alone = await run("diagnose", "--explain", "path-mtu-too-small");
    expect(alone.exitCode).toBe(0);
    expect(alone.out).toMatch(/Speaks for it[^]*Against it[^]*Its limits[^]*Certain when/);
    expect((await run("explain", "path-mtu-too-small")).out).toBe(alone.out);
    expect((await run("diagnose", bad, "--explain", "path-mtu-too-small")).out).toContain("1300 bytes");
    expect((await run("diagnose", good, "--explain", "path-mtu-too-small")).out).toContain("it was not found");
    expect(JSON.parse((await run("diagnose", bad, "--explain", "path-mtu-too-small", "--json")).out)).toMatchObject({
      explanation: { code: "path-mtu-too-small" },
      finding: { code: "path-mtu-too-small" },
    });
    expect((await run("explain", "nonsense")).exitCode).toBe(2);
  });
});

describe("compare", () => {
  it("says what differs, and ends as the second report stands", async () => {
    const better = await run("compare", bad, good);
    expect(better.exitCode).toBe(0);
    expect(better.out).toContain(
      "What was changed has helped: the largest packet that gets through was 1300 bytes and is 1500",
    );
    const worse = await run("compare", good, bad, "--json", "--out", path.join(folder, "worse.json"));
    expect(worse.exitCode).toBe(1);
    expect(comparisonSchema.parse(JSON.parse(worse.out)).conclusion.kind).toBe("worse");
    expect(readFileSync(path.join(folder, "worse.json"), "utf8")).toBe(worse.out);
    expect((await run("compare", good, bad, "--exit-zero")).exitCode).toBe(0);
  });

  it("tells which file is wrong", async () => {
    const { exitCode, err } = await run("compare", good, path.join(folder, "none.json"));
    expect(exitCode).toBe(2);
    expect(err).toContain("none.json does not exist");
  });
});

describe("known-issues", () => {
  const signer = signerFromSeed(new Uint8Array(32).fill(7));
  const document = { ...builtInKnownIssues, version: builtInKnownIssues.version + 1, publicKey: signer.publicKey };
  const update = file("update.json", JSON.stringify({ ...document, signature: signer.sign(signedForm(document)) }));

  it("are shown, with version, date and sources", async () => {
    const { exitCode, out } = await run("known-issues", "show");
    expect(exitCode).toBe(0);
    expect(out).toContain(`${builtInKnownIssues.issues.length} known issues of ${builtInKnownIssues.date}`);
    expect(out).toContain("[windows-2022-01-ipsec]");
  });

  it("are refused with exit code 5 unless the right key signed them, and then used", async () => {
    const refused = await run("known-issues", "update", update);
    expect(refused.exitCode).toBe(5);
    expect(refused.err).toContain("signed by somebody else");
    const taken = await run("known-issues", "update", update, "--key", signer.publicKey);
    expect(taken).toMatchObject({ exitCode: 0, err: "" });
    expect((await run("known-issues", "show", "--json")).out).toContain('"origin": "update"');
    const again = await run("known-issues", "update", update, "--key", signer.publicKey);
    expect(again.exitCode).toBe(5);
    expect(again.err).toContain("not newer");
  });

  it("are published by a program whose file is taken, but for not being newer", async () => {
    const seed = file("seed", Buffer.alloc(32, 7).toString("base64url"));
    const program = fileURLToPath(new URL("../../../build/sign-known-issues.ts", import.meta.url));
    const published = file("published.json", execFileSync(process.execPath, [program, seed], { encoding: "utf8" }));
    const { exitCode, err } = await run("known-issues", "update", published, "--key", signer.publicKey);
    expect(exitCode).toBe(5);
    expect(err).toContain("not newer");
  });

  it("are no file of another kind", async () => {
    expect((await run("known-issues", "update", good)).exitCode).toBe(2);
    expect((await run("known-issues", "update", update, "--key", "short")).exitCode).toBe(2);
  });
});
