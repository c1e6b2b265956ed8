import type { Rule } from "../rule.ts";
import { certificateProblem } from "./certificate-problem.ts";
import { cgnat } from "./cgnat.ts";
import { clientOsBug } from "./client-os-bug.ts";
import { clientMobility } from "./client-mobility.ts";
import { clientSleep } from "./client-sleep.ts";
import { clockSkew } from "./clock-skew.ts";
import { conflictingSoftware } from "./conflicting-software.ts";
import { conntrackExhausted } from "./conntrack-exhausted.ts";
import { conntrackTimeoutShort } from "./conntrack-timeout-short.ts";
import { credentialsRejected } from "./credentials-rejected.ts";
import { dnsFailure } from "./dns-failure.ts";
import { dpiInterference } from "./dpi-interference.ts";
import { espBlocked } from "./esp-blocked.ts";
import { fragmentsDropped } from "./fragments-dropped.ts";
import { gatewaySilent } from "./gateway-silent.ts";
import { idleTimeoutPolicy } from "./idle-timeout-policy.ts";
import { ikeRekeyFailure } from "./ike-rekey-failure.ts";
import { l2tpControlLost } from "./l2tp-control-lost.ts";
import { logsUnreadable } from "./logs-unreadable.ts";
import { mtuBlackHole } from "./mtu-black-hole.ts";
import { natTraversalRegistry } from "./nat-t-registry.ts";
import { natUdpTimeout } from "./nat-udp-timeout.ts";
import { pathMtuTooSmall } from "./path-mtu-too-small.ts";
import { peerTerminated } from "./peer-terminated.ts";
import { pppFailure } from "./ppp-failure.ts";
import { proposalMismatch } from "./proposal-mismatch.ts";
import { pskMismatch } from "./psk-mismatch.ts";
import { routingConflict } from "./routing-conflict.ts";
import { captivePortal, statedRules } from "./stated.ts";
import { udp4500Blocked } from "./udp-4500-blocked.ts";
import { udp500Blocked } from "./udp-500-blocked.ts";
import { udpBlocked } from "./udp-blocked.ts";

/** Every rule, causes before consequences: of two findings that are equally bad and sure, the earlier is shown first. */
export const allRules: readonly Rule[] = [
  captivePortal,
  dnsFailure,
  udpBlocked,
  gatewaySilent,
  udp500Blocked,
  udp4500Blocked,
  dpiInterference,
  espBlocked,
  pskMismatch,
  clockSkew,
  certificateProblem,
  credentialsRejected,
  proposalMismatch,
  routingConflict,
  ...statedRules,
  clientOsBug,
  natTraversalRegistry,
  ikeRekeyFailure,
  natUdpTimeout,
  mtuBlackHole,
  pathMtuTooSmall,
  fragmentsDropped,
  conntrackExhausted,
  conntrackTimeoutShort,
  clientSleep,
  clientMobility,
  idleTimeoutPolicy,
  l2tpControlLost,
  pppFailure,
  peerTerminated,
  conflictingSoftware,
  cgnat,
  logsUnreadable,
];
