import { describe, expect, it } from "vitest";
import { askNameServer, dnsPacketsPerServer, type NameServer } from "../../../../main/probes/dns/ask-server.ts";
import { type DnsQuestion, encodeDnsAnswer, readDnsQuestion } from "../../../../main/probes/dns/message.ts";
import { type Script, scriptedWorld } from "../scripted-udp.ts";

const server: NameServer = { address: "203.0.113.10", family: "ipv4", port: 53 };

const answerWith =
  (change: (question: DnsQuestion) => DnsQuestion): Script["answer"] =>
  (payload) => {
    const question = readDnsQuestion(payload);
    if (question === null) return [];
    const addresses = question.type === "A" ? ["203.0.113.9"] : [];
    return [
      { kind: "datagram", payload: encodeDnsAnswer({ question: change(question), code: "no-error", addresses }) },
    ];
  };

async function ask(script: Script) {
  const world = scriptedWorld(script);
  const answer = await askNameServer(world.context, server, "vpn.example.com");
  return { ...answer, packets: world.sent.length, closed: world.closed() };
}

describe("a question to one name server", () => {
  it("is asked once for each family where the server answers", async () => {
    const answer = await ask({ answer: answerWith((question) => question) });
    expect(answer).toMatchObject({
      said: "answered",
      addresses: ["203.0.113.9"],
      durationMs: 10,
      packets: 2,
      closed: 1,
    });
  });

  it("counts answers in other capitals (RFC 1035 section 2.3.3)", async () => {
    const answer = await ask({ answer: answerWith((question) => ({ ...question, name: "VPN.example.COM" })) });
    expect(answer.said).toBe("answered");
  });

  it.each<[string, Script["answer"]]>([
    ["nothing", () => []],
    ["another transaction", answerWith((question) => ({ ...question, id: question.id ^ 1 }))],
    ["another name", answerWith((question) => ({ ...question, name: "example.org" }))],
    ["noise", () => [{ kind: "datagram", payload: new Uint8Array(600).fill(0xff) }]],
  ])("is repeated, and counts as unanswered, where what comes is %s", async (_, answer) => {
    expect(await ask({ answer })).toMatchObject({
      said: "silent",
      addresses: [],
      packets: dnsPacketsPerServer,
      closed: 1,
    });
  });

  it("tells a closed port from silence", async () => {
    expect((await ask({ answer: () => [{ kind: "refused" }] })).said).toBe("port-refused");
  });

  it("says so where the system sends nothing", async () => {
    expect(await ask({ answer: () => [], send: () => "unreachable" })).toMatchObject({ said: "not-sent", packets: 0 });
  });

  it("sends nothing once it was stopped", async () => {
    expect(await ask({ answer: () => [], signal: AbortSignal.abort() })).toMatchObject({
      said: "not-sent",
      packets: 0,
    });
  });
});
