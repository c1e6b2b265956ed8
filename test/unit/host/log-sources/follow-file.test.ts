import { appendFile, chmod, mkdtemp, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileFollower, type FileFollower } from "../../../../main/host/log-sources/follow-file.ts";
import { followJournal } from "../../../../main/host/log-sources/journal.ts";
import type { LogPart } from "../../../../main/model/ports/logs.ts";

let folder = "";
let followers: FileFollower[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "follow-"));
});
afterEach(async () => {
  await Promise.all(followers.map((follower) => follower.close()));
  followers = [];
  await rm(folder, { recursive: true, force: true });
});
const at = (name: string) => path.join(folder, name);

function follow(name: string, from: "start" | "end") {
  const follower = createFileFollower(at(name), from);
  followers.push(follower);
  return async () => linesOf(await follower.poll());
}
const linesOf = (part: LogPart) =>
  part.kind === "lines" ? part.lines.map(({ lineNumber, text }) => `${lineNumber} ${text}`) : [];

describe("a file that is followed", () => {
  it("gives whole lines as they come", async () => {
    await writeFile(at("a.log"), "old\n");
    const poll = follow("a.log", "end");
    expect(await poll()).toEqual([]);
    await appendFile(at("a.log"), "one\ntw");
    expect(await poll()).toEqual(["1 one"]);
    await appendFile(at("a.log"), "o\r\n");
    expect(await poll()).toEqual(["2 two"]);
    expect(await poll()).toEqual([]);
  });

  it("does not give the rest of a line that had begun before", async () => {
    await writeFile(at("a.log"), "old and ");
    const poll = follow("a.log", "end");
    expect(await poll()).toEqual([]);
    await appendFile(at("a.log"), "torn\nnew\n");
    expect(await poll()).toEqual(["1 new"]);
  });

  it("is read from its start when it appears later", async () => {
    const poll = follow("a.log", "end");
    expect(await poll()).toEqual([]);
    await writeFile(at("a.log"), "one\n");
    expect(await poll()).toEqual(["1 one"]);
  });

  it("is left to its end, with its last line, when another takes its name", async () => {
    await writeFile(at("a.log"), "");
    const poll = follow("a.log", "end");
    await poll();
    await appendFile(at("a.log"), "one\ntwo without end");
    await rename(at("a.log"), at("a.log.1"));
    await writeFile(at("a.log"), "three\n");
    expect(await poll()).toEqual(["1 one", "2 two without end", "3 three"]);
    await appendFile(at("a.log"), "four\n");
    expect(await poll()).toEqual(["4 four"]);
  });

  it("is left to its end when it goes away", async () => {
    await writeFile(at("a.log"), "");
    const poll = follow("a.log", "start");
    await poll();
    await appendFile(at("a.log"), "last\n");
    await rename(at("a.log"), at("b.log"));
    expect(await poll()).toEqual(["1 last"]);
    expect(await poll()).toEqual([]);
  });

  it("is read from its new start when it is cut to nothing", async () => {
    await writeFile(at("a.log"), "one\ntwo\n");
    const poll = follow("a.log", "start");
    expect(await poll()).toEqual(["1 one", "2 two"]);
    await truncate(at("a.log"));
    await appendFile(at("a.log"), "three\n");
    expect(await poll()).toEqual(["3 three"]);
  });

  it("may be in UTF-16", async () => {
    await writeFile(at("a.log"), Buffer.from("\u{FEFF}old\n", "utf16le"));
    const poll = follow("a.log", "end");
    await poll();
    await appendFile(at("a.log"), Buffer.from("nü\n", "utf16le"));
    expect(await poll()).toEqual(["1 nü"]);
  });

  it("gives the same lines however it grows", async () => {
    const growth = fc.array(fc.constantFrom("a", "b\n", "\r\n", "ü", "\n"), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(growth, async (parts) => {
        await writeFile(at("g.log"), "");
        const follower = createFileFollower(at("g.log"), "start");
        const texts: string[] = [];
        for (const part of parts) {
          await appendFile(at("g.log"), part);
          const added = await follower.poll();
          if (added.kind === "lines") texts.push(...added.lines.map(({ text }) => text));
        }
        await follower.close();
        const whole = parts.join("").split("\n").slice(0, -1);
        expect(texts).toEqual(whole.map((text) => text.replace(/\r$/u, "")));
      }),
      { numRuns: 30 },
    );
  });
});

describe.skipIf(process.platform === "win32")("the journal that is followed", () => {
  it("is asked for new lines only, and gives each as it comes", async () => {
    const entry = (message: string) =>
      JSON.stringify({ __REALTIME_TIMESTAMP: "1795000000123456", MESSAGE: message, SYSLOG_IDENTIFIER: "pppd" });
    await writeFile(
      at("journalctl"),
      `#!/bin/sh\nprintf '%s\\n' "$*" > '${at("args")}'\nprintf '%s\\n' '${entry("one")}' '${entry("two")}' '{"torn'\nexec sleep 600\n`,
    );
    await chmod(at("journalctl"), 0o755);
    const stop = new AbortController();
    const texts: string[] = [];
    const outcomes: string[] = [];
    for await (const part of followJournal(stop.signal, at("journalctl"))) {
      if (part.kind === "source") outcomes.push(part.result.note ?? "");
      else texts.push(...part.lines.map(({ text }) => text));
      if (texts.length === 2) stop.abort();
    }
    expect(texts).toEqual(["one", "two"]);
    expect(outcomes).toEqual(["Reading was stopped."]);
  });
});
