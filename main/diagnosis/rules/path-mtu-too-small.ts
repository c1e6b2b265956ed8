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
    const { pathMtuBytes, requiredBytes, way } = path;
    const where = way === "out" ? "The path to the gateway" : "The way back";
    const title = `${where} carries ${pathMtuBytes} bytes, and the VPN sends packets of up to ${requiredBytes}`;
    return { ...tooSmallPathMatch(facts, path), title };
  },
};
