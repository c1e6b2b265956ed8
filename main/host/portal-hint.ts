import { z } from "zod";
import type { PortalHint } from "../model/network.ts";
import { parseJson } from "./json.ts";
import { runForText, type CommandOptions, type RunCommand } from "./run-command.ts";

/* What a Linux system knows of a captive portal by itself. Nothing is sent: both programs tell what is known already. */

/** systemd 254 and later keep the address of RFC 8910 (src/network/networkd-json.c). */
const networkdSchema = z.object({
  Interfaces: z.array(z.object({ CaptivePortal: z.string().max(2048).optional() })),
});

/** The words of `nmcli`, which are the same in every language with `-t`, that say something. */
const networkManagerWords: ReadonlyMap<string, PortalHint["systemSays"]> = new Map([
  ["portal", "portal"],
  ["full", "online"],
]);

/** Reads what NetworkManager found at its last look, and what systemd-networkd was told by DHCP or a router. */
export async function readPortalHint(run: RunCommand, options: CommandOptions): Promise<PortalHint | undefined> {
  const [connectivity, links] = await Promise.all([
    runForText(run, "nmcli", ["-t", "-f", "CONNECTIVITY", "general"], options),
    runForText(run, "networkctl", ["status", "--all", "--json=short", "--no-pager"], options),
  ]);
  const systemSays = connectivity.ok ? networkManagerWords.get(connectivity.value.trim()) : undefined;
  const apiUrl = links.ok ? announcedUrl(links.value) : undefined;
  if (systemSays === undefined && apiUrl === undefined) return undefined;
  return { ...(systemSays === undefined ? {} : { systemSays }), ...(apiUrl === undefined ? {} : { apiUrl }) };
}

function announcedUrl(text: string): string | undefined {
  return parseJson(networkdSchema, text)?.Interfaces.find(({ CaptivePortal }) => CaptivePortal !== undefined)
    ?.CaptivePortal;
}
