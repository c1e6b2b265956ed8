import { row, type FormatRow, type FormatTable } from "./format-table.ts";
import { pppdTable } from "./pppd.ts";

const l2tp = "apple-oss-distributions/ppp, L2TP-plugin main.c";
const racoonTrigger = "apple-oss-distributions/ppp, L2TP-plugin main.c, l2tp_trigger_ipsec";
const lcp = "apple-oss-distributions/ppp, pppd lcp.c";
const interfaceEvents = "apple-oss-distributions/ppp, pppd main.c, log_vpn_interface_address_event";
const cases = "ppp.log of SoftEtherVPN/SoftEtherVPN#1102 and #2110, pppd of kitten/setup-strong-strongswan#43";

const setting = String.raw`\(name: (?<interface>[\w.-]{1,32}), address: (?<address>[\w.:]{1,64})\)`;

/** One kind of address event: `l2tp_wait_input: Address added. previous interface setting (name: en0, …), …`. */
function addressEvent(id: string, event: FormatRow["event"], what: string, tail: string): FormatRow {
  return {
    id,
    event,
    pattern: new RegExp(String.raw`^[\w.]{1,64}: ${what}\. previous interface setting ${setting}`, "u"),
    source: interfaceEvents,
    samples: [
      {
        line: `l2tp_wait_input: ${what}. previous interface setting (name: en0, address: 192.0.2.7), ${tail}`,
        fields: { interface: "en0", address: "192.0.2.7" },
      },
    ],
  };
}

/** Rows of the ppp project that Apple words itself. */
const replacedRows = new Set(["pp03", "pp04", "pp35"]);

