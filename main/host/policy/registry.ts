import { z } from "zod";
import { distrustedPolicy, maxPolicyBytes, noPolicy, policySettingsSchema, type Policy } from "../../model/policy.ts";
import type { RunCommand } from "../run-command.ts";
import { understandPolicy } from "./understand-policy.ts";

/** Where group policy and Intune write; only administrators and SYSTEM may. */
export const policyKey = "HKLM\\Software\\Policies\\TunnelDoctor";

/** A value that every Windows has: whoever may not read this one may read none. */
const knownValue = ["query", "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "/v", "CurrentBuild"];

/** The policy in the registry of Windows, read by `reg`, whose output is the same in every language. */
export async function readRegistryPolicy(run: RunCommand): Promise<Policy> {
  const printed = await run("reg", ["query", policyKey, "/s", "/reg:64"], { maxBytes: maxPolicyBytes });
  if (!printed.ok) return unreadable(printed.error.message);
  if (printed.value.exitCode === 0) return understandPolicy(policyKey, parseRegistryPolicy(printed.value.stdout));
  // The same exit code says that there is no such key, and that `reg` may not be used on this computer.
  const known = await run("reg", knownValue);
  return known.ok && known.value.exitCode === 0 ? noPolicy : unreadable("reg may not be used on this computer.");
}

function unreadable(why: string): Policy {
  return distrustedPolicy(policyKey, `Whether your organisation has a policy (${policyKey}) cannot be read: ${why}`);
}

/**
 * What `reg query KEY /s` printed, as the values of a policy. Names are compared without their case, as Windows does, and
 * a REG_DWORD is a yes or no where the setting is one. What the schema does not know stays, so that it is refused there.
 */
export function parseRegistryPolicy(text: string): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  const recommended: Record<string, unknown> = {};
  let into: Record<string, unknown> = values;
  for (const line of text.split(/\r?\n/)) {
    const key = /^HKEY_LOCAL_MACHINE\\Software\\Policies\\TunnelDoctor(?:\\(.{1,200}))?$/i.exec(line);
    if (key !== null) into = subkey(key[1], values, recommended);
    const value = /^ {4}(.{1,200}?) {4}(REG_[A-Z_]{1,40}) {4}(.*)$/.exec(line);
    const [, name = "", type = "", data = ""] = value ?? [];
    if (value !== null && name !== "(Default)") into[settingName(name)] = typedValue(settingName(name), type, data);
  }
  return Object.keys(recommended).length === 0 ? values : { ...values, recommended };
}

function subkey(
  name: string | undefined,
  values: Record<string, unknown>,
  recommended: Record<string, unknown>,
): Record<string, unknown> {
  if (name === undefined) return values;
  if (name.toLowerCase() === "recommended") return recommended;
  const unknown: Record<string, unknown> = {};
  values[name] = unknown;
  return unknown;
}

const settingNames = policySettingsSchema.keyof().options;

function settingName(name: string): string {
  return settingNames.find((setting) => setting.toLowerCase() === name.toLowerCase()) ?? name;
}

const flags = settingNames.filter((name) => {
  const schema = policySettingsSchema.shape[name];
  return schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodBoolean;
});

function typedValue(name: string, type: string, data: string): unknown {
  switch (type) {
    case "REG_DWORD": {
      const number = Number.parseInt(data, 16);
      return flags.some((flag) => flag === name) && (number === 0 || number === 1) ? number === 1 : number;
    }
    // Lines that were left empty in the editor of group policies are no entries.
    case "REG_MULTI_SZ":
      return data.split("\\0").filter((entry) => entry !== "");
    default:
      return data;
  }
}
