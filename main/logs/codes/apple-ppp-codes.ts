import { code, codeIndex, type CodeMeaning } from "./code-meaning.ts";

/**
 * What the L2TP plug-in of macOS says of the connection below PPP: the second number of a `status a.b` of the controller,
 * and `PPP.DeviceLastCause` (apple-oss-distributions/ppp, L2TP-plugin l2tp.h).
 */
export const appleL2tpDeviceCode = codeIndex([
  code(0, "NO_ERROR", "The connection below PPP has no error of its own."),
  code(1, "L2TP_NOSERVER", "No server address is configured, or its name was not found.", ["dns-failure"]),
  code(
    2,
    "L2TP_NOANSWER",
    "The server did not answer, or IPsec did not come up.",
    ["gateway-silent", "udp-blocked", "psk-mismatch"],
    "Whether IKE, ESP or L2TP stayed without an answer: racoon's lines tell.",
  ),
  code(5, "L2TP_PROTOCOLERROR", "L2TP got an answer that it does not understand.", ["l2tp-control-lost"]),
  code(6, "L2TP_NETWORKCHANGED", "The address or the interface below the tunnel changed.", ["client-mobility"]),
  code(7, "L2TP_NOSHAREDSECRET", "The shared secret is missing from the keychain, or cannot be read.", [
    "psk-mismatch",
  ]),
  code(8, "L2TP_NOCERTIFICATE", "The certificate is missing from the keychain.", ["certificate-problem"]),
  code(9, "L2TP_NOEDGE", "The mobile network could not be brought up.", ["client-mobility"]),
] satisfies readonly CodeMeaning[]);