/** pppd of macOS with its L2TP plug-in; ids `mp…`, and `mpp…` for what it shares with the ppp project it came from. */
export const macosPppTable: FormatTable = {
  stack: "macos-ppp",
  identifiers: ["macos-pppd"],
  dedicated: true,
  rows: [
    row(
      "mp00",
      "ppp_start",
      "pppd <version:name> (Apple version <build:name>) started by <user:name>, uid <uid:number>",
      cases,
      [
        "pppd 2.4.2 (Apple version 809.50.2) started by anna, uid 501",
        { version: "2.4.2", build: "809.50.2", user: "anna", uid: "501" },
      ],
    ),
    {
      id: "mp01",
      event: "l2tp_start",
      pattern: /^(?<protocol>L2TP) connecting to server '(?<host>[^']{1,255})' \((?<peer>[\w.:%<>-]{1,64})\)\.\.\.$/u,
      source: l2tp,
      samples: [
        {
          line: "L2TP connecting to server 'vpn.example.com' (203.0.113.1)...",
          fields: { protocol: "L2TP", host: "vpn.example.com", peer: "203.0.113.1" },
        },
      ],
      nearMisses: ["PPTP connecting to server 'vpn.example.com' (203.0.113.1)..."],
    },
    row("mp02", "ike_start", "IPSec connection started", racoonTrigger, "IPSec connection started"),
    row("mp03", "ike_start", "IPSec phase 1 client started", racoonTrigger, "IPSec phase 1 client started"),
    row("mp04", "ike_peer_replied", "IPSec phase 1 server replied", racoonTrigger, "IPSec phase 1 server replied"),
    row("mp05", "ike_sa_established", "IPSec phase 1 established", racoonTrigger, "IPSec phase 1 established"),
    row("mp06", "ipsec_start", "IPSec phase 2 started", racoonTrigger, "IPSec phase 2 started"),
    row("mp07", "ipsec_sa_established", "IPSec phase 2 established", racoonTrigger, "IPSec phase 2 established"),
    row("mp08", "ipsec_sa_established", "IPSec connection established", racoonTrigger, "IPSec connection established"),
    row("mp09", "ipsec_failed", "IPSec connection failed", racoonTrigger, "IPSec connection failed"),
    {
      id: "mp10",
      event: "ipsec_failed",
      pattern:
        /^IPSec connection failed <IKE Error (?<code>(?!(?:14|23|24) )\d{1,5}) \(0x[\da-f]{1,8}\) ?(?<text>[^>]{0,64})>/u,
      source: racoonTrigger,
      note: "The number is the notification of the peer (RFC 2408, section 3.14.1).",
      samples: [
        {
          line: "IPSec connection failed <IKE Error 18 (0x12) Invalid id information>",
          fields: { code: "18", text: "Invalid id information" },
        },
      ],
    },
    row(
      "mp10a",
      "no_proposal_chosen",
      "IPSec connection failed <IKE Error <code:number> (0xe) No proposal chosen>",
      racoonTrigger,
      ["IPSec connection failed <IKE Error 14 (0xe) No proposal chosen>", { code: "14" }],
    ),
    {
      id: "mp10b",
      event: "ike_auth_failed",
      pattern: /^IPSec connection failed <IKE Error (?<code>23|24) \(0x1[78]\) ?(?<text>[^>]{0,64})>/u,
      source: racoonTrigger,
      samples: [
        {
          line: "IPSec connection failed <IKE Error 24 (0x18) Authentication Failed>",
          fields: { code: "24", text: "Authentication Failed" },
        },
        { line: "IPSec connection failed <IKE Error 23 (0x17) Invalid hash information>", fields: { code: "23" } },
      ],
    },
    row("mp11", "l2tp_tunnel_up", "L2TP connection established.", l2tp, "L2TP connection established."),
    row("mp12", "l2tp_connect_failed", "L2TP cannot connect to the server", l2tp, "L2TP cannot connect to the server"),
    row("mp13", "dns_failure", "L2TP: Host '<host:identity>' not found...", l2tp, [
      "L2TP: Host 'vpn.example.com' not found...",
      { host: "vpn.example.com" },
    ]),
    row("mp14", "psk_missing", "L2TP: no user shared secret found.", l2tp, "L2TP: no user shared secret found."),
    row(
      "mp15",
      "psk_missing",
      "L2TP: incorrect user shared secret found.",
      l2tp,
      "L2TP: incorrect user shared secret found.",
    ),
    row("mp16", "service_not_running", "L2TP: cannot connect racoon control socket: <error:rest>", racoonTrigger, [
      "L2TP: cannot connect racoon control socket: Connection refused",
      { error: "Connection refused" },
    ]),
    row(
      "mp17",
      "l2tp_control_timeout",
      "L2TP timeout receiving <what:rest>",
      "apple-oss-distributions/ppp, L2TP-plugin l2tp.c",
      ["L2TP timeout receiving SCCRP", { what: "SCCRP" }],
    ),
    row(
      "mp18",
      "l2tp_control_timeout",
      "L2TP error on control channel sending Hello message…",
      l2tp,
      "L2TP error on control channel sending Hello message after network change",
    ),
    row("mp19", "l2tp_tunnel_down", "L2TP hangup", l2tp, "L2TP hangup"),
    row("mp20", "l2tp_disconnect_local", "L2TP disconnecting...", l2tp, "L2TP disconnecting..."),
    row("mp21", "l2tp_tunnel_down", "L2TP disconnected", l2tp, "L2TP disconnected"),
    row(
      "mp22",
      "client_mobility",
      "L2TP has detected change in the network and lost connection with the server.",
      l2tp,
      "L2TP has detected change in the network and lost connection with the server.",
    ),
    row("mp23", "address_changed", "L2TP: the underlying interface <interface:name> address changed", l2tp, [
      "L2TP: the underlying interface en0 address changed",
      { interface: "en0" },
    ]),
    row(
      "mp24",
      "client_mobility",
      "L2TP: the underlying interface/service has changed unrecoverably",
      l2tp,
      "L2TP: the underlying interface/service has changed unrecoverably",
    ),
    row(
      "mp24b",
      "client_mobility",
      "L2TP: an alternative interface <newInterface:name> was detected while the underlying interface <interface:name> was down",
      l2tp,
      [
        "L2TP: an alternative interface en5 was detected while the underlying interface en0 was down",
        { newInterface: "en5", interface: "en0" },
      ],
    ),
    row(
      "mp25",
      "ppp_lcp_echo_missing",
      "no echo-reply, start ppp_auxiliary_probe!",
      lcp,
      "no echo-reply, start ppp_auxiliary_probe!",
    ),
    {
      ...row("mp26", "ppp_lcp_echo_missing", "no echo-reply, despite <probe:word> ppp_auxiliary_probe!", lcp, [
        "no echo-reply, despite successful ppp_auxiliary_probe!",
        { probe: "successful" },
      ]),
      note: "The server answers outside the tunnel while the tunnel is dead: an IPsec SA or NAT problem, no loss of the Internet.",
    },
    row("mp26b", null, "ppp_auxiliary_probe[<:number>] response!", lcp, "ppp_auxiliary_probe[0] response!"),
    row("mp27", "ppp_lcp_echo_timeout", "No response to <count:number> echo-requests", lcp, [
      "No response to 3 echo-requests",
      { count: "3" },
    ]),
    row(
      "mp28",
      "ppp_lcp_echo_timeout",
      "Serial link appears to be disconnected.",
      lcp,
      "Serial link appears to be disconnected.",
    ),
    {
      id: "mp32",
      event: "nat_mapping_changed",
      pattern: /NAT's public port down or changed\.\.\. starting faster probe\./u,
      source: "apple-oss-distributions/ppp, pppd acsp/NAT port mapping",
      samples: [{ line: "NAT's public port down or changed... starting faster probe." }],
    },
    row(
      "mp33",
      "double_nat",
      "…however there's a Double NAT.…",
      "apple-oss-distributions/ppp, NAT port mapping",
      "L2TP port-mapping for en0, however there's a Double NAT.",
    ),
    addressEvent(
      "mp34",
      "address_added",
      "Address added",
      "current interface setting (name: en5, family: Ethernet, address: 192.0.2.9, subnet: 255.255.255.0, destination: 192.0.2.255).",
    ),
    addressEvent(
      "mp35",
      "address_changed",
      "Address changed",
      "current interface setting (name: en0, family: Ethernet, address: 198.51.100.20, subnet: 255.255.255.0, destination: 198.51.100.255).",
    ),
    addressEvent(
      "mp36",
      "address_removed",
      "Address deleted",
      "deleted interface setting (name: en0, family: Ethernet, address: 192.0.2.7, subnet: 255.255.255.0, destination: 192.0.2.255).",
    ),
    addressEvent(
      "mp37",
      "ip_conflict",
      "ARP collided",
      "conflicting interface setting (name: en0, family: Ethernet, address: 192.0.2.7, mac: 2:0:0:0:0:1).",
    ),
    {
      id: "mp38",
      event: "link_down",
      pattern: new RegExp(
        String.raw`^[\w.]{1,64}: (?<seconds>\d{1,6}) secs TIMEOUT waiting for interface to be reconfigured\. previous setting ${setting}`,
        "u",
      ),
      source: interfaceEvents,
      note: "pppd ends the session right after it.",
      samples: [
        {
          line: "l2tp_wait_input: 20 secs TIMEOUT waiting for interface to be reconfigured. previous setting (name: en0, address: 192.0.2.7).",
          fields: { seconds: "20", interface: "en0", address: "192.0.2.7" },
        },
      ],
    },
    row("mp39", "l2tp_stopccn_received", "L2TP received StopCCN<detail:rest>", l2tp, "L2TP received StopCCN"),
    row("mp40", "l2tp_session_down", "L2TP received CDN<detail:rest>", l2tp, "L2TP received CDN"),
    {
      id: "mp41",
      event: null,
      pattern:
        /^(?:L2TP (?:sent|received (?!StopCCN|CDN))|L2TP (?:set|clearing|cleared) port-mapping|L2TP port-mapping (?:update|for [\w.]{1,32}[,.:] (?!however))|(?:L2TP|PPP): ? ?(?:no|waiting)(?! user)|l2tp_get_router_address|l2tp_wait_input: Unknown|publish_entry|NetworkExtension is the controller|using link |Using interface |(?:rcvd|sent) \[|(?:sent|rcvd) [A-Z]{3}|(?:lcp|ipcp|ipv6cp|acsp|ccp)[_:]|lcp_reqci|Committed PPP store|ppp_variable_echo|acscp|ACSP|Received (?:acsp|protocol dictionaries|acsp\/dhcp)|\[DISCONNECT\]|\[(?:TERMINATE|ACK)|Fatal signal|Using (?:PAM|EAP)|Plugin \S{1,128} loaded|Exit\.$|User request|local {2}LL address|remote LL address|[Ss]cript \/|tcflush|Cannot determine ethernet|PAP peer|CHAP peer|peer from|Modem hung up|(?:MPPE|Deflate|BSD).{0,80}compression enabled|Terminating link|<private>$)/u,
      source: cases,
      note: "`<private>` is all that a system without a profile for private data keeps of pppd's lines in its unified log.",
      samples: [
        { line: "L2TP sent SCCRQ" },
        { line: "L2TP received ICRP" },
        { line: "L2TP set port-mapping for en0, interface: 14, protocol: 0, privatePort: 0" },
        { line: "publish_entry SCDSet() failed: Success!" },
        { line: "l2tp_get_router_address 192.0.2.1 from dict 1" },
        { line: "NetworkExtension is the controller" },
        { line: "using link 0" },
        { line: "sent [LCP EchoReq id=0x0 magic=0x0]" },
        { line: "lcp_reqci: returning CONFACK." },
        { line: "<private>" },
      ],
      nearMisses: ["L2TP received StopCCN", "L2TP connection established."],
    },
    ...pppdTable.rows
      .filter(({ id }) => !replacedRows.has(id))
      .map((shared): FormatRow => ({ ...shared, id: `m${shared.id}` })),
  ],
};
