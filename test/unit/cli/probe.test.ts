import { describe, expect, it } from "vitest";
import { createHandlers } from "../../../main/api/handlers.ts";
import { probeCommand, type ProbeFlags } from "../../../main/doors/cli/commands/probe.ts";
import { parseServer } from "../../../main/doors/cli/option-values.ts";
import type { CliContext } from "../../../main/doors/cli/context.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { probeKindSchema, type ProbeKind } from "../../../main/model/probe-kind.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

async function run(kind: ProbeKind, flags: ProbeFlags = {}, gateway = "practice") {
  const { world, sent } = createSimulatedWorld({});
  const stdout = memoryTerminal();
  const stderr = memoryTerminal();
  const context: CliContext = {
    handlers: createHandlers({
      os: "linux",
      door: "cli",
      world: () => world,
      practiceWorld: async (faults) =>
        success({ world: createSimulatedWorld({ faults }).world, close: async () => undefined }),
      ...memoryKeyPorts(),
      logSources: () => [],
      captureFiles: { open: async () => failure("not-found", "not in this test") },
    }),
    stdout,
    stderr,
    signal: new AbortController().signal,
    files: { writeAtomically: async () => failure("write-failed", "not in this test") },
  };
  const exitCode = await probeCommand(context, kind, gateway, flags);
  return { exitCode, out: stdout.text(), err: stderr.text(), packets: sent.length };
}

describe("probe", () => {
  it("prints what it measured and what that cost", async () => {
    const { exitCode, out } = await run("mtu", { fault: [{ name: "mtu-black-hole", value: 1387 }] });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^ {2}Largest packet to the gateway +1387 bytes$/m);
    expect(out).toMatch(/pingAgrees=true/);
    expect(out).toMatch(/^\d+ packets were sent\.$/m);
  });

  it("prints one JSON document with --json", async () => {
    const { out } = await run("nat", { json: true });
    const result = JSON.parse(out) as { readonly measurements: readonly { readonly kind: string }[] };
    expect(result.measurements.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["nat-present", "nat-mapping", "route-to-gateway"]),
    );
  });

  it.each(probeKindSchema.options)("%s --plan tells the most that it sends, and sends nothing", async (kind) => {
    const { exitCode, out, packets } = await run(kind, { plan: true }, "vpn.example.com");
    expect({ exitCode, packets }).toEqual({ exitCode: 0, packets: 0 });
    expect(out).toContain(`probe ${kind} sends at most`);
    expect(out).toMatch(/^ +\d+ +\d+ {2}in all, with at most \d+ unfinished connections at a time$/m);
  });

  it("measures how long idle mappings live, and tells how far it is meanwhile", async () => {
    const flags = { responder: { host: "practice-responder" }, fault: [{ name: "nat-timeout", value: 30 }] } as const;
    const { exitCode, out, err } = await run("nat-lifetime", flags);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^ {2}NAT timeout, after an answer +30(\.0\d*)? s$/m);
    expect(out).toMatch(/^ {2}Time between keepalives +9 s$/m);
    expect(err).toContain("a mapping in use lives 20 s or longer");
  });

  it("asks the gateway alone for lifetimes where no server was named, and says what it cannot know", async () => {
    const { out } = await run("nat-lifetime", { mode: "quick", fault: [{ name: "nat-timeout", value: 30 }] });
    expect(out).toContain("unknown: this gateway");
  });

  it("writes what it measured to a file with --out, and exits with 2 where it cannot", async () => {
    const { exitCode, out, err } = await run("reach", { out: "result.json" });
    expect(exitCode).toBe(2);
    expect(out).toMatch(/^ {2}UDP port 500 \(IKE\) +answered$/m);
    expect(err).toContain("not in this test");
  });

  it("does not take what it only found on the way for an answer", async () => {
    expect(await run("reach", { bind: "192.0.2.99" })).toMatchObject({ exitCode: 3, packets: 0 });
    expect(await run("mtu", { bind: "192.0.2.99" })).toMatchObject({ exitCode: 3, packets: 0 });
    expect(await run("nat", { fault: [{ name: "gateway-silent" }] })).toMatchObject({ exitCode: 3 });
    expect(await run("reach", { fault: [{ name: "gateway-silent" }] })).toMatchObject({ exitCode: 0 });
    expect(await run("route", { bind: "192.0.2.99" })).toMatchObject({ exitCode: 0, packets: 0 });
  });

  it("exits with 3 where nothing could be decided, with 2 where the command line is wrong", async () => {
    expect(await run("reach", {}, "vpn.example.invalid")).toMatchObject({ exitCode: 3, packets: 0 });
    expect(await run("reach", {}, "https://vpn.example.com/")).toMatchObject({ exitCode: 2, packets: 0 });
    expect(await run("nat", { stun: { host: "stun.example.com", port: 0 } })).toMatchObject({
      exitCode: 2,
      packets: 0,
    });
  });
});

describe("a server as people type it", () => {
  it.each([
    ["stun.example.com", { host: "stun.example.com" }],
    ["stun.example.com:3479", { host: "stun.example.com", port: 3479 }],
    ["192.0.2.1:19302", { host: "192.0.2.1", port: 19_302 }],
    ["2001:db8::1", { host: "2001:db8::1" }],
    ["[2001:db8::1]:3478", { host: "2001:db8::1", port: 3478 }],
  ])("%s", (text, server) => expect(parseServer(text)).toEqual(server));
});
