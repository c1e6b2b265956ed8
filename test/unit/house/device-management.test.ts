import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseRegistryPolicy } from "../../../main/host/policy/registry.ts";
import { understandPolicy, understandPolicyText } from "../../../main/host/policy/understand-policy.ts";
import { policyFileSchema, policySettingsSchema } from "../../../main/model/policy.ts";

/* What administrators get to set a policy with, walked against the schema that it was made from. */

const root = process.cwd();
const text = (path: string): string => readFileSync(join(root, "docs/device-management", path), "utf8");
const names = policySettingsSchema.keyof().options;
const recommended = Object.keys(policyFileSchema.shape.recommended.unwrap().shape);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseAttributeValue: false,
  isArray: (name) => ["policy", "string", "presentation", "item"].includes(name),
});

const valueSchema = z.looseObject({ "@id": z.string(), "@valueName": z.string() });
const admxSchema = z.object({
  policyDefinitions: z.object({
    policies: z.object({
      policy: z.array(
        z.looseObject({
          "@name": z.string(),
          "@key": z.string(),
          "@class": z.literal("Machine"),
          "@valueName": z.string().optional(),
          "@presentation": z.string().optional(),
          elements: z.partialRecord(z.enum(["text", "enum", "decimal", "multiText"]), valueSchema).optional(),
        }),
      ),
    }),
  }),
});

describe("the files for device management", () => {
  it("are what the schema says, and one that differs is found", () => {
    const folder = mkdtempSync(join(tmpdir(), "planted-"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const part of ["main/model", "build", "docs/device-management"]) {
      cpSync(join(root, part), join(folder, part), { recursive: true });
    }
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    const check = () =>
      spawnSync(process.execPath, ["build/write-device-management.ts", "--check"], { cwd: folder, encoding: "utf8" });
    const whole = check();
    writeFileSync(join(folder, "docs/device-management/linux/policy.json"), "{}\n");
    const drifted = check();
    rmSync(folder, { recursive: true });
    expect([whole.stderr, whole.status]).toEqual(["", 0]);
    expect([drifted.status, drifted.stderr]).toEqual([1, expect.stringContaining("linux/policy.json is not")]);
  });

  it("are XML of their kinds", () => {
    for (const path of [
      "windows/TunnelDoctor.admx",
      "windows/en-US/TunnelDoctor.adml",
      "macos/tunnel-doctor.mobileconfig",
    ]) {
      const [top = ""] = Object.keys(parser.parse(text(path)) as object).filter((name) => !name.startsWith("?"));
      expect(["policyDefinitions", "policyDefinitionResources", "plist"]).toContain(top);
    }
  });

  it("the template of Windows has every setting, fixed and recommended, under the key that is read", () => {
    const { policy } = admxSchema.parse(parser.parse(text("windows/TunnelDoctor.admx"))).policyDefinitions.policies;
    const valueOf = ({ elements, ...entry }: (typeof policy)[number]) =>
      entry["@valueName"] ?? Object.values(elements ?? {})[0]?.["@valueName"];
    const below = (key: string) => policy.filter((entry) => entry["@key"] === key).map(valueOf);
    expect(below("Software\\Policies\\TunnelDoctor")).toEqual(names);
    expect(below("Software\\Policies\\TunnelDoctor\\Recommended")).toEqual(recommended);
    expect(policy).toHaveLength(names.length + recommended.length);
  });

  it("the template has words for everything that it names", () => {
    const admx = text("windows/TunnelDoctor.admx");
    const adml = text("windows/en-US/TunnelDoctor.adml");
    const named = [...admx.matchAll(/\$\((string|presentation)\.(\w+)\)/g)];
    expect(named.length).toBeGreaterThan(40);
    for (const [, kind = "", id = ""] of named) expect(adml).toContain(`<${kind} id="${id}"`);
    // Every control of the words belongs to a value of the template.
    for (const [, id = ""] of adml.matchAll(/refId="(\w+)"/g)) expect(admx).toContain(`id="${id}" valueName="${id}"`);
  });

  it("what the template writes into the registry is a policy that is understood", () => {
    const admx = text("windows/TunnelDoctor.admx");
    const choices = [...admx.matchAll(/<enum id="(\w+)".*?<\/enum>/gs)].flatMap(([element, name = ""]) =>
      [...element.matchAll(/<string>(\w+)<\/string>/g)].map(([, choice = ""]) => [name, choice] as const),
    );
    expect(choices.length).toBeGreaterThan(5);
    for (const [name, choice] of choices) {
      const printed = `HKEY_LOCAL_MACHINE\\Software\\Policies\\TunnelDoctor\r\n    ${name}    REG_SZ    ${choice}\r\n`;
      expect(understandPolicy("registry", parseRegistryPolicy(printed)).fixed).toEqual({ [name]: choice });
    }
    const flag = "HKEY_LOCAL_MACHINE\\Software\\Policies\\TunnelDoctor\r\n    backgroundWatch    REG_DWORD    0x0\r\n";
    expect(admx).toMatch(/valueName="backgroundWatch">.*?<disabledValue>\s*<decimal value="0"/s);
    expect(understandPolicy("registry", parseRegistryPolicy(flag)).fixed).toEqual({ backgroundWatch: false });
  });

  it("the profile of macOS sets every setting to a value that is understood", () => {
    const profile = text("macos/tunnel-doctor.mobileconfig");
    for (const name of names) expect(profile).toContain(`<key>${name}</key>`);
    expect(profile).toContain("<string>org.tunnel-doctor.app</string>");
  });

  it("the schema of Jamf has every setting", () => {
    const schema = z
      .object({
        __preferencedomain: z.literal("org.tunnel-doctor.app"),
        properties: z.record(z.string(), z.looseObject({ properties: z.record(z.string(), z.unknown()).optional() })),
      })
      .parse(JSON.parse(text("macos/jamf-schema.json")));
    expect(Object.keys(schema.properties)).toEqual([...names, "recommended"]);
    expect(Object.keys(schema.properties["recommended"]?.properties ?? {})).toEqual(recommended);
  });

  it("the example for Linux is a policy with every setting", () => {
    const policy = understandPolicyText("policy.json", text("linux/policy.json"));
    expect(policy.problem).toBeUndefined();
    expect(policy.locked).toEqual(names);
  });
});
