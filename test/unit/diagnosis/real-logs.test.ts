import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import { createLogParser } from "../../../main/logs/parser.ts";
import { buildSessions } from "../../../main/logs/sessions.ts";
import type { FindingCode } from "../../../main/model/finding.ts";
import { observations } from "./observations.ts";

/* Logs of real daemons whose fault was injected on purpose, so that the right answer is known. */

const folder = new URL("../../fixtures/logs/lab/", import.meta.url);

function findingsOf(name: string): readonly string[] {
  const parser = createLogParser({ nowMs: Date.parse("2026-12-01T00:00:00Z"), utcOffsetMinutes: () => 0 });
  const lines = readFileSync(new URL(`${name}.log`, folder), "utf8").split("\n");
  const events = lines.flatMap((text, index) => parser.push({ text, source: name, lineNumber: index + 1 }));
  const { findings } = diagnose(observations({ events, sessions: buildSessions(events) }));
  return findings.map(({ code, confidence }) => `${code} ${confidence}`);
}

describe("diagnose on real logs", () => {
  it.each<readonly [string, readonly `${FindingCode} ${string}`[]]>([
    ["healthy-tunnel", []],
    ["client-address-change", ["client-mobility likely"]],
    ["l2tp-control-lost", ["l2tp-control-lost likely"]],
    ["nat-timeout-idle-ikev1", ["nat-udp-timeout likely"]],
    ["nat-timeout-idle-ikev2", ["nat-udp-timeout likely"]],
    ["no-proposal-ikev1", ["proposal-mismatch certain"]],
    ["no-proposal-ikev2", ["proposal-mismatch certain"]],
    ["rekey-failure", ["ike-rekey-failure certain"]],
    ["wrong-psk-ikev1", ["psk-mismatch certain"]],
    ["wrong-psk-ikev2", ["psk-mismatch likely"]],
  ])("%s", (name, expected) => {
    expect(findingsOf(name)).toEqual(expected);
  });
});
