import { appleIpsecCode } from "./apple-ipsec-codes.ts";
import { code, codeIndex, type CodeMeaning } from "./code-meaning.ts";

const networkLost = ["client-mobility"] as const;
const certificate = ["certificate-problem"] as const;
const certificateTime = ["certificate-problem", "clock-skew"] as const;

const unanswered =
  "Whether the path, the NAT mapping or the server was gone: a server that dies silently is noticed only by dead peer detection.";
const whyServer = "Why: an administrator, a lifetime and a refused renewal of keys look the same.";

/** The plug-in's own numbers, as seen on macOS 13 to 26; they are not documented. */
const pluginCodes = codeIndex([
  code(1, "STOPPED", "The person or the system asked for the end."),
  code(2, "OVERSLEPT", "The computer slept for longer than the session may live.", ["client-sleep"]),
  code(4, "NO_NETWORK", "This computer had no network.", networkLost),
  code(5, "NETWORK_CHANGE", "The network changed in a way that the session does not survive.", networkLost),
  code(6, "PLUGIN_NOT_AVAILABLE", "The VPN application is missing or disabled.", ["service-not-running"]),
  code(
    7,
    "INTERNAL",
    "The process of the tunnel ended.",
    ["client-os-bug"],
    "Whether this tunnel failed: all IKEv2 tunnels live in one process, and one can take the others with it.",
  ),
  code(10, "CONFIGURATION_FAILED", "The configuration could not be used.", ["client-os-bug"]),
  code(12, "CONNECT_TIMEOUT", "The connection was not up in time.", ["gateway-silent", "udp-blocked"], unanswered),
  code(14, "CONFIGURATION_APP_REQUIRED", "The VPN application has to be started first.", ["service-not-running"]),
  code(15, "SERVER_ADDRESS_MISSING", "No server address is configured.", ["dns-failure"]),
  code(16, "INVALID", "The configuration is not valid.", ["client-os-bug"]),
  code(17, "RESOLUTION_FAILED", "The name of the server was not found.", ["dns-failure"]),
  code(18, "NEGOTIATION_FAILED", "The server and this computer found no agreement.", ["proposal-mismatch"]),
  code(20, "SERVER_NOT_RESPONDING", "The server did not answer.", ["gateway-silent", "udp-blocked"], unanswered),
  code(
    21,
    "SERVER_DISCONNECTED",
    "The server ended the connection.",
    ["peer-terminated", "ike-rekey-failure"],
    whyServer,
  ),
  code(22, "SERVER_DEAD", "The server stopped answering.", ["nat-udp-timeout", "gateway-silent"], unanswered),
  code(23, "AUTHENTICATION_FAILED", "The server rejected the credentials.", ["credentials-rejected"]),
  code(24, "CLIENT_CERTIFICATE_MISSING", "This computer's certificate is missing.", certificate),
  code(25, "CLIENT_CERTIFICATE_INVALID", "This computer's certificate is not accepted.", certificate),
  code(26, "CLIENT_CERTIFICATE_NOT_YET_VALID", "This computer's certificate is not valid yet.", certificateTime),
  code(27, "CLIENT_CERTIFICATE_EXPIRED", "This computer's certificate has expired.", certificateTime),
  code(28, "SERVER_CERTIFICATE_INVALID", "The server's certificate is not accepted.", certificate),
  code(29, "SERVER_CERTIFICATE_NOT_YET_VALID", "The server's certificate is not valid yet.", certificateTime),
  code(30, "SERVER_CERTIFICATE_EXPIRED", "The server's certificate has expired.", certificateTime),
  code(38, "CONFIGURATION_NOT_FOUND", "The configuration was removed.", ["client-os-bug"]),
]);

/** The public numbers (Apple's documentation of `NEVPNConnectionError`): another order than the plug-in's. */
const publicCodes = codeIndex([
  code(1, "overslept", "The computer slept for longer than the session may live.", ["client-sleep"]),
  code(2, "noNetworkAvailable", "This computer had no network.", networkLost),
  code(3, "unrecoverableNetworkChange", "The network changed in a way that the session does not survive.", networkLost),
  code(4, "configurationFailed", "The configuration could not be used.", ["client-os-bug"]),
  code(5, "serverAddressResolutionFailed", "The name of the server was not found.", ["dns-failure"]),
  code(6, "serverNotResponding", "The server did not answer.", ["gateway-silent", "udp-blocked"], unanswered),
  code(7, "serverDead", "The server stopped answering.", ["nat-udp-timeout", "gateway-silent"], unanswered),
  code(8, "authenticationFailed", "The server rejected the credentials.", ["credentials-rejected"]),
  code(9, "clientCertificateInvalid", "This computer's certificate is not accepted.", certificate),
  code(10, "clientCertificateNotYetValid", "This computer's certificate is not valid yet.", certificateTime),
  code(11, "clientCertificateExpired", "This computer's certificate has expired.", certificateTime),
  code(12, "pluginFailed", "The process of the tunnel failed.", ["client-os-bug"], "Why: its own lines tell."),
  code(13, "configurationNotFound", "The configuration was removed.", ["client-os-bug"]),
  code(14, "pluginDisabled", "The VPN application is missing or disabled.", ["service-not-running"]),
  code(15, "negotiationFailed", "The server and this computer found no agreement.", ["proposal-mismatch"]),
  code(
    16,
    "serverDisconnected",
    "The server ended the connection.",
    ["peer-terminated", "ike-rekey-failure"],
    whyServer,
  ),
  code(17, "serverCertificateInvalid", "The server's certificate is not accepted.", certificate),
  code(18, "serverCertificateNotYetValid", "The server's certificate is not valid yet.", certificateTime),
  code(19, "serverCertificateExpired", "The server's certificate has expired.", certificateTime),
]);

const ikev2Codes = codeIndex([
  code(3, "AUTHENTICATION_FAILED", "The server rejected the credentials or the certificate.", ["credentials-rejected"]),
]);

const codesByDomain = {
  NEVPNConnectionErrorDomainPlugin: pluginCodes,
  NEVPNConnectionErrorDomainIPSec: appleIpsecCode,
  NEVPNConnectionErrorDomain: publicCodes,
  IKEv2ProviderDisconnectionErrorDomain: ikev2Codes,
} as const;

/**
 * What a number of NetworkExtension means. The same number has another meaning in another error domain, so that without
 * the domain it means nothing; undefined for a domain or a number that is not known.
 */
export function networkExtensionCode(domain: string, number: string): CodeMeaning | undefined {
  return Object.hasOwn(codesByDomain, domain) ? codesByDomain[domain as keyof typeof codesByDomain](number) : undefined;
}
