import { describe, expect, it } from "vitest";
import type { CallName } from "../../../main/api/contract.ts";
import { dispatch, type Handlers } from "../../../main/api/dispatch.ts";
import { underPolicy } from "../../../main/api/policy-guard.ts";
import { failure, success } from "../../../main/model/failure.ts";
import {
  distrustedPolicy,
  policyFrom,
  serverOf,
  type Policy,
  type PolicySettings,
} from "../../../main/model/policy.ts";
import { noLogHandlers } from "../../fakes/log-handlers.ts";

const dayMs = 86_400_000;
const ownKey = "A".repeat(43);
const otherKey = "B".repeat(43);

const policyOf = (fixed: PolicySettings, recommended: Policy["recommended"] = {}): Policy =>
  policyFrom("/etc/tunnel-doctor/policy.json", { schema: "tunnel-doctor/policy/1", ...fixed, recommended });

const aRequest = {
  schema: "tunnel-doctor/request/1",
  id: "0123456789abcdef",
  from: "Help",
  createdAt: "2026-11-23T08:00:00Z",
  expiresAt: "2026-11-24T08:00:00Z",
  profile: "standard",
  sinceMs: 7 * dayMs,
  recipients: ["age1x"],
  signerKey: ownKey,
  signature: "C".repeat(86),
} as const;

/** Calls `name` under a policy; returns what reached the handlers behind it, or the refusal. */
async function reached(policy: Policy, name: CallName, input: unknown, request: object = {}): Promise<unknown> {
  const seen: unknown[] = [];
  const note = async (given: unknown) => {
    seen.push(given);
    return failure("not-supported", "seen");
  };
  const behind = {
    ...noLogHandlers,
    "check.run": note,
    "probe.run": note,
    "watch.run": note,
    "request.create": note,
    "request.answer": note,
    "request.open": async () =>
      success({ request: { ...aRequest, ...request }, signer: { standing: "unknown" as const, fingerprint: "f" } }),
  } as unknown as Handlers;
  const handlers = underPolicy(behind, { read: async () => policy });
  const outcome = await dispatch(handlers, name, input, {
    signal: new AbortController().signal,
    emit: () => undefined,
  });
  if (outcome.ok) return outcome.value;
  return outcome.error.code === "refused" ? outcome.error.message : seen[0];
}

const check = (policy: Policy, options: object) => reached(policy, "check.run", { options });

describe("a check under a policy", () => {
  it("without one is as the person wants it", async () => {
    expect(await check(policyOf({}), { gateway: "a.example", profile: "deep" })).toMatchObject({
      options: { gateway: "a.example", profile: "deep" },
    });
  });

  it("takes what is fixed, whatever the person has chosen", async () => {
    const policy = policyOf({
      gateway: "vpn.example.com",
      profile: "quick",
      logWindowDays: 3,
      stunServer: "stun.example:3479",
    });
    expect(await check(policy, { profile: "deep", sinceMs: 30 * dayMs })).toMatchObject({
      options: {
        gateway: "vpn.example.com",
        profile: "quick",
        sinceMs: 3 * dayMs,
        stunServer: { host: "stun.example", port: 3479 },
      },
    });
  });

  it("refuses another gateway than the fixed one, in one sentence that says where it is fixed", async () => {
    expect(await check(policyOf({ gateway: "vpn.example.com" }), { gateway: "other.example" })).toBe(
      "Your organisation's policy (/etc/tunnel-doctor/policy.json) fixes the gateway to vpn.example.com.",
    );
    expect(await check(policyOf({ gateway: "vpn.example.com" }), { gateway: "VPN.example.com" })).toMatchObject({});
  });

  it("takes what is recommended only where nothing was chosen", async () => {
    const policy = policyOf({}, { gateway: "vpn.example.com", logWindowDays: 3, responder: "r.example" });
    expect(await check(policy, {})).toMatchObject({
      options: { gateway: "vpn.example.com", sinceMs: 3 * dayMs, responder: { host: "r.example", port: 3478 } },
    });
    const own = { gateway: "a.example", sinceMs: dayMs, responder: { host: "b.example", port: 1 } };
    expect(await check(policy, own)).toMatchObject({ options: own });
  });

  it("does not turn the reading of a log file into a check of the gateway", async () => {
    const seen = await check(policyOf({ gateway: "vpn.example.com", logWindowDays: 3 }), { logPaths: ["charon.log"] });
    expect(seen).not.toHaveProperty("options.gateway");
    expect(seen).not.toHaveProperty("options.sinceMs");
  });

  const allowed = policyOf({
    allowedServers: ["stun.example", "dns.example:53", "[2001:db8::1]:5000", "www.example:443"],
  });
  it.each<[string, object, boolean]>([
    ["a server on the list", { stunServer: { host: "STUN.example", port: 9 } }, true],
    ["another server", { stunServer: { host: "evil.example" } }, false],
    ["a server below one on the list", { stunServer: { host: "a.stun.example" } }, false],
    ["another port than the listed one", { responder: { host: "dns.example", port: 54 } }, false],
    ["an address with the listed port", { responder: { host: "2001:db8::1", port: 5000 } }, true],
    ["another name server", { nameServer: { host: "192.0.2.1" } }, false],
    ["a page of a listed server", { captivePage: { url: "https://www.example/x" } }, true],
    ["a page without TLS", { captivePage: { url: "http://www.example/x" } }, false],
  ])("may ask %s: see the list", async (_about, options, mayAsk) => {
    const seen = await check(allowed, options);
    if (mayAsk) expect(seen).toMatchObject({ options: {} });
    else expect(seen).toMatch(/does not allow to ask .*:\d+\.$/);
  });

  it("may always ask the organisation's own servers, and none where the list is empty", async () => {
    const own = policyOf({ allowedServers: [], stunServer: "stun.example" });
    expect(await check(own, {})).toMatchObject({ options: { stunServer: { host: "stun.example" } } });
    expect(await check(own, { responder: { host: "r.example" } })).toMatch(/does not allow/);
  });

  it("in practice is left alone", async () => {
    const input = { options: { gateway: "practice" }, practice: [] };
    expect(await reached(policyOf({ gateway: "vpn.example.com" }), "check.run", input)).toMatchObject(input);
  });

  it("under a policy that is not trusted asks nobody but the gateway", async () => {
    const policy = distrustedPolicy("/etc/x", "The policy of your organisation cannot be used.");
    expect(await check(policy, { gateway: "a.example" })).toMatchObject({ options: { gateway: "a.example" } });
    expect(await check(policy, { stunServer: { host: "a.example" } })).toBe(policy.problem);
  });
});

