import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { captureFilter, captureRecipes, shellLine, type GuidedCapture } from "../../../main/capture/guided-capture.ts";

const plan: GuidedCapture = {
  hosts: ["203.0.113.10", "2001:db8::10"],
  ports: [51_820],
  wholePackets: false,
  seconds: 300,
  megabytes: 50,
  files: 1,
  path: "/tmp/a b.pcap",
};
const hasTcpdump = spawnSync("tcpdump", ["--version"]).status === 0;
const wordsOf = (os: "linux" | "macos" | "windows", of: GuidedCapture) =>
  captureRecipes(os, of).flatMap(({ commands }) => commands.map((words) => words.join(" ")));

describe("a guided capture", () => {
  it.skipIf(!hasTcpdump).each([plan, { ...plan, hosts: [] }, { ...plan, ports: [] }])(
    "has a filter that libpcap takes",
    (of) => {
      const { status, stderr } = spawnSync("tcpdump", ["-y", "EN10MB", "-d", captureFilter(of)], { encoding: "utf8" });
      expect({ status, stderr }).toMatchObject({ status: 0 });
    },
  );

  it("asks for headers only, and for no more than was agreed, with every program of every system", () => {
    for (const os of ["linux", "macos", "windows"] as const) {
      for (const { program, commands } of captureRecipes(os, plan)) {
        const text = commands.map((words) => words.join(" ")).join("\n");
        // macOS puts a header of its own before each packet, where no interface is named.
        const size = os === "macos" && program === "tcpdump" ? 288 : 128;
        expect(text, program).toMatch(new RegExp(`(?:-s|--pkt-size) ${String(size)}\\b`));
        expect(text, program).toMatch(/-c \d+|filesize:50000|--file-size 50/);
      }
      for (const { commands } of captureRecipes(os, { ...plan, wholePackets: true })) {
        expect(commands.flat().join(" ")).toMatch(/-s 262144|--pkt-size 0/);
      }
    }
  });

  it("keeps the last files where several were asked for", () => {
    const ring = { ...plan, files: 4 };
    expect(wordsOf("linux", ring)[0]).toContain("-C 50 -W 4 -Z root");
    expect(wordsOf("macos", ring)[1]).toContain("-b filesize:50000 -b files:4");
  });

  it("names gateways and ports for Packet Monitor, which knows no filter language", () => {
    expect(wordsOf("windows", plan).slice(0, 3)).toEqual([
      "pktmon filter remove",
      "pktmon filter add -i 203.0.113.10",
      "pktmon filter add -i 2001:db8::10",
    ]);
    expect(wordsOf("windows", { ...plan, hosts: [] })).toContain("pktmon filter add -t UDP -p 51820");
  });

  it("keeps to the 32 filters of Packet Monitor, and makes a capture file of its log", () => {
    const hosts = Array.from({ length: 50 }, (_, index) => `203.0.113.${String(index + 1)}`);
    const added = wordsOf("windows", { ...plan, hosts }).filter((command) => command.startsWith("pktmon filter add"));
    expect(added).toHaveLength(32);
    const [recipe] = captureRecipes("windows", { ...plan, path: "drop.pcapng" });
    expect(recipe?.ending).toEqual([
      ["pktmon", "stop"],
      ["pktmon", "etl2pcap", "drop.etl", "--out", "drop.pcapng"],
    ]);
  });

  it("writes words that a shell does not change", () => {
    expect(shellLine("linux", ["a", "it's", "x y"])).toBe(String.raw`a 'it'\''s' 'x y'`);
    expect(shellLine("windows", ["a", "x y", String.raw`C:\x`])).toBe(String.raw`a "x y" C:\x`);
  });

  it("does not let tcpdump read a path as a time", () => {
    const [recipe] = captureRecipes("linux", { ...plan, path: "/tmp/%Y.pcap" });
    expect(recipe?.commands[0]).toContain("/tmp/%%Y.pcap");
  });
});
