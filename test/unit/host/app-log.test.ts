import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAppLog } from "../../../main/host/app-log/app-log.ts";

let folder = "";
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), "app-log-")), "logs")));
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const open = (redact: (text: string) => Promise<string> = async (text) => text) =>
  createAppLog({ folder, wallMs: () => Date.UTC(2026, 10, 23, 9), redact, size: "1K" });
const read = (name = "app.log"): string => readFileSync(join(folder, name), "utf8");

describe("the app's log", () => {
  it("makes its file with the first entry, for its owner only", async () => {
    const log = open();
    expect(existsSync(folder)).toBe(false);
    await log.write("info", "started");
    await log.close();
    expect(read()).toBe("2026-11-23T09:00:00.000Z info started\n");
    expect(statSync(join(folder, "app.log")).mode & 0o777).toBe(0o600);
  });

  it("keeps the order of its entries, and one entry in one block", async () => {
    const log = open();
    void log.write("error", "Error: a\r\n    at b\nforged 2026");
    void log.write("warning", "second");
    await log.close();
    expect(
      read()
        .split("\n")
        .map((line) => line.replace(/^2026-11-23T\S+ /, "")),
    ).toEqual(["error Error: a", "        at b", "    forged 2026", "warning second", ""]);
  });

  it("is bounded in the size of its files and in their number", async () => {
    const log = open();
    for (let index = 0; index < 400; index += 1) await log.write("info", `entry ${index} ${"x".repeat(80)}`);
    await log.close();
    const names = readdirSync(folder).toSorted();
    expect(names).toEqual(["app.1.log", "app.2.log", "app.3.log", "app.4.log", "app.log"]);
    for (const name of names) expect(statSync(join(folder, name)).size).toBeLessThan(2048);
    expect(names.map((name) => read(name)).join("")).toContain("entry 399 ");
  });

  it("keeps nothing that was not redacted", async () => {
    const log = open(async (text) => {
      if (text.includes("no")) throw new Error("it cannot be told");
      return text.replaceAll("vpn.example.com", "host-1");
    });
    await log.write("info", "asked vpn.example.com");
    await log.write("info", "no vpn.example.com");
    await log.close();
    expect(read()).not.toContain("vpn.example.com");
    expect(read()).toContain("asked host-1");
    expect(read()).toContain("could not be redacted");
  });

  it("cuts what is too long to be read", async () => {
    const log = open();
    await log.write("info", "x".repeat(100_000));
    await log.close();
    const files = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(Math.max(...files)).toBeLessThan(17 * 1024);
  });

  it("costs the log and never the app where it cannot be written", async () => {
    writeFileSync(folder, "a file in the way");
    const log = open();
    await expect(log.write("info", "lost")).resolves.toBeUndefined();
    await expect(log.close()).resolves.toBeUndefined();
  });
});
