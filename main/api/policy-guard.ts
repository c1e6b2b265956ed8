import { failure, success, type Outcome } from "../model/failure.ts";
import { serverOf, settled, type Policy, type PolicySettings } from "../model/policy.ts";
import type { PolicyReader } from "../model/ports/policy.ts";
import type { CallOutput, ParsedInput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";

type Guarded =
  "check.run" | "probe.run" | "watch.run" | "request.create" | "request.open" | "request.answer" | "policy.read";

const dayMs = 86_400_000;

/**
 * The handlers, bound by the organisation's policy: behind every door the same. What is fixed replaces what was left open
 * and refuses what differs from it; what is recommended fills what was left open.
 */
export function underPolicy(handlers: Omit<Handlers, "policy.read">, reader: PolicyReader): Handlers {
  const guarded: Pick<Handlers, Guarded> = {
    "policy.read": async () => success(await reader.read()),
    "check.run": async (input, context) => {
      if (input.practice !== undefined) return handlers["check.run"](input, context);
      const options = checkUnder(await reader.read(), input.options);
      return options.ok ? handlers["check.run"]({ ...input, options: options.value }, context) : options;
    },
    "probe.run": async (input, context) => {
      if (input.practice !== undefined) return handlers["probe.run"](input, context);
      const servers = serversUnder(await reader.read(), input);
      return servers.ok ? handlers["probe.run"]({ ...input, ...servers.value }, context) : servers;
    },
    "watch.run": watchUnder(reader, handlers["watch.run"]),
    "request.create": async (input, context) => {
      const uploadUrl = fixedValue(await reader.read(), "uploadUrl", input.uploadUrl);
      if (!uploadUrl.ok) return uploadUrl;
      return handlers["request.create"]({ ...input, ...present({ uploadUrl: uploadUrl.value }) }, context);
    },
    "request.open": async (source, context) => {
      const opened = await handlers["request.open"](source, context);
      return opened.ok ? requestUnder(await reader.read(), opened.value) : opened;
    },
    "request.answer": async (input, context) => {
      const opened = await guarded["request.open"](input.source, { signal: context.signal, emit: () => undefined });
      if (!opened.ok) return opened;
      const gateway = fixedValue(await reader.read(), "gateway", input.gateway);
      if (!gateway.ok) return gateway;
      const trustSigner = input.trustSigner || opened.value.signer.standing === "known";
      return handlers["request.answer"]({ ...input, trustSigner, ...present({ gateway: gateway.value }) }, context);
    },
  };
  return { ...handlers, ...guarded };
}

/** The call that watches, bound by the policy: for the door that wires no other call. */
export function watchUnder(reader: PolicyReader, watch: Handlers["watch.run"]): Handlers["watch.run"] {
  return async (input, context) => {
    const gateway = fixedValue(await reader.read(), "gateway", input.gateway);
    return gateway.ok ? watch({ ...input, ...present({ gateway: gateway.value }) }, context) : gateway;
  };
}

type CheckOptions = ParsedInput<"check.run">["options"];

/** What a check may do; `refused` where it was asked for something else than is fixed. */
function checkUnder(policy: Policy, options: CheckOptions): Outcome<CheckOptions> {
  // Who names log files asks what they say; that must not become a check of the organisation's gateway.
  const namesLogs = options.logPaths.length > 0;
  const gateway =
    namesLogs && options.gateway === undefined
      ? success<string | undefined>(undefined)
      : fixedValue(policy, "gateway", options.gateway);
  if (!gateway.ok) return gateway;
  const servers = serversUnder(policy, options);
  if (!servers.ok) return servers;
  const days =
    policy.fixed.logWindowDays ?? (options.sinceMs === undefined ? policy.recommended.logWindowDays : undefined);
  return success({
    ...options,
    ...present({ gateway: gateway.value }),
    ...servers.value,
    profile: policy.fixed.profile ?? options.profile,
    ...(days === undefined || namesLogs ? {} : { sinceMs: days * dayMs }),
  });
}

interface Asked {
  readonly stunServer?: { readonly host: string; readonly port: number } | undefined;
  readonly responder?: { readonly host: string; readonly port: number } | undefined;
  readonly nameServer?: { readonly host: string; readonly port: number } | undefined;
  readonly captivePage?: { readonly url: string } | undefined;
  readonly gateway?: string | undefined;
}

/** The helper servers of a measurement; `refused` where one of those that were asked for may not be asked. */
function serversUnder(policy: Policy, asked: Asked): Outcome<Pick<Asked, "stunServer" | "responder">> {
  if (asked.gateway !== undefined) {
    const gateway = fixedValue(policy, "gateway", asked.gateway);
    if (!gateway.ok) return gateway;
  }
  const page = asked.captivePage === undefined ? undefined : new URL(asked.captivePage.url);
  const servers = [
    asked.stunServer,
    asked.responder,
    asked.nameServer,
    ...(page === undefined ? [] : [{ host: page.hostname, port: Number(page.port) || defaultPort(page.protocol) }]),
  ];
  for (const server of servers) {
    if (server !== undefined && !mayAsk(policy, server)) {
      return refused(policy, `does not allow to ask ${server.host}:${server.port}`);
    }
  }
  return success({
    ...present({ stunServer: settledServer(policy, "stunServer", asked.stunServer) }),
    ...present({ responder: settledServer(policy, "responder", asked.responder) }),
  });
}

const defaultPort = (protocol: string): number => (protocol === "https:" ? 443 : 80);

function mayAsk(
  { fixed, recommended }: Policy,
  { host, port }: { readonly host: string; readonly port: number },
): boolean {
  if (fixed.allowedServers === undefined) return true;
  const own = [fixed.stunServer, fixed.responder, recommended.stunServer, recommended.responder];
  return [...fixed.allowedServers, ...own].some((text) => {
    if (text === undefined) return false;
    const allowed = serverOf(text);
    // A server without a port is allowed on all of its ports.
    return allowed?.host.toLowerCase() === host.toLowerCase() && (!/:\d+$/.test(text) || allowed.port === port);
  });
}

function settledServer(
  policy: Policy,
  name: "stunServer" | "responder",
  own: Asked["stunServer"],
): Asked["stunServer"] {
  const text = policy.fixed[name] ?? (own === undefined ? policy.recommended[name] : undefined);
  return text === undefined ? own : (serverOf(text) ?? own);
}

/** A request as the organisation allows it: by its own signers, for its own gateway, to its own place. */
function requestUnder(policy: Policy, opened: CallOutput<"request.open">): Outcome<CallOutput<"request.open">> {
  const { request, signer } = opened;
  const { fixed } = policy;
  if (fixed.requestSigners !== undefined && !fixed.requestSigners.includes(request.signerKey)) {
    return refused(policy, "does not name who signed this request");
  }
  if (request.uploadUrl !== undefined) {
    const allowed = fixed.uploadUrl;
    if (allowed !== undefined && !isBelow(request.uploadUrl, allowed)) {
      return refused(policy, `does not allow to upload to ${new URL(request.uploadUrl).host}`);
    }
  }
  if (fixed.logWindowDays !== undefined && request.sinceMs > fixed.logWindowDays * dayMs) {
    return refused(policy, `does not allow to read more than ${fixed.logWindowDays} days of logs`);
  }
  if (fixed.profile !== undefined && request.profile !== fixed.profile) {
    return refused(policy, `does not allow the profile ${request.profile}`);
  }
  const servers = serversUnder(policy, request);
  if (!servers.ok) return servers;
  if (fixed.requestSigners === undefined) return success(opened);
  return success({ ...opened, signer: { ...signer, standing: "known", knownAs: signer.knownAs ?? request.from } });
}

/** Is this address the allowed one, or in its folder on the same server? */
function isBelow(address: string, allowed: string): boolean {
  const [asked, own] = [new URL(address), new URL(allowed)];
  const folder = own.pathname.endsWith("/") ? own.pathname : `${own.pathname}/`;
  return asked.origin === own.origin && (asked.pathname === own.pathname || asked.pathname.startsWith(folder));
}

/** The value in force; `refused` where the caller asked for another than the fixed one. */
function fixedValue<Name extends "gateway" | "uploadUrl">(
  policy: Policy,
  name: Name,
  own: PolicySettings[Name],
): Outcome<PolicySettings[Name] | undefined> {
  const fixed = policy.fixed[name];
  if (fixed !== undefined && own !== undefined && own.toLowerCase() !== fixed.toLowerCase()) {
    return refused(policy, `fixes the ${name === "gateway" ? "gateway" : "upload address"} to ${fixed}`);
  }
  return success(settled(policy, name, own));
}

function refused({ source = "", problem }: Policy, what: string): Outcome<never> {
  return failure("refused", problem ?? `Your organisation's policy (${source}) ${what}.`);
}

/** Without the members that are undefined. */
function present<Value extends object>(value: Value): { [Name in keyof Value]?: Exclude<Value[Name], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never;
}
