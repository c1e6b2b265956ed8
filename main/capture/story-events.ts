import type { CaptureExchange, CaptureStory, CaptureTunnel } from "../model/capture-story.ts";
import type { LogEvent, LogEventName } from "../model/log-event.ts";
import { hostOf } from "./seen.ts";
import { beginOf, endOfTunnel } from "./tunnel-end.ts";

/** More repetitions of one message prove no more. */
const mostRetries = 8;
/** A first authentication without a certificate is about a pre-shared key: certificates alone are larger. */
const largestPskAuthBytes = 600;

interface Said {
  readonly atMs: number;
  readonly packetNumber?: number | undefined;
  readonly event: LogEventName;
  readonly raw: string;
  readonly peer: string;
  readonly code?: string | undefined;
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a log of the client would say of the same things, in the words that the rules of the diagnosis know. */
export function eventsOf(story: CaptureStory): readonly LogEvent[] {
  const source = story.file.name;
  const said = [
    ...story.tunnels.flatMap((tunnel) => tunnelEvents(tunnel, story)),
    ...rekeyEvents(story),
    ...pathEvents(story),
  ];
  return said
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ atMs, packetNumber, event, raw, peer, code, fields }) => ({
      atMs: Math.round(atMs),
      stack: "capture",
      event,
      source,
      ...(packetNumber === undefined ? {} : { lineNumber: packetNumber }),
      raw,
      peer,
      ...(code === undefined ? {} : { code }),
      fields: { ...fields },
    }));
}

function tunnelEvents(tunnel: CaptureTunnel, story: CaptureStory): readonly Said[] {
  const peer = hostOf(tunnel.responder);
  const exchanges = story.exchanges.filter((exchange) => exchange.tunnel === tunnel.id);
  const first = exchanges[0];
  const begin = { peer, packetNumber: first?.packetNumber };
  const said: Said[] = [];
  if (tunnel.beginSeen) {
    const isMode = tunnel.protocol === "ikev1" && first !== undefined;
    const fields: Readonly<Record<string, string>> = isMode ? { mode: first.name.replace(/ \d+$/, "") } : {};
    const event = beginnings[tunnel.protocol];
    said.push({
      ...begin,
      atMs: tunnel.firstAtMs,
      event,
      fields,
      raw: `${first?.name ?? tunnel.protocol} sent to ${peer}`,
    });
  }
  if (tunnel.initiatorBehindNat.answer === "yes") {
    const raw = "the hashes in the IKE messages do not fit the addresses of their packets: there is a NAT";
    said.push({ ...begin, atMs: tunnel.firstAtMs, event: "natt_detected", raw });
  }
  if (tunnel.establishedAtMs !== undefined) {
    const atMs = tunnel.establishedAtMs;
    for (const event of establishments[tunnel.protocol]) {
      said.push({ ...begin, atMs, event, raw: `the ${tunnel.protocol} tunnel to ${peer} is agreed` });
    }
  }
  return [...said, ...exchanges.flatMap((one) => exchangeEvents(one, peer)), ...endEvents(tunnel, story, exchanges)];
}

const beginnings: Readonly<Record<CaptureTunnel["protocol"], LogEventName>> = {
  ikev1: "ike_start",
  ikev2: "ike_start",
  l2tp: "l2tp_start",
  wireguard: "wg_handshake_sent",
  openvpn: "session_start",
};

const establishments: Readonly<Record<CaptureTunnel["protocol"], readonly LogEventName[]>> = {
  ikev1: ["ike_sa_established", "ipsec_sa_established"],
  ikev2: ["ike_sa_established", "ipsec_sa_established"],
  l2tp: ["l2tp_tunnel_up"],
  wireguard: ["wg_handshake_ok"],
  openvpn: ["ovpn_tls_up"],
};

function exchangeEvents(exchange: CaptureExchange, peer: string): readonly Said[] {
  const { name, protocol, packetNumber, triesAtMs, tries, outcome, answerSays } = exchange;
  const at = { peer, packetNumber };
  const said: Said[] = [];
  const retry =
    protocol === "l2tp" ? "l2tp_control_retry" : protocol === "wireguard" ? "wg_handshake_retry" : "retransmit";
  for (const atMs of triesAtMs.slice(1, mostRetries + 1)) {
    const event = retry === "retransmit" && !exchange.byInitiator ? "peer_retransmit" : retry;
    said.push({ ...at, atMs, event, raw: `${name} sent again (sent ${tries} times in all)` });
  }
  if (name === "INFORMATIONAL" && outcome !== "unanswered") {
    said.push({
      ...at,
      atMs: beginOf(exchange),
      event: exchange.byInitiator ? "dpd_sent" : "ike_peer_request",
      raw: `${name}, answered`,
    });
  }
  if (name === "HELLO") said.push({ ...at, atMs: beginOf(exchange), event: "l2tp_hello_sent", raw: "HELLO sent" });
  if (outcome === "refused" && answerSays !== undefined && protocol.startsWith("ike")) {
    const event = notifyEvents.get(answerSays.replaceAll("-", "_")) ?? "ike_notify_error";
    const code = answerSays.replaceAll("-", "_");
    const atMs = exchange.answeredAtMs ?? beginOf(exchange);
    const isHarmless = answerSays === "COOKIE";
    if (!isHarmless) said.push({ ...at, atMs, event, code, raw: `${name} was answered by ${answerSays}` });
  }
  return said;
}

