import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { version } from "../../../main/model/version.ts";

/* Checks that run as commands, each seen to fail on a planted fault in a temporary copy. */

const root = process.cwd();
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  folders.push(folder);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

describe("schemas", () => {
  it("a schema in docs that differs from the code is found", () => {
    const folder = temporaryFolder();
    for (const part of ["main/model", "build", "docs/schema"])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    const check = () =>
      spawnSync(process.execPath, ["build/write-schemas.ts", "--check"], { cwd: folder, encoding: "utf8" });
    expect(check().status).toBe(0);
    writeFileSync(join(folder, "docs/schema/report-1.json"), "{}\n");
    const drifted = check();
    expect(drifted.status).toBe(1);
    expect(drifted.stderr).toContain("docs/schema/report-1.json is not what the code says");
  });
});

describe("unused code", () => {
  it("an export that nobody imports is found", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "main"));
    writeFileSync(join(folder, "package.json"), '{"name":"planted","type":"module"}');
    writeFileSync(join(folder, "main/start.ts"), 'import { used } from "./part.ts";\nexport const started = used;\n');
    writeFileSync(join(folder, "main/part.ts"), "export const used = 1;\nexport const nobodyNeedsThis = 2;\n");
    writeFileSync(join(folder, "knip.json"), '{"entry":["main/start.ts"],"project":["main/**/*.ts"]}');
    const knip = spawnSync(process.execPath, [join(root, "node_modules/knip/bin/knip.js"), "--no-progress"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(knip.status).toBe(1);
    expect(knip.stdout).toContain("nobodyNeedsThis");
  });
});

describe("types", () => {
  it("the renderer cannot see a file of main that is not part of the contract", () => {
    const folder = temporaryFolder();
    cpSync(join(root, "build/tsconfig.base.json"), join(folder, "build/tsconfig.base.json"));
    for (const file of ["main/tsconfig.contract.json", "renderer/tsconfig.json"])
      cpSync(join(root, file), join(folder, file));
    for (const room of ["main/api", "main/model", "main/host"]) mkdirSync(join(folder, room), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    writeFileSync(join(folder, "main/api/contract.ts"), "export type A = number;\n");
    writeFileSync(join(folder, "main/model/b.ts"), "export type B = number;\n");
    writeFileSync(join(folder, "main/host/c.ts"), "export type C = number;\n");
    const types = (source: string) => {
      writeFileSync(join(folder, "renderer/a.ts"), source);
      return spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b", "renderer"], {
        cwd: folder,
        encoding: "utf8",
      });
    };
    expect(types('import type { A } from "../main/api/contract.ts";\nexport const a: A = 1;\n').stdout).toBe("");
    expect(types('import type { C } from "../main/host/c.ts";\nexport const a: C = 1;\n').stdout).toContain("TS6307");
  });
});

describe("version", () => {
  it("is the same in the code and in package.json", () => {
    const declared = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(version).toBe(declared.version);
  });
});
