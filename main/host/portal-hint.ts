import { z } from "zod";
import type { Client } from "../model/client.ts";
import type { PortalHint } from "../model/network.ts";
import { parseJson } from "./json.ts";
import { powershellArgs } from "./route.ts";
import { runForText, type CommandOptions, type RunCommand } from "./run-command.ts";

/* What a system knows of a captive portal by itself. Nothing is sent: every program tells what is known already. */

/** One program that knows something, and what its words mean. */
interface HintSource {
  readonly program: string;
  readonly args: readonly string[];
  readonly read: (printed: string) => PortalHint | undefined;
}

/** systemd 254 and later keep the address of RFC 8910 (src/network/networkd-json.c). */
const networkdSchema = z.object({
  Interfaces: z.array(z.object({ CaptivePortal: z.string().max(2048).optional() })),
});

/** Words that say something, as each system prints them in every language. */
type Words = ReadonlyMap<string, NonNullable<PortalHint["systemSays"]>>;

/** The words of `nmcli -t`. */
const networkManagerWords: Words = new Map([
  ["portal", "portal"],
  ["full", "online"],
]);

/**
 * NetworkConnectivityLevel of Windows: ConstrainedInternetAccess, which stands for a page in the way, and InternetAccess; 0
 * and 1 say nothing about a portal.
 */
const windowsLevels: Words = new Map([
  ["2", "portal"],
  ["3", "online"],
]);

const windowsScript =
  "$profile = [Windows.Networking.Connectivity.NetworkInformation, Windows, ContentType=WindowsRuntime]" +
  "::GetInternetConnectionProfile(); if ($profile) { [int]$profile.GetNetworkConnectivityLevel() }";

/**
 * The sources of each system. macOS keeps to itself what its own look found (`scutil --nwi` has no flag for it), and tells
 * what DHCP announced: it asks for option 114 (bootp, IPConfiguration.bproj/dhcp.c), which `ipconfig` calls
 * captive_portal_url, here of the primary interface.
 */
const hintSources: Readonly<Record<Client["os"], readonly HintSource[]>> = {
  linux: [
    {
      program: "nmcli",
      args: ["-t", "-f", "CONNECTIVITY", "general"],
      read: (printed) => saying(networkManagerWords, printed),
    },
    {
      program: "networkctl",
      args: ["status", "--all", "--json=short", "--no-pager"],
      read: (printed) =>
        announcing(parseJson(networkdSchema, printed)?.Interfaces.find(isAnnounced)?.CaptivePortal ?? ""),
    },
  ],
  macos: [
    {
      program: "ipconfig",
      args: ["getoption", "", "captive_portal_url"],
      read: (printed) => announcing(/^https?:\/\/\S{1,2048}$/u.exec(printed.trim())?.[0] ?? ""),
    },
  ],
  windows: [
    {
      program: "powershell",
      args: powershellArgs(windowsScript),
      read: (printed) => saying(windowsLevels, printed),
    },
  ],
};

/** Reads what this system found at its last look, and what the network announced to it (RFC 8910). */
export async function readPortalHint(
  run: RunCommand,
  os: Client["os"],
  options: CommandOptions,
): Promise<PortalHint | undefined> {
  const hints = await Promise.all(
    hintSources[os].map(async ({ program, args, read }) => {
      const printed = await runForText(run, program, args, options);
      return printed.ok ? read(printed.value) : undefined;
    }),
  );
  return hints.reduce((known, hint) => (hint === undefined ? known : { ...known, ...hint }), undefined);
}

function saying(words: Words, printed: string): PortalHint | undefined {
  const systemSays = words.get(printed.trim());
  return systemSays === undefined ? undefined : { systemSays };
}

function announcing(apiUrl: string): PortalHint | undefined {
  return apiUrl === "" ? undefined : { apiUrl };
}

function isAnnounced({ CaptivePortal }: { readonly CaptivePortal?: string | undefined }): boolean {
  return CaptivePortal !== undefined;
}
