import { describe, expect, it } from "vitest";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import type { Handlers } from "../../../main/api/dispatch.ts";
import type { ParsedInput } from "../../../main/api/contract.ts";
import { runCommandLine } from "../../../main/doors/cli/program.ts";
import { failure, success } from "../../../main/model/failure.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { Session } from "../../../main/model/session.ts";
import { reportSchema, type Report } from "../../../main/model/report.ts";
import type { VpnProfilesFound } from "../../../main/model/vpn-profile.ts";
import { aReport } from "../../fakes/report.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";

interface Setting {
  readonly logs?: Partial<Pick<Handlers, "logs.read" | "logs.sources" | "sessions.read">>;
  readonly report?: Report;
  readonly found?: VpnProfilesFound;
  readonly writes?: boolean;
}

/** Runs one command line over handlers that answer at once, and tells everything that came out. */
async function run(args: readonly string[], { report = aReport(), found, writes = true, logs = {} }: Setting = {}) {
  const stdout = memoryTerminal(80);
  const stderr = memoryTerminal(80);
  const checks: ParsedInput<"check.run">[] = [];
  const written = new Map<string, Uint8Array>();
  const handlers: Handlers = {
    about: async () => failure("not-supported", "not in this test"),
    "profiles.list": async () => success(found ?? { profiles: [], unreadable: [] }),
    "check.run": async (input, { emit }) => {
      checks.push(input);
      emit({ kind: "plan", steps: [{ name: "system", title: "This computer" }] });
      emit({ kind: "step-started", name: "system" });
      emit({ kind: "step-ended", step: { name: "system", outcome: "done", durationMs: 1 }, note: "Debian 12" });
      return success(report);
    },
    ...noLogHandlers,
    ...logs,
    "check.last": async () => success({}),
    "check.forget": async () => success({}),
    "bundle.preview": async () => success({ files: [], secretsRemoved: {}, warnings: ["Addresses are in it."] }),
    "bundle.create": async () => success({ fileName: "x.tdbundle", sizeBytes: 3, contentBase64: "AQID" }),
    "probe.plan": async () => failure("not-supported", "not in this test"),
    "probe.run": async () => failure("not-supported", "not in this test"),
  };
  const files = {
    writeAtomically: async (path: string, content: Uint8Array) => {
      if (!writes) return failure("write-failed", `${path} cannot be written: no such folder.`);
      written.set(path, content);
      return success({ path, sizeBytes: content.length });
    },
  };
  const context = { handlers, stdout, stderr, signal: new AbortController().signal, files };
  const exitCode = await runCommandLine(context, args);
  return { exitCode, out: stdout.text(), err: stderr.text(), checks, written };
}

describe("a wrong command line ends with 2 and one sentence, and runs nothing", () => {
  it.each([
    [["chekc"], "unknown command 'chekc'"],
    [["check", "--jsno"], "unknown option '--jsno'"],
    [["check", "a", "b"], "too many arguments"],
    [["check", "vpn.example.com", "--profile", "huge"], "Allowed choices are quick, standard, deep"],
    [["check", "vpn.example.com", "--since", "yesterday"], '"yesterday" is not a duration'],
    [["check", "https://vpn.example.com/"], "a gateway is a host name or an IP address"],
    [["practice", "--fault", "earthquake"], 'There is no practice fault "earthquake"'],
    [["practice", "--fault", "path-mtu=9"], "takes 576 to 1500 bytes, not 9"],
    [["logs", "everything"], "too many arguments for 'logs'"],
    [["sessions", "--since", "yesterday"], '"yesterday" is not a duration'],
    [["serve", "--port", "70000"], "A port is a whole number from 0 to 65535"],
  ])("%j", async (args, sentence) => {
    const { exitCode, out, err, checks } = await run(args);
    expect(exitCode).toBe(2);
    expect(err).toContain(sentence);
    expect(err).toMatch(/^tunnel-doctor: /);
    expect(err).not.toContain("    at ");
    expect(out).toBe("");
    expect(checks).toEqual([]);
  });
});

