import { code, codeIndex, type CodeMeaning } from "./code-meaning.ts";

/** Exit codes of pppd that mean the same on Linux and macOS (pppd(8), "EXIT STATUS"). */
const commonCodes: readonly CodeMeaning[] = [
  code(0, "OK", "pppd ended as it was asked to."),
  code(
    1,
    "FATAL_ERROR",
    "A fatal error, such as a failed system call.",
    ["client-os-bug"],
    "Which one: the line before tells.",
  ),
  code(2, "OPTION_ERROR", "The options of pppd are wrong.", ["ppp-failure"]),
  code(3, "NOT_ROOT", "pppd lacks the right to run.", ["service-not-running"]),
  code(4, "NO_KERNEL_SUPPORT", "The kernel has no PPP.", ["service-not-running"]),
  code(
    5,
    "USER_REQUEST",
    "pppd was ended by a signal.",
    [],
    "Whether a person or the L2TP daemon asked for it: a daemon that lost its tunnel ends pppd the same way.",
  ),
  code(6, "LOCK_FAILED", "The device could not be locked.", ["service-not-running"]),
  code(7, "OPEN_FAILED", "The device could not be opened.", ["service-not-running"]),
  code(
    8,
    "CONNECT_FAILED",
    "The connect script, or the connection below PPP, failed.",
    ["gateway-silent"],
    "What failed below PPP.",
  ),
  code(9, "PTYCMD_FAILED", "The command behind the terminal failed.", ["service-not-running"]),
  code(
    10,
    "NEGOTIATION_FAILED",
    "PPP could not agree on a network protocol.",
    ["ppp-failure"],
    "Whether no address was given, encryption was refused, or nothing came back at all.",
  ),
  code(11, "PEER_AUTH_FAILED", "The server did not prove who it is.", ["credentials-rejected"]),
  code(12, "IDLE_TIMEOUT", "Nothing was sent for the time that pppd waits.", ["idle-timeout-policy"]),
  code(13, "CONNECT_TIME", "The longest time of a session was over.", ["idle-timeout-policy"]),
  code(14, "CALLBACK", "The server wants to call back."),
  code(
    15,
    "PEER_DEAD",
    "The server left LCP echo requests unanswered.",
    ["nat-udp-timeout", "ike-rekey-failure", "l2tp-control-lost", "gateway-silent"],
    "Whether the network, the NAT mapping or the IPsec SA was gone: echo requests cross all of them.",
  ),
  code(
    16,
    "HANGUP",
    "The connection below PPP was closed.",
    ["l2tp-control-lost", "peer-terminated"],
    "Who closed it: the L2TP lines before tell.",
  ),
  code(17, "LOOPBACK", "pppd heard itself.", ["ppp-failure"]),
  code(18, "INIT_FAILED", "The init script failed.", ["ppp-failure"]),
  code(19, "AUTH_TOPEER_FAILED", "The server rejected the user name or the password.", ["credentials-rejected"]),
];

const linuxCodes = codeIndex([
  ...commonCodes,
  code(20, "TRAFFIC_LIMIT", "The limit of bytes was reached.", ["idle-timeout-policy"]),
  code(21, "CNID_AUTH_FAILED", "The caller's number was not accepted.", ["credentials-rejected"]),
]);

/** Apple gave 20 and 21 other meanings (apple-oss-distributions/ppp, pppd.h). */
const macosCodes = codeIndex([
  ...commonCodes,
  code(20, "TERMINAL_FAILED", "The terminal window of the connection failed.", ["ppp-failure"]),
  code(
    21,
    "DEVICE_ERROR",
    "The connection below PPP failed.",
    ["gateway-silent"],
    "Which error: the device status beside it tells.",
  ),
  code(22, "TRAFFIC_LIMIT", "The limit of bytes was reached.", ["idle-timeout-policy"]),
  code(23, "PEER_NOT_AUTHORIZED", "The server is not one that may be used.", ["credentials-rejected"]),
  code(24, "CNID_AUTH_FAILED", "The caller's number was not accepted.", ["credentials-rejected"]),
  code(
    25,
    "PEER_UNREACHABLE",
    "The server cannot be reached any more.",
    ["gateway-silent", "client-mobility"],
    "Whether the server or the network of this computer went away.",
  ),
  code(127, "CRASHED", "pppd ended without an exit code.", ["client-os-bug"]),
]);

/** What an exit code of pppd means; `PPP.LastCause` of macOS is the same number. */
export function pppExitCode(os: "linux" | "macos", number: string): CodeMeaning | undefined {
  return os === "macos" ? macosCodes(number) : linuxCodes(number);
}
