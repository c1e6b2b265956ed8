import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command, Option } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAllCommands } from "../../../main/doors/cli/program.ts";
import { bashCompletion } from "../../../main/doors/cli/completion/bash.ts";
import { describeCommands } from "../../../main/doors/cli/completion/command-tree.ts";
import { fishCompletion } from "../../../main/doors/cli/completion/fish.ts";
import { powershellCompletion } from "../../../main/doors/cli/completion/powershell.ts";
import { zshCompletion } from "../../../main/doors/cli/completion/zsh.ts";

/* The scripts in the shells that they are for, where those are installed; each shell is asked the same questions. */

const name = "td-test";
const program = new Command(name).description("a program");
program
  .command("check")
  .description("checks: it's the way to `your` VPN, for $5")
  .argument("[GATEWAY]", "a host name")
  .addOption(new Option("-p, --profile <NAME>", "how much").choices(["quick", "standard"]))
  .option("--out <FILE>", "where to")
  .option("--hidden-not", "a flag")
  .addOption(new Option("--secret <X>", "not shown").hideHelp())
  .option("--stun <HOST>", "a server");
const fleet = program.command("fleet").description("many");
fleet.command("add").description("takes in").argument("<PATH...>", "files");
fleet.command("list").description("shows");
const nodes = describeCommands(program);

/** A line whose last word is to be completed, and what is offered: words, `FILES`, or nothing. */
const questions: readonly (readonly [line: readonly string[], offered: readonly string[]])[] = [
  [["c"], ["check"]],
  [["check", "--pro"], ["--profile"]],
  [
    ["check", "--profile", ""],
    ["quick", "standard"],
  ],
  [["check", "-p", "st"], ["standard"]],
  [["check", "--secr"], []],
  [["check", "--out", "ab"], ["FILES"]],
  [["check", "--stun", ""], []],
  [
    ["check", "--out", "x", "--h"],
    ["--hidden-not", "--help"],
  ],
  [
    ["fleet", ""],
    ["add", "list", "help"],
  ],
  [["fleet", "add", "ab"], ["FILES"]],
  [["fleet", "add", "--"], ["--help"]],
];

