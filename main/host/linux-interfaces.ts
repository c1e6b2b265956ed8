import { z } from "zod";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { RawInterface } from "../network/snapshot.ts";
import { parseJson } from "./json.ts";
import { runForText, type CommandOptions, type RunCommand } from "./run-command.ts";

const linkSchema = z.object({
  ifname: z.string(),
  flags: z.array(z.string()),
  mtu: z.number().optional(),
  link_type: z.string().optional(),
  linkinfo: z.object({ info_kind: z.string().optional() }).optional(),
  addr_info: z.array(z.object({ local: z.string().optional(), prefixlen: z.number().optional() })),
});

/** Reads `ip -j -d addr`; null when it is something else. An interface is up when it is switched on and has a carrier. */
export function parseLinuxInterfaces(text: string): readonly RawInterface[] | null {
  // iproute2 prints an empty object for an interface that went away while it was listed.
  const links = parseJson(z.array(z.union([linkSchema, z.strictObject({})])), text)?.filter((link) => "ifname" in link);
  return (
    links?.map((link) => ({
      name: link.ifname,
      internal: link.flags.includes("LOOPBACK"),
      up: link.flags.includes("UP") && link.flags.includes("LOWER_UP"),
      linkKind: link.linkinfo?.info_kind ?? link.link_type,
      mtuBytes: link.mtu,
      addresses: link.addr_info.flatMap(({ local, prefixlen }) =>
        local === undefined || prefixlen === undefined ? [] : [{ address: local, prefixLength: prefixlen }],
      ),
    })) ?? null
  );
}

/** All interfaces of this Linux machine with their addresses; any user may ask. */
export async function readLinuxInterfaces(
  run: RunCommand,
  options?: CommandOptions,
): Promise<Outcome<readonly RawInterface[]>> {
  const printed = await runForText(run, "ip", ["-j", "-d", "addr"], options);
  if (!printed.ok) return printed;
  const interfaces = parseLinuxInterfaces(printed.value);
  return interfaces === null
    ? failure("unreadable", "The program ip printed no list of interfaces.")
    : success(interfaces);
}