describe("other calls under a policy", () => {
  it("a probe and a watch keep to the gateway and the servers", async () => {
    const policy = policyOf({ gateway: "vpn.example.com", allowedServers: [] });
    expect(await reached(policy, "probe.run", { kind: "reach", gateway: "a.example" })).toMatch(/fixes the gateway/);
    const probe = { kind: "nat", gateway: "vpn.example.com", stunServer: { host: "s.example" } };
    expect(await reached(policy, "probe.run", probe)).toMatch(/does not allow to ask/);
    expect(await reached(policy, "watch.run", { logs: {} })).toMatchObject({ gateway: "vpn.example.com" });
    expect(await reached(policy, "watch.run", { logs: {}, gateway: "a.example" })).toMatch(/fixes the gateway/);
  });

  const open = (fixed: PolicySettings, request: object) =>
    reached(policyOf(fixed), "request.open", { content: "x" }, request);
  it.each<[string, PolicySettings, object, RegExp]>([
    ["by another signer", { requestSigners: [otherKey] }, {}, /does not name who signed this request/],
    ["by anybody where nobody may", { requestSigners: [] }, {}, /does not name who signed/],
    [
      "to another place",
      { uploadUrl: "https://up.example/in/" },
      { uploadUrl: "https://evil.example/in/" },
      /upload to evil/,
    ],
    [
      "to a place that only begins alike",
      { uploadUrl: "https://up.example/in" },
      { uploadUrl: "https://up.example/inner" },
      /upload to/,
    ],
    [
      "beside the place",
      { uploadUrl: "https://up.example/in/" },
      { uploadUrl: "https://up.example/in/../x" },
      /upload to/,
    ],
    ["for more logs", { logWindowDays: 3 }, {}, /more than 3 days/],
    ["for more measurements", { profile: "quick" }, {}, /profile standard/],
    ["about another gateway", { gateway: "vpn.example.com" }, { gateway: "a.example" }, /fixes the gateway/],
    [
      "with a server of its own",
      { allowedServers: [] },
      { stunServer: { host: "s.example", port: 1 } },
      /does not allow to ask s.example:1/,
    ],
  ])("a request %s is refused", async (_about, fixed, request, words) => {
    expect(await open(fixed, request)).toMatch(words);
    const answer = { source: { content: "x" }, consent: true, trustSigner: true };
    expect(await reached(policyOf(fixed), "request.answer", answer, request)).toMatch(words);
  });

  it("a request by a signer of the organisation is known without being compared", async () => {
    expect(await open({ requestSigners: [ownKey] }, {})).toMatchObject({
      signer: { standing: "known", knownAs: "Help" },
    });
    const answer = { source: { content: "x" }, consent: true };
    const answered = (policy: Policy) => reached(policy, "request.answer", answer);
    expect(await answered(policyOf({ requestSigners: [ownKey] }))).toMatchObject({ trustSigner: true });
    expect(await answered(policyOf({}))).toMatchObject({ trustSigner: false });
  });

  it("a request to a place below the allowed one is shown", async () => {
    const uploadUrl = "https://up.example/in/case?sig=1";
    expect(await open({ uploadUrl: "https://up.example/in/" }, { uploadUrl })).toMatchObject({
      request: { uploadUrl },
    });
  });

  it("a new request names the organisation's upload address", async () => {
    const policy = policyOf({}, { uploadUrl: "https://up.example/in/" });
    expect(await reached(policy, "request.create", {})).toMatchObject({ uploadUrl: "https://up.example/in/" });
    const fixed = policyOf({ uploadUrl: "https://up.example/in/" });
    expect(await reached(fixed, "request.create", { uploadUrl: "https://a.example/" })).toMatch(
      /fixes the upload address/,
    );
  });

  it("everybody may read what holds", async () => {
    expect(await reached(policyOf({ profile: "deep" }), "policy.read", {})).toMatchObject({ locked: ["profile"] });
  });
});

it.each([
  ["a.example", { host: "a.example", port: 3478 }],
  ["a.example:5", { host: "a.example", port: 5 }],
  ["2001:db8::1", { host: "2001:db8::1", port: 3478 }],
  ["[2001:db8::1]:5", { host: "2001:db8::1", port: 5 }],
  ["a.example:0", null],
  ["a.example:70000", null],
  ["stun:a.example", null],
  ["", null],
  ["a b", null],
])("the server %j is read", (text, server) => {
  expect(serverOf(text)).toEqual(server);
});
