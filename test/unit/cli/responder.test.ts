import { describe, expect, it } from "vitest";
import type { CliContext } from "../../../main/doors/cli/context.ts";
import { responderCommand } from "../../../main/doors/cli/commands/responder.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

function cli(signal = new AbortController().signal) {
  const stdout = memoryTerminal(80);
  const stderr = memoryTerminal(80);
  const context = { handlers: {}, stdout, stderr, signal, files: {} } as unknown as CliContext;
  return { context, stdout, stderr };
}

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