const notifyEvents: ReadonlyMap<string, LogEventName> = new Map([
  ["NO_PROPOSAL_CHOSEN", "no_proposal_chosen"],
  ["INVALID_KE_PAYLOAD", "invalid_ke_payload"],
  ["port unreachable", "ike_no_response"],
]);

function endEvents(tunnel: CaptureTunnel, story: CaptureStory, exchanges: readonly CaptureExchange[]): readonly Said[] {
  const end = endOfTunnel(tunnel, story);
  const peer = hostOf(tunnel.responder);
  if (end?.exchange === undefined) return [];
  const { exchange, endedAtMs } = end;
  const { name, packetNumber, tries } = exchange;
  const at = { peer, packetNumber, atMs: endedAtMs };
  if (end.kind === "no-answer") {
    const raw = `${name} got no answer (sent ${tries} times)`;
    return [{ ...at, event: noAnswerEvent(tunnel, exchange), raw }];
  }
  if (exchange.answerSays !== undefined) return [];
  const isFirstAuth = exchanges.filter((one) => one.name === name).length === 1;
  const isPsk =
    tunnel.authentication === "pre-shared-key" || (isFirstAuth && exchange.requestBytes <= largestPskAuthBytes);
  const raw = `${name} was answered by ${exchange.answerBytes ?? 0} bytes, which is an error message and nothing else`;
  return [
    ...(isPsk && (name === "IKE_AUTH" || name === "Main Mode 5")
      ? [
          {
            ...at,
            atMs: beginOf(exchange),
            event: "ike_auth_sent",
            raw: `${name} sent`,
            fields: { method: "PRE_SHARED_KEY" },
          } as const,
        ]
      : []),
    { ...at, event: "ike_auth_failed", raw },
  ];
}

/** What a daemon logs when it gives up on that exchange. */
export function noAnswerEvent(tunnel: CaptureTunnel, exchange: CaptureExchange): LogEventName {
  switch (tunnel.protocol) {
    case "l2tp":
      return "l2tp_control_timeout";
    case "wireguard":
      return "wg_handshake_giveup";
    case "openvpn":
      return "ovpn_handshake_timeout";
    case "ikev1":
      if (exchange.name === "Informational") return "dpd_timeout";
      return exchange.name === "Main Mode 1" ? "ike_no_response" : "retransmit_giveup";
    case "ikev2":
      return exchange.name === "IKE_SA_INIT" ? "ike_no_response" : "retransmit_giveup";
  }
}

function rekeyEvents({ rekeys, tunnels }: CaptureStory): readonly Said[] {
  return rekeys.flatMap(({ atMs, packetNumber, tunnel, outcome }): readonly Said[] => {
    const peer = hostOf(tunnels.find(({ id }) => id === tunnel)?.responder ?? "");
    const at = { atMs, packetNumber, peer };
    const failed = outcome === "refused" || outcome === "unanswered";
    const how = outcome === "refused" ? "was answered by an error (by its size)" : "got no answer";
    return [
      { ...at, event: "rekey_started", raw: "renewing the keys began" },
      failed
        ? { ...at, event: "rekey_failed", raw: `renewing the keys ${how}` }
        : { ...at, event: "rekey_ok", raw: `the keys were renewed (${outcome})` },
    ];
  });
}

function pathEvents({ tooBig, addressChanges, capturedAt }: CaptureStory): readonly Said[] {
  const heard = tooBig.map(({ atMs, packetNumber, router, mtuBytes, about }): Said => {
    const raw = `${router} says that packets from ${about.from} to ${about.to} are too big (next link: ${mtuBytes} bytes)`;
    return { atMs, packetNumber, event: "frag_needed", peer: hostOf(about.to), raw };
  });
  const moves = addressChanges.map(({ atMs, packetNumber, before, after }): Said => {
    // Seen from afar it may as well be the router that changed.
    const event = capturedAt === "client" ? "address_changed" : "nat_mapping_changed";
    return { atMs: atMs - 1, packetNumber, event, peer: after, raw: `packets come from ${after} instead of ${before}` };
  });
  return [...heard, ...moves];
}
