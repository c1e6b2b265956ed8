import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { XMLBuilder } from "fast-xml-parser";
import { z } from "zod";
import { policyFileSchema, policySettingsSchema } from "../main/model/policy.ts";

/*
 * Writes what the tools of administrators need to set a policy, from its schema, into docs/device-management: the
 * administrative template of Windows (ADMX with its English words, ADML), a configuration profile for macOS, the custom
 * schema of Jamf, and an example for Linux. `--check` writes nothing and fails when a file differs.
 */

const bundleId = "org.tunnel-doctor.app";
const policyKey = "Software\\Policies\\TunnelDoctor";

/** One setting, as JSON Schema has it. */
const settingSchema = z.object({
  title: z.string(),
  description: z.string(),
  type: z.enum(["string", "integer", "boolean", "array"]),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  examples: z.tuple([z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])]),
});
type Setting = z.infer<typeof settingSchema>;

const published = z
  .object({ properties: z.record(z.string(), z.looseObject({})) })
  .parse(z.toJSONSchema(policySettingsSchema, { io: "input" })).properties;
const settings = Object.entries(published).map(([name, schema]) => ({ name, ...settingSchema.parse(schema) }));

/** Settings that can also be recommended only: those that the schema has below `recommended`. */
const recommendable = new Set(Object.keys(policyFileSchema.shape.recommended.unwrap().shape));

// eslint-disable-next-line @typescript-eslint/no-deprecated -- it is to move to a package of its own, which is no dependency here
const xml = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});
const document = (root: object): string => xml.build({ "?xml": { "@version": "1.0", "@encoding": "utf-8" }, ...root });

/* Windows: https://learn.microsoft.com/previous-versions/windows/desktop/policy/admx-schema */

interface Place {
  readonly suffix: "" | "_recommended";
  readonly key: string;
  readonly category: string;
}
const fixedPlace: Place = { suffix: "", key: policyKey, category: "TunnelDoctor" };
const recommendedPlace: Place = {
  suffix: "_recommended",
  key: `${policyKey}\\Recommended`,
  category: "TunnelDoctorRecommended",
};

const templates = [fixedPlace, recommendedPlace].flatMap((place) =>
  settings
    .filter(({ name }) => place === fixedPlace || recommendable.has(name))
    .map((setting) => ({ place, setting, id: `${setting.name}${place.suffix}` })),
);

function admx(): string {
  return document({
    policyDefinitions: {
      "@revision": "1.0",
      "@schemaVersion": "1.0",
      "@xmlns": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions",
      policyNamespaces: { target: { "@prefix": "tunneldoctor", "@namespace": "TunnelDoctor.Policies" } },
      resources: { "@minRequiredRevision": "1.0" },
      supportedOn: {
        definitions: { definition: { "@name": "Windows10", "@displayName": "$(string.Windows10)" } },
      },
      categories: {
        category: [
          { "@name": "TunnelDoctor", "@displayName": "$(string.TunnelDoctor)" },
          {
            "@name": "TunnelDoctorRecommended",
            "@displayName": "$(string.TunnelDoctorRecommended)",
            parentCategory: { "@ref": "TunnelDoctor" },
          },
        ],
      },
      policies: {
        policy: templates.map(({ place, setting, id }) => ({
          "@name": id,
          "@class": "Machine",
          "@displayName": `$(string.${setting.name})`,
          "@explainText": `$(string.${setting.name}_explain)`,
          ...(setting.type === "boolean" ? {} : { "@presentation": `$(presentation.${id})` }),
          "@key": place.key,
          ...(setting.type === "boolean" ? { "@valueName": setting.name } : {}),
          parentCategory: { "@ref": place.category },
          supportedOn: { "@ref": "Windows10" },
          ...(setting.type === "boolean"
            ? { enabledValue: { decimal: { "@value": "1" } }, disabledValue: { decimal: { "@value": "0" } } }
            : { elements: element(setting) }),
        })),
      },
    },
  });
}

function element(setting: Setting & { readonly name: string }): object {
  const value = { "@id": setting.name, "@valueName": setting.name };
  if (setting.enum !== undefined) {
    const item = setting.enum.map((choice) => ({
      "@displayName": `$(string.${setting.name}_${choice})`,
      value: { string: choice },
    }));
    return { enum: { ...value, "@required": "true", item } };
  }
  switch (setting.type) {
    case "integer": {
      const { minimum = 0, maximum = 9999 } = setting;
      return { decimal: { ...value, "@required": "true", "@minValue": `${minimum}`, "@maxValue": `${maximum}` } };
    }
    case "array":
      // Not required: an empty list is a decision too.
      return { multiText: { ...value, "@maxStrings": `${setting.maxItems ?? 64}` } };
    case "string":
    case "boolean":
      return { text: { ...value, "@required": "true", "@maxLength": `${setting.maxLength ?? 2048}` } };
  }
}

