import { policySettingsSchema, type Policy, type PolicySettings } from "../../model/policy.ts";

function lines(settings: PolicySettings): readonly string[] {
  return policySettingsSchema
    .keyof()
    .options.flatMap((name) =>
      settings[name] === undefined ? [] : [`${titleOf(name)}: ${valueText(settings[name])}`],
    );
}

function titleOf(name: keyof PolicySettings): string {
  return policySettingsSchema.shape[name].meta()?.title ?? name;
}

function valueText(value: PolicySettings[keyof PolicySettings]): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** A policy for people. */
export function policyText({ source, fixed, recommended }: Policy): string {
  if (source === undefined) return "No policy of an organisation was found on this computer.\n";
  const part = (title: string, settings: PolicySettings): readonly string[] =>
    Object.keys(settings).length === 0 ? [] : ["", title, ...lines(settings).map((line) => `  ${line}`)];
  return [
    `Policy of your organisation: ${source}`,
    ...part("Fixed", fixed),
    ...part("Recommended", recommended),
    "",
  ].join("\n");
}

const aboutChecks = ["gateway", "profile", "logWindowDays", "stunServer", "responder"] as const;

/** One line about what is fixed for a check; undefined where nothing is. */
export function toldPolicy({ source, fixed, problem }: Policy): string | undefined {
  const told = aboutChecks.flatMap((name) => (fixed[name] === undefined ? [] : lines({ [name]: fixed[name] })));
  if (source === undefined || problem !== undefined || told.length === 0) return undefined;
  return `Set by your organisation (${source}): ${told.join("; ")}.`;
}
