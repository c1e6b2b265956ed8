import { describe, expect, it } from "vitest";
import { checkDns, nameServersToAsk } from "../../../main/checkup/dns-health.ts";
import { failure, type Outcome, success } from "../../../main/model/failure.ts";
import type { ResolvedHost } from "../../../main/model/ports/names.ts";
import { encodeDnsAnswer, readDnsQuestion } from "../../../main/probes/dns/message.ts";
import { scriptedWorld } from "../probes/scripted-udp.ts";

const host = (address: string): Outcome<ResolvedHost> =>
  success({ addresses: [{ address, family: "ipv4" }], durationMs: 12 });
const unknownName = failure("name-not-resolved", "no such name");
const noAnswer = failure("timed-out", "no answer");

interface Told {
  readonly system?: Outcome<ResolvedHost>;
  readonly invalid?: Outcome<ResolvedHost>;
  /** What the name server says of the gateway. */
  readonly server?: "silent" | "no-such-name" | "server-failure" | readonly string[];
  readonly gateway?: string;
}

async function health({ system = host("203.0.113.9"), invalid = unknownName, server, gateway }: Told) {
  const asked: string[] = [];
  const names = {
    resolve: async (name: string) => {
      asked.push(name);
      return invalid;
    },
  };
  const { context, sent } = scriptedWorld({
    answer: (payload) => {
      const question = readDnsQuestion(payload);
      if (question === null || server === undefined || server === "silent") return [];
      const code = typeof server === "string" ? server : "no-error";
      const addresses = typeof server === "string" || question.type === "AAAA" ? [] : server;
      return [{ kind: "datagram", payload: encodeDnsAnswer({ question, code, addresses }) }];
    },
  });
  const servers = server === undefined ? [] : nameServersToAsk({ host: "203.0.113.10", port: 53 }, []);
  const request = { names, context, gateway: gateway ?? "vpn.example.com", resolved: system, servers };
  return { dns: await checkDns(request, new AbortController().signal), asked, sent };
}

describe("the health of the resolver", () => {
  it.each([
    ["tells the truth", unknownName, false],
    ["invents answers", host("192.0.2.1"), true],
    ["does not answer", noAnswer, undefined],
  ] as const)("that %s", async (_, invalid, inventsAnswers) => {
    const { dns, asked } = await health({ invalid });
    expect(dns).toMatchObject({ kind: "dns", outcome: "measured", value: "203.0.113.9" });
    expect(dns.details["inventsAnswers"]).toBe(inventsAnswers);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^[\da-z]{8}\.invalid$/);
  });
});

describe("another name server", () => {
  it.each<[string, Told, string, boolean | undefined]>([
    ["says the same", { server: ["203.0.113.9", "203.0.113.10"] }, "answered", true],
    ["says something else", { server: ["192.0.2.1"] }, "answered", false],
    ["does not know the name", { server: "no-such-name" }, "no-such-name", false],
    ["has no address", { server: [] }, "no-address", false],
    ["is in trouble", { server: "server-failure" }, "server-failure", undefined],
    ["is silent", { server: "silent" }, "silent", undefined],
    ["knows what the system denies", { system: unknownName, server: ["203.0.113.9"] }, "answered", false],
    ["denies it as well", { system: unknownName, server: "no-such-name" }, "no-such-name", true],
    ["answers where the system does not", { system: noAnswer, server: ["203.0.113.9"] }, "answered", undefined],
  ])("that %s", async (_, told, said, agrees) => {
    const { dns } = await health(told);
    expect(dns.details["server1Said"]).toBe(said);
    expect(dns.details["server1Agrees"]).toBe(agrees);
    expect(dns.outcome).toBe(told.system?.ok === false ? "failed" : "measured");
  });

  it.each(["203.0.113.9", "2001:db8::9"])("is not asked for %s, which needs no name server", async (gateway) => {
    expect((await health({ gateway, server: [] })).sent).toEqual([]);
  });

  it("is asked for a name in any script in its ASCII form", async () => {
    const { sent } = await health({ gateway: "vpn.bücher.example", server: ["203.0.113.9"] });
    expect(sent.map((payload) => readDnsQuestion(payload)?.name)).toEqual(Array(2).fill("vpn.xn--bcher-kva.example"));
  });
});

describe("the name servers to ask", () => {
  it("are the chosen one and two of this computer's", () => {
    const configured = ["192.0.2.1", "fe80::1%eth0", "2001:db8::53", "192.0.2.2"];
    expect(nameServersToAsk({ host: "192.0.2.1", port: 5353 }, configured)).toEqual([
      { address: "192.0.2.1", family: "ipv4", port: 5353 },
      { address: "2001:db8::53", family: "ipv6", port: 53 },
      { address: "192.0.2.2", family: "ipv4", port: 53 },
    ]);
  });
});
