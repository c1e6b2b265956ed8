import { success } from "../../../main/model/failure.ts";
import type { Clock } from "../../../main/model/ports/clock.ts";
import type { Arrival, Endpoint, SendResult, UdpNetwork, UdpSocketOptions } from "../../../main/model/ports/udp.ts";
import type { GatewayTarget, ProbeContext } from "../../../main/probes/context.ts";
import { createHalfOpenBudget } from "../../../main/probes/half-open-budget.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";

type ScriptedAnswer =
  | { readonly kind: "datagram"; readonly payload: Uint8Array; readonly fromPort?: number }
  | { readonly kind: "refused" | "unreachable" };

export interface Script {
  /** What comes back for one datagram, 10 ms later. */
  readonly answer: (payload: Uint8Array, remotePort: number) => readonly ScriptedAnswer[];
  readonly send?: (payload: Uint8Array) => SendResult;
  readonly local?: Endpoint;
  readonly knownPathMtuBytes?: () => number | null;
  readonly signal?: AbortSignal;
}

export interface ScriptedWorld {
  readonly context: ProbeContext;
  /** Payloads that left. */
  readonly sent: Uint8Array[];
  readonly opened: UdpSocketOptions[];
  readonly closed: () => number;
  /** Datagrams that came in and answered nothing. */
  readonly ignored: () => number;
}

export const target: GatewayTarget = {
  address: "203.0.113.10",
  family: "ipv4",
  ports: { ike: 500, natTraversal: 4500 },
};

/** One socket after the other on a clock that moves only while somebody listens. */
export function scriptedWorld(script: Script): ScriptedWorld {
  const sent: Uint8Array[] = [];
  const opened: UdpSocketOptions[] = [];
  let closed = 0;
  let ignored = 0;
  let nowMs = 0;
  const clock: Clock = {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs,
    sleep: async (durationMs) => {
      nowMs += durationMs;
    },
  };
  const open: UdpNetwork["open"] = async (options) => {
    opened.push(options);
    const arrivals: Arrival[] = [];
    return success({
      local: script.local ?? { address: "192.168.77.20", port: 40_000 },
      send: async (payload, remotePort) => {
        const result = script.send?.(payload) ?? "sent";
        if (result !== "sent") return result;
        sent.push(payload);
        for (const answer of script.answer(payload, remotePort))
          arrivals.push(arrivalOf(answer, remotePort, nowMs + 10));
        return result;
      },
      receive: async (timeoutMs, signal) => {
        if (signal?.aborted === true) return null;
        const [first] = arrivals;
        if (first === undefined || first.atMonotonicMs > nowMs + timeoutMs) {
          nowMs += timeoutMs;
          return null;
        }
        arrivals.shift();
        nowMs = Math.max(nowMs, first.atMonotonicMs);
        return first;
      },
      knownPathMtuBytes: () => script.knownPathMtuBytes?.() ?? null,
      close: () => {
        closed += 1;
      },
    });
  };
  const context: ProbeContext = {
    udp: { open },
    clock,
    random: createSeededRandom(3),
    countPacket: () => undefined,
    countIgnored: () => {
      ignored += 1;
    },
    halfOpen: createHalfOpenBudget(),
    ...(script.signal === undefined ? {} : { signal: script.signal }),
  };
  return { context, sent, opened, closed: () => closed, ignored: () => ignored };
}

function arrivalOf(answer: ScriptedAnswer, remotePort: number, atMonotonicMs: number): Arrival {
  if (answer.kind !== "datagram") return { kind: answer.kind, atMonotonicMs };
  const from = { address: target.address, port: answer.fromPort ?? remotePort };
  return { kind: "datagram", from, payload: answer.payload, atMonotonicMs };
}