describe("check", () => {
  it("prints the report for people on stdout and the steps on stderr", async () => {
    const { exitCode, out, err } = await run(["check", "vpn.example.com"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("Nothing wrong was found");
    expect(err).toContain("✓ This computer");
  });

  it("prints one JSON document with --json", async () => {
    const { out } = await run(["check", "vpn.example.com", "--json"]);
    expect(reportSchema.parse(JSON.parse(out))).toEqual(aReport());
  });

  it("prints one line with --summary", async () => {
    const { out } = await run(["check", "vpn.example.com", "--summary"]);
    expect(out).toBe("tunnel-doctor 0.1.0 verdict=healthy gateway=vpn.example.com\n");
  });

  it.each([
    [[], 1],
    [["--exit-zero"], 0],
  ])("ends with the verdict's exit code, with %j %i", async (flags, code) => {
    const report = aReport({ verdict: "problem-found" });
    expect((await run(["check", "vpn.example.com", ...flags], { report })).exitCode).toBe(code);
  });

  it("hands its options on", async () => {
    const args =
      "check vpn.example.com --profile quick --since 12h --log a.log --log b --no-system-logs --bind 192.0.2.1";
    const { checks } = await run(args.split(" "));
    expect(checks[0]?.options).toEqual({
      gateway: "vpn.example.com",
      profile: "quick",
      sinceMs: 43_200_000,
      logPaths: ["a.log", "b"],
      systemLogs: false,
      bindAddress: "192.0.2.1",
    });
  });

  it("writes the report and the bundle where it was told, and says what is still in the bundle", async () => {
    const { written, err } = await run(["check", "vpn.example.com", "--out", "r.json", "--bundle", "b.tdbundle"]);
    expect(reportSchema.parse(JSON.parse(Buffer.from(written.get("r.json") ?? []).toString()))).toEqual(aReport());
    expect(written.get("b.tdbundle")).toEqual(Buffer.from([1, 2, 3]));
    expect(err).toContain("Addresses are in it.");
  });

  it("loses nothing when a file cannot be written: the report is printed, and the exit code is 2", async () => {
    const { exitCode, out, err } = await run(["check", "vpn.example.com", "--out", "/no/such/r.json"], {
      writes: false,
    });
    expect(exitCode).toBe(2);
    expect(out).toContain("Nothing wrong was found");
    expect(err).toContain("/no/such/r.json cannot be written");
  });
});

describe("logs that cannot be read", () => {
  it("are named in a sentence each, after the report, and the exit code is 2", async () => {
    const logSources = [
      { source: "/var/log/ok.log", outcome: "read", linesRead: 3 },
      { source: "/nope", outcome: "not-found", linesRead: 0, note: "There is no such file or folder." },
    ] as const;
    const args = ["check", "vpn.example.com", "--log", "/var/log/ok.log", "--log", "/nope"];
    const { exitCode, out, err } = await run(args, { report: aReport({ logSources: [...logSources] }) });
    expect(exitCode).toBe(2);
    expect(err).toContain("tunnel-doctor: /nope: There is no such file or folder.");
    expect(err).not.toContain("ok.log");
    expect(out).toContain("Nothing wrong was found");
  });
});

describe("check without a gateway", () => {
  const profile = { name: "office", type: "ikev2", gateway: "vpn.example.com", origin: "test", settings: {} } as const;

  it("practises where a person has no VPN profile, and says so", async () => {
    const { checks, err } = await run(["check"]);
    expect(checks[0]?.practice).toEqual([{ name: "mtu-black-hole" }]);
    expect(err.replaceAll(/\s+/g, " ")).toContain("this check runs against a practice network on this computer");
  });

  it.each([
    [["--json"], {}],
    [["--summary"], {}],
    [["--log", "charon.log"], {}],
    [[], { found: { profiles: [profile], unreadable: [] } }],
    [[], { found: { profiles: [], unreadable: [{ origin: "/etc/ipsec.conf", reason: "no right" }] } }],
  ])("does not practise with %j and %j", async (flags, setting: Setting) => {
    const { checks } = await run(["check", ...flags], setting);
    expect(checks[0]?.practice).toBeUndefined();
  });
});

describe("logs and sessions", () => {
  const reading = { readingId: "r1", linesRead: 9, unknownLines: 1 };
  const read = [{ source: "a.log", outcome: "read", linesRead: 9 }] as const;
  const event = (raw: string): LogEvent => ({
    atMs: 1_767_600_000_000,
    stack: "openvpn",
    event: "dpd_timeout",
    source: "a.log",
    raw,
    fields: {},
  });
  const session: Session = {
    connection: "office",
    type: "ikev2",
    connectedAt: "2026-01-05T08:00:00.000Z",
    endedAt: "2026-01-05T09:00:00.000Z",
    lengthMs: 3_600_000,
    outcome: "dropped",
    endedBy: "timeout",
    stage: "connected",
    cause: "retransmit_giveup",
    before: [{ event: "wifi_roam", secondsBefore: 2 }],
    natDetected: false,
    keepalivesSeen: false,
    duringRekey: false,
  };

  it("logs --json prints one document per event, page after page", async () => {
    const asked: ParsedInput<"logs.read">[] = [];
    const all = Array.from({ length: 5001 }, (_, index) => event(`line ${index}`));
    const { exitCode, out } = await run(["logs", "--json", "--log", "a.log"], {
      logs: {
        "logs.read": async (input) => {
          asked.push(input);
          const events = all.slice(input.offset, input.offset + input.limit);
          return success({ ...reading, sources: [...read], total: all.length, events });
        },
      },
    });
    expect(exitCode).toBe(0);
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as LogEvent).raw),
    ).toEqual(all.map(({ raw }) => raw));
    expect(asked.map(({ logs }) => logs)).toEqual([{ logPaths: ["a.log"], systemLogs: true }, { readingId: "r1" }]);
  });

  it("logs prints a table in which no line of a log can move the cursor", async () => {
    const { out, err } = await run(["logs", "--since", "12h"], {
      logs: {
        "logs.read": async () =>
          success({
            ...reading,
            sources: [...read],
            total: 1,
            events: [event("2026-01-05 08:00:00 a\u001b[2Jb\r\nc")],
          }),
      },
    });
    expect(out).toMatch(/openvpn +dpd_timeout +a \[2Jb c\n$/);
    expect(err).toContain("1 events in 9 lines; 1 lines of VPN daemons are not known.");
  });

  it("ends with 3 and says why when nothing could be read", async () => {
    const sources = [{ source: "journal", outcome: "not-permitted", linesRead: 0 }] as const;
    const { exitCode, err } = await run(["sessions"], {
      logs: {
        "sessions.read": async () =>
          success({ ...reading, sources: [...sources], total: 0, sessions: [], dropPatterns: [] }),
      },
    });
    expect(exitCode).toBe(3);
    expect(err).toContain("journal: This user may not read it.");
  });

  it.each([["--json"], []])("sessions %s tells the sessions and what drops share", async (...flags) => {
    const pattern = {
      kind: "constant-length",
      verdict: "pattern",
      drops: 3,
      matching: 3,
      pValue: 0.001,
      statistic: "test",
      text: "3 of 3 drops had lasted about 1 h.",
    } as const;
    const { exitCode, out } = await run(["sessions", ...flags], {
      logs: {
        "sessions.read": async () =>
          success({ ...reading, sources: [...read], total: 1, sessions: [session], dropPatterns: [pattern] }),
      },
    });
    expect(exitCode).toBe(0);
    if (flags.length > 0) {
      expect(JSON.parse(out)).toMatchObject({ schema: "tunnel-doctor/sessions/1", sessions: [session], total: 1 });
      return;
    }
    for (const text of ["1 h", "dropped, no answer", "ikev2 office", "retransmit_giveup", "wifi_roam 2 s before"]) {
      expect(out).toContain(text);
    }
    expect(out).toContain("! 3 of 3 drops had lasted about 1 h.");
  });

  it.each([[["logs", "sources"]], [["logs", "sources", "--json"]]])("%j tells every place", async (args) => {
    const source = {
      os: "linux",
      source: "journal",
      about: "Everything.",
      rights: "Members of adm.",
      missingWithout: "All of it.",
      state: "not-permitted",
      linesRead: 0,
    } as const;
    const { exitCode, out } = await run(args, {
      logs: { "logs.sources": async () => success({ sources: [source], notLookedFor: [] }) },
    });
    expect(exitCode).toBe(0);
    if (args.length > 2) expect(JSON.parse(out)).toEqual({ sources: [source], notLookedFor: [] });
    else
      for (const text of ["journal", "this user may not read it", "Members of adm.", "All of it."])
        expect(out).toContain(text);
  });
});

describe("help", () => {
  it("names every command and the exit codes, and ends with 0", async () => {
    const { exitCode, out } = await run(["--help"]);
    expect(exitCode).toBe(0);
    for (const word of ["check", "logs", "sessions", "practice", "serve", "Exit codes"]) expect(out).toContain(word);
  });

  it("lists the practice faults", async () => {
    const { out } = await run(["practice", "--list"]);
    expect(out).toContain("mtu-black-hole=1380");
  });
});
