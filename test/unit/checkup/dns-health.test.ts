import { describe, expect, it } from "vitest";
import { checkDns } from "../../../main/checkup/dns-health.ts";
import { failure, type Outcome, success } from "../../../main/model/failure.ts";
import type { ResolvedHost } from "../../../main/model/ports.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";

const found: Outcome<ResolvedHost> = success({
  addresses: [{ address: "203.0.113.9", family: "ipv4" }],
  durationMs: 12,
});

async function health(answer: Outcome<ResolvedHost>) {
  const asked: string[] = [];
  const names = {
    resolve: async (host: string) => {
      asked.push(host);
      return answer;
    },
  };
  const world = { names, random: createSeededRandom(1) };
  return { dns: await checkDns(world, "vpn.example.com", found, new AbortController().signal), asked };
}

describe("the health of the resolver", () => {
  it.each([
    ["tells the truth", failure("name-not-resolved", "no such name"), false],
    ["invents answers", found, true],
    ["does not answer", failure("timed-out", "no answer"), undefined],
  ] as const)("that %s", async (_, answer, inventsAnswers) => {
    const { dns, asked } = await health(answer);
    expect(dns).toMatchObject({ kind: "dns", outcome: "measured", value: "203.0.113.9" });
    expect(dns.details["inventsAnswers"]).toBe(inventsAnswers);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^[\da-z]{8}\.invalid$/);
  });
});
