import { describe, expect, it } from "vitest";
import { createHandlers } from "../../../main/api/handlers.ts";
import { contract } from "../../../main/api/contract.ts";
import { runCommandLine } from "../../../main/doors/cli/program.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { failure } from "../../../main/model/failure.ts";
import { capturePath } from "../../fakes/fixture-captures.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

async function run(...args: readonly string[]) {
  const { world } = createSimulatedWorld({});
  const stdout = memoryTerminal();
  const stderr = memoryTerminal();
  const notHere = async () => failure("not-supported", "not in this test");
  const exitCode = await runCommandLine(
    {
      handlers: createHandlers({
        os: "linux",
        door: "cli",
        world: () => world,
        practiceWorld: notHere,
        ...memoryKeyPorts(),
        logSources: () => [],
        captureFiles: createCaptureFiles(),
      }),
      stdout,
      stderr,
      signal: new AbortController().signal,
      files: { writeAtomically: notHere },
    },
    ["capture", ...args],
  );
  return { exitCode, out: stdout.text(), err: stderr.text() };
}

describe("capture read", () => {
  it("draws the ladder and says what is wrong", async () => {
    const { exitCode, out } = await run("read", capturePath("nat-timeout-idle-ikev2.client.pcap"));
    expect(exitCode).toBe(1);
    expect(out).toContain("client 192.0.2.10, gateway 203.0.113.10, captured at the client");
    expect(out).toMatch(/0\.000 s +─+> IKE_SA_INIT, 464 bytes\n +0\.002 s +<─+ IKE_SA_INIT, 472 bytes/);
    expect(out).toContain("… nothing for 14 s, then no answer");
    expect(out).toMatch(/INFORMATIONAL, 128 bytes \(again, 3 of 3\): no answer/);
    expect(out).toContain("[nat-udp-timeout, likely]");
  });

  it("ends with 0 for a healthy tunnel", async () => {
    const { exitCode, out } = await run("read", capturePath("healthy-tunnel.gateway.pcap"));
    expect(exitCode).toBe(0);
    expect(out).toContain("The capture shows no cause for a drop.");
    expect(out).toMatch(/ESP [0-9a-f]{8} \S+ > \S+: \d+ packets, none missing/);
  });

  it("prints the whole story as JSON", async () => {
    const { out } = await run("read", capturePath("rekey-failure.client.pcap"), "--json");
    const { story, findings } = contract["capture.read"].output.parse(JSON.parse(out));
    expect(story.rekeys.length).toBeGreaterThan(1);
    expect(findings.map(({ code }) => code)).toEqual(["ike-rekey-failure"]);
  });

  it("says that a capture without a VPN tells too little", async () => {
    const { exitCode, out } = await run("read", capturePath("l2tp-no-answer.gateway.pcap"));
    expect(exitCode).toBe(3);
    expect(out).toContain("no VPN packets");
    expect(out).toContain("There is too little in it to say anything.");
  });

  it("says what cannot be read", async () => {
    const { exitCode, err } = await run("read", capturePath("README.md"));
    expect(exitCode).toBe(2);
    expect(err).toContain("This is not a packet capture (pcap or pcapng).");
    expect((await run("read")).exitCode).toBe(2);
  });
});

describe("capture join", () => {
  it("says what left and never arrived", async () => {
    const paths = ["client", "gateway"].map((end) => capturePath(`mtu-black-hole-1380.${end}.pcap`));
    const { exitCode, out } = await run("join", ...paths);
    expect(exitCode).toBe(1);
    expect(out).toContain("From the client to the gateway: 27 sent, 21 arrived, 6 lost");
    expect(out).toContain("NAT: 192.0.2.10:4500 is 198.51.100.2:4500 for the gateway");
    expect(out).toContain("[mtu-black-hole, certain]");
  });

  it("needs two captures of the same tunnel to say anything", async () => {
    const paths = [capturePath("healthy-tunnel.client.pcap"), capturePath("lossy-line.gateway.pcap")];
    const { exitCode, out } = await run("join", ...paths);
    expect(exitCode).toBe(3);
    expect(out).toContain("No packet is in both captures");
  });
});
