import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Command, Option } from "commander";
import { describe, expect, it } from "vitest";
import { manPage } from "../../../build/man-page.ts";

const page = fileURLToPath(new URL("../../../docs/man/tunnel-doctor.1", import.meta.url));
const hasMandoc = spawnSync("mandoc", ["-h"]).error === undefined;

const lint = (text: string): string => spawnSync("mandoc", ["-T", "lint"], { input: text, encoding: "utf8" }).stdout;

describe("a manual page", () => {
  const program = new Command("td-test").description("Tests a thing.");
  program
    .command("check")
    .description(".starts with what roff takes for a request, and has a \\ in it")
    .argument("[FILE...]", "'quoted' at its start")
    .addOption(new Option("-p, --profile <NAME>", "how much").choices(["quick", "slow"]).default("quick"))
    .addOption(new Option("--secret", "not shown").hideHelp());
  const text = manPage(program, {
    date: "2026-01-02",
    version: "1.2.3",
    description: ["One. Two.", "Three."],
    exitCodes: [["0", "Fine."]],
    environment: [["NAME", "A name."]],
    files: [["~/.name", "A file."]],
    examples: [["td-test check", "try it"]],
  });

  it("tells every command, argument, option, choice and default", () => {
    expect(text).toContain(".SS check [FILE...] [options]\n");
    expect(text).toContain(".B \\-p, \\-\\-profile <NAME>\nHow much.\nOne of quick, slow.\nDefault: quick.\n");
    expect(text).not.toContain("secret");
  });

  it("escapes what roff would take for something else", () => {
    expect(text).toContain("\n\\&.starts with what roff takes for a request, and has a \\e in it.\n");
    expect(text).toContain("\n\\&'quoted' at its start.\n");
  });

  it.skipIf(!hasMandoc)("is clean", () => {
    expect(lint(text)).toBe("");
    expect(spawnSync("mandoc", ["-T", "lint", page], { encoding: "utf8" }).stdout).toBe("");
  });
});
