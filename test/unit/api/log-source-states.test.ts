import { describe, expect, it } from "vitest";
import { describeSources } from "../../../main/api/log-source-states.ts";
import type { LogSourceResult } from "../../../main/model/log-event.ts";

function description(source: string) {
  return { os: "linux", source, about: "a", rights: "r", missingWithout: "m" } as const;
}

function result(source: string, outcome: LogSourceResult["outcome"], linesRead = 0): LogSourceResult {
  return { source, outcome, linesRead };
}

describe("states of log sources", () => {
  it.each<readonly [string, readonly LogSourceResult[], string, number]>([
    ["journal", [result("journal", "read", 7)], "read", 7],
    ["journal", [], "not-looked-at", 0],
    [
      "/var/log/{syslog,messages}",
      [result("/var/log/syslog", "read", 3), result("/var/log/messages.1", "read", 4)],
      "read",
      7,
    ],
    ["/var/log/{syslog,messages}", [result("/var/log/syslog.2.gz", "not-permitted")], "not-permitted", 0],
    ["/var/log/{syslog,messages}", [result("/var/log/syslogger", "read", 3)], "not-looked-at", 0],
    [
      String.raw`%USERPROFILE%\OpenVPN\log\*.log`,
      [result(String.raw`C:\Users\a\OpenVPN\log\vpn.log`, "read", 2)],
      "read",
      2,
    ],
    ["Windows log: System (power)", [result("Windows log: System (power)", "empty")], "empty", 0],
  ])("%s with %j is %s", (source, results, state, linesRead) => {
    expect(describeSources([description(source)], results).sources).toMatchObject([{ source, state, linesRead }]);
  });

  it("prefer what was read to what was not, and keep results of unknown places", () => {
    const results = [result("/var/log/a.1", "failed"), result("/var/log/a", "read", 5), result("/tmp/x", "not-found")];
    const { sources, notLookedFor } = describeSources([description("/var/log/{a}")], results);
    expect(sources[0]?.state).toBe("read");
    expect(notLookedFor).toEqual([result("/tmp/x", "not-found")]);
  });
});
