import type { CallInput } from "../../../main/api/contract.ts";
import { texts } from "../../texts/texts.ts";
import { isGatewayName, normaliseGateway } from "../check/gateway-input.ts";
import { helperErrors, helperOptions, noHelpers } from "../check/helper-values.ts";
import { recipientsIn } from "./sealing.ts";

/** What a helpdesk typed; empty texts are left out of the request. */
export interface RequestValues {
  readonly caseId: string;
  readonly reason: string;
  readonly gateway: string;
  readonly profile: "quick" | "standard" | "deep";
  readonly days: number;
  readonly validDays: number;
  readonly uploadUrl: string;
  readonly moreRecipients: string;
  readonly stun: string;
  readonly responder: string;
  readonly organisationSalt: boolean;
}

export const emptyRequest: RequestValues = {
  caseId: "",
  reason: "",
  gateway: "",
  profile: "standard",
  days: 7,
  validDays: 7,
  uploadUrl: "",
  moreRecipients: "",
  stun: "",
  responder: "",
  organisationSalt: true,
};

export type RequestErrors = Readonly<Partial<Record<keyof RequestValues, string>>>;

const dayMs = 86_400_000;
/** RFC 8489, section 18.6; a responder listens there too unless told otherwise. */
const stunPort = 3478;

/** The sentence for every field that is wrong. */
export function requestErrors(values: RequestValues): RequestErrors {
  const words = texts.share.ask.errors;
  const gateway = normaliseGateway(values.gateway);
  const helpers = helperErrors({ ...noHelpers, stun: values.stun, responder: values.responder });
  const isWrongKey = recipientsIn(values.moreRecipients).find((key) => !/^age1[a-z0-9]+$/.test(key));
  return {
    ...(gateway === "" || isGatewayName(gateway) ? {} : { gateway: texts.start.gatewayInvalid }),
    ...(values.uploadUrl.trim() === "" || isHttps(values.uploadUrl.trim()) ? {} : { uploadUrl: words.uploadUrl }),
    ...(isWrongKey === undefined
      ? {}
      : { moreRecipients: texts.share.sealing.recipientWrong(isWrongKey.slice(0, 40)) }),
    ...(helpers.stun === undefined ? {} : { stun: helpers.stun }),
    ...(helpers.responder === undefined ? {} : { responder: helpers.responder }),
  };
}

/** What `request.create` takes. */
export function requestInput(values: RequestValues): CallInput<"request.create"> {
  const { stunServer, responder } = helperOptions({ ...noHelpers, stun: values.stun, responder: values.responder });
  return {
    ...typed("caseId", values.caseId),
    ...typed("reason", values.reason),
    ...typed("gateway", normaliseGateway(values.gateway)),
    ...typed("uploadUrl", values.uploadUrl),
    profile: values.profile,
    sinceMs: values.days * dayMs,
    validForMs: values.validDays * dayMs,
    moreRecipients: [...recipientsIn(values.moreRecipients)],
    organisationSalt: values.organisationSalt,
    ...(stunServer === undefined ? {} : { stunServer: { ...stunServer, port: stunServer.port ?? stunPort } }),
    ...(responder === undefined ? {} : { responder: { ...responder, port: responder.port ?? stunPort } }),
  };
}

/** The member alone; none for an empty text. */
function typed<Name extends string>(name: Name, text: string): Partial<Record<Name, string>> {
  return text.trim() === "" ? {} : ({ [name]: text.trim() } as Record<Name, string>);
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === "https:" && text.length <= 2048;
}
