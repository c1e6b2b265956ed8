import type { Rule } from "../rule.ts";
import { tooSmallPath, tooSmallPathMatch } from "../path-mtu.ts";

/** The path carries less than the tunnel needs, and the message that would tell the sender is lost. */
export const mtuBlackHole: Rule = {
  code: "mtu-black-hole",
  cause: "mtu",
  title: "Packets above a certain size vanish on the way without a word (MTU black hole)",
  explains: ["ppp-failure"],
  test: (facts) => {
    const path = tooSmallPath(facts);
    if (path?.tooBigHeard !== false) return null;
    const where = path.way === "out" ? "on the way" : "on the way back";
    const title = `Packets above ${path.pathMtuBytes} bytes vanish ${where} without a word (MTU black hole)`;
    return { ...tooSmallPathMatch(facts, path), title };
  },
};
