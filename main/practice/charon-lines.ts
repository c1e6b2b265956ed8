import type { Endpoint } from "../model/ports/udp.ts";
import { practiceAddresses, practiceGatewayName } from "./addresses.ts";
import { type IkeSpis, type PendingRequest, retransmitTries } from "./ike-exchange.ts";
import { spiKey } from "./ike-responder.ts";
import { vpnClientSettings } from "./vpn-client-settings.ts";

/** One line that charon logs: its subsystem and the text. */
export interface CharonLine {
  readonly subsystem: "IKE" | "ENC" | "NET" | "CFG";
  readonly text: string;
}

const line = (subsystem: CharonLine["subsystem"], text: string): CharonLine => ({ subsystem, text });
const ends = (from: Endpoint, to: Endpoint) => `from ${from.address}[${from.port}] to ${to.address}[${to.port}]`;

const connection = practiceGatewayName;
const clientIdentity = "CN=practice-client";
const gatewayIdentity = "CN=practice-gateway";
const authority = "CN=Practice CA";
const virtualAddress = "10.77.0.2";

/** The wording of strongSwan 5.9.8 at its default log level, for what the simulated client does. */
export const charonLines = {
  sendingPacket: (from: Endpoint, to: Endpoint, sizeBytes: number) =>
    line("NET", `sending packet: ${ends(from, to)} (${sizeBytes} bytes)`),
  receivedPacket: (from: Endpoint, to: Endpoint, sizeBytes: number) =>
    line("NET", `received packet: ${ends(from, to)} (${sizeBytes} bytes)`),
  personConnects: () => line("CFG", `vici initiate CHILD_SA '${connection}'`),
  initiating: (saNumber: number): readonly CharonLine[] => [
    line("IKE", `initiating IKE_SA ${connection}[${saNumber}] to ${practiceAddresses.gateway}`),
    line("ENC", "generating IKE_SA_INIT request 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) N(HASH_ALG) N(REDIR_SUP) ]"),
  ],
  authenticating: (saNumber: number, behindNat: boolean): readonly CharonLine[] => [
    line("ENC", "parsed IKE_SA_INIT response 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) N(CHDLESS_SUP) N(MULT_AUTH) ]"),
    line("CFG", "selected proposal: IKE:AES_CBC_128/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/ECP_256"),
    ...(behindNat ? [line("IKE", "local host is behind NAT, sending keep alives")] : []),
    line("IKE", `sending cert request for "${authority}"`),
    line("IKE", `authentication of '${clientIdentity}' (myself) with ECDSA-256 signature successful`),
    line("IKE", `sending end entity cert "${clientIdentity}"`),
    line("IKE", `establishing CHILD_SA ${connection}{${saNumber}}`),
    line(
      "ENC",
      "generating IKE_AUTH request 1 [ IDi CERT N(INIT_CONTACT) CERTREQ IDr AUTH CPRQ(ADDR) SA TSi TSr N(MOBIKE_SUP) N(NO_ADD_ADDR) N(EAP_ONLY) N(MSG_ID_SYN_SUP) ]",
    ),
  ],
  established: (saNumber: number, { initiatorSpi, responderSpi }: IkeSpis): readonly CharonLine[] => [
    line("ENC", "parsed IKE_AUTH response 1 [ IDr CERT AUTH CPRP(ADDR) SA TSi TSr N(MOBIKE_SUP) N(NO_ADD_ADDR) ]"),
    line("IKE", `received end entity cert "${gatewayIdentity}"`),
    line("CFG", `  using certificate "${gatewayIdentity}"`),
    line("CFG", `  using trusted ca certificate "${authority}"`),
    line("CFG", "  reached self-signed root ca with a path length of 0"),
    line("IKE", `authentication of '${gatewayIdentity}' with ECDSA-256 signature successful`),
    line("IKE", `installing new virtual IP ${virtualAddress}`),
    line("IKE", "peer supports MOBIKE"),
    line(
      "IKE",
      `IKE_SA ${connection}[${saNumber}] established between ${practiceAddresses.client}[${clientIdentity}]...${practiceAddresses.gateway}[${gatewayIdentity}]`,
    ),
    line("IKE", "scheduling rekeying in 41814s"),
    line("IKE", "maximum IKE_SA lifetime 46134s"),
    line("CFG", "selected proposal: ESP:AES_CBC_128/HMAC_SHA2_256_128/NO_EXT_SEQ"),
    line(
      "IKE",
      `CHILD_SA ${connection}{${saNumber}} established with SPIs ${espSpi(initiatorSpi)}_i ${espSpi(responderSpi)}_o and TS ${virtualAddress}/32 === 10.78.0.0/16`,
    ),
  ],
  sendingDpd: (messageId: number): readonly CharonLine[] => [
    line("IKE", "sending DPD request"),
    line("ENC", `generating INFORMATIONAL request ${messageId} [ N(NATD_S_IP) N(NATD_D_IP) ]`),
  ],
  dpdAnswered: (messageId: number) =>
    line("ENC", `parsed INFORMATIONAL response ${messageId} [ N(NATD_S_IP) N(NATD_D_IP) ]`),
  dpdAsked: (messageId: number, repeated: boolean): readonly CharonLine[] => [
    line("ENC", `parsed INFORMATIONAL request ${messageId} [ ]`),
    repeated
      ? line("IKE", `received retransmit of request with ID ${messageId}, retransmitting response`)
      : line("ENC", `generating INFORMATIONAL response ${messageId} [ ]`),
  ],
  retransmit: ({ retransmits, messageId }: PendingRequest) =>
    line("IKE", `retransmit ${retransmits} of request with message ID ${messageId}`),
  givingUp: () => line("IKE", `giving up after ${retransmitTries} retransmits`),
  restarting: (): readonly CharonLine[] => [
    line("IKE", `installing new virtual IP ${virtualAddress}`),
    line("IKE", `restarting CHILD_SA ${connection}`),
  ],
  tryingAgain: (tryNumber: number) =>
    line("IKE", `peer not responding, trying again (${tryNumber}/${vpnClientSettings.keyingTries})`),
  establishingFailed: () => line("IKE", "establishing IKE_SA failed, peer not responding"),
} as const;

/** The simulation's ESP SPIs are the first half of the IKE SPIs. */
function espSpi(spi: Uint8Array): string {
  return spiKey(spi.subarray(0, 4));
}
