import { describe, expect, it } from "vitest";
import type { CliContext } from "../../../main/doors/cli/context.ts";
import { probeNatLifetimeCommand } from "../../../main/doors/cli/commands/probe-nat-lifetime.ts";
import { responderCommand } from "../../../main/doors/cli/commands/responder.ts";
import type { Terminal } from "../../../main/doors/cli/terminal.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { practiceAddresses } from "../../../main/practice/addresses.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";

function terminal(): Terminal & { readonly text: () => string } {
  let text = "";
  return {
    paint: (_style, part) => part,
    widthColumns: 80,
    live: false,
    write: (part) => (text += part),
    text: () => text,
  };
}

function cli(signal = new AbortController().signal) {
  const stdout = terminal();
  const stderr = terminal();
  const context = { handlers: {}, stdout, stderr, signal, files: {} } as unknown as CliContext;
  return { context, stdout, stderr };
}

function simulated(seconds: number) {
  const { world, sent } = createSimulatedWorld({ faults: [{ name: "nat-timeout", value: seconds }] });
  const names: typeof world.names = {
    resolve: async (host) =>
      host === "nowhere"
        ? failure("name-not-resolved", "There is no host nowhere.")
        : success({ addresses: [{ address: host, family: "ipv4" }], durationMs: 1 }),
  };
  return { world: { ...world, names }, sent };
}

const server = { host: practiceAddresses.responder, port: 3478 };

describe("probe nat-lifetime", () => {
  it("prints what it found, and how it went on the other stream", async () => {
    const { context, stdout, stderr } = cli();
    const { world } = simulated(30);
    expect(
      await probeNatLifetimeCommand(context, world, "ignored", { mode: "standard", server, comparePort: [] }),
    ).toBe(0);
    expect(stdout.text()).toContain("nat-lifetime-replied: 30.0");
    expect(stdout.text()).toContain("keepalive-interval: 9 s: idle mappings are forgotten");
    expect(stderr.text()).toContain("replied: at least 20 s");
  });

  it("prints JSON when asked to", async () => {
    const { context, stdout } = cli();
    const flags = { mode: "quick", server, comparePort: [], json: true } as const;
    await probeNatLifetimeCommand(context, simulated(30).world, "ignored", flags);
    expect(JSON.parse(stdout.text())).toMatchObject({ measurements: [{ kind: "nat-lifetime-unreplied" }, {}, {}] });
  });

  it("asks the gateway alone where no server was named, and says what it cannot know", async () => {
    const { context, stdout } = cli();
    const code = await probeNatLifetimeCommand(context, simulated(30).world, practiceAddresses.gateway, {
      mode: "quick",
      comparePort: [],
    });
    expect(code).toBe(3);
    expect(stdout.text()).toContain("nat-lifetime-replied: unknown (this gateway");
  });

  it.each([{ server }, {}])("with --plan sends nothing: %j", async (named) => {
    const { context, stdout } = cli();
    const { world, sent } = simulated(30);
    const flags = { mode: "deep", comparePort: [4500], plan: true, ...named } as const;
    expect(await probeNatLifetimeCommand(context, world, "gateway", flags)).toBe(0);
    expect(sent).toEqual([]);
    expect(stdout.text()).toMatch(/at most \d+ .*packets/);
  });

  it("says that a name does not exist", async () => {
    const { context, stderr } = cli();
    expect(
      await probeNatLifetimeCommand(context, simulated(30).world, "nowhere", { mode: "quick", comparePort: [] }),
    ).toBe(3);
    expect(stderr.text()).toContain("no host nowhere");
  });
});

describe("responder", () => {
  it("listens until Ctrl-C", async () => {
    const stop = new AbortController();
    const { context, stdout, stderr } = cli(stop.signal);
    const running = responderCommand(context, { address: ["127.0.0.1"], port: [43_478, 43_479] });
    stop.abort();
    expect(await running).toBe(0);
    expect(stdout.text()).toBe("127.0.0.1:43478\n127.0.0.1:43479\n");
    expect(stderr.text()).toContain("0 datagrams came in");
  });

  it.each([
    { address: ["localhost"], port: [] },
    { address: ["127.0.0.1", "127.0.0.1"], port: [] },
    { address: ["127.0.0.1", "127.0.0.2", "127.0.0.3"], port: [] },
    { address: ["127.0.0.1"], port: [3479] },
    { address: ["127.0.0.1"], port: Array.from({ length: 20 }, (_, index) => 40_000 + index) },
  ])("refuses %j", async (flags) => {
    const { context, stderr } = cli();
    expect(await responderCommand(context, flags)).toBe(2);
    expect(stderr.text()).toMatch(/--(address|port)/);
  });
});
