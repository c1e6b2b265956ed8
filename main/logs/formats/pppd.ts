import { row, type FormatTable } from "./format-table.ts";

const main = "ppp pppd/main.c";
const auth = "ppp pppd/auth.c";
const lcp = "ppp pppd/lcp.c";
const fsm = "ppp pppd/fsm.c";
const ipcp = "ppp pppd/ipcp.c";
const chap = "ppp pppd/chap.c";
const chapMs = "ppp pppd/chap_ms.c";
const ccp = "ppp pppd/ccp.c";
const binary = "pppd 2.4.9 binary";

/** pppd of the ppp project; ids `pp…`. */
export const pppdTable: FormatTable = {
  stack: "pppd",
  identifiers: ["pppd"],
  dedicated: true,
  rows: [
    row("pp01", "ppp_start", "pppd <version:name> started by <user:name>, uid <uid:number>", main, [
      "pppd 2.4.9 started by root, uid 0",
      { version: "2.4.9", user: "root", uid: "0" },
    ]),
    row("pp02", "ppp_connect", "Connect: <interface:name> <--> <device:rest>", auth, [
      "Connect: ppp0 <--> /dev/pts/1",
      { interface: "ppp0", device: "/dev/pts/1" },
    ]),
    row("pp03", "ppp_lcp_echo_timeout", "No response to <count:number> echo-requests", lcp, [
      "No response to 4 echo-requests",
      { count: "4" },
    ]),
    row(
      "pp04",
      "ppp_lcp_echo_timeout",
      "Serial link appears to be disconnected.",
      lcp,
      "Serial link appears to be disconnected.",
    ),
    row("pp05", "ppp_lcp_timeout", "<protocol:word>: timeout sending Config-Requests", fsm, [
      "LCP: timeout sending Config-Requests",
      { protocol: "LCP" },
    ]),
    {
      id: "pp06",
      event: "ppp_terminated_by_peer",
      pattern: /^(?<protocol>[A-Z0-9]{2,8}) terminated by peer(?: \((?<reason>.{0,200})\))?$/u,
      source: fsm,
      note: "pp07 is the same with a reason in brackets, which is the server's own text.",
      samples: [
        { line: "LCP terminated by peer", fields: { protocol: "LCP" } },
        { line: "LCP terminated by peer (Session timeout)", fields: { protocol: "LCP", reason: "Session timeout" } },
      ],
    },
    row("pp08", "ppp_down", "Connection terminated.", auth, "Connection terminated."),
    row("pp08b", "ppp_down", "Link terminated.", auth, "Link terminated."),
    row("pp09", "ppp_session_length", "Connect time <minutes:decimal> minutes.", main, [
      "Connect time 61.4 minutes.",
      { minutes: "61.4" },
    ]),
    row("pp10", "ppp_session_bytes", "Sent <outBytes:number> bytes, received <inBytes:number> bytes.", main, [
      "Sent 3522738740 bytes, received 0 bytes.",
      { outBytes: "3522738740", inBytes: "0" },
    ]),
    row("pp11", "ppp_hangup", "Modem hangup", main, "Modem hangup"),
    row("pp11b", "ppp_hangup", "Hangup (SIGHUP)", main, "Hangup (SIGHUP)"),
    row("pp12", "ppp_terminate_signal", "Terminating on signal <signal:number>", main, [
      "Terminating on signal 15",
      { signal: "15" },
    ]),
    row(
      "pp13",
      "idle_timeout",
      "Terminating connection due to lack of activity.",
      auth,
      "Terminating connection due to lack of activity.",
    ),
    row("pp14", "session_time_limit", "Connect time expired", auth, "Connect time expired"),
    {
      id: "pp15",
      event: "ppp_auth_ok",
      pattern: /^(?<method>CHAP|PAP|EAP) authentication succeeded(?:: (?<text>.{0,200}))?$/u,
      source: chap,
      samples: [
        { line: "CHAP authentication succeeded", fields: { method: "CHAP" } },
        { line: "CHAP authentication succeeded: Welcome to .", fields: { text: "Welcome to ." } },
      ],
    },
    {
      id: "pp16",
      event: "ppp_auth_fail",
      pattern: /^(?<method>CHAP|PAP) authentication failed(?:: (?<text>.{0,200}))?$/u,
      source: chap,
      note: "pp20 is the PAP wording.",
      samples: [
        { line: "CHAP authentication failed", fields: { method: "CHAP" } },
        { line: "PAP authentication failed", fields: { method: "PAP" } },
        { line: "CHAP authentication failed: E=691 Authentication failure", fields: { method: "CHAP" } },
      ],
      nearMisses: ["CHAP authentication failed due to protocol-reject"],
    },
    {
      id: "pp17",
      event: "ppp_auth_fail",
      pattern: /^MS-CHAP authentication failed: (?:E=(?<code>\d{1,5}) ?)?(?<text>(?!E=).{0,200})$/u,
      source: `${chapMs}; codes of RFC 2759 section 6`,
      samples: [
        {
          line: "MS-CHAP authentication failed: E=691 Authentication failure",
          fields: { code: "691", text: "Authentication failure" },
        },
      ],
    },
    row("pp18", "ppp_auth_password_expired", "E=648 Password expired", chapMs, "E=648 Password expired"),
    {
      id: "pp18b",
      event: "ppp_auth_fail",
      pattern: /^E=(?<code>(?!648)\d{3}) (?<text>.{0,200})$/u,
      source: chapMs,
      samples: [{ line: "E=691 Authentication failure", fields: { code: "691" } }],
    },
    row(
      "pp19",
      "ppp_auth_fail",
      "MS-CHAPv2 mutual authentication failed.",
      chapMs,
      "MS-CHAPv2 mutual authentication failed.",
    ),
    row("pp21", "ppp_auth_fail", "No CHAP secret found for authenticating us to <peerName:rest>", chap, [
      "No CHAP secret found for authenticating us to LNS",
      { peerName: "LNS" },
    ]),
    row("pp22", "ppp_auth_fail", "Peer <peerName:name> failed CHAP authentication", chap, [
      "Peer anna failed CHAP authentication",
      { peerName: "anna" },
    ]),
    row(
      "pp23",
      "ppp_auth_fail",
      "peer refused to authenticate: <detail:rest>",
      auth,
      "peer refused to authenticate: terminating link",
    ),
    row("pp23b", "ppp_auth_fail", "peer refused to authenticate", auth, "peer refused to authenticate"),
    row(
      "pp24",
      "ppp_auth_fail",
      "The remote system is required to authenticate itself…",
      auth,
      "The remote system is required to authenticate itself",
    ),
    {
      id: "pp24b",
      event: "ppp_auth_fail",
      pattern:
        /^(?:Failed to authenticate ourselves to peer|CHAP authentication timed out|(?:CHAP|PAP) authentication failed due to protocol-reject|No auth is possible|no PAP secret found for )/u,
      source: binary,
      samples: [
        { line: "Failed to authenticate ourselves to peer" },
        { line: "CHAP authentication failed due to protocol-reject" },
      ],
    },
    {
      id: "pp25",
      event: "ppp_mppe_failed",
      pattern: /^(?:MPPE (?:required|disabled)|Too many MPPE errors)(?<detail>.{0,200})$/u,
      source: ccp,
      samples: [
        { line: "MPPE required but peer negotiation failed" },
        { line: "MPPE required but not available" },
        { line: "Too many MPPE errors, closing LCP" },
      ],
    },
    row(
      "pp26",
      "ppp_ipcp_failed",
      "Could not determine local IP address",
      ipcp,
      "Could not determine local IP address",
    ),
    {
      id: "pp26b",
      event: "ppp_ipcp_failed",
      pattern:
        /^(?:Peer refused to agree to our IP address|Unauthorized remote IP address|Peer is not authorized to use remote address |No network protocols running)/u,
      source: binary,
      samples: [{ line: "Peer refused to agree to our IP address" }, { line: "No network protocols running" }],
    },
    row("pp27", "ppp_ip_assigned", "local  IP address <address:address>", ipcp, [
      "local  IP address 10.99.0.7",
      { address: "10.99.0.7" },
    ]),
    row("pp28", "ppp_ip_peer", "remote IP address <address:address>", ipcp, [
      "remote IP address 10.99.0.1",
      { address: "10.99.0.1" },
    ]),
    {
      id: "pp29",
      event: "ppp_dns_assigned",
      pattern: /^(?:primary {3}|secondary )DNS address (?<address>[\w.:]{1,64})$/u,
      source: ipcp,
      samples: [
        { line: "primary   DNS address 10.9.0.53", fields: { address: "10.9.0.53" } },
        { line: "secondary DNS address 10.9.0.54", fields: { address: "10.9.0.54" } },
      ],
    },
    {
      id: "pp30",
      event: "ppp_protocol_reject",
      pattern:
        /^(?:Protocol-Reject for|Unsupported protocol) (?:unsupported protocol )?(?:'(?<protocol>[^']{1,128})' )?\(?(?<code>0x[\da-f]{1,4})\)?/u,
      source: lcp,
      samples: [
        {
          line: "Protocol-Reject for unsupported protocol 'Compression Control Protocol' (0x80fd)",
          fields: { protocol: "Compression Control Protocol", code: "0x80fd" },
        },
        { line: "Unsupported protocol 'IPv6 Control Protocol' (0x8057) received", fields: { code: "0x8057" } },
      ],
    },
    {
      id: "pp31",
      event: "ppp_loopback",
      pattern: /^(?:Serial line is looped back\.|Loopback detected)$/u,
      source: lcp,
      samples: [{ line: "Serial line is looped back." }],
    },
    {
      id: "pp32",
      event: "ppp_ifname_conflict",
      pattern: /^Couldn't rename (?:interface )?(?<interface>[\w.-]{1,64}) to (?<wanted>[\w.-]{1,64})/u,
      source: "ppp pppd/sys-linux.c",
      samples: [
        {
          line: "Couldn't rename interface ppp2 to l2tp-vma: File exists",
          fields: { interface: "ppp2", wanted: "l2tp-vma" },
        },
        { line: "Couldn't rename ppp2 to l2tp-vma", fields: { wanted: "l2tp-vma" } },
      ],
    },
    row("pp33", "ppp_mtu", "ioctl(SIOCSIFMTU)…", "ppp pppd/sys-linux.c", "ioctl(SIOCSIFMTU): Invalid argument"),
    {
      id: "pp34",
      event: "address_changed",
      pattern: /^(?<which>Local|Remote) IP address changed to (?<address>[\w.:]{1,64})$/u,
      source: ipcp,
      samples: [{ line: "Local IP address changed to 10.99.0.9", fields: { which: "Local", address: "10.99.0.9" } }],
    },
    row(
      "pp36",
      "ppp_plugin_failed",
      "Plugin <plugin:name> is for pppd version <builtFor:word>, this is <version:word>",
      "ppp pppd/options.c",
      [
        "Plugin /usr/lib/pppd/2.4.7/nm-l2tp-pppd-plugin.so is for pppd version 2.4.7, this is 2.4.8",
        { builtFor: "2.4.7", version: "2.4.8" },
      ],
    ),
    {
      id: "pp35",
      event: null,
      pattern:
        /^(?:Using interface |Plugin (?!.{1,200} is for pppd version )|using channel |Script |PAP peer|CHAP peer|peer from|(?:rcvd|sent) \[|Waiting for|not replacing|replacing old default|Cannot determine ethernet|Exit\.$|local {2}LL address|remote LL address|sent$|script |Starting (?:link|negotiation)|User request|Overriding mtu|Overriding mru|MPPE \d|\S{1,40} (?:receive|transmit)? ?compression enabled|(?:MPPE|Deflate|BSD).{0,80}compression enabled|tcflush|Remote message: |Login ok|Warning: |In file |Modem hung up|restoring|found interface|Failed to create|unable to delete pid)/u,
      source: binary,
      samples: [
        { line: "Using interface ppp0" },
        { line: "Plugin pppol2tp.so loaded." },
        { line: "Exit." },
        { line: "Script /etc/ppp/ip-up finished (pid 4720), status = 0x0" },
        { line: 'sent [LCP TermReq id=0x2 "Peer not responding"]' },
        { line: "MPPE 128-bit stateless compression enabled" },
      ],
    },
  ],
};
