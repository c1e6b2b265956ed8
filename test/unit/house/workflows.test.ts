import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = `${root}.github/workflows/`;

// The packaging tool's own reader of YAML, asked from where the tool itself would ask.
const fromTool = createRequire(createRequire(import.meta.url).resolve("electron-builder"));
const { load } = createRequire(fromTool.resolve("app-builder-lib"))("js-yaml") as { load: (text: string) => unknown };

interface Step {
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly environment?: string;
        readonly "timeout-minutes"?: number;
        readonly steps: readonly Step[];
      }
    >
  >;
}

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(folder + name, "utf8");
  return { name, text, workflow: load(text) as Workflow };
});
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const stages = [...readFileSync(`${root}build/test-stages.ts`, "utf8").matchAll(/\bname: "([a-z-]+)"/g)].map(
  ([, name = ""]) => name,
);

describe.each(workflows)("the workflow $name", ({ text, workflow }) => {
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);
  const lines = steps.flatMap(({ run }) => run?.split("\n") ?? []);

  it("runs scripts and stages that there are", () => {
    for (const line of lines) {
      for (const [, script = ""] of line.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty([script]);
      for (const [, names = ""] of line.matchAll(/npm test -- ([a-z -]+)/g)) {
        expect(stages).toEqual(expect.arrayContaining(names.trim().split(" ")));
      }
    }
    expect(lines.some((line) => line.includes("npm run "))).toBe(true);
  });

  it("pins every action to a commit, with its version beside it", () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action = ""]) => action);
    expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    for (const action of uses) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const pins = new Set(uses.map((action) => action.split(" ")[0]));
    expect(pins.size).toBe(new Set(uses.map((action) => action.split("@")[0])).size);
  });

  it("has no more rights than reading, but where it publishes", () => {
    expect(Object.values(workflow.permissions ?? { missing: "write" })).not.toContain("write");
    for (const [name, { permissions = {} }] of jobs) {
      if (name !== "publish") expect(Object.values(permissions)).not.toContain("write");
    }
    for (const { uses, with: settings } of steps) {
      if (uses?.startsWith("actions/checkout@") === true)
        expect(settings).toMatchObject({ "persist-credentials": false });
    }
  });

  it("puts nothing that others write into a shell, and ends every job", () => {
    for (const line of lines) expect(line).not.toContain("${{");
    for (const [, job] of jobs) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });
});

describe("the release", () => {
  it("is tested and packed on the three systems, with SBOM, checksums and provenance", () => {
    const { text } = workflows.find(({ name }) => name === "release.yml") ?? { text: "" };
    expect(text).toContain("os: [ubuntu-latest, windows-latest, macos-latest]");
    const inOrder = [
      "npm run test:unit",
      "npm run package --",
      "npm run sbom",
      "npm run checksums",
      "attest-build-provenance@",
      "gh release create",
    ];
    const places = inOrder.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  const { jobs } = workflows.find(({ name }) => name === "release.yml")?.workflow ?? { jobs: {} };
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const secretsOf = ({ env = {} }: Step): readonly string[] =>
    Object.values(env).flatMap((value) => /^\$\{\{ secrets\.(\w+) \}\}$/.exec(value)?.[1] ?? []);

  it.each([
    ["Linux", ["LINUX_SIGNING_KEY"]],
    ["Windows", ["WIN_CSC_LINK", "WIN_CSC_KEY_PASSWORD"]],
    [
      "macOS",
      ["MAC_CSC_LINK", "MAC_CSC_KEY_PASSWORD", "APPLE_API_KEY_CONTENT", "APPLE_API_KEY_ID", "APPLE_API_ISSUER"],
    ],
  ])("signs on %s, in one step that alone sees these secrets", (system, secrets) => {
    const seen = steps.filter((step) => secretsOf(step).some((name) => secrets.includes(name)));
    expect(seen.map((step) => [step.if, secretsOf(step)])).toEqual([[`runner.os == '${system}'`, secrets]]);
  });

  it("uses secrets nowhere else, and only where a person can be asked first", () => {
    const { text } = workflows.find(({ name }) => name === "release.yml") ?? { text: "" };
    expect(text.match(/secrets\./g)).toHaveLength(steps.flatMap(secretsOf).length);
    expect(jobs["packages"]?.environment).toBe("signing");
    for (const [name, job] of Object.entries(jobs)) {
      if (name !== "packages") expect(job.steps.flatMap(secretsOf)).toEqual([]);
    }
  });

  it("keeps what every target makes, and what an organisation's server of new versions needs", () => {
    const kept = String(
      jobs["packages"]?.steps.find(({ uses = "" }) => uses.includes("upload-artifact"))?.with?.["path"],
    );
    for (const ending of ["exe", "msi", "dmg", "zip", "AppImage", "deb", "rpm", "asc", "blockmap"]) {
      expect(kept).toContain(`out/packages/*.${ending}\n`);
    }
    expect(kept).toContain("out/packages/latest*.yml");
  });
});
