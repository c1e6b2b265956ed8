import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallInput, CallName, CallOutput } from "../../../main/api/contract.ts";
import { dispatch } from "../../../main/api/dispatch.ts";
import { createHandlers } from "../../../main/api/handlers.ts";
import { openBundle } from "../../../main/bundle/open-bundle.ts";
import { createBundleFiles } from "../../../main/host/bundle-files.ts";
import { failure, success, type Outcome } from "../../../main/model/failure.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { hostileCorpus } from "../bundle/hostile-corpus.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whole-logs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function computer(door: "cli" | "app") {
  const { world } = createSimulatedWorld({});
  const handlers = createHandlers({
    os: "linux",
    door,
    world: () => world,
    practiceWorld: async () => success({ world, close: async () => undefined }),
    logSources: () => [],
    captureFiles: { open: async () => failure("not-found", "not in this test") },
    bundleFiles: createBundleFiles(),
    ...memoryKeyPorts(),
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

const corpus = hostileCorpus(12, 300)
  .map(({ text }) => `${text}\n`)
  .join("");

describe("a log that goes into a bundle whole", { timeout: 60_000 }, () => {
  it.each([25 * 1024 * 1024, 20_000])(
    "leaves exactly as its pages showed it (newest %d bytes)",
    async (maxLogBytes) => {
      const call = computer("cli");
      const [log, out] = [join(folder, "big"), join(folder, "a.tdbundle")];
      writeFileSync(log, corpus);
      const chosen = { runId: await runIdOf(call), wholeLogs: [log], maxLogBytes };
      const preview = await valueOf(call("bundle.preview", chosen));
      const path = "logs/whole-01-big.log";
      const lines: string[] = [];
      for (let offset = 0; ; offset += 50) {
        const page = await valueOf(call("bundle.page", { ...chosen, path, offset, limit: 50 }));
        lines.push(...page.lines);
        if (offset + 50 >= page.totalLines) break;
      }
      appendFileSync(log, "a line that nobody saw\n");
      await valueOf(call("bundle.write", { ...chosen, path: out }));

      const bundle = openBundle(new Uint8Array(readFileSync(out)));
      if (!bundle.ok) throw new Error(bundle.error.message);
      const left = bundle.value.files.get(path);
      expect(new TextDecoder().decode(left)).toBe(`${lines.join("\n")}\n`);
      const { manifest } = bundle.value;
      expect(preview.files.find((file) => file.path === path)).toMatchObject({ sizeBytes: left?.length, part: "logs" });
      expect(preview.secretsRemoved).toEqual(manifest.redaction.secretsRemoved);
      expect(preview.replaced).toEqual(manifest.redaction.replaced);
      expect(preview.cut).toEqual(manifest.cut);
      expect(preview.cut).toHaveLength(maxLogBytes < corpus.length ? 1 : 0);
    },
  );

  it("is left out with the part of the log lines", async () => {
    const call = computer("cli");
    const log = join(folder, "big");
    writeFileSync(log, corpus);
    const chosen = { runId: await runIdOf(call), wholeLogs: [log], without: ["logs" as const] };
    expect(JSON.stringify(await valueOf(call("bundle.preview", chosen)))).not.toContain("whole-01");
    const page = await call("bundle.page", { ...chosen, path: "logs/whole-01-big.log" });
    expect(page).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  it("is not chosen by a page in a window, and reading it can be stopped", async () => {
    const log = join(folder, "big");
    writeFileSync(log, corpus);
    const app = computer("app");
    const chosen = { runId: await runIdOf(app), wholeLogs: [log] };
    for (const outcome of [
      await app("bundle.preview", chosen),
      await app("bundle.page", { ...chosen, path: "logs/whole-01-big.log" }),
    ]) {
      expect(outcome).toMatchObject({ ok: false, error: { code: "not-supported" } });
    }
    const call = computer("cli");
    const stopped = await call("bundle.preview", { ...chosen, runId: await runIdOf(call) }, AbortSignal.abort());
    expect(stopped).toMatchObject({ ok: false, error: { code: "cancelled" } });
  });
});
