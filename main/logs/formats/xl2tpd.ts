import { row, type FormatTable } from "./format-table.ts";

const daemon = "xl2tpd xl2tpd.c";
const control = "xl2tpd control.c";
const network = "xl2tpd network.c";
const call = "xl2tpd call.c";
const avp = "xl2tpd avp.c";

/** xl2tpd and its fork kl2tpd; ids `xl…`. */
export const xl2tpdTable: FormatTable = {
  stack: "xl2tpd",
  identifiers: ["xl2tpd", "kl2tpd"],
  dedicated: true,
  rows: [
    row("xl01", "l2tp_start", "Connecting to host <peer:address>, port <port:number>", daemon, [
      "Connecting to host vpn.example.com, port 1701",
      { peer: "vpn.example.com", port: "1701" },
    ]),
    row(
      "xl02",
      "l2tp_tunnel_up",
      "Connection established to <peer:address>, <port:number>.  Local: <tunnel:number>, Remote: <remoteTunnel:number> (ref=…",
      control,
      [
        "Connection established to 203.0.113.1, 1701.  Local: 50899, Remote: 17209 (ref=0/0).",
        { peer: "203.0.113.1", tunnel: "50899", remoteTunnel: "17209" },
      ],
    ),
    row(
      "xl03",
      "l2tp_session_up",
      "Call established with <peer:address>, Local: <call:number>, Remote: <remoteCall:number>, Serial: <serial:number>…",
      control,
      [
        "Call established with 203.0.113.1, Local: 13482, Remote: 24576, Serial: 1 (ref=0/0)",
        { peer: "203.0.113.1", call: "13482", serial: "1" },
      ],
    ),
    row(
      "xl04",
      "l2tp_session_up",
      "Call established with <peer:address>, PID: <pid:number>, Local: <call:number>, Remote: <remoteCall:number>, Serial: <serial:number>",
      control,
      [
        "Call established with 192.0.2.10, PID: 4711, Local: 5, Remote: 1, Serial: 1",
        { pid: "4711", peer: "192.0.2.10" },
      ],
    ),
    {
      id: "xl05",
      event: "l2tp_session_down",
      pattern: /Connection closed to (?<peer>[\w.:%-]{1,128}), serial (?<serial>\d{1,10}) \((?<reason>[^)]{0,200})\)$/u,
      source: control,
      samples: [
        {
          line: "control_finish: Connection closed to 203.0.113.1, serial 1 (Administrative reset)",
          fields: { peer: "203.0.113.1", reason: "Administrative reset" },
        },
      ],
    },
    {
      id: "xl06",
      event: "l2tp_stopccn_received",
      pattern:
        /Connection closed to (?<peer>[\w.:%-]{1,128}), port (?<port>\d{1,5}) \((?<reason>[^)]{0,200})\), Local: (?<tunnel>\d{1,10}), Remote: (?<remoteTunnel>\d{1,10})/u,
      source: control,
      samples: [
        {
          line: "control_finish: Connection closed to 203.0.113.1, port 1701 (Goodbye!), Local: 50899, Remote: 17209",
          fields: { peer: "203.0.113.1", reason: "Goodbye!", tunnel: "50899" },
        },
      ],
    },
    row(
      "xl07",
      "l2tp_tunnel_down",
      "Connection <remoteTunnel:number> closed to <peer:address>, port <port:number> (<reason:identity>)",
      call,
      [
        "Connection 17209 closed to 203.0.113.1, port 1701 (Timeout)",
        { peer: "203.0.113.1", reason: "Timeout", remoteTunnel: "17209" },
      ],
    ),
    {
      id: "xl08",
      event: "l2tp_control_timeout",
      pattern: /^Maximum retries exceeded for tunnel(?: (?<tunnel>\d{1,10})\. {1,2}Closing\.)?$/u,
      source: network,
      note: "People often quote it without the number.",
      samples: [
        { line: "Maximum retries exceeded for tunnel 50899.  Closing.", fields: { tunnel: "50899" } },
        { line: "Maximum retries exceeded for tunnel" },
      ],
    },
    row(
      "xl09",
      "l2tp_control_retry",
      "<:word>: select timeout with max retries: <tries:number> for tunnel: <tunnel:number>",
      network,
      ["network_thread: select timeout with max retries: 5 for tunnel: 32311", { tries: "5", tunnel: "32311" }],
    ),
    {
      id: "xl10",
      event: "l2tp_control_timeout",
      pattern: /^Unable to deliver closing message for tunnel(?: (?<tunnel>\d{1,10})\. Destroying anyway\.)?$/u,
      source: network,
      samples: [
        { line: "Unable to deliver closing message for tunnel 50899. Destroying anyway.", fields: { tunnel: "50899" } },
        { line: "Unable to deliver closing message for tunnel" },
      ],
    },
    {
      id: "xl11",
      event: "l2tp_stopccn",
      pattern:
        /^result_code_avp: peer closing for reason (?<code>\d{1,5}) \((?<reason>[^)]{0,200})\), error = (?<error>\d{1,5}) \((?<errorText>[^)]{0,200})\)/u,
      source: `${avp}; codes of RFC 2661 section 4.4.2`,
      samples: [
        {
          line: "result_code_avp: peer closing for reason 6 (Requester is being shut down), error = 0 ()",
          fields: { code: "6", reason: "Requester is being shut down", error: "0" },
        },
      ],
    },
    row(
      "xl12",
      "l2tp_sccrq_retransmit",
      "<:word>: Peer requested tunnel <remoteTunnel:number> twice, ignoring second one.",
      control,
      ["control_finish: Peer requested tunnel 35655 twice, ignoring second one.", { remoteTunnel: "35655" }],
    ),
    row("xl13", "l2tp_send_error", "udp_xmit failed to <peer:address> with err=<code:number>:<error:rest>", network, [
      "udp_xmit failed to 192.0.2.10:49577 with err=-1:No such device",
      { peer: "192.0.2.10:49577", error: "No such device", code: "-1" },
    ]),
    row("xl14", "ppp_exit", "<:word> : pppd exited for call <call:number> with code <code:number>", daemon, [
      "child_handler : pppd exited for call 13482 with code 16",
      { call: "13482", code: "16" },
    ]),
    row("xl14b", "ppp_exit", "<:word> : pppd terminated for call <call:number> by signal <signal:number>", daemon, [
      "child_handler : pppd terminated for call 13482 by signal 15",
      { signal: "15" },
    ]),
    row("xl15", "ppp_exit", "<:word> : pppd exited for call <call:number> for unknown reason", daemon, [
      "child_handler : pppd exited for call 13482 for unknown reason",
      { call: "13482" },
    ]),
    row("xl16", "ppp_terminate_by_l2tp", "Terminating pppd: sending <signal:word> signal to pid <pid:number>", call, [
      "Terminating pppd: sending TERM signal to pid 39",
      { signal: "TERM", pid: "39" },
    ]),
    row(
      "xl17",
      "l2tp_disconnect_local",
      "Disconnecting from <peer:address>, Local: <tunnel:number>, Remote: <remoteTunnel:number>",
      daemon,
      ["Disconnecting from 203.0.113.1, Local: 50899, Remote: 17209", { peer: "203.0.113.1" }],
    ),
    {
      id: "xl18",
      event: "l2tp_access_denied",
      pattern: /^(?:\w{1,40}: )?Denied connection to unauthorized peer(?: (?<peer>[\w.:%-]{1,128}))?$/u,
      source: control,
      samples: [
        { line: "control_finish: Denied connection to unauthorized peer 192.0.2.10", fields: { peer: "192.0.2.10" } },
        { line: "Denied connection to unauthorized peer" },
      ],
    },
    row("xl19", "l2tp_auth_failed", "<:word>: No secret for authenticating to '<peerName:identity>'", control, [
      "control_finish: No secret for authenticating to 'LNS'",
      { peerName: "LNS" },
    ]),
    row(
      "xl19b",
      "l2tp_auth_failed",
      "<:word>: no secret found for us='<localName:identity>' and them='<peerName:identity>'",
      "xl2tpd aaa.c",
      [
        "handle_challenge: no secret found for us='client.example.com' and them='LNS'",
        { localName: "client.example.com", peerName: "LNS" },
      ],
    ),
    {
      id: "xl20",
      event: "l2tp_auth_failed",
      pattern:
        /^\w{1,64}: (?:Invalid authentication(?: for host '(?<peerName>[^']{1,256})')?|No secret key for authenticating '[^']{1,256}')$/u,
      source: control,
      samples: [
        { line: "control_finish: Invalid authentication for host 'LNS'", fields: { peerName: "LNS" } },
        { line: "control_finish: Invalid authentication" },
      ],
    },
    row("xl21", "l2tp_unknown_call", "<:word>: can't find call <call:number> in tunnel <tunnel:number>…", call, [
      "get_call: can't find call 13482 in tunnel 50899",
      { call: "13482", tunnel: "50899" },
    ]),
    row(
      "xl22",
      "kernel_l2tp_missing",
      "L2TP kernel support not detected (try modprobing l2tp_ppp and pppol2tp)",
      network,
      "L2TP kernel support not detected (try modprobing l2tp_ppp and pppol2tp)",
    ),
    row(
      "xl23",
      "kernel_l2tp_missing",
      "This binary does not support kernel L2TP.",
      daemon,
      "This binary does not support kernel L2TP.",
    ),
    row("xl24", "reconnect_scheduled", "Will redial in <seconds:number> seconds", daemon, [
      "Will redial in 15 seconds",
      { seconds: "15" },
    ]),
    row(
      "xl25",
      "dns_failure",
      "Host name lookup failed for <host:address>.",
      daemon,
      "Host name lookup failed for vpn.example.com.",
    ),
    row(
      "xl26",
      "l2tp_out_of_order",
      "<:word>: Received out of order control packet on tunnel <tunnel:number> (got <got:number>, expected <expected:number>)",
      control,
      [
        "check_control: Received out of order control packet on tunnel 17209 (got 4, expected 3)",
        { got: "4", expected: "3" },
      ],
    ),
    row("xl27", "l2tp_hello_sent", "<:word>: sending Hello on <tunnel:number>", control, [
      "hello: sending Hello on 50899",
      { tunnel: "50899" },
    ]),
    row("xl28", "l2tp_start", "<:word>: sending SCCRQ", control, "control_finish: sending SCCRQ"),
    row(
      "xl30",
      "l2tp_connect_failed",
      "<:word>: maximum retries exceeded.",
      daemon,
      "magic_lac_dial: maximum retries exceeded.",
    ),
    {
      id: "xl31",
      event: "service_state",
      pattern:
        /^(?:xl2tpd version (?:xl2tpd-)?\S{1,32} started on |(?:\w{1,64}: )?Fatal signal (?<signal>\d{1,3}) received)/u,
      source: daemon,
      samples: [
        { line: "xl2tpd version xl2tpd-1.3.18 started on client PID:29" },
        { line: "death_handler: Fatal signal 15 received", fields: { signal: "15" } },
      ],
    },
    {
      id: "xl32",
      event: null,
      pattern:
        /^(?:Written by|Forked (?:by|again)|Inherited by|Listening on|Using l2tp kernel|setsockopt|Calling on tunnel|Starting pppd|start_pppd: |parse_config|init_config|open_controlfd|Not looking for|IPsec SAref|Setting SAref|\w{1,64}: (?:Sending|sending) IC|\w{1,64}: (?:sending SCCRP|sending SCCCN|sending ICRQ|message type|peer (?:reports|is using|framing|uses|bears|wants)|supported peer|using peer|assigned|allocating new|Challenge|I'm running|PPP already|tossing|Random)|"\/usr\/s?bin\/pppd"|"\S{0,200}"|.{0,20}Session '.{1,64}' (?:not up|already active))/u,
      source: "xl2tpd",
      samples: [
        { line: "Listening on IP address 0.0.0.0, port 1701" },
        { line: "Calling on tunnel 50899" },
        { line: "start_pppd: I'm running: " },
        { line: '"/usr/sbin/pppd" ' },
        { line: "control_finish: sending ICRQ" },
        { line: "control_finish: Sending ICCN" },
      ],
    },
  ],
};
