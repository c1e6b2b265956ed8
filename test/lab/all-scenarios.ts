import type { Scenario } from "./scenario.ts";
import { clientAddressChange } from "./scenarios/client-address-change.ts";
import { fragmentsDropped } from "./scenarios/fragments-dropped.ts";
import { gatewaySilent } from "./scenarios/gateway-silent.ts";
import { gatewayStopped } from "./scenarios/gateway-stopped.ts";
import { healthyTunnel } from "./scenarios/healthy-tunnel.ts";
import { healthy } from "./scenarios/healthy.ts";
import { insideFullTunnel } from "./scenarios/inside-full-tunnel.ts";
import { fragmentsDroppedIpv6, healthyIpv6, mtuBlackHole1380Ipv6, pathMtu1400Ipv6 } from "./scenarios/ipv6.ts";
import { l2tpControlLost, l2tpNoAnswer } from "./scenarios/l2tp-control-lost.ts";
import { lossyLine } from "./scenarios/lossy-line.ts";
import { mtuBlackHole1380 } from "./scenarios/mtu-black-hole-1380.ts";
import { natTimeoutIdleIkev1, natTimeoutIdleIkev2 } from "./scenarios/nat-timeout-idle.ts";
import { noProposalIkev1, noProposalIkev2 } from "./scenarios/no-proposal.ts";
import { otherPorts, otherPortsBlocked } from "./scenarios/other-ports.ts";
import { pathMtu1400 } from "./scenarios/path-mtu-1400.ts";
import {
  plutoGatewaySilentIkev1,
  plutoGatewaySilentIkev2,
  plutoNoProposalIkev1,
  plutoNoProposalIkev2,
  plutoTrafficRefusedIkev2,
  plutoWrongPskIkev1,
  plutoWrongPskIkev2,
} from "./scenarios/pluto.ts";
import { rekeyFailure } from "./scenarios/rekey-failure.ts";
import { udp4500Blocked } from "./scenarios/udp-4500-blocked.ts";
import { udp500Blocked } from "./scenarios/udp-500-blocked.ts";
import { wrongPskIkev1, wrongPskIkev2 } from "./scenarios/wrong-psk.ts";

/** The ones that take long come first, so that the short ones run beside them. */
export const allScenarios: readonly Scenario[] = [
  l2tpControlLost,
  natTimeoutIdleIkev2,
  natTimeoutIdleIkev1,
  l2tpNoAnswer,
  rekeyFailure,
  clientAddressChange,
  healthyTunnel,
  healthy,
  pathMtu1400,
  mtuBlackHole1380,
  fragmentsDropped,
  lossyLine,
  udp500Blocked,
  udp4500Blocked,
  otherPorts,
  otherPortsBlocked,
  gatewaySilent,
  gatewayStopped,
  insideFullTunnel,
  healthyIpv6,
  pathMtu1400Ipv6,
  mtuBlackHole1380Ipv6,
  fragmentsDroppedIpv6,
  wrongPskIkev1,
  wrongPskIkev2,
  noProposalIkev1,
  noProposalIkev2,
  plutoGatewaySilentIkev1,
  plutoGatewaySilentIkev2,
  plutoNoProposalIkev1,
  plutoNoProposalIkev2,
  plutoTrafficRefusedIkev2,
  plutoWrongPskIkev1,
  plutoWrongPskIkev2,
];
