import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult, type IConfiguration } from "dependency-cruiser";
import { afterAll, describe, expect, it } from "vitest";

/*
 * Every dependency rule is seen to fail once: a small house with one violation per rule is written to a temporary folder
 * and cruised with the real rules. A rule without a planted violation fails the last test.
 */

const rules = createRequire(import.meta.url)("../../../build/dependency-rules.cjs") as IConfiguration;

interface Planted {
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
}

const rooms = [
  ["model", "logs"],
  ["network", "logs"],
  ["logs", "probes"],
  ["probes", "diagnosis"],
  ["capture", "logs"],
  ["diagnosis", "checkup"],
  ["language", "diagnosis"],
  ["bundle", "logs"],
  ["request", "fleet"],
  ["fleet", "logs"],
  ["responder", "practice"],
  ["practice", "logs"],
  ["checkup", "bundle"],
  ["watch", "bundle"],
  ["api", "host"],
  ["host", "diagnosis"],
] as const;

const planted: readonly Planted[] = [
  ...rooms.map(([room, forbidden]) => ({
    rule: `${room}-imports`,
    files: {
      [`main/${room}/a.ts`]: `import { b } from "../${forbidden}/b.ts";\nexport const a = b;`,
      [`main/${forbidden}/b.ts`]: "export const b = 1;",
    },
  })),
  {
    rule: "pure-rooms-touch-no-machine",
    files: { "main/probes/a.ts": 'import { readFileSync } from "node:fs";\nexport const a = readFileSync;' },
  },
  {
    rule: "pure-rooms-use-pure-libraries",
    files: {
      "main/logs/a.ts": 'import { probe } from "pinger";\nexport const a = probe;',
      "node_modules/pinger/package.json": '{"name":"pinger","version":"1.0.0","main":"main.js"}',
      "node_modules/pinger/main.js": "exports.probe = 1;",
      "package.json": '{"dependencies":{"pinger":"1.0.0"}}',
    },
  },
  {
    rule: "electron-only-in-app",
    files: {
      "main/doors/cli/a.ts": 'import { app } from "electron";\nexport const a = app;',
      "node_modules/electron/package.json": '{"name":"electron","version":"1.0.0","main":"main.js"}',
      "node_modules/electron/main.js": "exports.app = 1;",
      "package.json": '{"dependencies":{"electron":"1.0.0"}}',
    },
  },
  {
    rule: "host-is-wired-by-doors",
    files: {
      "main/checkup/a.ts": 'import { b } from "../host/b.ts";\nexport const a = b;',
      "main/host/b.ts": "export const b = 1;",
    },
  },
  {
    rule: "doors-are-last",
    files: {
      "main/host/a.ts": 'import { b } from "../doors/b.ts";\nexport const a = b;',
      "main/doors/b.ts": "export const b = 1;",
    },
  },
  {
    rule: "renderer-knows-the-contract-only",
    files: {
      "renderer/a.ts": 'import type { B } from "../main/model/b.ts";\nexport const a: B = 1;',
      "main/model/b.ts": "export type B = number;",
    },
  },
  {
    rule: "renderer-takes-types-only",
    files: {
      "renderer/a.ts": 'import { contract } from "../main/api/contract.ts";\nexport const a = contract;',
      "main/api/contract.ts": "export const contract = 1;",
    },
  },
  {
    rule: "renderer-touches-no-node",
    files: { "renderer/a.ts": 'import { join } from "node:path";\nexport const a = join;' },
  },
  {
    rule: "no-cycles",
    files: {
      "main/model/a.ts": 'import { b } from "./b.ts";\nexport const a = () => b;',
      "main/model/b.ts": 'import { a } from "./a.ts";\nexport const b = () => a;',
    },
  },
  {
    rule: "no-barrels",
    files: {
      "main/model/a.ts": 'import { b } from "./index.ts";\nexport const a = b;',
      "main/model/index.ts": "export const b = 1;",
    },
  },
  {
    rule: "product-knows-no-tests",
    files: {
      "main/host/a.ts": 'import { b } from "../../test/b.ts";\nexport const a = b;',
      "test/b.ts": "export const b = 1;",
    },
  },
  {
    rule: "everything-resolves",
    files: { "main/model/a.ts": 'import { b } from "./nowhere.ts";\nexport const a = b;' },
  },
];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function brokenRules(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  folders.push(folder);
  for (const room of ["main", "renderer"]) mkdirSync(join(folder, room), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const result = await cruise(["main", "renderer"], {
    ...rules.options,
    ruleSet: rules,
    validate: true,
    baseDir: folder,
  });
  return (result.output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

describe("dependency rules", () => {
  it.each(planted)("$rule finds its planted violation", async ({ rule, files }) => {
    expect(await brokenRules(files)).toContain(rule);
  });

  it("a house that keeps the rules breaks none", async () => {
    const files = {
      "main/model/a.ts": "export const a = 1;",
      "main/logs/b.ts": 'import { a } from "../model/a.ts";\nexport const b = a;',
      "main/bundle/c.ts": 'import { createHash } from "node:crypto";\nexport const c = createHash;',
    };
    expect(await brokenRules(files)).toEqual([]);
  });

  it("every rule has a planted violation and a reason", () => {
    const forbidden = rules.forbidden ?? [];
    expect(forbidden.map((rule) => rule.name).toSorted()).toEqual(planted.map((row) => row.rule).toSorted());
    for (const rule of forbidden) expect(rule.comment?.length ?? 0, rule.name).toBeGreaterThan(30);
  });
});
