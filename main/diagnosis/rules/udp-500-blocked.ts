import { blockedPortMatch } from "../reach.ts";
import type { Rule } from "../rule.ts";

/** Every IKE negotiation of the operating systems' own clients begins on port 500 (RFC 7296 section 2). */
export const udp500Blocked: Rule = {
  code: "udp-500-blocked",
  cause: "firewall",
  title: "UDP port 500 does not get through to the gateway, port 4500 does",
  explains: [],
  test: (facts) => blockedPortMatch(facts, 500, "blocks"),
};
