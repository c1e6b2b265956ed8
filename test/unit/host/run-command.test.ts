import { describe, expect, it } from "vitest";
import { runCommand, runForText } from "../../../main/host/run-command.ts";

const node = (script: string) => [process.execPath, ["-e", script]] as const;

describe("runCommand", () => {
  it("gives output and exit code, in the C locale, without a shell", async () => {
    const [program] = node("");
    const script =
      "process.stdout.write(process.argv[1] + process.env.LC_ALL); process.stderr.write('e'); process.exitCode = 3";
    expect(await runCommand(program, ["-e", script, "$(id);|"])).toEqual({
      ok: true,
      value: { exitCode: 3, stdout: "$(id);|C", stderr: "e" },
    });
  });

  it.each([
    ["a program that is not there", "/no/such/program", [], {}, "not-found"],
    ["one that waits", ...node("setInterval(() => {}, 1e6)"), { timeoutMs: 200 }, "timed-out"],
    ["one that prints without end", ...node("for (;;) console.log('x'.repeat(1e4))"), { maxBytes: 1e5 }, "too-large"],
    ["one that is stopped", ...node("setInterval(() => {}, 1e6)"), { signal: AbortSignal.abort() }, "cancelled"],
    ["one that dies", ...node("process.kill(process.pid, 'SIGKILL')"), {}, "command-failed"],
  ] as const)("names the failure of %s", async (_what, program, args, options, code) => {
    expect(await runCommand(program, args, options)).toMatchObject({ ok: false, error: { code } });
  });

  it("closes stdin, so that a program that reads it ends", async () => {
    const [program, args] = node("process.stdin.on('data', () => {}).on('end', () => console.log('end'))");
    expect(await runForText(runCommand, program, args)).toEqual({ ok: true, value: "end\n" });
  });
});

describe("runForText", () => {
  it("makes a failure of an exit code, with the first line of what was said", async () => {
    const [program, args] = node("console.error('no such thing\\nmore'); process.exitCode = 2");
    expect(await runForText(runCommand, program, args)).toEqual({
      ok: false,
      error: { code: "command-failed", message: `${program} ended with exit code 2: no such thing.` },
    });
  });
});
