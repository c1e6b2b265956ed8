import { ESLint } from "eslint";
import { check, resolveConfig } from "prettier";
import { beforeAll, describe, expect, it } from "vitest";

/* The rules for what is written inside a file, each seen to fail once with the project's own configuration. */

const purityPlants: readonly (readonly [what: string, code: string])[] = [
  ["a timer", "export const a = () => setTimeout(() => undefined, 1);"],
  ["the wall clock", "export const a = () => Date.now();"],
  ["a new Date of now", "export const a = () => new Date();"],
  ["the local time zone", "export const a = (b: Date) => b.getTimezoneOffset();"],
  ["randomness", "export const a = () => Math.random();"],
  ["the process", "export const a = () => process.cwd();"],
  ["the network", 'export const a = () => fetch("http://example.com");'],
  ["the console", 'export const a = () => console.log("x");'],
  ["code loaded at run time", 'export const a = () => import("./b.ts");'],
];

const typedPlants: readonly (readonly [rule: string, code: string])[] = [
  ["@typescript-eslint/no-explicit-any", "export const a: any = 1;\n"],
  ["@typescript-eslint/no-floating-promises", "export function a(p: Promise<number>): void {\n  p;\n}\n"],
  ["@typescript-eslint/no-non-null-assertion", "export const a = (b: string | undefined) => b!;\n"],
  [
    "@typescript-eslint/switch-exhaustiveness-check",
    'export function a(b: "x" | "y"): number {\n  switch (b) {\n    case "x":\n      return 1;\n  }\n  return 0;\n}\n',
  ],
  ["no-restricted-exports", "export default 1;\n"],
  ["no-console", "export const a = () => console.log(1);\n"],
  ["max-lines", `${Array.from({ length: 401 }, (_, line) => `export const a${line} = ${line};`).join("\n")}\n`],
];

let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint({
    overrideConfig: {
      languageOptions: {
        parserOptions: {
          projectService: {
            allowDefaultProject: ["main/*/planted.ts"],
            defaultProject: "build/tsconfig.base.json",
            maximumDefaultProjectFileMatchCount_THIS_WILL_SLOW_DOWN_LINTING: 50,
          },
        },
      },
    },
  });
});

async function brokenRules(code: string, filePath: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return result?.messages.map((message) => message.ruleId) ?? [];
}

describe("purity of the rooms without side effects", () => {
  it.each(purityPlants)("refuses %s", async (_what, code) => {
    const rules = await brokenRules(`${code}\n`, "main/logs/planted.ts");
    expect(rules.some((rule) => rule?.startsWith("no-restricted-"))).toBe(true);
  });

  it.each(purityPlants.slice(0, 5))("allows %s in host", async (_what, code) => {
    const rules = await brokenRules(`${code}\n`, "main/host/planted.ts");
    expect(rules.filter((rule) => rule?.startsWith("no-restricted-"))).toEqual([]);
  });
});

describe("typed rules", () => {
  it.each(typedPlants)("%s finds its planted violation", async (rule, code) => {
    expect(await brokenRules(code, "main/host/planted.ts")).toContain(rule);
  });
});

describe("format", () => {
  it("refuses code that Prettier would write in another way", async () => {
    const options = { ...(await resolveConfig("main/host/planted.ts")), filepath: "planted.ts" };
    expect(await check("export const a = 1;\n", options)).toBe(true);
    expect(await check("export const a  =  1\n", options)).toBe(false);
  });
});
