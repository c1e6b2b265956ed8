import { measuredValue } from "../facts.ts";
import { blockedPortMatch } from "../reach.ts";
import type { Rule } from "../rule.ts";

/** Behind a NAT everything after the first exchange, and all data, goes over port 4500 (RFC 3948). */
export const udp4500Blocked: Rule = {
  code: "udp-4500-blocked",
  cause: "firewall",
  title: "UDP port 4500 does not get through to the gateway, port 500 does",
  explains: ["l2tp-control-lost", "ppp-failure"],
  test: (facts) => {
    const withoutNat = measuredValue(facts, "nat-present") === false;
    return blockedPortMatch(facts, 4500, withoutNat ? "degrades" : "blocks");
  },
};
