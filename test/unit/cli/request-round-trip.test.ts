import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHandlers } from "../../../main/api/handlers.ts";
import type { CliContext } from "../../../main/doors/cli/context.ts";
import { runCommandLine } from "../../../main/doors/cli/program.ts";
import { createBundleFiles } from "../../../main/host/bundle-files.ts";
import { createDataFiles } from "../../../main/host/data-folder.ts";
import { createFileWriter } from "../../../main/host/files.ts";
import { createKeyStore } from "../../../main/host/key-store.ts";
import { createSmallFiles } from "../../../main/host/small-files.ts";
import { failure, success } from "../../../main/model/failure.ts";
import type { HttpsClient } from "../../../main/model/ports/https.ts";
import { reportSchema } from "../../../main/model/report.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

let folder = "";
let uploads: { readonly url: string; readonly content: Uint8Array }[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "round-trip-"));
  uploads = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);

/** Who sits where: each has a data folder of its own, and nothing in common but files that are handed over. */
function computerOf(person: string) {
  const data = at(`data-${person}`);
  const { world } = createSimulatedWorld({});
  const https: HttpsClient = {
    put: async (url, content) => {
      uploads.push({ url, content });
      return success({ status: 200 });
    },
  };
  const handlers = createHandlers({
    os: "linux",
    door: "cli",
    world: () => world,
    practiceWorld: async (faults) =>
      success({ world: createSimulatedWorld({ faults }).world, close: async () => undefined }),
    logSources: () => [],
    captureFiles: { open: async () => failure("not-found", "not in this test") },
    bundleFiles: createBundleFiles(),
    keyStore: createKeyStore(undefined, data),
    dataFiles: createDataFiles(data),
    smallFiles: createSmallFiles(data),
    https,
    gatewayReader: { read: async () => failure("not-supported", "not in this test") },
  });
  return async (args: readonly string[], answers?: readonly string[]) => {
    const [stdout, stderr] = [memoryTerminal(200), memoryTerminal(200)];
    const questions: string[] = [];
    const context: CliContext = {
      handlers,
      stdout,
      stderr,
      signal: new AbortController().signal,
      files: createFileWriter(),
      ...(answers === undefined
        ? {}
        : {
            ask: async (question: string) => {
              questions.push(question);
              return answers[questions.length - 1] ?? "";
            },
          }),
    };
    const exitCode = await runCommandLine(context, args);
    return { exitCode, out: stdout.text(), err: stderr.text(), questions };
  };
}

async function askedFor(...more: readonly string[]) {
  const helpdesk = computerOf("helpdesk");
  expect((await helpdesk(["request", "keygen", "--name", "Example helpdesk"])).exitCode).toBe(0);
  const options = ["--case", "INC-1234", "--gateway", "practice", "--profile", "quick", "--out", at("case.tdrequest")];
  const created = await helpdesk(["request", "create", ...options, ...more]);
  expect(created.exitCode).toBe(0);
  return { helpdesk, ticket: created.out };
}

const answer = (...more: readonly string[]): readonly string[] => [
  ...["check", "--request", at("case.tdrequest"), "--bundle", at("answer.tdbundle.age"), "--no-system-logs"],
  ...more,
];

