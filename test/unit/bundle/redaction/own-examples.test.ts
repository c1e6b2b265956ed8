import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planBundle } from "../../../../main/bundle/plan-bundle.ts";
import { ownExamples, redactFixText } from "../../../../main/bundle/redaction/own-examples.ts";
import { redactValue } from "../../../../main/bundle/redaction/redact-value.ts";
import { createRedactor } from "../../../../main/bundle/redaction/redactor.ts";
import { dnsFixes, overlapFixes } from "../../../../main/diagnosis/fixes/surroundings.ts";
import type { Finding, Fix } from "../../../../main/model/finding.ts";
import { aLogEvent, aReport } from "../../../fakes/report.ts";
import { everyFix } from "../../diagnosis/every-fix.ts";

const key = new Uint8Array(32).fill(5);
const host = "vpn.example.com";
const fixes = [...(await everyFix()).map(({ fix }) => fix), ...dnsFixes(host), ...overlapFixes()];
const address = /\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?/g;
const addressesIn = (text: string): readonly string[] => text.match(address) ?? [];

const textsOf = ({ title, why, risk, undo, verify, steps, commands }: Fix): readonly string[] =>
  [title, why, risk, undo, verify, ...steps, ...commands.flatMap(({ os, text }) => [os, text])].filter(
    (text) => text !== undefined,
  );

function findingWith(changes: Partial<Finding>): Finding {
  return {
    code: "routing-conflict",
    cause: "routing",
    title: "Two networks overlap",
    severity: "degrades",
    confidence: "certain",
    evidence: [],
    fixes: [],
    ...changes,
  };
}

describe.each(ownExamples)("the example $addresses of $text", ({ text, addresses }) => {
  it("is what a fix says, word for word", () => {
    expect(fixes.flatMap(textsOf)).toContain(text.replaceAll("{host}", host));
  });

  it("stands in it, and with it every other address of that text", () => {
    const left = addresses.reduce((rest, one) => rest.replaceAll(one, ""), text);
    expect(addresses.filter((one) => !text.includes(one))).toEqual([]);
    expect(addressesIn(left).filter((one) => !one.startsWith("0.0.0.0"))).toEqual([]);
  });

  it("stays where it is in a fix, and nowhere else", () => {
    const redactor = createRedactor({ key });
    const said = text.replaceAll("{host}", host);
    const kept = redactValue({ findings: [{ fixes: [{ steps: [said] }] }] }, redactor);
    expect(addresses.filter((one) => !JSON.stringify(kept).includes(one))).toEqual([]);
    for (const elsewhere of [
      { findings: [{ evidence: [{ text: said }], title: said }] },
      { measurements: [{ reason: said }] },
      { fixes: [{ steps: [said] }] },
      { advice: [said] },
      { raw: said, fields: { fixes: said } },
    ]) {
      const told = JSON.stringify(redactValue(elsewhere, createRedactor({ key })));
      expect(addresses.filter((one) => told.includes(one))).toEqual([]);
    }
    expect(createRedactor({ key }).text(said)).not.toBe(said);
  });
});

describe("the fixes in a bundle", () => {
  it("name every address that the program gives as an example", () => {
    const redactor = createRedactor({ key });
    const lost = fixes.flatMap(textsOf).flatMap((text) => {
      const redacted = redactFixText(text, redactor.text);
      return addressesIn(text).filter((one) => !redacted.includes(one));
    });
    expect(lost).toEqual([]);
  });

  it("keep nothing of a text that only looks like one of theirs", () => {
    for (const { text, addresses } of ownExamples) {
      const said = text.replaceAll("{host}", host);
      for (const other of [`${said} `, ` ${said}`, `${said}\n${said}`, `x${said}`]) {
        const redacted = redactFixText(other, createRedactor({ key }).text);
        expect(addresses.filter((one) => redacted.includes(one))).toEqual([]);
      }
    }
  });
});

const octet = fc.integer({ min: 0, max: 255 });
/** Networks of people, also the very ones that the program gives as examples. */
const network = fc.oneof(
  fc.constantFrom("192.168.173", "10.173.0", "192.168.1", "192.168.0", "10.0.0", "100.64.0", "9.9.9"),
  fc.tuple(fc.constantFrom("192.168", "10.173", "100.64"), octet).map(([start, third]) => `${start}.${third}`),
);
const person = fc.record({
  network,
  last: fc.integer({ min: 1, max: 254 }),
  gateway: fc.oneof(fc.constantFrom("9.9.9.9", "192.168.173.1", "vpn.example.com"), fc.domain()),
});

function bundleOf({ network: start, last, gateway }: { network: string; last: number; gateway: string }) {
  const range = `${start}.0/24`;
  const own = `${start}.${last}`;
  const evidence = [{ text: `The network that this computer is in (${range}) overlaps ${range}.` }];
  const report = aReport({
    gateway: { host: gateway, addresses: [own] },
    findings: [findingWith({ evidence, fixes: [...overlapFixes(), ...dnsFixes(gateway)] })],
    advice: [`The router ${own} gives out ${range}.`],
  });
  const { files } = planBundle(report, [aLogEvent({ raw: `received packet from ${own}[500] in ${range}` })], { key });
  return { files, range, own };
}

describe("a bundle of somebody whose network is like the examples", () => {
  it("says nothing of it: without the program's own texts no address of theirs is left", () => {
    fc.assert(
      fc.property(person, (one) => {
        const { files, range, own } = bundleOf(one);
        const examples = ownExamples.flatMap(({ text }) => [
          ...text.split("{host}").filter((piece) => addressesIn(piece).length > 0),
          ...(text.includes("{host}") ? [] : [text]),
        ]);
        for (const file of files) {
          const plain = file.path.endsWith(".html") ? unescapedHtml(file.text) : unescapedJson(file.text);
          const rest = examples.reduce((left, text) => left.replaceAll(text, ""), plain);
          expect(addressesIn(rest).filter((found) => found === range || found === own)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("says the same examples as everybody's", () => {
    const told = (one: { network: string; last: number; gateway: string }) => {
      const text = bundleOf(one).files.find(({ path }) => path === "report.json")?.text ?? "";
      const { findings } = JSON.parse(text) as { findings: readonly Finding[] };
      return (findings[0]?.fixes ?? []).flatMap(textsOf);
    };
    const everybody = told({ network: "172.16.9", last: 7, gateway: "vpn.example.com" });
    expect(everybody.join("\n")).toContain("for example 192.168.173.0/24.");
    fc.assert(
      fc.property(person, (one) => {
        expect(told({ ...one, gateway: "vpn.example.com" })).toEqual(everybody);
      }),
      { numRuns: 60 },
    );
  });

  it("has a pseudonym for a gateway that is the name server of the example", () => {
    const redactor = createRedactor({ key });
    const [command = ""] = dnsFixes("9.9.9.9").flatMap(({ commands }) =>
      commands.filter(({ os }) => os === "Windows").map(({ text }) => text),
    );
    const redacted = redactFixText(command, redactor.text);
    expect(redacted.match(/9\.9\.9\.9/g)).toHaveLength(1);
    expect(redacted).toMatch(/^Resolve-DnsName (\S+)\nResolve-DnsName \1 -Server 9\.9\.9\.9\nipconfig \/flushdns$/);
  });
});

const unescapedJson = (text: string): string => text.replaceAll(String.raw`\n`, "\n").replaceAll(String.raw`\"`, '"');

const unescapedHtml = (text: string): string =>
  text.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&gt;", ">").replaceAll("&amp;", "&");
