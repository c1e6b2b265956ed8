import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../main/diagnosis/evaluate.ts";
import { productOf } from "../../../../main/diagnosis/fixes/products.ts";
import { builtInKnownIssues } from "../../../../main/diagnosis/known-issues/built-in.ts";
import { matchKnownIssues } from "../../../../main/diagnosis/known-issues/match.ts";
import { compareVersions, versionLines, versionsOf } from "../../../../main/diagnosis/known-issues/versions.ts";
import { event, healthyMeasurements, observations, sessionUp } from "../observations.ts";
import { factsOfSample } from "./sample-facts.ts";

const { issues } = builtInKnownIssues;
const samples = issues.flatMap((issue) =>
  issue.samples.map((sample) => ({ name: `${issue.id}: ${sample.about}`, issue, sample })),
);

describe("the table of known issues", () => {
  it("has at least 40 rows with ids of their own", () => {
    expect(issues.length).toBeGreaterThanOrEqual(40);
    expect(new Set(issues.map(({ id }) => id)).size).toBe(issues.length);
  });

  it.each(samples)("$name", ({ issue, sample }) => {
    const [match] = matchKnownIssues(factsOfSample(sample), [issue]);
    expect(match?.confidence ?? "none").toBe(sample.expect);
  });

  it.each(issues)("$id has a sample that shows it and a near miss", ({ samples: own }) => {
    expect(own.some((sample) => sample.expect !== "none")).toBe(true);
    expect(own.some((sample) => sample.expect === "none")).toBe(true);
  });

  it.each(issues.filter(({ signature }) => signature !== undefined))("$id has a sample for its signature", (issue) => {
    const wanted = issue.signature?.strength === "deterministic" ? "certain" : "likely";
    expect(issue.samples.map((sample) => sample.expect)).toContain(wanted);
  });

  it.each(issues)("$id shows people the commands for their own computer", ({ fix }) => {
    const own = fix.commands.filter(({ os }) => os.startsWith("any system") || productOf(os)?.client !== undefined);
    if (fix.who === "you") expect(own).toEqual(fix.commands);
    expect(fix.steps.length).toBeGreaterThan(0);
  });

  it("names no other issue with the same confidence for a sample that is certain", () => {
    const certain = samples.filter(({ sample }) => sample.expect === "certain");
    for (const { name, issue, sample } of certain) {
      const others = matchKnownIssues(factsOfSample(sample), issues).filter(
        ({ confidence }) => confidence === "certain",
      );
      expect(
        others.map((match) => match.issue.id),
        name,
      ).toEqual([issue.id]);
    }
  });

  it("finds nothing above a notice on a healthy computer, whatever its versions", () => {
    for (const { name, sample } of samples) {
      const { client } = factsOfSample({ ...sample, lines: [], events: [] }).observations;
      const given = { client, measurements: healthyMeasurements, sessions: [{ ...sessionUp(0), type: sample.tunnel }] };
      const findings = diagnose(observations(given)).findings;
      expect(
        findings.filter(({ severity }) => severity !== "notice"),
        name,
      ).toEqual([]);
    }
  });
});

describe("versions", () => {
  it.each(versionLines)("are read from what $product says of itself", ({ product, stack, sample, pattern }) => {
    const version = pattern.exec(sample)?.[1];
    const { client, events } = observations({ events: [event("service_state", 0, { stack, raw: sample })] });
    expect(version).toBeDefined();
    expect(versionsOf({ client, events }).get(product)).toBe(version);
  });

  it("of packages lose what the packager added", () => {
    const client = {
      ...observations().client,
      vpnClients: [
        { name: "strongSwan", version: "5.9.8-5+deb12u1" },
        { name: "NetworkManager-l2tp", version: "1:1.20.8-1" },
        { name: "OpenVPN" },
      ],
    };
    const versions = versionsOf({ client, events: [] });
    expect([...versions]).toEqual([
      ["linux-kernel", "6.1"],
      ["Debian", "12"],
      ["strongSwan", "5.9.8"],
      ["NetworkManager-l2tp", "1.20.8"],
    ]);
  });

  it.each([
    ["14.1.2", "14.2", -1],
    ["14.2", "14.2", 0],
    ["14.10", "14.2", 8],
    ["14", "14.2", -1],
    ["14", "14.0", 0],
    ["19044", "19044.1466", null],
    ["19044.1469", "19044.1466", 3],
  ])("%s against %s: %s", (version, bound, expected) => {
    expect(compareVersions(version, bound)).toBe(expected);
  });
});

describe("a known issue as a finding", () => {
  const affected = {
    ...observations().client,
    os: "windows" as const,
    osName: "Windows 10",
    osBuild: "19044.1466",
  };
  const failed = { ...sessionUp(0), type: "l2tp-ipsec", outcome: "never-connected" as const, stage: "ike" as const };

  it("says the version, the check, the source and the correction", () => {
    const { findings } = diagnose(observations({ client: affected, sessions: [failed] }));
    const finding = findings.find(({ code }) => code === "client-os-bug");
    expect(finding).toMatchObject({ confidence: "possible", severity: "notice" });
    const text = finding?.evidence.map((item) => item.text).join("\n");
    expect(text).toContain("windows 19044.1466");
    expect(text).toContain("KB5010793");
    expect(text).toContain("To tell whether it is this");
    expect(text).toContain("https://");
    expect(finding?.fixes[0]?.title).toContain("17 January 2022");
  });

  it("takes the issues that it is given in place of the built-in ones", () => {
    const given = observations({ client: affected, sessions: [failed], knownIssues: [] });
    expect(diagnose(given).findings.filter(({ code }) => code === "client-os-bug")).toEqual([]);
  });
});
