import { row, type FormatTable } from "./format-table.ts";

const init = "openvpn src/openvpn/init.c";
const ssl = "openvpn src/openvpn/ssl.c";
const ping = "openvpn src/openvpn/ping.c";
const forward = "openvpn src/openvpn/forward.c";
const sig = "openvpn src/openvpn/sig.c";
const socket = "openvpn src/openvpn/socket.c";
const crypto = "openvpn src/openvpn/crypto.c";
const options = "openvpn src/openvpn/options.c";

/** OpenVPN on every system; the log of the Windows interface has the same lines; ids `ov…`. */
export const openvpnTable: FormatTable = {
  stack: "openvpn",
  identifiers: ["openvpn", "nm-openvpn", "ovpn"],
  dedicated: true,
  rows: [
    row("ov01", "session_connected", "Initialization Sequence Completed", init, "Initialization Sequence Completed"),
    row("ov02", "ovpn_tls_up", "…Peer Connection Initiated with <peer:rest>", ssl, [
      "[server] Peer Connection Initiated with [AF_INET]203.0.113.1:1194",
      { peer: "[AF_INET]203.0.113.1:1194" },
    ]),
    row(
      "ov03",
      "ovpn_handshake_timeout",
      "TLS Error: TLS key negotiation failed to occur within <seconds:number> seconds (check your network connectivity)",
      ssl,
      [
        "TLS Error: TLS key negotiation failed to occur within 60 seconds (check your network connectivity)",
        { seconds: "60" },
      ],
    ),
    row("ov04", "ovpn_handshake_failed", "TLS Error: TLS handshake failed", ssl, "TLS Error: TLS handshake failed"),
    row(
      "ov05",
      "dpd_timeout",
      "…Inactivity timeout (--ping-restart), restarting",
      ping,
      "[server] Inactivity timeout (--ping-restart), restarting",
    ),
    row(
      "ov06",
      "dpd_timeout",
      "…Inactivity timeout (--ping-exit), exiting",
      ping,
      "[server] Inactivity timeout (--ping-exit), exiting",
    ),
    row(
      "ov07",
      "idle_timeout",
      "Inactivity timeout (--inactive), exiting",
      forward,
      "Inactivity timeout (--inactive), exiting",
    ),
    {
      id: "ov08",
      event: "ovpn_restart",
      pattern:
        /^(?<signal>SIG[A-Z0-9]{1,8})\[(?<origin>\w{1,16}),(?<code>[\w-]{0,64})\] received, (?:process|\S{1,64}) restarting$/u,
      source: sig,
      samples: [
        {
          line: "SIGUSR1[soft,ping-restart] received, process restarting",
          fields: { signal: "SIGUSR1", origin: "soft", code: "ping-restart" },
        },
      ],
    },
    {
      id: "ov09",
      event: "session_disconnected",
      pattern:
        /^(?<signal>SIG[A-Z0-9]{1,8})\[(?<origin>\w{1,16}),(?<code>[\w-]{0,64})\] received, (?:process|\S{1,64}) exiting$/u,
      source: sig,
      samples: [
        { line: "SIGTERM[hard,] received, process exiting", fields: { signal: "SIGTERM", origin: "hard", code: "" } },
      ],
    },
    row("ov10", "ovpn_tcp_reset", "Connection reset, restarting [<code:number>]", forward, [
      "Connection reset, restarting [0]",
      { code: "0" },
    ]),
    row(
      "ov11",
      "auth_credentials_rejected",
      "AUTH: Received control message: <code:rest>",
      "openvpn src/openvpn/push.c",
      ["AUTH: Received control message: AUTH_FAILED", { code: "AUTH_FAILED" }],
    ),
    row(
      "ov12",
      "cert_error",
      "VERIFY ERROR: depth=<depth:number>, error=<error:rest>",
      "openvpn src/openvpn/ssl_verify_openssl.c",
      [
        "VERIFY ERROR: depth=1, error=certificate has expired: CN=Example CA",
        { depth: "1", error: "certificate has expired: CN=Example CA" },
      ],
    ),
    {
      id: "ov13",
      event: "dns_failure",
      pattern: /^RESOLVE: Cannot resolve host address: (?<host>[\w.-]{1,253}):(?<port>\w{1,8})/u,
      source: socket,
      samples: [
        {
          line: "RESOLVE: Cannot resolve host address: vpn.example.com:1194 (Temporary failure in name resolution)",
          fields: { host: "vpn.example.com", port: "1194" },
        },
      ],
    },
    {
      id: "ov14",
      event: "reconnect_scheduled",
      pattern: /^Restart pause, (?<seconds>\d{1,6}) second\(s\)$/u,
      source: init,
      samples: [{ line: "Restart pause, 5 second(s)", fields: { seconds: "5" } }],
    },
    row(
      "ov15",
      "frag_needed",
      "NOTE: This connection is unable to accommodate a UDP packet size of <sizeBytes:number>…",
      init,
      [
        "NOTE: This connection is unable to accommodate a UDP packet size of 1541. Consider using --fragment or --mssfix options as a workaround.",
        { sizeBytes: "1541" },
      ],
    ),
    {
      id: "ov16",
      event: "mtu_config_mismatch",
      pattern: /^WARNING: '(?<option>[\w-]{1,64})' is used inconsistently, (?<detail>.{0,200})$/u,
      source: options,
      samples: [
        {
          line: "WARNING: 'link-mtu' is used inconsistently, local='link-mtu 1541', remote='link-mtu 1557'",
          fields: { option: "link-mtu" },
        },
      ],
    },
    row(
      "ov17",
      "data_channel_decrypt_error",
      "Authenticate/Decrypt packet error: <detail:rest>",
      crypto,
      "Authenticate/Decrypt packet error: packet HMAC authentication failed",
    ),
    {
      id: "ov18",
      event: "data_channel_replay",
      pattern: /^[\w /-]{1,64}: bad packet ID \(may be a replay\): /u,
      source: crypto,
      samples: [{ line: "AEAD Decrypt error: bad packet ID (may be a replay): [ #5832 ] -- see the man page entry" }],
    },
    row("ov19", "rekey_failed", "TLS Error: local/remote TLS keys are out of sync: <peer:rest>", ssl, [
      "TLS Error: local/remote TLS keys are out of sync: [AF_INET]203.0.113.1:1194",
      { peer: "[AF_INET]203.0.113.1:1194" },
    ]),
    {
      id: "ov20",
      event: "rekey_started",
      pattern: /^TLS: soft reset sec=(?<seconds>\d{1,8})/u,
      source: ssl,
      samples: [{ line: "TLS: soft reset sec=3600/3600 bytes=45748/-1 pkts=649/0", fields: { seconds: "3600" } }],
    },
    row(
      "ov21",
      "network_gone",
      "Warning: route gateway is not reachable on any active network adapters: <gateway:address>",
      "openvpn src/openvpn/route.c",
      ["Warning: route gateway is not reachable on any active network adapters: 10.8.0.1", { gateway: "10.8.0.1" }],
    ),
    {
      id: "ov22",
      event: "send_error",
      pattern:
        /^write (?:UDP|TCP)\w{0,12}(?: \[[^\]]{0,64}\])?: (?<error>.{1,128}?)(?: \((?:fd=\d{1,6},)?code=(?<code>\d{1,6})\))?$/u,
      source: "composed at run time",
      samples: [
        {
          line: "write UDPv4 []: Network is unreachable (code=101)",
          fields: { error: "Network is unreachable", code: "101" },
        },
        { line: "write UDPv4: Network is unreachable (fd=3,code=101)", fields: { code: "101" } },
      ],
    },
    row("ov23", "ovpn_sticky_remote", "…Preserving recently used remote address: <peer:rest>", socket, [
      "TCP/UDP: Preserving recently used remote address: [AF_INET]203.0.113.1:1194",
      { peer: "[AF_INET]203.0.113.1:1194" },
    ]),
    {
      id: "ov25",
      event: "session_start",
      pattern: /^OpenVPN (?<version>\d\.\d\S{0,20}) .{0,120}\[SSL/u,
      source: options,
      samples: [
        {
          line: "OpenVPN 2.6.3 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [PKCS11] [MH/PKTINFO] [AEAD] [DCO]",
          fields: { version: "2.6.3" },
        },
      ],
    },
    {
      id: "ov26",
      event: null,
      pattern:
        /^(?:VERIFY (?:OK|KU OK|EKU OK|X509NAME OK)|Validating certificate|\+\+ Certificate|PUSH: |SENT CONTROL|OPTIONS IMPORT|Data Channel|Outgoing Data|Incoming Data|Control Channel|library versions|net_(?:route|iface|addr)|TUN\/TAP|\/sbin\/|Socket Buffers|UDP(?:v[46])? link (?:local|remote)|TCP\w{0,8} |ROUTE|do_ifconfig|Using peer cipher|Closing |Note: |NOTE: (?!This connection)|MANAGEMENT: |DEPRECATED|WARNING: (?!')|\[[^\]]{1,64}\] Peer info|peer info|Timers:|Protocol options|tun\d|GID set|UID set|Attempting to establish|TLS: (?:Initial packet|tls_process|move_session)|killed expiring key|TCP connection established|Pushed option removed by filter: )/u,
      source: "openvpn src/openvpn",
      samples: [
        { line: "VERIFY OK: depth=0, CN=server" },
        { line: "PUSH: Received control message: 'PUSH_REPLY,ping 12,ping-restart 50'" },
        { line: "UDPv4 link remote: [AF_INET]203.0.113.1:1194" },
        { line: "Pushed option removed by filter: 'ping-restart 10'" },
        { line: "TUN/TAP device tun0 opened" },
      ],
    },
  ],
};
