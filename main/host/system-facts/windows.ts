import { z } from "zod";
import type { Answer } from "../../model/answer.ts";
import type { RegistryValue, SystemFacts } from "../../model/system-facts.ts";
import { parseJson } from "../json.ts";
import { powershellArgs } from "../route.ts";
import { runForText, type CommandOptions, type RunCommand } from "../run-command.ts";
import { softwareAmong } from "./known-software.ts";
import { isVpnPort, listenersShownAtMost } from "./vpn-ports.ts";

/** Any user may read all of it; a registry value that is not there is told apart from one that may not be read. */
const script = `
$ErrorActionPreference = 'SilentlyContinue'
function Get-Setting($path, $name) {
  try { $value = (Get-Item -LiteralPath $path -ErrorAction Stop).GetValue($name) } catch { return 'unknown' }
  if ($null -eq $value) { 'not-set' } else { "$value" }
}
$services = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services'
ConvertTo-Json -Compress -Depth 3 @{
  assumeUdpEncapsulation = Get-Setting "$services\\PolicyAgent" 'AssumeUDPEncapsulationContextOnSendRule'
  prohibitIpSec = Get-Setting "$services\\RasMan\\Parameters" 'ProhibitIpSec'
  processes = @(Get-Process | ForEach-Object { $_.ProcessName } | Sort-Object -Unique)
  udp = @(Get-NetUDPEndpoint -LocalPort 500,4500,1701 | ForEach-Object {
    @{ port = [int]$_.LocalPort; process = "$((Get-Process -Id $_.OwningProcess).ProcessName)" } })
  timeStatus = "$(w32tm /query /status | Select-Object -First 1)"
}`;

const printedSchema = z.object({
  assumeUdpEncapsulation: z.string(),
  prohibitIpSec: z.string(),
  processes: z.array(z.string()).max(5_000),
  udp: z.array(z.object({ port: z.number().int(), process: z.string() })).max(1_000),
  timeStatus: z.string(),
});

/** What Windows tells any user, in one start of PowerShell. */
export async function readWindowsFacts(run: RunCommand, options?: CommandOptions): Promise<SystemFacts> {
  const printed = await runForText(run, "powershell", powershellArgs(script), options);
  const facts = printed.ok ? parseWindowsFacts(printed.value) : null;
  if (facts !== null) return facts;
  const reason = printed.ok ? "Windows printed something else than its settings." : printed.error.message;
  const unknown = { state: "unknown", reason } as const;
  return {
    registry: { assumeUdpEncapsulation: unknown, prohibitIpSec: unknown },
    clockSynchronized: { answer: "unknown", reason },
    notes: [reason],
  };
}

/** Reads the JSON of the script; null when it is something else. */
export function parseWindowsFacts(text: string): SystemFacts | null {
  const printed = parseJson(printedSchema, text);
  if (printed === null) return null;
  return {
    registry: {
      assumeUdpEncapsulation: registryValue(printed.assumeUdpEncapsulation),
      prohibitIpSec: registryValue(printed.prohibitIpSec),
    },
    clockSynchronized: clockAnswer(printed.timeStatus),
    running: softwareAmong(printed.processes),
    udpListeners: printed.udp
      .filter(({ port }) => isVpnPort(port))
      .slice(0, listenersShownAtMost)
      .map(({ port, process }) => (process === "" ? { port } : { port, process: process.slice(0, 64) })),
    notes: [],
  };
}

function registryValue(printed: string): RegistryValue {
  if (printed === "not-set") return { state: "not-set" };
  if (/^\d{1,10}$/u.test(printed)) return { state: "set", value: Number(printed) };
  return { state: "unknown", reason: "this account may not read it, or it is no number" };
}

/**
 * The first line of w32tm's status is the leap indicator of NTP (RFC 5905 section 7.3), whose words are translated and
 * whose number is not: `Leap Indicator: 3(not synchronized)`.
 */
function clockAnswer(timeStatus: string): Answer {
  const leap = /: ?([0-3])\(/u.exec(timeStatus)?.[1];
  if (leap === undefined) return { answer: "unknown", reason: "the Windows Time service does not answer" };
  return { answer: leap === "3" ? "no" : "yes" };
}
