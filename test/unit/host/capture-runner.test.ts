import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { captureRecipes } from "../../../main/capture/guided-capture.ts";
import { readCaptureStory } from "../../../main/capture/story.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { createCaptureRunner } from "../../../main/host/capture-runner.ts";

const folder = mkdtempSync(path.join(tmpdir(), "runner-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const runner = createCaptureRunner();
const never = new AbortController().signal;
const canCapture = process.getuid?.() === 0 && spawnSync("tcpdump", ["--version"]).status === 0;

describe("the runner of capturing programs", () => {
  it("names new files only", async () => {
    const there = path.join(folder, "there.pcap");
    writeFileSync(there, "x");
    expect(await runner.newFile(there)).toMatchObject({ ok: false, error: { code: "refused" } });
    expect(await runner.newFile(path.join(folder, "no", "a.pcap"))).toMatchObject({ error: { code: "not-found" } });
    expect(await runner.newFile(path.join(folder, "a.pcap"))).toEqual({ ok: true, value: path.join(folder, "a.pcap") });
  });

  it("finds the files of a ring, oldest first, and no others", async () => {
    const ring = ["ring.pcap1", "ring.pcap0", "ring_00002_20261123.pcap", "other.pcap"];
    ring.forEach((name, index) => {
      writeFileSync(path.join(folder, name), "x".repeat(index + 1));
      utimesSync(path.join(folder, name), 1000 + index, 1000 + index);
    });
    expect(await runner.files(path.join(folder, "ring.pcap"))).toEqual(
      ring.slice(0, 3).map((name, index) => ({ path: path.join(folder, name), sizeBytes: index + 1 })),
    );
    expect(path.dirname(runner.homePath("a.pcap"))).toBe(homedir());
  });

  it("tells what the program says and how it ended", async () => {
    const args = ["-e", "console.error('no permission'); process.exit(3)"];
    const ran = await runner.run(process.execPath, args, never);
    expect(ran).toMatchObject({ ok: true, value: { exitCode: 3 } });
    expect(ran.ok && ran.value.said).toContain("no permission");
    expect(await runner.run("no-such-program", [], never)).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  it.skipIf(!canCapture)(
    "makes a whole file with tcpdump, also when it is stopped (needs root and tcpdump)",
    async () => {
      const file = path.join(folder, "live.pcap");
      const limits = { wholePackets: false, seconds: 60, megabytes: 1, files: 1 };
      const plan = { ...limits, hosts: ["127.0.0.1"], interfaceName: "lo", ports: [], path: file };
      const [program = "", ...args] = captureRecipes("linux", plan)[0]?.commands[0] ?? [];
      const stop = new AbortController();
      const running = runner.run(program, args, stop.signal);
      const socket = createSocket("udp4");
      await vi.waitFor(
        async () => {
          socket.send(Buffer.from("c0000001000000010000000000000000", "hex"), 4500, "127.0.0.1");
          expect((await runner.files(file))[0]?.sizeBytes).toBeGreaterThan(100);
        },
        { timeout: 15_000, interval: 50 },
      );
      stop.abort();
      socket.close();
      expect(await running).toMatchObject({ ok: true });
      const opened = await createCaptureFiles().open(file);
      if (!opened.ok) throw new Error(opened.error.message);
      const story = await readCaptureStory("live", opened.value.chunks);
      await opened.value.close();
      expect(story).toMatchObject({ ok: true, value: { esp: [{ spi: "c0000001" }] } });
      expect(story.ok && story.value.file.note).toBe(undefined);
    },
  );
});
