import type { CaptureEsp, CaptureExchange, CaptureRekey, CaptureTunnel } from "../model/capture-story.ts";
import { hostOf } from "./seen.ts";

/** New keys that nobody uses within this time are not used: IKE peers switch at once (RFC 7296 section 2.8). */
const switchMs = 60_000;

/** Every renewal of keys, and whether the new ones carried packets both ways. */
export function rekeysOf(
  exchanges: readonly CaptureExchange[],
  tunnels: readonly CaptureTunnel[],
  esp: readonly CaptureEsp[],
): readonly CaptureRekey[] {
  const asked = exchanges.filter(isRekey(exchanges));
  return asked.map((exchange, index) => {
    const { tunnel, byInitiator, packetNumber } = exchange;
    const atMs = exchange.triesAtMs[0] ?? 0;
    const untilMs = asked.slice(index + 1).find((later) => later.tunnel === tunnel)?.triesAtMs[0] ?? Infinity;
    const outcome = outcomeOf(exchange, Math.min(untilMs, atMs + switchMs), tunnels, esp);
    return { atMs, packetNumber, tunnel, byInitiator, outcome };
  });
}

/** IKEv2 has an exchange for it; in IKEv1 it is every Quick Mode after the first. */
function isRekey(exchanges: readonly CaptureExchange[]): (exchange: CaptureExchange) => boolean {
  const firstQuickMode = new Map<string, number>();
  for (const { name, tunnel, messageId } of exchanges) {
    if (name.startsWith("Quick Mode") && !firstQuickMode.has(tunnel)) firstQuickMode.set(tunnel, messageId);
  }
  return ({ name, tunnel, messageId }) =>
    name === "CREATE_CHILD_SA" || (name === "Quick Mode 1" && firstQuickMode.get(tunnel) !== messageId);
}

function outcomeOf(
  exchange: CaptureExchange,
  untilMs: number,
  tunnels: readonly CaptureTunnel[],
  esp: readonly CaptureEsp[],
): CaptureRekey["outcome"] {
  if (exchange.outcome === "unanswered" || exchange.outcome === "refused") return exchange.outcome;
  const atMs = exchange.triesAtMs[0] ?? 0;
  const from = hostOf(exchange.from);
  const to = hostOf(exchange.to);
  const isNow = ({ firstAtMs }: { readonly firstAtMs: number }): boolean => firstAtMs >= atMs && firstAtMs < untilMs;
  const isUsed = (source: string, destination: string): boolean =>
    esp.some((sa) => isNow(sa) && hostOf(sa.from) === source && hostOf(sa.to) === destination);
  if (isUsed(from, to) && isUsed(to, from)) return "new-keys-used";
  const isIke = tunnels.some(
    (tunnel) =>
      !tunnel.beginSeen &&
      isNow(tunnel) &&
      [from, to].includes(hostOf(tunnel.initiator)) &&
      tunnel.id !== exchange.tunnel,
  );
  return isIke ? "ike-renewed" : "not-used";
}
