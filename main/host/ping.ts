import { isIP } from "node:net";
import ping from "ping";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { Clock } from "../model/ports/clock.ts";
import type { Echo, EchoResult } from "../model/ports/echo.ts";
import { pingOfHop } from "./ping-hop.ts";
import { pingOfSize } from "./ping-size.ts";
import { runCommand, type RunCommand } from "./run-command.ts";

/** What is used of node-ping's answer to one echo request. */
export interface PingAnswer {
  readonly alive: boolean;
  /** Ms, or the word `unknown` where no reply came. */
  readonly time: unknown;
  readonly output: string;
}

/** One echo request to an address. */
export type PingOnce = (address: string, timeoutSeconds: number) => Promise<PingAnswer>;

/** The system's ping needs no rights anywhere, unlike an ICMP socket. */
const systemPing: PingOnce = (address, timeoutSeconds) =>
  ping.promise.probe(address, { numeric: true, timeout: timeoutSeconds, min_reply: 1, v6: isIP(address) === 6 });

/** Gateways limit ICMP to a few replies a second; five a second stay below every default that is known. */
const spacingMs = 200;
const maxCount = 20;

/**
 * Echo requests by the system's own ping program, one process each, `spacingMs` apart. `timeoutMs` is how long each
 * reply may take, rounded up to whole seconds, which is all that ping knows. An abort stops further requests.
 */
export function createEcho(
  clock: Clock,
  pingOnce: PingOnce = systemPing,
  run: RunCommand = runCommand,
  platform: NodeJS.Platform = process.platform,
): Echo {
  return {
    pingWithSize: (address, size, timeoutMs, signal) =>
      pingOfSize(run, platform, address, { ...size, timeoutMs }, signal),
    hopAt: (address, ttl, timeoutMs, signal) => pingOfHop(run, platform, address, { ttl, timeoutMs }, signal),
    ping: async (address, count, timeoutMs, signal) => {
      if (isIP(address) === 0) return failure("invalid-input", `${address} is not an IP address to ping.`);
      const timeoutSeconds = Math.max(1, Math.ceil(timeoutMs / 1000));
      const isStopped = () => signal?.aborted === true;
      const running: Promise<Outcome<PingAnswer>>[] = [];
      while (running.length < Math.min(count, maxCount) && !isStopped()) {
        if (running.length > 0) await clock.sleep(spacingMs, signal);
        if (!isStopped()) running.push(startPing(pingOnce, address, timeoutSeconds));
      }
      const cancelled = failure("cancelled", `The ping of ${address} was stopped.`);
      return Promise.race([
        Promise.all(running).then((answers) => (isStopped() ? cancelled : summary(address, answers))),
        aborted(signal).then(() => cancelled),
      ]);
    },
  };
}

async function startPing(pingOnce: PingOnce, address: string, timeoutSeconds: number): Promise<Outcome<PingAnswer>> {
  try {
    return success(await pingOnce(address, timeoutSeconds));
  } catch {
    return failure("not-supported", "The ping program of this system could not be started.");
  }
}

function summary(address: string, answers: readonly Outcome<PingAnswer>[]): Outcome<EchoResult> {
  const failed = answers.find((answer) => !answer.ok);
  if (failed !== undefined) return failed;
  const values = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const roundTripMs = values.flatMap(({ alive, time }) => (alive && typeof time === "number" ? [time] : []));
  const received = values.filter(({ alive }) => alive).length;
  if (received === 0) {
    const notSent = values.map(({ output }) => whyNotSent(output, address)).find((why) => why !== null);
    if (notSent !== undefined) return notSent;
  }
  return success({ sent: values.length, received, roundTripMs });
}

/** Ping's own words (English, by LANG=C) when it could not send at all; on Windows they are localised and not read. */
function whyNotSent(output: string, address: string): Outcome<never> | null {
  if (/Operation not permitted|Permission denied/u.test(output)) {
    return failure("not-permitted", "This user may not send ICMP echo requests.");
  }
  if (/Network is unreachable|No route to host|Address family not supported/u.test(output)) {
    return failure("unreachable", `There is no route to ${address}.`);
  }
  return null;
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal === undefined) return;
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
