import { describe, expect, it } from "vitest";
import { createCaptureHandlers } from "../../../main/api/capture-handlers.ts";
import { contract } from "../../../main/api/contract.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { failure } from "../../../main/model/failure.ts";
import { capturePath } from "../../fakes/fixture-captures.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";

const context = { signal: new AbortController().signal, emit: () => undefined };

function handlers() {
  const { world } = createSimulatedWorld({});
  return createCaptureHandlers({ world: () => world, captureFiles: createCaptureFiles() });
}

async function read(name: string): Promise<readonly string[]> {
  const outcome = await handlers()["capture.read"]({ path: capturePath(name) }, context);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return contract["capture.read"].output.parse(outcome.value).findings.map(({ code }) => code);
}

async function join(name: string): Promise<readonly string[]> {
  const paths = { client: capturePath(`${name}.client.pcap`), gateway: capturePath(`${name}.gateway.pcap`) };
  const outcome = await handlers()["capture.join"](paths, context);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return contract["capture.join"].output.parse(outcome.value).findings.map(({ code }) => code);
}

describe("capture.read", () => {
  it.each([
    ["healthy-tunnel.client.pcap", []],
    ["healthy-tunnel.gateway.pcap", []],
    ["lossy-line.client.pcap", []],
    ["rekey-failure.client.pcap", ["ike-rekey-failure"]],
    ["rekey-failure.gateway.pcap", ["ike-rekey-failure"]],
    ["nat-timeout-idle-ikev1.client.pcap", ["nat-udp-timeout"]],
    ["nat-timeout-idle-ikev2.client.pcap", ["nat-udp-timeout"]],
    ["path-mtu-1400.client.pcap", ["path-mtu-too-small"]],
    ["udp-4500-blocked.client.pcap", ["udp-4500-blocked"]],
    ["fragments-dropped.gateway.pcap", ["fragments-dropped"]],
    ["client-address-change.client.pcap", ["client-mobility"]],
    ["l2tp-control-lost.client.pcap", ["l2tp-control-lost"]],
    ["l2tp-no-answer.client.pcap", ["l2tp-control-lost"]],
    ["no-proposal-ikev1.client.pcap", ["proposal-mismatch"]],
    ["no-proposal-ikev2.client.pcap", ["proposal-mismatch"]],
    ["wrong-psk-ikev1.client.pcap", ["psk-mismatch"]],
    ["wrong-psk-ikev2.client.pcap", ["psk-mismatch"]],
  ])("names the fault of %s", async (name, expected) => {
    expect(await read(name)).toEqual(expected);
  });

  it("says which file cannot be read", async () => {
    const outcome = await handlers()["capture.read"]({ path: capturePath("none.pcap") }, context);
    expect(outcome).toMatchObject({ ok: false, error: { code: "not-found" } });
    const readme = await handlers()["capture.read"]({ path: capturePath("README.md") }, context);
    expect(readme).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });

  it("closes the file, also when its bytes fail", async () => {
    let closed = 0;
    const { world } = createSimulatedWorld({});
    const breaking = {
      name: "broken.gz",
      chunks: {
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("incorrect header check")) }),
      },
      close: async () => {
        closed += 1;
      },
    };
    const own = createCaptureHandlers({
      world: () => world,
      captureFiles: { open: async () => ({ ok: true, value: breaking }) },
    });
    const outcome = await own["capture.read"]({ path: "broken.gz" }, context);
    expect(outcome).toEqual(failure("unreadable", "broken.gz could not be read: incorrect header check."));
    expect(closed).toBe(1);
  });
});

describe("capture.join", () => {
  it.each([
    ["healthy-tunnel", []],
    ["lossy-line", []],
    ["mtu-black-hole-1380", ["mtu-black-hole"]],
    ["path-mtu-1400", ["path-mtu-too-small"]],
    ["fragments-dropped", ["fragments-dropped"]],
    ["mtu-black-hole-1380-ipv6", ["mtu-black-hole"]],
    ["udp-4500-blocked", ["udp-4500-blocked"]],
    ["udp-500-blocked", ["udp-500-blocked"]],
    ["gateway-silent", ["gateway-silent"]],
    ["nat-timeout-idle-ikev1", ["nat-udp-timeout"]],
    ["nat-timeout-idle-ikev2", ["nat-udp-timeout"]],
    ["rekey-failure", ["ike-rekey-failure"]],
    ["client-address-change", ["client-mobility"]],
  ])("names the fault of %s", async (name, expected) => {
    expect(await join(name)).toEqual(expected);
  });
});
