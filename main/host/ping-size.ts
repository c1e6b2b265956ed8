import { isIP } from "node:net";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { RunCommand } from "./run-command.ts";

export interface PingSize {
  /** Of the whole IP packet. */
  readonly sizeBytes: number;
  readonly dontFragment: boolean;
  readonly timeoutMs: number;
}

/** IP header without options and ICMP header: what ping adds to the size that it is told. */
const overheadBytes = { 4: 20 + 8, 6: 40 + 8 } as const;
const startingMs = 3_000;

/**
 * The system's ping, with its arguments, for one echo request of that size; null where there is none that can do it. Windows
 * takes the don't-fragment bit with IPv4 only; in IPv6 routers never fragment.
 */
export function pingCommand(
  platform: NodeJS.Platform,
  address: string,
  { sizeBytes, dontFragment, timeoutMs }: PingSize,
): readonly [program: string, ...args: string[]] | null {
  const family = isIP(address) === 6 ? 6 : 4;
  const payload = String(sizeBytes - overheadBytes[family]);
  const seconds = String(Math.max(1, Math.ceil(timeoutMs / 1000)));
  if (platform === "linux") {
    return [
      "ping",
      "-n",
      `-${family}`,
      "-M",
      dontFragment ? "do" : "dont",
      "-c",
      "1",
      "-W",
      seconds,
      "-s",
      payload,
      address,
    ];
  }
  if (platform === "darwin" && family === 6) {
    // By itself it makes fragments of 1280 bytes; -m leaves that be, -D forbids any (ping6(8)). It knows no time limit.
    return ["ping6", "-n", ...(dontFragment ? ["-m", "-D"] : []), "-c", "1", "-s", payload, address];
  }
  if (platform === "darwin") {
    return ["ping", "-n", ...(dontFragment ? ["-D"] : []), "-c", "1", "-W", String(timeoutMs), "-s", payload, address];
  }
  if (platform !== "win32") return null;
  const whole = dontFragment && family === 4 ? ["-f"] : [];
  return ["ping", `-${family}`, "-n", "1", "-w", String(timeoutMs), ...whole, "-l", payload, address];
}

/** What ping printed, read by what no language changes: Windows prints `TTL=` for an answer, the others "bytes from". */
export function readPing(platform: NodeJS.Platform, output: string): "answered" | "silent" | "too-big" {
  // First, because macOS prints it behind a "bytes from" of the router.
  if (/frag(?:mentation)? needed|message too long|packet too big/iu.test(output)) return "too-big";
  const answered = platform === "win32" ? /\bTTL=\d/u : /\bbytes from\b/u;
  return answered.test(output) ? "answered" : "silent";
}

/** One echo request of an exact size by the system's ping. `not-supported` where this system's ping cannot do that. */
export async function pingOfSize(
  run: RunCommand,
  platform: NodeJS.Platform,
  address: string,
  size: PingSize,
  signal?: AbortSignal,
): Promise<Outcome<"answered" | "silent" | "too-big">> {
  if (isIP(address) === 0) return failure("invalid-input", `${address} is not an IP address to ping.`);
  const command = pingCommand(platform, address, size);
  if (command === null)
    return failure("not-supported", "The ping of this system cannot send a packet of an exact size.");
  const [program, ...args] = command;
  const printed = await run(program, args, { timeoutMs: size.timeoutMs + startingMs, signal });
  if (!printed.ok && program === "ping6" && printed.error.code === "timed-out") return success("silent");
  if (!printed.ok) return printed;
  const { stdout, stderr, exitCode } = printed.value;
  // iputils: 0 answered, 1 not answered, 2 could not do what was asked, which is how it reports a size above the MTU too.
  const result = readPing(platform, `${stdout}\n${stderr}`);
  const refused = platform === "linux" && exitCode > 1 && result === "silent";
  return refused ? failure("not-supported", "The ping of this system did not take the size.") : success(result);
}
