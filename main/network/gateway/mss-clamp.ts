import { z } from "zod";
import type { GatewayFacts, MssRule } from "../../model/gateway-facts.ts";
import type { CollectedText } from "./collected.ts";

type MssClamp = GatewayFacts["mssClamp"];

/** Whether the gateway's firewall clamps the TCP MSS, by what `nft -j` and `iptables-save` printed. */
export function mssClampFrom(documents: readonly CollectedText[]): MssClamp {
  const named = (name: string) => documents.find((document) => document.kind === "command" && document.name === name);
  const readings = [
    readNft(named("nft")),
    readIptables(named("iptables-mangle"), "iptables"),
    readIptables(named("ip6tables-mangle"), "ip6tables"),
  ];
  const rules = readings.flatMap((reading) => reading ?? []);
  if (rules.length > 0) return { state: "present", rules };
  // One of the two firewalls sees all rules for IPv4: nft those of iptables-nft, iptables-save its own.
  const [nft, iptables] = readings;
  if (nft !== null || iptables !== null) return { state: "missing", rules: [] };
  return {
    state: "unknown",
    rules: [],
    reason: "The firewall's rules could not be read; run it as root where nft or iptables is installed.",
  };
}

const rulesetSchema = z.object({ nftables: z.array(z.record(z.string(), z.unknown())) });
const ruleSchema = z.object({ chain: z.string(), table: z.string(), expr: z.array(z.unknown()) });
/** `tcp option maxseg size set …` as libnftables-json(5) writes it: a number, or the MTU of the route. */
const mangleSchema = z.object({
  mangle: z.object({
    key: z.object({ "tcp option": z.object({ name: z.literal("maxseg") }) }),
    value: z.unknown(),
  }),
});

/** Null where there is nothing to read. */
function readNft(document: CollectedText | undefined): readonly MssRule[] | null {
  if (document?.exitCode !== 0) return null;
  const ruleset = rulesetSchema.safeParse(parsed(document.text));
  if (!ruleset.success) return null;
  return ruleset.data.nftables.flatMap((entry): readonly MssRule[] => {
    const rule = ruleSchema.safeParse(entry["rule"]);
    if (!rule.success) return [];
    return rule.data.expr.flatMap((expression): readonly MssRule[] => {
      const mangle = mangleSchema.safeParse(expression);
      if (!mangle.success) return [];
      const { value } = mangle.data.mangle;
      const size = typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
      const text = `table ${rule.data.table}, chain ${rule.data.chain}: tcp option maxseg size set ${size ?? "rt mtu"}`;
      return [{ source: "nft", text, ...(size === undefined ? {} : { mssBytes: size }) }];
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Lines such as `-A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu` (iptables-extensions(8)). */
function readIptables(
  document: CollectedText | undefined,
  source: "iptables" | "ip6tables",
): readonly MssRule[] | null {
  if (document?.exitCode !== 0) return null;
  return document.text
    .split("\n")
    .filter((line) => /^-A .*-j TCPMSS\b/.test(line))
    .map((text) => {
      const size = /--set-mss (\d{1,5})\b/.exec(text)?.[1];
      return { source, text: text.slice(0, 500), ...(size === undefined ? {} : { mssBytes: Number(size) }) };
    });
}
