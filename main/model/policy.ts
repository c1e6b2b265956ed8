import { z } from "zod";
import { gatewayNameSchema, stunServerSchema, type StunServer } from "./check-options.ts";
import { uploadUrlSchema } from "./diagnosis-request.ts";
import { checkProfileSchema } from "./report.ts";

export const policySchemaId = "tunnel-doctor/policy/1";

/** No policy of an organisation is longer, in whatever form. */
export const maxPolicyBytes = 64 * 1024;

/** `HOST`, `HOST:PORT` or `[ADDRESS]:PORT`, as in the options of the command line. */
const serverTextSchema = z
  .string()
  .max(300)
  .refine((text) => serverOf(text) !== null, "a server is a host name or an IP address, with or without a port");

/** An Ed25519 public key: 32 bytes in unpadded base64url. */
const publicKeySchema = z.string().regex(/^[\w-]{43}$/, "a public key has 43 characters of base64url");

const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(64);

/** What a person may decide differently where it is only recommended. */
const choiceShape = {
  gateway: gatewayNameSchema.optional().meta({
    title: "VPN gateway",
    description: "The VPN gateway that is checked where nobody names another.",
    examples: ["vpn.example.com"],
  }),
  profile: checkProfileSchema
    .optional()
    .meta({ title: "How much is measured", description: "How much a check measures.", examples: ["standard"] }),
  logWindowDays: z
    .int()
    .min(1)
    .max(366)
    .optional()
    .meta({
      title: "Days of logs",
      description: "How many days of this computer's logs a check reads.",
      examples: [7],
    }),
  stunServer: serverTextSchema.optional().meta({
    title: "STUN server",
    description: "The STUN server that is asked for the public address, as HOST or HOST:PORT.",
    examples: ["stun.example.com:3478"],
  }),
  responder: serverTextSchema.optional().meta({
    title: "Responder",
    description: "The organisation's own responder, which NAT lifetimes are measured with, as HOST or HOST:PORT.",
    examples: ["responder.example.com"],
  }),
  uploadUrl: uploadUrlSchema.optional().meta({
    title: "Upload address",
    description: "Where answered requests may be uploaded to (https). Where it is fixed, nowhere else.",
    examples: ["https://upload.example.com/vpn/"],
  }),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, "a language is a tag such as en or pt-BR")
    .optional()
    .meta({
      title: "Language",
      description: "The language of the interface, as a tag such as en or de.",
      examples: ["en"],
    }),
  updates: z
    .enum(["off", "notify", "install"])
    .optional()
    .meta({
      title: "New versions",
      description: "What the desktop app does about new versions: nothing, tell of them, or install them.",
      examples: ["notify"],
    }),
  updateUrl: uploadUrlSchema.optional().meta({
    title: "Address of new versions",
    description: "The https folder where the organisation keeps the new versions of the desktop app.",
    examples: ["https://updates.example.com/tunnel-doctor/"],
  }),
  backgroundWatch: z
    .boolean()
    .optional()
    .meta({
      title: "Watch in the background",
      description: "Whether the desktop app watches the VPN in the background, from the tray.",
      examples: [true],
    }),
} as const;

/** What an organisation can only forbid or fix. */
const restrictionShape = {
  allowedServers: list(serverTextSchema)
    .optional()
    .meta({
      title: "Servers that may be asked",
      description:
        "Beside the gateway, only these servers may be asked, each as HOST or HOST:PORT. An empty list: none.",
      examples: [["stun.example.com:3478", "responder.example.com"]],
    }),
  requestSigners: list(publicKeySchema)
    .optional()
    .meta({
      title: "Signers of requests",
      description: "Only requests signed by these keys (Ed25519, base64url) are answered, and they are known.",
      examples: [["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]],
    }),
} as const;

const choicesSchema = z.strictObject(choiceShape);

/** The settings of a policy, by their names: the one list that every form of a policy is made from. */
export const policySettingsSchema = z.strictObject({ ...choiceShape, ...restrictionShape });
export type PolicySettings = z.infer<typeof policySettingsSchema>;

/**
 * What an organisation decides for its computers. A setting at the top is fixed; one below `recommended` is a default that
 * the person may change.
 */
export const policyFileSchema = z.strictObject({
  schema: z.literal(policySchemaId),
  ...policySettingsSchema.shape,
  recommended: choicesSchema.optional().describe("Defaults that the person may change."),
});
type PolicyFile = z.infer<typeof policyFileSchema>;

/** What holds on this computer. */
export const policySchema = z.object({
  /** Where it was found; absent where there is none. */
  source: z.string().optional(),
  fixed: policySettingsSchema,
  recommended: choicesSchema,
  /** Names of the settings that nobody but the organisation changes. */
  locked: z.array(policySettingsSchema.keyof()),
  /** Why what is at the source is not used; `fixed` then forbids all that a policy could forbid. */
  problem: z.string().optional(),
});
export type Policy = z.infer<typeof policySchema>;

/** The policy of a computer that nobody manages. */
export const noPolicy: Policy = { fixed: {}, recommended: {}, locked: [] };

/** What follows from a policy that was read and is valid. */
export function policyFrom(source: string, file: PolicyFile): Policy {
  const locked = policySettingsSchema.keyof().options.filter((name) => file[name] !== undefined);
  const fixed = Object.fromEntries(locked.map((name) => [name, file[name]])) as PolicySettings;
  return { source, fixed, recommended: file.recommended ?? {}, locked };
}

/**
 * The policy where there is one that cannot be trusted or understood. Nothing that it might have forbidden is done until
 * somebody repairs it: who could damage it must not be able to lift it.
 *
 * @param problem one sentence: what is wrong, and where
 */
export function distrustedPolicy(source: string, problem: string): Policy {
  const fixed: PolicySettings = { allowedServers: [], requestSigners: [], updates: "off" };
  return { source, fixed, recommended: {}, locked: ["allowedServers", "requestSigners", "updates"], problem };
}

/** The value in force where the person has chosen `own`, or nothing. */
export function settled<Name extends keyof typeof choiceShape>(
  { fixed, recommended }: Policy,
  name: Name,
  own?: PolicySettings[Name],
): PolicySettings[Name] | undefined {
  return fixed[name] ?? own ?? recommended[name];
}

/** A server as text, taken apart; null where it is none. Without a port it is 3478, as RFC 8489 section 8 says. */
export function serverOf(text: string): StunServer | null {
  if (z.ipv6().safeParse(text).success) return { host: text, port: stunPort };
  const match = /^(?:\[(?<address>[^\]]+)\]|(?<name>[^:]+))(?::(?<port>\d{1,5}))?$/.exec(text)?.groups;
  if (match === undefined) return null;
  const port = match["port"];
  const server = { host: match["address"] ?? match["name"], port: port === undefined ? stunPort : Number(port) };
  return stunServerSchema.safeParse(server).data ?? null;
}

const stunPort = 3478;