function adml(): string {
  const strings: readonly (readonly [string, string])[] = [
    ["TunnelDoctor", "Tunnel Doctor"],
    ["TunnelDoctorRecommended", "Recommended (people may change these)"],
    ["Windows10", "Windows 10 and later"],
    ...settings.flatMap(({ name, title, description, enum: choices = [] }) => [
      [name, title] as const,
      [`${name}_explain`, description] as const,
      ...choices.map((choice) => [`${name}_${choice}`, choice] as const),
    ]),
  ];
  const presentation = templates
    .filter(({ setting }) => setting.type !== "boolean")
    .map(({ setting, id }) => ({ "@id": id, ...control(setting) }));
  return document({
    policyDefinitionResources: {
      "@revision": "1.0",
      "@schemaVersion": "1.0",
      "@xmlns": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions",
      displayName: "Tunnel Doctor",
      description: "What an organisation decides for Tunnel Doctor on its computers.",
      resources: {
        stringTable: { string: strings.map(([id, text]) => ({ "@id": id, "#text": text })) },
        presentationTable: { presentation },
      },
    },
  });
}

function control({ name, title, type, enum: choices, examples }: Setting & { readonly name: string }): object {
  const common = { "@refId": name, "#text": title };
  if (choices !== undefined) return { dropdownList: { "@noSort": "true", ...common } };
  if (type === "integer") return { decimalTextBox: { "@defaultValue": String(examples[0]), ...common } };
  return type === "array" ? { multiTextBox: common } : { textBox: { "@refId": name, label: title } };
}

/* macOS: a configuration profile that sets the application's managed preferences, by its bundle identifier. */

function plistValue(value: unknown): object {
  if (typeof value === "boolean") return { [String(value)]: "" };
  if (typeof value === "number") return { integer: value };
  if (Array.isArray(value)) return { array: { string: value } };
  return { string: String(value) };
}

function mobileconfig(): string {
  // Keys and values alternate, which objects cannot say: the parts are built one by one.
  const entry = (key: string, value: object): string => xml.build({ key, ...value });
  const indented = (text: string, by: string): string =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => by + line)
      .join("\n");
  const dictOf = (entries: readonly string[]): string => `<dict>\n${indented(entries.join(""), "  ")}\n</dict>\n`;
  const payload = dictOf([
    entry("PayloadType", { string: bundleId }),
    entry("PayloadVersion", { integer: 1 }),
    entry("PayloadIdentifier", { string: `${bundleId}.policy.settings` }),
    entry("PayloadUUID", { string: "6F5C3A0E-8F0B-4C57-9C39-2A3C1F5D7B11" }),
    entry("PayloadDisplayName", { string: "Tunnel Doctor" }),
    ...settings.map(({ name, examples: [example] }) => entry(name, plistValue(example))),
  ]);
  const profile = dictOf([
    entry("PayloadType", { string: "Configuration" }),
    entry("PayloadVersion", { integer: 1 }),
    entry("PayloadIdentifier", { string: `${bundleId}.policy` }),
    entry("PayloadUUID", { string: "B1A7E2C4-5D38-4E0F-8A56-7C9D0E1F2A33" }),
    entry("PayloadScope", { string: "System" }),
    entry("PayloadDisplayName", { string: "Tunnel Doctor: example" }),
    `<key>PayloadContent</key>\n<array>\n${indented(payload, "  ")}\n</array>\n`,
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    profile.trimEnd(),
    "</plist>",
    "",
  ].join("\n");
}

/** Jamf's form of a JSON Schema ("custom schema" of an application's settings). */
function jamf(): string {
  const plain = Object.fromEntries(
    settings.map(({ name, title, description, ...rest }, index) => [
      name,
      {
        title,
        description,
        property_order: index + 1,
        type: rest.type,
        ...(rest.enum === undefined ? {} : { enum: rest.enum }),
        ...(rest.type === "array" ? { items: { type: "string", title: "Entry" } } : {}),
      },
    ]),
  );
  const recommended = Object.fromEntries(Object.entries(plain).filter(([name]) => recommendable.has(name)));
  return json({
    title: `Tunnel Doctor (${bundleId})`,
    description: "What an organisation decides for Tunnel Doctor on its computers.",
    __preferencedomain: bundleId,
    properties: {
      ...plain,
      recommended: {
        title: "Recommended",
        description: "Defaults that people may change.",
        type: "object",
        properties: recommended,
      },
    },
  });
}

/** A policy for Linux with every setting. */
function example(): string {
  return json({
    schema: "tunnel-doctor/policy/1",
    ...Object.fromEntries(settings.map(({ name, examples: [value] }) => [name, value])),
  });
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const files: readonly (readonly [path: string, text: string])[] = [
  ["windows/TunnelDoctor.admx", admx()],
  ["windows/en-US/TunnelDoctor.adml", adml()],
  ["macos/tunnel-doctor.mobileconfig", mobileconfig()],
  ["macos/jamf-schema.json", jamf()],
  ["linux/policy.json", example()],
];

const check = process.argv.includes("--check");
for (const [path, text] of files) {
  const file = fileURLToPath(new URL(`../docs/device-management/${path}`, import.meta.url));
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(
      `docs/device-management/${path} is not what the schema says; run node build/write-device-management.ts.`,
    );
    process.exitCode = 1;
  }
}
