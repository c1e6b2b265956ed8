import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHandlers } from "../../../main/api/handlers.ts";
import { openBundle } from "../../../main/bundle/open-bundle.ts";
import { runCommandLine } from "../../../main/doors/cli/program.ts";
import { createFileWriter } from "../../../main/host/files.ts";
import { createSmallFiles } from "../../../main/host/small-files.ts";
import { gatewayFactsSchema } from "../../../main/model/gateway-facts.ts";
import { failure } from "../../../main/model/failure.ts";
import { reportSchema } from "../../../main/model/report.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";
import { aReport } from "../../fakes/report.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

let folder = "";
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gateway-"));
  const line = (kind: string, name: string, text: string, exitCode = 0): string =>
    JSON.stringify({ kind, name, exitCode, text });
  const lines = [
    line("fact", "time", "2026-11-23T10:00:00Z"),
    line("sysctl", "net.netfilter.nf_conntrack_count", "262000"),
    line("sysctl", "net.netfilter.nf_conntrack_max", "262144"),
    line("command", "nft", '{"nftables":[]}'),
    line(
      "command",
      "swanctl-sas",
      "gw: #1, ESTABLISHED, IKEv2\n  remote 'a' @ 198.51.100.77[4500]\n  password = canary",
    ),
    line("command", "ipsec-status", "not allowed", 3),
    line("logs", "file:/var/log/charon.log", "2026-11-23T09:59:00+0000 05[IKE] <gw|1> sending DPD request"),
  ];
  writeFileSync(at("facts.ndjson"), `${lines.join("\n")}\n`);
  writeFileSync(at("report.json"), JSON.stringify(aReport()));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[]) {
  const [stdout, stderr] = [memoryTerminal(120), memoryTerminal(120)];
  const exitCode = await runCommandLine(
    {
      handlers: createHandlers({
        os: "linux",
        door: "cli",
        world: () => createSimulatedWorld({}).world,
        practiceWorld: async () => failure("not-supported", "not in this test"),
        logSources: () => [],
        captureFiles: { open: async () => failure("not-found", "not in this test") },
        ...memoryKeyPorts(),
        smallFiles: createSmallFiles(at("data")),
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

describe("gateway facts", () => {
  it("tells people what another gateway's script has printed", async () => {
    const { exitCode, out } = await run(["gateway", "facts", "--from", at("facts.ndjson")]);
    expect(exitCode).toBe(0);
    expect(out).toContain("262000 of 262144 tracked");
    expect(out).toContain("MISSING: no firewall rule clamps the TCP MSS");
    expect(out).toContain("1 IKE SAs");
    expect(out).toContain("Not answered (rights, or not in use): ipsec-status");
  });

  it("prints the published schema, without secrets", async () => {
    const { out } = await run(["gateway", "facts", "--from", at("facts.ndjson"), "--json"]);
    expect(gatewayFactsSchema.parse(JSON.parse(out)).mssClamp.state).toBe("missing");
    expect(out).not.toContain("canary");
  });

  it.each([
    ["nothing.ndjson", 3, "does not exist"],
    ["report.json", 2, "gateway-facts.sh"],
  ])("says what is wrong with %s", async (name, code, words) => {
    const { exitCode, out, err } = await run(["gateway", "facts", "--from", at(name)]);
    expect([exitCode, out]).toEqual([code, ""]);
    expect(err).toContain(words);
  });

  it("says where it cannot run", async () => {
    expect(await run(["gateway", "facts"])).toMatchObject({ exitCode: 3, out: "" });
  });
});

describe("gateway join", () => {
  it("makes one report of a client's report and a gateway's bundle, whose addresses are pseudonyms", async () => {
    await run(["gateway", "facts", "--from", at("facts.ndjson"), "--bundle", at("gateway.tdbundle")]);
    const bundle = readFileSync(at("gateway.tdbundle"));
    expect(openBundle(new Uint8Array(bundle))).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    const { exitCode, out } = await run(["gateway", "join", at("report.json"), at("gateway.tdbundle"), "--json"]);
    const report = reportSchema.parse(JSON.parse(out));
    expect(exitCode).toBe(1);
    expect(report.findings.map(({ code }) => code)).toContain("conntrack-exhausted");
    expect(report.gatewaySide?.facts.tunnels?.ikeSas).toBe(1);
    expect(out).not.toContain("198.51.100.77");
    const text = await run(["gateway", "join", at("report.json"), at("gateway.tdbundle")]);
    expect(text.out).toContain("The gateway's side");
  });

  it("is what diagnose does with two files", async () => {
    await run(["gateway", "facts", "--from", at("facts.ndjson"), "--bundle", at("gateway.tdbundle")]);
    const { exitCode, out } = await run(["diagnose", at("report.json"), at("gateway.tdbundle"), "--summary"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("conntrack-exhausted(likely)");
  });

  it.each([
    ["facts.ndjson", "report.json", "holds no report"],
    ["report.json", "report.json", "holds no gateway facts"],
    ["report.json", "nothing", "does not exist"],
  ])("of %s and %s says what is wrong", async (client, gateway, words) => {
    const { exitCode, out, err } = await run(["gateway", "join", at(client), at(gateway)]);
    expect(exitCode).toBeGreaterThan(1);
    expect(out).toBe("");
    expect(err).toContain(words);
  });

  it("refuses a bundle that was changed", async () => {
    await run(["gateway", "facts", "--from", at("facts.ndjson"), "--bundle", at("gateway.tdbundle")]);
    const bytes = readFileSync(at("gateway.tdbundle"));
    bytes.writeUInt8((bytes[200] ?? 0) ^ 0xff, 200);
    writeFileSync(at("gateway.tdbundle"), bytes);
    const { exitCode, out } = await run(["gateway", "join", at("report.json"), at("gateway.tdbundle")]);
    expect(exitCode).toBeGreaterThan(1);
    expect(out).toBe("");
  });
});
