import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createGatewayReader } from "../../../main/host/gateway-reader.ts";
import { success } from "../../../main/model/failure.ts";
import { parseCollected } from "../../../main/network/gateway/collected.ts";
import { gatewayFactsFrom } from "../../../main/network/gateway/facts.ts";

const script = fileURLToPath(new URL("../../../native-scripts/linux/gateway-facts.sh", import.meta.url));

describe("the reader of a gateway", () => {
  it("hands the script to the shell as text, with a limit of time", async () => {
    const calls: unknown[][] = [];
    const reader = createGatewayReader(async (...call) => {
      calls.push(call);
      return success({ exitCode: 0, stdout: "lines", stderr: "" });
    }, "linux");
    expect(await reader.read()).toEqual(success("lines"));
    expect(calls).toEqual([
      ["sh", ["-c", readFileSync(script, "utf8")], expect.objectContaining({ timeoutMs: 60_000 })],
    ]);
  });

  it.each(["darwin", "win32"] as const)("does not run on %s", async (platform) => {
    const reader = createGatewayReader(() => Promise.reject(new Error("ran")), platform);
    expect(await reader.read()).toMatchObject({ ok: false, error: { code: "not-supported" } });
  });
});

describe.runIf(process.platform === "linux")("gateway-facts.sh", () => {
  /** Runs the script with programs of ours in front of the machine's. */
  function run(programs: Readonly<Record<string, string>>) {
    const folder = mkdtempSync(path.join(tmpdir(), "gateway-"));
    try {
      for (const [name, body] of Object.entries(programs)) {
        writeFileSync(path.join(folder, name), `#!/bin/sh\n${body}\n`);
        chmodSync(path.join(folder, name), 0o755);
      }
      const env = { ...process.env, PATH: `${folder}:${process.env["PATH"] ?? ""}` };
      const documents = parseCollected(execFileSync("sh", [script], { encoding: "utf8", env }));
      if (!documents.ok) throw new Error(documents.error.message);
      return documents.value;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it("prints lines that can be read on any Linux, whatever a program says", { timeout: 60_000 }, () => {
    const hostile = String.raw`printf 'a "quoted" back\\slash\ttab\r\nsecond\033[2J line \377\n'`;
    const documents = run({ swanctl: hostile, ipsec: "exit 3" });
    const facts = gatewayFactsFrom(documents);
    expect(facts.ok).toBe(true);
    const text = documents.find(({ name }) => name === "swanctl-sas")?.text;
    expect(text).toMatch(/^a "quoted" back\\slash\ttab\nsecond\[2J line .+$/);
    expect(documents.find(({ name }) => name === "ipsec-status")?.exitCode).toBe(3);
  });

  it("takes secrets out", { timeout: 60_000 }, () => {
    const lines = [
      'secret = "correct horse battery"',
      "psk: 0sY2FuYXJ5",
      "Password=canary2;",
      "PRIVATE KEY = canary3",
      "peer_psk_hint = no, shared=yes",
    ];
    const text = run({ swanctl: `cat <<'E'\n${lines.join("\n")}\nE`, ipsec: "exit 1" }).find(
      ({ name }) => name === "swanctl-conns",
    )?.text;
    for (const canary of ["correct", "horse", "battery", "0sY2FuYXJ5", "canary"]) expect(text).not.toContain(canary);
    expect(text).toContain("secret = [removed]");
    expect(text).toContain("shared=yes");
  });
});
