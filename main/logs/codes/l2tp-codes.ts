import { code, codeIndex, type CodeMeaning } from "./code-meaning.ts";

/** Result codes of StopCCN (RFC 2661, section 4.4.2). The symbols are ours: the RFC has none. */
export const stopCcnResults: readonly CodeMeaning[] = [
  code(1, "general-request", "The tunnel was closed on request.", ["peer-terminated"], "Who asked, and why."),
  code(2, "general-error", "The tunnel was closed for an error; the error code tells which.", ["l2tp-control-lost"]),
  code(3, "already-exists", "There is such a tunnel already.", ["same-nat-clients"]),
  code(4, "not-authorized", "The other side may not open a tunnel.", ["credentials-rejected"]),
  code(5, "version-not-supported", "The version of L2TP is not supported.", ["proposal-mismatch"]),
  code(6, "shutting-down", "The other side is being shut down.", ["peer-terminated"]),
  code(
    7,
    "state-machine-error",
    "A message came that did not fit.",
    ["l2tp-control-lost"],
    "Which side lost its state.",
  ),
];

/** Result codes of CDN (RFC 2661, section 4.4.2). */
export const cdnResults: readonly CodeMeaning[] = [
  code(
    1,
    "lost-carrier",
    "PPP ended at the gateway.",
    ["peer-terminated", "ppp-failure"],
    "Why PPP ended: an echo timeout, an idle limit and an administrator look the same.",
  ),
  code(2, "general-error", "The call was closed for an error; the error code tells which.", ["l2tp-control-lost"]),
  code(3, "administrative", "The call was closed by the gateway's administration.", ["peer-terminated"]),
  code(4, "no-facilities-now", "The gateway has no room for another call now.", ["peer-terminated"]),
  code(5, "no-facilities", "The gateway has no room for such a call.", ["peer-terminated"]),
  code(6, "invalid-destination", "The destination is not valid.", ["proposal-mismatch"]),
  code(7, "no-carrier", "No carrier was found.", ["ppp-failure"]),
  code(8, "busy", "The destination is busy.", ["peer-terminated"]),
  code(9, "no-dial-tone", "There was no dial tone.", ["ppp-failure"]),
  code(10, "not-established-in-time", "The call was not set up in time.", ["ppp-failure", "path-mtu-too-small"]),
  code(11, "no-framing", "The call has no framing that both sides know.", ["ppp-failure"]),
];

/** General error codes of StopCCN and CDN (RFC 2661, section 4.4.2). */
export const l2tpErrors: readonly CodeMeaning[] = [
  code(0, "none", "No general error."),
  code(1, "no-control-connection", "There is no tunnel between the two.", ["l2tp-control-lost"]),
  code(2, "wrong-length", "A length is wrong.", ["dpi-interference"]),
  code(3, "value-out-of-range", "A value is out of range or a reserved field is not zero.", ["dpi-interference"]),
  code(4, "no-resources", "The other side has no resources left.", ["peer-terminated"]),
  code(5, "invalid-session", "The session does not exist.", ["l2tp-control-lost"]),
  code(6, "vendor-error", "An error of the vendor.", [], "What it is: only the other side's log tells."),
  code(7, "try-another", "The gateway wants another one to be tried.", ["peer-terminated"]),
  code(8, "unknown-mandatory-avp", "A mandatory part of a message is not known.", ["proposal-mismatch"]),
];

/** PPP disconnect causes that a CDN may carry (RFC 3145, section 3). */
export const pppDisconnectCauses: readonly CodeMeaning[] = [
  code(0, "no-information", "The gateway does not say why.", [], "Anything about the cause."),
  code(1, "administrative", "An administrator ended the session.", ["peer-terminated"]),
  code(2, "renegotiation-disabled", "LCP was to be negotiated again, which is not allowed.", ["ppp-failure"]),
  code(3, "normal", "LCP was ended in the regular way."),
  code(4, "encryption-refused", "Encryption was demanded and refused.", ["proposal-mismatch"]),
  code(5, "lcp-timeout", "LCP got no answer.", ["ppp-failure", "path-mtu-too-small"]),
  code(6, "no-lcp", "No LCP packets were recognised.", ["ppp-failure"]),
  code(7, "loopback", "The line is a loop.", ["routing-conflict"]),
  code(8, "echo-timeout", "LCP echo requests got no answer.", ["nat-udp-timeout", "client-mobility", "client-sleep"]),
  code(9, "endpoint-mismatch", "The endpoint discriminators differ.", ["ppp-failure"]),
  code(10, "mrru-mismatch", "The MRRU was not accepted.", ["ppp-failure"]),
  code(11, "short-sequence-mismatch", "Short sequence numbers were not accepted.", ["ppp-failure"]),
  code(12, "callback-refused", "Call-back was demanded and refused.", ["ppp-failure"]),
  code(13, "authentication-timeout", "The authentication got no answer.", ["ppp-failure", "path-mtu-too-small"]),
  code(14, "unexpected-name", "The other side's name was not expected.", ["credentials-rejected"]),
  code(15, "method-refused", "No method of authentication was accepted.", ["credentials-rejected"]),
  code(16, "authentication-failed", "The authentication failed.", ["credentials-rejected"]),
  code(17, "ncp-timeout", "The network protocol got no answer.", ["ppp-failure"]),
  code(18, "no-ncp", "No network protocol was available.", ["ppp-failure"]),
  code(19, "no-address", "No address was acceptable.", ["ppp-failure"]),
  code(20, "address-not-permitted", "The user may not have any address.", ["credentials-rejected"]),
];

/** What a result code of StopCCN means. */
export const stopCcnResultMeaning = codeIndex(stopCcnResults);
/** What a result code of CDN means. */
export const cdnResultMeaning = codeIndex(cdnResults);
/** What a general error code of L2TP means. */
export const l2tpErrorMeaning = codeIndex(l2tpErrors);
/** What a PPP disconnect cause means. */
export const pppDisconnectCauseMeaning = codeIndex(pppDisconnectCauses);
