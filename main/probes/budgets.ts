import type { ProbeKind } from "../model/probe-kind.ts";
import { halfOpenPerRun, halfOpenPerWindow } from "./half-open-budget.ts";
import { dnsPacketsPerServer } from "./dns/ask-server.ts";
import { natLifetimePacketBudget } from "./nat-lifetime/plan.ts";
import { portSilencePacketBudget } from "./nat-lifetime/port-silence.ts";
import { silencePacketBudget } from "./nat-lifetime/reflection.ts";
import { studyPacketBudget } from "./nat-lifetime/study-plan.ts";
import { natTypePacketBudget } from "./nat-type/measure.ts";
import { tcpPacketBudget } from "./reach-tcp.ts";
import { askServicePackets } from "./server-sizes/server.ts";

/** The most that something costs the network and the gateway. */
export interface ProbeCost {
  readonly about: string;
  readonly packets: number;
  /** Of all IP packets together, headers included. */
  readonly bytes: number;
  /** Unfinished connections on the gateway, which it forgets by itself. */
  readonly halfOpen: number;
}

/** Of one question with its IP and UDP headers. */
const lifetimePacketBytes = 120;

const mostServersAsked = 3;
/** IPv6 and UDP headers, and the longest name with its type and class. */
const dnsPacketBytes = 48 + 12 + 255 + 4;

/** IPv6 and TCP headers with options, and nothing in it. */
const tcpPacketBytes = 80;

const free = { packets: 0, bytes: 0, halfOpen: 0 };
const reach: ProbeCost = {
  about: "small IKE messages to UDP 500, UDP 4500 and a control port (at most 23 where IKE is on port 500)",
  packets: 32,
  bytes: 12_300,
  halfOpen: 1,
};

/** What each probe sends, step by step; most need to know first which message the gateway answers. */
export const probeBudgets: Readonly<Record<ProbeKind, readonly ProbeCost[]>> = {
  reach: [
    reach,
    {
      about: "only where UDP is silent: three tries to open a TCP connection to port 443",
      packets: tcpPacketBudget,
      bytes: tcpPacketBudget * tcpPacketBytes,
      halfOpen: 0,
    },
  ],
  mtu: [
    reach,
    {
      about: "IKE messages of 576 to 1500 bytes that must not be fragmented",
      packets: 120,
      bytes: 180_000,
      halfOpen: 0,
    },
    { about: "pings of the same sizes", packets: 8, bytes: 12_000, halfOpen: 0 },
    {
      about: "only with a responder or a STUN server: questions to it of the same sizes, there and back",
      packets: askServicePackets + 240,
      bytes: 361_000,
      halfOpen: 0,
    },
  ],
  fragments: [
    reach,
    { about: "IKE messages of up to 3000 bytes, which are fragmented", packets: 20, bytes: 40_000, halfOpen: 0 },
    {
      about: "only with a responder or a STUN server: questions to it of the same sizes",
      packets: askServicePackets + 20,
      bytes: 41_000,
      halfOpen: 0,
    },
  ],
  nat: [
    reach,
    { about: "an IKEv2 IKE_SA_INIT exchange without credentials", packets: 9, bytes: 9_000, halfOpen: 1 },
    { about: "pings that go four hops at most", packets: 4, bytes: 400, halfOpen: 0 },
    {
      about: "only with a STUN server: questions to it",
      packets: natTypePacketBudget,
      bytes: natTypePacketBudget * 100,
      halfOpen: 0,
    },
    { about: "only then: the same exchanges with the gateway's second port", packets: 15, bytes: 15_000, halfOpen: 1 },
    { about: "where IKEv2 is refused, IKEv1 Main Mode without credentials", packets: 6, bytes: 6_000, halfOpen: 1 },
  ],
  dpi: [
    reach,
    { about: "IKE messages, and as many others of the same sizes", packets: 64, bytes: 36_000, halfOpen: 0 },
    { about: "datagrams that look like encrypted data, and small questions", packets: 38, bytes: 30_000, halfOpen: 0 },
  ],
  "nat-lifetime": [
    reach,
    {
      about:
        "with a responder or a STUN server, in deep mode: short questions from many sockets (standard 800, quick 120)",
      packets: natLifetimePacketBudget.deep,
      bytes: natLifetimePacketBudget.deep * lifetimePacketBytes,
      halfOpen: 0,
    },
    {
      about: "only then, in deep mode: keepalives and the like, to see what keeps a mapping",
      packets: studyPacketBudget,
      bytes: studyPacketBudget * lifetimePacketBytes,
      halfOpen: 0,
    },
    {
      about:
        "only with a STUN server that can do no more: IKE_SA_INIT exchanges with the gateway, and what keeps a mapping",
      packets: halfOpenPerRun * portSilencePacketBudget,
      bytes: halfOpenPerRun * (9 * 1_000 + (portSilencePacketBudget - 9) * 500),
      halfOpen: halfOpenPerRun,
    },
    {
      about: "without one: repeated IKEv1 messages to the gateway",
      packets: halfOpenPerRun * silencePacketBudget,
      bytes: halfOpenPerRun * silencePacketBudget * 500,
      halfOpen: halfOpenPerRun,
    },
  ],
  dns: [
    { about: "questions to the system's resolver, none to the gateway", ...free },
    {
      about: "the same question to two name servers of this computer and to one that was named",
      packets: mostServersAsked * dnsPacketsPerServer,
      bytes: mostServersAsked * dnsPacketsPerServer * dnsPacketBytes,
      halfOpen: 0,
    },
  ],
  route: [
    { about: "a look at the routing table of this computer", ...free },
    { about: "only with a web page to find a portal with: one request over TCP, which is not counted here", ...free },
  ],
};

/** All steps of a probe together; the ration of half-open SAs holds for the whole run. */
export function totalCost(kind: ProbeKind): Omit<ProbeCost, "about"> {
  return probeBudgets[kind].reduce(
    (total, { packets, bytes, halfOpen }) => ({
      packets: total.packets + packets,
      bytes: total.bytes + bytes,
      halfOpen: Math.min(total.halfOpen + halfOpen, halfOpenPerWindow),
    }),
    free,
  );
}
