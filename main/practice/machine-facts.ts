import type { NetworkSnapshot } from "../model/network.ts";
import type { RouteToHost } from "../model/ports/machine.ts";
import type { VpnProfile } from "../model/vpn-profile.ts";
import { practiceAddresses, practiceGatewayName, practiceLinkMtuBytes } from "./addresses.ts";
import { vpnClientProfileSettings } from "./vpn-client-settings.ts";

const interfaceName = "practice0";

/** The interface of the practice client. */
export const practiceInterface: NetworkSnapshot["interfaces"][number] = {
  name: interfaceName,
  kind: "virtual",
  up: true,
  mtuBytes: practiceLinkMtuBytes,
  addresses: [{ address: practiceAddresses.client, family: "ipv4", prefixLength: 24, addressClass: "private" }],
};

/** The VPN connection of the simulated client. */
export const practiceProfile: VpnProfile = {
  name: practiceGatewayName,
  type: "ikev2",
  gateway: practiceGatewayName,
  origin: "practice network",
  settings: vpnClientProfileSettings,
};

/** How the practice client reaches the practice gateway. */
export const practiceRoute: RouteToHost = {
  interfaceName,
  sourceAddress: practiceAddresses.client,
  gatewayAddress: practiceAddresses.router,
  linkMtuBytes: practiceLinkMtuBytes,
};
