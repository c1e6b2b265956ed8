import type { Measurement } from "../model/measurement.ts";
import type { GatewayTarget, ProbeContext } from "./context.ts";
import { converse } from "./conversation.ts";
import { type FragmentsState, fragmentsSearch } from "./fragments-search.ts";
import { type BaitKind, buildBait } from "./ike/baits.ts";
import { ikePortOf } from "./ike/non-esp-marker.ts";
import { cancelledReason, endpointText, measured, notMeasured, notTried } from "./measured.ts";

/**
 * Whether datagrams that the system has to fragment reach `port` of the gateway, which answers that bait there. IKE with
 * certificates and large ESP packets depend on it. Gives `fragments-out`: true, false (small ones are answered, large ones never), or unknown. At
 * most 20 packets, of which none makes state on the gateway.
 */
export async function measureFragments(
  context: ProbeContext,
  target: GatewayTarget,
  port: number,
  bait: BaitKind,
): Promise<readonly Measurement[]> {
  const { address, family, bindAddress } = target;
  const ikePort = ikePortOf(target.ports, port);
  const subject = {
    kind: "fragments-out",
    method: "ike-bait-fragmented",
    target: endpointText(address, family, port),
  } as const;
  const opened = await context.udp.open({
    remoteAddress: address,
    family,
    fragmentation: "system",
    ...(bindAddress === undefined ? {} : { bindAddress }),
  });
  if (!opened.ok) return [notTried(subject, opened.error)];
  const socket = opened.value;
  const state = await converse(context, socket, ikePort, fragmentsSearch, (request) =>
    buildBait(bait, context.random, ikePort, request.kind === "large" ? request.sizeBytes : undefined),
  );
  socket.close();
  return [fragmentsOut(subject, state)];
}

function fragmentsOut(subject: Parameters<typeof measured>[0], state: FragmentsState): Measurement {
  const { answeredSizes, controlsAnswered, rounds } = state;
  const details = {
    rounds,
    controlsAnswered,
    ...(answeredSizes.length === 0 ? {} : { largestAnsweredBytes: Math.max(...answeredSizes) }),
  };
  // A large datagram that was answered is proof, even where the probe was stopped later.
  if (answeredSizes.length > 0) return measured(subject, true, { details });
  switch (state.end) {
    case null:
      return notMeasured(subject, "unknown", cancelledReason, details);
    case "undecided":
      return notMeasured(subject, "unknown", "the gateway answered too few small packets to compare with", details);
    case "pass":
    case "dropped":
      return state.largePacketsLeft === 0
        ? notMeasured(
            subject,
            "failed",
            `The system sent no datagram of that size: ${String(state.sendFailure)}.`,
            details,
          )
        : measured(subject, false, { details });
  }
}
