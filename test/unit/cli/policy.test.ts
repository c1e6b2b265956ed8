import { describe, expect, it } from "vitest";
import { policyText, toldPolicy } from "../../../main/doors/cli/policy-text.ts";
import { distrustedPolicy, noPolicy, policyFrom } from "../../../main/model/policy.ts";

const policy = policyFrom("/etc/tunnel-doctor/policy.json", {
  schema: "tunnel-doctor/policy/1",
  gateway: "vpn.example.com",
  allowedServers: [],
  backgroundWatch: false,
  recommended: { profile: "quick" },
});

describe("a policy in words", () => {
  it("says what is fixed, what is recommended, and where it comes from", () => {
    expect(policyText(policy)).toBe(
      [
        "Policy of your organisation: /etc/tunnel-doctor/policy.json",
        "",
        "Fixed",
        "  VPN gateway: vpn.example.com",
        "  Watch in the background: no",
        "  Servers that may be asked: none",
        "",
        "Recommended",
        "  How much is measured: quick",
        "",
      ].join("\n"),
    );
    expect(policyText(noPolicy)).toBe("No policy of an organisation was found on this computer.\n");
  });

  it("tells before a check only what changes the check", () => {
    expect(toldPolicy(policy)).toBe(
      "Set by your organisation (/etc/tunnel-doctor/policy.json): VPN gateway: vpn.example.com.",
    );
    expect(toldPolicy(noPolicy)).toBeUndefined();
    expect(toldPolicy(distrustedPolicy("p", "It is damaged."))).toBeUndefined();
  });
});