describe("a request", { timeout: 60_000 }, () => {
  it("travels from the helpdesk to an employee and back, sealed, over files only", async () => {
    const { helpdesk } = await askedFor();
    const employee = computerOf("employee");
    const shown = await employee(["request", "show", at("case.tdrequest")]);
    expect(shown.out).toContain("Example helpdesk (fingerprint ");
    expect(shown.out).toContain("INC-1234");

    const answered = await employee(answer("--json"), ["yes", "yes"]);
    expect(answered.questions).toHaveLength(2);
    expect(answered.err).toContain("Written: ");
    const report = reportSchema.parse(JSON.parse(answered.out));
    expect(report.gateway?.host).toBe("practice");
    expect(statSync(at("answer.tdbundle.age")).mode & 0o077).toBe(0);
    expect(readFileSync(at("answer.tdbundle.age")).subarray(0, 21).toString()).toBe("age-encryption.org/v1");

    const opened = await helpdesk(["bundle", "open", at("answer.tdbundle.age"), "--json"]);
    expect(opened.err).toBe("");
    expect(opened.out).toContain(report.run.id);
    const stranger = await computerOf("stranger")(["bundle", "open", at("answer.tdbundle.age"), "--json"]);
    expect(stranger.exitCode).not.toBe(0);
    expect(stranger.out).toBe("");
    expect(uploads).toEqual([]);
  });

  it("travels as a link too, and its signer is known the second time", async () => {
    const { ticket } = await askedFor();
    const link = /tunnel-doctor:\S+/.exec(ticket)?.[0] ?? "";
    const employee = computerOf("employee");
    const common = ["--bundle", at("answer.tdbundle.age"), "--no-system-logs", "--summary"];
    const first = await employee(["check", "--request", link, ...common, "--yes", "--trust"]);
    expect(first.out).toContain("gateway=practice");
    const second = await employee(["check", "--request", link, ...common], ["yes"]);
    expect(second.questions).toHaveLength(1);
    expect(second.err).toContain("yes, as Example helpdesk");
    expect(second.out).toContain("gateway=practice");
  });

  it.each<[string, readonly string[], readonly string[] | undefined]>([
    ["nobody is there to agree", [], undefined],
    ["nobody is there to agree to the signer", ["--yes"], undefined],
    ["the signer is agreed to, but not the check", ["--trust"], undefined],
    ["the person says no", [], ["no", "no"]],
    ["the person says yes to the signer only", [], ["yes", ""]],
  ])("runs nothing when %s", async (_about, flags, answers) => {
    await askedFor();
    const refused = await computerOf("employee")(answer(...flags), answers);
    expect(refused.exitCode).toBe(5);
    expect(refused.err).toContain("Refused");
    expect(refused.out).toBe("");
    expect(readdirSync(folder).filter((name) => name.startsWith("answer"))).toEqual([]);
  });

  it.each<[string, (text: string) => string, string]>([
    ["was changed", (text) => text.replace("INC-1234", "INC-1235"), "changed after it was signed"],
    ["asks for an upload elsewhere", (text) => text.replace("{", '{"uploadUrl":"https://evil.example/",'), "changed"],
    ["is too large", (text) => text.padEnd(20_000), "larger"],
    ["is of an older format", (text) => text.replace("request/1", "request/0"), "older"],
  ])("that %s is refused with the reason", async (_about, change, reason) => {
    await askedFor();
    writeFileSync(at("case.tdrequest"), change(readFileSync(at("case.tdrequest"), "utf8")));
    for (const args of [answer("--yes", "--trust"), ["request", "show", at("case.tdrequest")]]) {
      const refused = await computerOf("employee")(args);
      expect(refused.exitCode).toBe(5);
      expect(refused.err).toContain(reason);
      expect(refused.err).not.toContain("    at ");
    }
  });

  it("tells a missing file from a request that is none", async () => {
    expect((await computerOf("employee")(answer("--yes"))).err).toContain("does not exist");
    writeFileSync(at("case.tdrequest"), "hello");
    expect((await computerOf("employee")(answer("--yes"))).exitCode).toBe(2);
  });

  it("is uploaded only where it names an address and the person agrees to that too", async () => {
    await askedFor("--upload", "https://upload.example.com/cases/");
    const employee = computerOf("employee");
    const kept = await employee(answer("--yes", "--trust"));
    expect(kept.err).toContain("Nothing was uploaded");
    expect(uploads).toEqual([]);
    const sent = await employee(answer("--yes", "--upload"));
    expect(sent.err).toContain("Uploaded to upload.example.com");
    expect(uploads).toHaveLength(1);
    expect(uploads[0]?.url).toMatch(
      /^https:\/\/upload\.example\.com\/cases\/tunnel-doctor-[0-9a-f]{16}-.*\.tdbundle\.age$/,
    );
    expect(Buffer.from(uploads[0]?.content ?? [])).toEqual(readFileSync(at("answer.tdbundle.age")));
  });
});

describe("request create", () => {
  it("needs keys", async () => {
    const outcome = await computerOf("helpdesk")(["request", "create", "--out", at("x")]);
    expect(outcome.exitCode).toBe(3);
    expect(outcome.err).toContain("request keygen");
  });

  it.each([
    [["--to", "alice"], "no age public key"],
    [["--upload", "http://upload.example.com/"], "https://"],
    [["--valid", "91d"], "at most 90 days"],
    [["--valid", "soon"], "not a duration"],
    [["--gateway", "https://vpn"], "gateway"],
  ])("with %j says what is wrong", async (flags, words) => {
    const helpdesk = computerOf("helpdesk");
    await helpdesk(["request", "keygen", "--name", "x"]);
    const outcome = await helpdesk(["request", "create", "--out", at("x"), ...flags]);
    expect([outcome.exitCode, outcome.out]).toEqual([2, ""]);
    expect(outcome.err).toContain(words);
  });

  it("never replaces keys", async () => {
    const helpdesk = computerOf("helpdesk");
    await helpdesk(["request", "keygen", "--name", "x", "--out", at("own.key")]);
    const before = readFileSync(at("own.key"), "utf8");
    expect((await helpdesk(["request", "keygen", "--name", "y", "--out", at("own.key")])).exitCode).toBe(5);
    expect(readFileSync(at("own.key"), "utf8")).toBe(before);
  });
});
