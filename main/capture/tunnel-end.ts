import type { CaptureExchange, CaptureStory, CaptureTunnel } from "../model/capture-story.ts";
import { hostOf } from "./seen.ts";

/** How a tunnel ended, as far as the wire shows it. */
export interface TunnelEnd {
  readonly kind: "no-answer" | "moved" | "refused";
  /** The exchange that shows it. */
  readonly exchange?: CaptureExchange;
  readonly beganAtMs: number;
  readonly endedAtMs: number;
}

/** A client that begins again within this time replaces the old tunnel: charon gives up after 165 s at the latest. */
const replacedWithinMs = 200_000;
/** Whoever disconnects sends a delete for each SA at once; a liveness check comes alone. */
const togetherMs = 100;
/** A person who disconnects and connects again is slower, a daemon that got no answer waits at least this long. */
const shortestWaitMs = 1000;

/** The next tunnel that the same client, or the same client at another address, began to the same gateway. */
export function nextTunnel(tunnel: CaptureTunnel, { tunnels, capturedAt }: CaptureStory): CaptureTunnel | undefined {
  return tunnels.find(
    (next) =>
      next.beginSeen &&
      next.protocol === tunnel.protocol &&
      next.firstAtMs > tunnel.firstAtMs &&
      hostOf(next.responder) === hostOf(tunnel.responder) &&
      (capturedAt === "client" || hostOf(next.initiator) === hostOf(tunnel.initiator)),
  );
}

/** How a tunnel ended; null while it was up, closed in good order, or the capture does not show it. */
export function endOfTunnel(tunnel: CaptureTunnel, story: CaptureStory): TunnelEnd | null {
  const own = story.exchanges.filter((exchange) => exchange.tunnel === tunnel.id);
  const next = nextTunnel(tunnel, story);
  const refused = own.findLast(isAgreement);
  if (tunnel.establishedAtMs === undefined && refused?.outcome === "refused") {
    const atMs = refused.answeredAtMs ?? beginOf(refused);
    return { kind: "refused", exchange: refused, beganAtMs: atMs, endedAtMs: atMs };
  }
  const lost = lostExchange(tunnel, own) ?? lostCheck(tunnel, own, next);
  if (lost !== undefined) {
    const lastMs = lost.triesAtMs.at(-1) ?? beginOf(lost);
    const replaced = next !== undefined && next.firstAtMs >= lastMs && next.firstAtMs - lastMs <= replacedWithinMs;
    return {
      kind: "no-answer",
      exchange: lost,
      beganAtMs: beginOf(lost),
      endedAtMs: replaced ? next.firstAtMs : lastMs,
    };
  }
  const moved = story.addressChanges.find((change) => change.kind === "new-tunnel" && change.tunnel === next?.id);
  if (moved === undefined || tunnel.establishedAtMs === undefined) return null;
  return { kind: "moved", beganAtMs: moved.atMs, endedAtMs: moved.atMs };
}

function isAgreement({ name }: CaptureExchange): boolean {
  return name === "IKE_SA_INIT" || name === "IKE_AUTH" || /^(?:Main|Aggressive|Quick) Mode/.test(name);
}

/** A request that was repeated, and after which nothing was answered any more. */
function lostExchange(tunnel: CaptureTunnel, own: readonly CaptureExchange[]): CaptureExchange | undefined {
  const lastAnswered = own.findLastIndex(({ outcome }) => outcome === "answered" || outcome === "refused");
  const after = own.slice(lastAnswered + 1).filter(({ outcome }) => outcome === "unanswered");
  // The whole of a WireGuard or OpenVPN tunnel is one handshake after the other; its data flows without any.
  return tunnel.protocol === "openvpn" ? undefined : after.find(({ tries }) => tries >= 2);
}

/** IKEv1's liveness checks are one-way messages: one that comes alone, and then the client begins from the start. */
function lostCheck(
  { protocol, establishedAtMs }: CaptureTunnel,
  own: readonly CaptureExchange[],
  next: CaptureTunnel | undefined,
): CaptureExchange | undefined {
  if (protocol !== "ikev1" || establishedAtMs === undefined || next === undefined) return undefined;
  const lastAnswered = own.findLastIndex(({ outcome }) => outcome === "answered");
  const notices = own
    .slice(lastAnswered + 1)
    .filter(({ name, triesAtMs: [atMs = 0] }) => name === "Informational" && atMs > establishedAtMs);
  const isAlone = (one: CaptureExchange): boolean =>
    !notices.some(
      (other) =>
        other !== one && other.byInitiator === one.byInitiator && Math.abs(beginOf(other) - beginOf(one)) < togetherMs,
    );
  const last = notices.at(-1);
  const waitedMs = last === undefined ? 0 : next.firstAtMs - beginOf(last);
  return waitedMs >= shortestWaitMs && waitedMs <= replacedWithinMs ? notices.find(isAlone) : undefined;
}

/** When a request was first sent. */
export function beginOf({ triesAtMs }: CaptureExchange): number {
  return triesAtMs[0] ?? 0;
}
