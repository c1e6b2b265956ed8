import type { SettingsState } from "../../use-settings.ts";
import { texts } from "../../texts/texts.ts";
import { helperErrors, helperOptions, noHelpers, type HelperTexts } from "./helper-values.ts";
import { isGatewayName, normaliseGateway } from "./gateway-input.ts";
import type { CheckRequest } from "./use-check.ts";

type Profile = NonNullable<CheckRequest["options"]["profile"]>;
type PracticeFaultName = NonNullable<CheckRequest["practice"]>[number]["name"];

/** What a person has chosen in the form; kept while a check runs, so that nothing has to be typed twice. */
export interface FormValues {
  /** Typed text; undefined until the person types, so that a profile found meanwhile can fill it in. */
  readonly gateway: string | undefined;
  /** Gateway of the chosen profile; `other` for the typed one; undefined until the person chooses. */
  readonly chosen: string | undefined;
  readonly profile: Profile;
  readonly days: number;
  readonly systemLogs: boolean;
  readonly helpers: HelperTexts;
  readonly fault: PracticeFaultName | undefined;
  /** Typed text; undefined until the person types. */
  readonly faultValue: string | undefined;
}

/** What the form starts with: the choices of the settings. */
export function initialFormValues({
  profile,
  logWindowDays,
  stunServer,
  responder,
}: SettingsState["settings"]): FormValues {
  return {
    gateway: undefined,
    chosen: undefined,
    profile,
    days: logWindowDays,
    systemLogs: true,
    helpers: {
      ...noHelpers,
      stun: stunServer.use ? stunServer.server : "",
      responder: responder.use ? responder.server : "",
    },
    fault: undefined,
    faultValue: undefined,
  };
}

/** What differs from what the form starts with: the rest goes on following the settings. */
export function changedValues(initial: FormValues, values: FormValues): Partial<FormValues> {
  const changed = Object.entries(values).filter(([name, value]) => initial[name as keyof FormValues] !== value);
  return Object.fromEntries(changed);
}

const dayMs = 86_400_000;

/** Name of the gateway in the practice network. */
export const practiceGateway = "practice";

function optionsOf({ profile, days, systemLogs, helpers }: FormValues): CheckRequest["options"] {
  return { profile, systemLogs, sinceMs: days * dayMs, ...helperOptions(helpers) };
}

/** The request for a check of a real gateway, or the sentence that says what is wrong with what was typed. */
export function requestFor(values: FormValues, gatewayText: string): CheckRequest | string {
  const gateway = normaliseGateway(gatewayText);
  if (gateway === "") return texts.start.gatewayMissing;
  if (!isGatewayName(gateway)) return texts.start.gatewayInvalid;
  if (Object.keys(helperErrors(values.helpers)).length > 0) return texts.start.helpers.someInvalid;
  return { options: { ...optionsOf(values), gateway } };
}

/** The request for a check of the practice network, or the sentence that says what is wrong with the number. */
export function practiceRequestFor(
  values: FormValues,
  fault: { readonly name: PracticeFaultName; readonly unit?: string | undefined },
  valueText: string,
): CheckRequest | string {
  // Servers of the real world have no place in the practice network.
  const options = { ...optionsOf({ ...values, helpers: noHelpers }), gateway: practiceGateway };
  if (fault.unit === undefined) return { options, practice: [{ name: fault.name }] };
  const value = Number(valueText);
  if (valueText.trim() === "" || !(value >= 0 && value <= 100_000)) return texts.practice.valueInvalid;
  return { options, practice: [{ name: fault.name, value }] };
}
