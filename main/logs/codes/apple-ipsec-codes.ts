import { code, codeIndex, type CodeMeaning } from "./code-meaning.ts";

/**
 * `IPSec.LastCause` of macOS, for connections of the kind "Cisco IPSec" (SystemConfiguration, SCNetworkConnection's private
 * header; names as apple-oss-distributions/ppp, Controller scnc_utils.c, prints them).
 */
export const appleIpsecCode = codeIndex([
  code(0, "NO_ERROR", "No error."),
  code(1, "GENERIC_ERROR", "Something failed.", [], "Anything: the lines of racoon tell."),
  code(2, "NOSERVERADDRESS_ERROR", "No server address is configured.", ["dns-failure"]),
  code(3, "NOSHAREDSECRET_ERROR", "The shared secret is missing.", ["psk-mismatch"]),
  code(4, "NOCERTIFICATE_ERROR", "The certificate is missing.", ["certificate-problem"]),
  code(5, "RESOLVEADDRESS_ERROR", "The name of the server was not found.", ["dns-failure"]),
  code(6, "NOLOCALNETWORK_ERROR", "This computer has no network.", ["client-mobility"]),
  code(7, "CONFIGURATION_ERROR", "The configuration is not valid.", ["client-os-bug"]),
  code(8, "RACOONCONTROL_ERROR", "racoon could not be reached.", ["service-not-running"]),
  code(
    9,
    "CONNECTION_ERROR",
    "No connection to the server.",
    ["gateway-silent", "udp-500-blocked"],
    "Whether the server is down or the path is blocked.",
  ),
  code(
    10,
    "NEGOTIATION_ERROR",
    "IKE ended without an agreement.",
    ["proposal-mismatch", "udp-4500-blocked", "fragments-dropped"],
    "Whether the peer refused or its answers were lost.",
  ),
  code(11, "SHAREDSECRET_ERROR", "The shared secret, or the group name, is wrong.", ["psk-mismatch"]),
  code(12, "SERVER_CERTIFICATE_ERROR", "The server's certificate is not accepted.", ["certificate-problem"]),
  code(13, "CLIENT_CERTIFICATE_ERROR", "This computer's certificate is not accepted.", ["certificate-problem"]),
  code(14, "XAUTH_ERROR", "The server rejected the user name or the password.", ["credentials-rejected"]),
  code(15, "NETWORKCHANGE_ERROR", "The address or the interface below the tunnel changed.", ["client-mobility"]),
  code(
    16,
    "PEERDISCONNECT_ERROR",
    "The server ended the connection.",
    ["peer-terminated", "ike-rekey-failure"],
    "Why: a lifetime that ended without a renewal looks the same as an administrator.",
  ),
  code(
    17,
    "PEERDEADETECTION_ERROR",
    "The server left dead peer detection unanswered.",
    ["nat-udp-timeout", "gateway-silent", "client-mobility"],
    "Whether the network, the NAT mapping or the server was gone.",
  ),
  code(18, "EDGE_ACTIVATION_ERROR", "The mobile network could not be brought up.", ["client-mobility"]),
  code(19, "IDLETIMEOUT_ERROR", "Nothing was sent for the time that is configured.", ["idle-timeout-policy"]),
  code(20, "CLIENT_CERTIFICATE_PREMATURE", "This computer's certificate is not valid yet.", [
    "certificate-problem",
    "clock-skew",
  ]),
  code(21, "CLIENT_CERTIFICATE_EXPIRED", "This computer's certificate has expired.", [
    "certificate-problem",
    "clock-skew",
  ]),
  code(22, "SERVER_CERTIFICATE_PREMATURE", "The server's certificate is not valid yet.", [
    "certificate-problem",
    "clock-skew",
  ]),
  code(23, "SERVER_CERTIFICATE_EXPIRED", "The server's certificate has expired.", [
    "certificate-problem",
    "clock-skew",
  ]),
  code(24, "SERVER_CERTIFICATE_INVALID_ID", "The server's certificate has another name.", ["certificate-problem"]),
] satisfies readonly CodeMeaning[]);