const folder = mkdtempSync(path.join(tmpdir(), "completion-"));
beforeAll(() => {
  for (const file of ["abc 1", "abd"]) writeFileSync(path.join(folder, file), "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isInstalled = (shell: string): boolean => spawnSync(shell, ["--version"]).error === undefined;

function runShell(shell: string, args: readonly string[], script: string): string {
  const file = path.join(folder, `script.${shell}`);
  writeFileSync(file, script);
  const { status, stdout, stderr } = spawnSync(shell, [...args, file], {
    encoding: "utf8",
    cwd: folder,
    env: { ...process.env, HOME: folder, TERM: "dumb" },
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

const offers = (line: string | undefined): readonly string[] => (line ?? "").split(" ").filter((word) => word !== "");

describe.skipIf(!isInstalled("bash"))("completion in bash", () => {
  const inQuotes = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(" ");
  const ask = (...lines: readonly (readonly string[])[]): readonly (readonly string[])[] => {
    const calls = lines.map(
      (words) => `COMP_WORDS=(${inQuotes([name, ...words])}); COMP_CWORD=${words.length}; FILES=FILES
compopt() { FILES=""; }
_td_test; if ((\${#COMPREPLY[@]} == 0)); then echo "$FILES"; else echo "\${COMPREPLY[@]}"; fi`,
    );
    return runShell("bash", ["--norc"], `${bashCompletion(name, nodes)}\n${calls.join("\n")}\n`)
      .split("\n")
      .map(offers);
  };

  it("offers what can stand there", () => {
    const answers = ask(...questions.map(([line]) => line));
    expect(answers.slice(0, questions.length).map((words) => words.toSorted())).toEqual(
      questions.map(([, offered]) => offered.toSorted()),
    );
  });

  it("reads --option=value, and evaluates nothing that was typed", () => {
    const typed = ["check", "--out", "$(touch evil)", "--profile", "=", "q"];
    expect(ask(typed)[0]).toEqual(["quick"]);
    expect(spawnSync("ls", [folder], { encoding: "utf8" }).stdout).not.toContain("evil");
  });

  it("can be sourced twice", () => {
    const script = bashCompletion(name, nodes);
    expect(runShell("bash", ["--norc"], `${script}${script}complete -p ${name}`)).toBe(
      `complete -o bashdefault -o default -F _td_test ${name}\n`,
    );
  });
});

describe.skipIf(!isInstalled("zsh"))("completion in zsh", () => {
  it("offers what can stand there", () => {
    // zsh's own functions show what they are given, in the place of an editor that would.
    const shown = `
compdef() { : }
_describe() { local -a given; given=("\${(@P)2}"); print -r -- "\${(@)given%%:*}" }
_files() { print FILES }
_message() { print }
compadd() { shift; print -r -- "$@" }
`;
    const calls = questions.map(([line]) => {
      const words = [name, ...line].map((word) => `'${word}'`).join(" ");
      return `words=(${words}); CURRENT=${line.length + 1}; _td_test`;
    });
    const printed = runShell("zsh", ["--no-rcs"], `${shown}${zshCompletion(name, nodes)}\n${calls.join("\n")}\n`);
    const answers = printed.split("\n").slice(0, questions.length).map(offers);
    // zsh itself keeps those that begin with what was typed.
    const fitting = answers.map((words, at) =>
      words.filter((word) => word === "FILES" || word.startsWith(questions[at]?.[0].at(-1) ?? "")).toSorted(),
    );
    expect(fitting).toEqual(questions.map(([, offered]) => offered.toSorted()));
  });
});

describe.skipIf(!isInstalled("fish"))("completion in fish", () => {
  it("offers what can stand there", () => {
    const calls = questions.map(([line]) => `complete --do-complete "${[name, ...line].join(" ")}"; echo =====`);
    const printed = runShell("fish", ["--no-config"], `${fishCompletion(name, nodes)}\n${calls.join("\n")}\n`);
    const answers = printed
      .split("=====\n")
      .slice(0, questions.length)
      .map((text) =>
        text
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => line.split("\t", 1)[0] ?? ""),
      )
      .map((words) => (words.some((word) => word.startsWith("ab")) ? ["FILES"] : words.toSorted()));
    expect(answers).toEqual(questions.map(([, offered]) => offered.toSorted()));
  });
});

describe("completion in PowerShell", () => {
  const script = powershellCompletion(name, nodes);

  it("doubles the quotes of what it tells, so that all of it stays text", () => {
    expect(script).toContain("@('check', 'checks: it''s the way to `your` VPN, for $5')");
    expect((script.match(/'/g) ?? []).length % 2).toBe(0);
  });

  it("knows every command, option and choice that is shown", () => {
    for (const { path: at } of nodes) expect(script).toContain(`'${at}' = @{`);
    expect(script).toContain(`'--profile' = @(,@('quick', 'quick'); ,@('standard', 'standard'))`);
    expect(script).not.toContain("--secret");
  });
});

describe("the scripts of this program", () => {
  const real = new Command("tunnel-doctor");
  addAllCommands(real, {} as never, () => undefined);
  const realNodes = describeCommands(real);

  it.each([
    ["bash", ["--norc", "-n"], bashCompletion],
    ["zsh", ["--no-rcs", "-n"], zshCompletion],
    ["fish", ["--no-config", "--no-execute"], fishCompletion],
  ] as const)("are understood by %s", (shell, args, scriptOf) => {
    if (isInstalled(shell)) expect(runShell(shell, args, scriptOf("tunnel-doctor", realNodes))).toBe("");
    for (const word of ["check", "fleet", "request", "watch"]) {
      expect(scriptOf("tunnel-doctor", realNodes)).toContain(word);
    }
  });

  it.skipIf(!isInstalled("fish"))("complete what people type", () => {
    const script = `${fishCompletion("tunnel-doctor", realNodes)}\ncomplete --do-complete "tunnel-doctor check --profile "\n`;
    const offered = runShell("fish", ["--no-config"], script).split("\n");
    expect(offered.map((line) => line.split("\t", 1)[0])).toEqual(["deep", "quick", "standard", ""]);
  });
});
