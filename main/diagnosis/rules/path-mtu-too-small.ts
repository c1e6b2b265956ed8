import type { Rule } from "../rule.ts";
import { tooSmallPath, tooSmallPathMatch } from "../path-mtu.ts";

/** The path carries less than the tunnel needs, and senders are told so, or it is not known whether they are. */
export const pathMtuTooSmall: Rule = {
  code: "path-mtu-too-small",
  cause: "mtu",
  title: "The path to the gateway carries smaller packets than the VPN sends",
  explains: ["ppp-failure"],
  test: (facts) => {
    const path = tooSmallPath(facts);
    if (path === null || path.tooBigHeard === false) return null;
    const { pathMtuBytes, requiredBytes } = path;
    const title = `The path to the gateway carries ${pathMtuBytes} bytes, and the VPN sends packets of up to ${requiredBytes}`;
    return { ...tooSmallPathMatch(facts, path), title };
  },
};
