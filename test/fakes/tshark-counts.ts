import { execFileSync } from "node:child_process";
import type { CaptureStory } from "../../main/model/capture-story.ts";

/** What two readers of a capture have to agree on. */
interface TsharkCounts {
  readonly packets: number;
  readonly fragments: number;
  readonly ike: number;
  readonly natKeepalives: number;
  readonly missing: number;
}

/**
 * What tshark counts in a capture: columns, one line for each packet; packets inside ICMP errors come second in a column.
 */
export function countsOfTshark(path: string): TsharkCounts {
  const fields = [
    "icmp.type",
    "ip.flags.mf",
    "ip.frag_offset",
    "isakmp.version",
    "udpencap.nat_keepalive",
    "ip.dst",
    "esp.spi",
    "esp.sequence",
  ];
  const output = execFileSync(
    "tshark",
    // Put together, a datagram would be counted at its last fragment, and one that lost a part not at all.
    [
      "-r",
      path,
      "-o",
      "ip.defragment:FALSE",
      "-T",
      "fields",
      "-E",
      "separator=;",
      ...fields.flatMap((field) => ["-e", field]),
    ],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  const rows = output
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(";"));
  const own = rows.filter(([icmp]) => icmp === "");
  const numbers = new Map<string, Set<number>>();
  for (const [, , , , , destination = "", spi = "", sequence = ""] of own) {
    if (spi === "") continue;
    const key = `${spi} ${destination}`;
    numbers.set(key, (numbers.get(key) ?? new Set()).add(Number(sequence)));
  }
  const missing = [...numbers.values()].reduce(
    (sum, seen) => sum + Math.max(...seen) - Math.min(...seen) + 1 - seen.size,
    0,
  );
  return {
    packets: rows.length,
    fragments: own.filter(([, more, offset]) => more === "1" || more === "True" || (offset !== "0" && offset !== ""))
      .length,
    ike: own.filter(([, , , version]) => version !== "").length,
    natKeepalives: own.filter(([, , , , keepalive]) => keepalive !== "").length,
    missing,
  };
}

/** The same of our reader. */
export function countsOfStory({ counts, esp }: CaptureStory): TsharkCounts {
  const { packets, fragments, ike, natKeepalives } = counts;
  return { packets, fragments, ike, natKeepalives, missing: esp.reduce((sum, sa) => sum + sa.missing, 0) };
}
