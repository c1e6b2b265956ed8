import { describe, expect, it } from "vitest";
import { measureServerPathMtu } from "../../../../main/probes/server-sizes/path-mtu.ts";
import type { KnownPathMtu } from "../../../../main/probes/stun/known-path-mtu.ts";
import { createResponder } from "../../../../main/responder/responder.ts";
import { createSeededRandom } from "../../../fakes/seeded-random.ts";
import { type Script, scriptedWorld } from "../scripted-udp.ts";

const server = { address: "203.0.113.10", family: "ipv4", port: 3478 } as const;
const local = { address: server.address, port: server.port };
const remote = { address: "198.51.100.7", port: 40_000 };
const overheadBytes = 28;

/** A responder behind a way back that carries `mtuBytes`, and what its system says of it. */
async function measure(mtuBytes: number, known: KnownPathMtu | null) {
  const responder = createResponder({
    addresses: [local.address],
    ports: [server.port, 3479],
    random: createSeededRandom(3),
    keepsWhole: true,
    knownPathMtu: () => known,
  });
  const answer: Script["answer"] = (payload) =>
    responder
      .receive({ local, remote, payload }, 0)
      .filter((datagram) => datagram.payload.length + overheadBytes <= mtuBytes)
      .map((datagram) => ({ kind: "datagram" as const, payload: datagram.payload }));
  const { context } = scriptedWorld({ answer });
  const found = await measureServerPathMtu(context, server, 1_500);
  const the = (kind: string) => found.find((measurement) => measurement.kind === kind);
  return { reverse: the("path-mtu-reverse"), heard: the("icmp-too-big-reverse") };
}

describe("what the other side heard of the way back", () => {
  it.each([
    ["its system does not tell", null],
    ["it says what no path can be", { pathMtuBytes: 100 }],
  ] as const)("is unknown where %s, and the size is found all the same", async (_, known) => {
    const { reverse, heard } = await measure(1_380, known);
    expect(reverse).toMatchObject({ value: 1_380 });
    expect(heard).toMatchObject({ outcome: "unknown", reason: expect.stringContaining("does not tell") as string });
  });

  it("is a black hole where it still believes in its link", async () => {
    const { reverse, heard } = await measure(1_380, { pathMtuBytes: 1_500, linkMtuBytes: 1_500 });
    expect(reverse).toMatchObject({ value: 1_380 });
    expect(heard).toMatchObject({ value: false });
  });

  it("is known from before where it was told before", async () => {
    const { heard } = await measure(1_380, { pathMtuBytes: 1_380, linkMtuBytes: 1_500 });
    expect(heard).toMatchObject({ value: true, details: { heardMtuBytes: 1_380, heardBefore: true } });
  });

  it("is nothing where its own link is the limit, which no router has to tell", async () => {
    const { reverse, heard } = await measure(1_400, { pathMtuBytes: 1_400, linkMtuBytes: 1_400 });
    expect(reverse).toMatchObject({ value: 1_400, low: 1_400, high: 1_400 });
    expect(heard).toMatchObject({ outcome: "not-applicable" });
  });
});
