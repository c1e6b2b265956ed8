import { row, type FormatRow } from "../format-table.ts";
import { connections, ikev1, mainMode, natTraversal, notify, plutomain, revival, state, xauth } from "./sources.ts";

/** What else pluto tells: traffic, errors on the way, NATs, reconnecting. */
export const notices: readonly FormatRow[] = [
  row(
    "lb36",
    "nat_mapping_changed",
    "new NAT mapping for #<oldState:number>, was <old:address>, now <peer:address>",
    natTraversal,
    [
      "new NAT mapping for #3, was 192.0.2.1:500, now 192.0.2.1:32773",
      { oldState: "3", old: "192.0.2.1:500", peer: "192.0.2.1:32773" },
    ],
  ),
  {
    id: "lb37",
    event: "sa_traffic",
    pattern: /^(?:\w{1,12} )?traffic information: in=(?<inBytes>\d{1,20})K?M?B out=(?<outBytes>\d{1,20})K?M?B/iu,
    source: state,
    samples: [{ line: "ESP traffic information: in=0B out=148B", fields: { inBytes: "0", outBytes: "148" } }],
  },
  {
    id: "lb37b",
    event: "sa_traffic",
    pattern: /^Traffic: \w{1,8}in=(?<inBytes>\d{1,20})K?M?B \w{1,8}out=(?<outBytes>\d{1,20})K?M?B/u,
    source: state,
    note: "Until 3.20.",
    samples: [{ line: "Traffic: ESPin=222B ESPout=201B!", fields: { inBytes: "222", outBytes: "201" } }],
  },
  {
    id: "lb38",
    event: "icmp_error",
    pattern:
      /^ERROR: asynchronous network error report on (?<interface>\S{1,64}) \([^)]{1,128}\)[^:]{0,200}: (?<error>[^[]{1,128}) \[errno (?<code>\d{1,6})/u,
    source: "libreswan programs/pluto/iface_udp.c",
    samples: [
      {
        line: "ERROR: asynchronous network error report on eth0 (192.0.2.7:4500) for message to 203.0.113.1 port 4500, complainant 203.0.113.1: Connection refused [errno 111, origin ICMP type 3 code 3 (not authenticated)]",
        fields: { interface: "eth0", code: "111", error: "Connection refused" },
      },
    ],
  },
  {
    id: "lb39",
    event: "peer_id",
    pattern: /^Peer ID is (?<idType>\w{1,40}): '(?<peerId>[^']{1,256})'/iu,
    source: mainMode,
    samples: [{ line: "Peer ID is ID_IPV4_ADDR: '10.10.216.194'", fields: { peerId: "10.10.216.194" } }],
  },
  row(
    "lb40",
    "sa_conflict_same_nat",
    "…route to peer's client conflicts with…",
    connections,
    'cannot install eroute -- route to peer\'s client conflicts with "l2tp-psk"[3] 192.0.2.10',
  ),
  row(
    "lb41",
    "sa_conflict_same_nat",
    "…releasing old connection to free the route",
    connections,
    "route to peer's client in use; releasing old connection to free the route",
  ),
  row(
    "lb42",
    "auth_credentials_rejected",
    "XAUTH: User <user:name>: Authentication Failed: Incorrect Username or Password",
    xauth,
    ["XAUTH: User anna: Authentication Failed: Incorrect Username or Password", { user: "anna" }],
  ),
  row("lb43", "xauth_ok", "XAUTH: User <user:name>: Authentication Successful", xauth, [
    "XAUTH: User anna: Authentication Successful",
    { user: "anna" },
  ]),
  {
    id: "lb44",
    event: "reconnect_scheduled",
    pattern:
      /^connection is supposed to remain up; revival attempt (?<try>\d{1,6}) scheduled in (?<seconds>\d{1,8}(?:\.\d{1,6})?) seconds/u,
    source: revival,
    samples: [
      {
        line: "connection is supposed to remain up; revival attempt 1 scheduled in 5 seconds",
        fields: { try: "1", seconds: "5" },
      },
    ],
  },
  {
    id: "lb44b",
    event: "reconnect_scheduled",
    pattern:
      /^(?:deleting \w{1,10} SA but connection is supposed to remain up; schedule |starting keying attempt (?<try>\d{1,6}) of )/u,
    source: revival,
    note: "Until 4.x.",
    samples: [
      { line: "deleting IKE SA but connection is supposed to remain up; schedule EVENT_REVIVE_CONNS" },
      { line: "starting keying attempt 2 of an unlimited number, but releasing whack", fields: { try: "2" } },
    ],
    nearMisses: ["deleting IKE SA"],
  },
  {
    id: "lb45",
    event: "session_disconnected",
    pattern: /^deleting connection(?: instance with peer (?<peer>[\w.:%-]{1,128}))?/u,
    source: connections,
    samples: [
      {
        line: "deleting connection instance with peer 192.0.2.10 {isakmp=#0/ipsec=#0}",
        fields: { peer: "192.0.2.10" },
      },
    ],
  },
  {
    id: "lb46",
    event: "ike_notify",
    pattern: /^ignoring informational payload (?!NO_PROPOSAL_CHOSEN\b)(?<code>[\w()]{1,64})/u,
    source: ikev1,
    samples: [
      {
        line: "ignoring informational payload IPSEC_INITIAL_CONTACT, msgid=00000000, length=28",
        fields: { code: "IPSEC_INITIAL_CONTACT" },
      },
    ],
    nearMisses: ["ignoring informational payload NO_PROPOSAL_CHOSEN, msgid=00000000, length=12"],
  },
  {
    id: "lb48",
    event: "natt_detected",
    pattern: /^NAT-Traversal: Result using .{1,80}: (?:I am behind NAT|i am NATed|both are NATed)/u,
    source: natTraversal,
    samples: [
      { line: "NAT-Traversal: Result using RFC 3947 (NAT-Traversal) sender port 500: I am behind NAT+peer behind NAT" },
    ],
  },
  {
    id: "lb49",
    event: "natt_detected_remote",
    pattern: /^NAT-Traversal: Result using .{1,80}: peer (?:behind NAT|is NATed)/u,
    source: natTraversal,
    samples: [{ line: "NAT-Traversal: Result using RFC 3947 (NAT-Traversal) sender port 500: peer behind NAT" }],
  },
  {
    id: "lb50",
    event: "ike_peer_replied",
    pattern:
      /^(?:(?:STATE_\w{1,40}: )?sent (?:MI[23]|QI2), expecting |received (?:MR|QR)\d\b|sent Main Mode I[23]\b|sent IKE_AUTH request\b)/u,
    source: mainMode,
    note: "The next message of an exchange is only sent after an answer to the one before.",
    samples: [
      { line: "sent MI2, expecting MR2" },
      { line: "STATE_MAIN_I3: sent MI3, expecting MR3" },
      { line: "sent Main Mode I2" },
      { line: "sent IKE_AUTH request {cipher=AES_GCM_16_256 integ=n/a prf=HMAC_SHA2_512 group=MODP2048}" },
    ],
    nearMisses: ["sent Main Mode request", "sent Main Mode R2", "sent IKE_SA_INIT request to 203.0.113.10:500"],
  },
  {
    id: "lb51",
    event: "no_proposal_chosen",
    pattern:
      /^(?:ignoring |received )?(?:informational payload|error notification|unauthenticated) ?,? ?(?:type )?NO_PROPOSAL_CHOSEN/u,
    source: ikev1,
    samples: [
      { line: "received error notification NO_PROPOSAL_CHOSEN" },
      { line: "ignoring informational payload NO_PROPOSAL_CHOSEN, msgid=00000000, length=12" },
    ],
  },
  {
    id: "lb52",
    event: null,
    pattern:
      /^(?!.{0,120}SA established)(?:STATE_\w{1,40}: (?:sent MR|sent [MQ]I1|parent|v2)|sent (?:MR|MI1|QI1|AI|IKE_(?!AUTH request)|CREATE_CHILD_SA|Quick|Main(?! Mode I))|(?:initiating )?Quick Mode|initiating Quick Mode|responding to Quick Mode|the peer proposed|proposal \d{1,6}:|constructed local|local (?:IKE|ESP)|received Vendor ID|ignoring (?:Vendor|unknown Vendor)|enabling possible NAT-traversal|Dead Peer Detection|NAT-Traversal: Result using .{1,80}: no NAT|switched from|transition from|adding interface|added (?:IKEv[12] )?connection|listening for|loading|forgetting|shutting down|terminating SAs|pluto |Starting Pluto|NSS |FIPS|using (?:Linux|kernel)|OAKLEY_|helper thread|restarting|EVENT_|WARNING: )/u,
    source: "libreswan programs/pluto",
    samples: [
      { line: "STATE_MAIN_R1: sent MR1, expecting MI2" },
      { line: "initiating Quick Mode IKEv1+PSK+ENCRYPT+UP" },
      { line: "the peer proposed: 203.0.113.1/32:17/1701 -> 192.0.2.10/32:17/0" },
      { line: "sent CREATE_CHILD_SA request to rekey IPsec SA" },
      { line: "constructed local ESP/AH proposals for ikev2-cp (ESP/AH responder matching remote proposals)" },
      { line: "listening for IKE messages" },
    ],
  },
  {
    id: "lb53",
    event: null,
    pattern:
      /^(?: {2}\w{1,30} {1,40}(?:\{[\d,*]{1,40}\}|\[[\d,*]{0,40}\])? {0,40}IKEv1:| {2}\d{1,3}:(?:IKE|ESP|AH)=|(?:Encryption|Hash|PRF|Integrity|DH|IPCOMP) algorithms:|testing [\w-]{1,40}:| {2}(?:Camellia: |empty string$|(?:one|two) blocks?(?: with associated data)?$|Encrypting \d|RFC \d{4}|CAVP: )|(?:IKE|Child) SA proposals \()/u,
    source: plutomain,
    note: "What pluto can do and tests of itself, at its start.",
    samples: [
      {
        line: "  AES_CCM_16         {256,192,*128} IKEv1:     ESP     IKEv2:     ESP     FIPS              aes_ccm, aes_ccm_c",
      },
      { line: "  NULL               []             IKEv1:     ESP     IKEv2:     ESP                      " },
      { line: "  MODP1536                          IKEv1: IKE ESP AH  IKEv2: IKE ESP AH       NSS(MODP)    dh5" },
      { line: "  1:ESP=AES_CBC_256-HMAC_SHA2_256_128-NONE-ENABLED+DISABLED" },
      { line: "Encryption algorithms:" },
      { line: "testing CAMELLIA_CBC:" },
      { line: "  Camellia: 16 bytes with 128-bit key" },
      { line: "  two blocks with associated data" },
      { line: "  Encrypting 16 octets using AES-CTR with 128-bit key" },
      { line: "  RFC 3566 Test Case 1: AES-XCBC-MAC-96 with 0-byte input" },
      { line: "IKE SA proposals (connection add):" },
    ],
    nearMisses: ["testing", "IKE SA established {auth=PRESHARED_KEY}"],
  },
  {
    id: "lb54",
    event: null,
    pattern:
      /^(?:Initializing NSS |libcap-ng support |Linux audit |core dump dir: |secrets file: |leak-detective |XAUTH PAM support |initializing libevent |NAT-Traversal support |\d{1,5} CPU cores online$|starting up \d{1,5} helper threads$|started thread for helper |helper\(\d{1,5}\) |seccomp security |selinux support |systemd watchdog |Kernel supports NIC |Pluto is shutting down|adding UDP interface |whack error: |\| pool )/u,
    source: plutomain,
    samples: [
      { line: 'Initializing NSS using read-write database "sql:/var/lib/ipsec/nss"' },
      { line: "libcap-ng support [enabled]" },
      { line: "2 CPU cores online" },
      { line: "helper(2) seccomp security for helper not supported" },
      { line: "adding UDP interface outside 192.0.2.10:500" },
      { line: "Pluto is shutting down" },
      { line: "| pool 203.0.113.192-203.0.113.254: growing address pool from 0 to 1" },
    ],
  },
  {
    id: "lb55",
    event: null,
    pattern:
      /^(?:received and ignored notification payload: |initiating connection '[^']{1,128}' with serial |encountered fatal error in state |state transition function for |setup_half_ipsec_sa\(\) hit fail:|netlink response for Del SA | {4}us: |(?:expire|reschedule) pending IPsec SA - |sending notification |responding to \w{1,40} message \(ID \d{1,10}\) from |phase 1 message is part of an unknown exchange$|instantiated connection$|received INTERNAL_IP[46]_|processing decrypted |\w{1,40} response has no corresponding IKE SA; message dropped$)/u,
    source: notify,
    note: "Says again what the line before it says, or what was sent because of it.",
    samples: [
      { line: "received and ignored notification payload: NO_PROPOSAL_CHOSEN" },
      {
        line: "initiating connection 'work' with serial $1 which received a Delete/Notify but must remain up per local policy",
      },
      { line: "encountered fatal error in state STATE_V2_PARENT_I2" },
      { line: "state transition function for STATE_QUICK_R0 had internal error" },
      { line: "setup_half_ipsec_sa() hit fail:" },
      { line: "netlink response for Del SA esp.c5c257a6@203.0.113.10: No such process (errno 3)" },
      {
        line: "    us: 203.0.113.128/25===203.0.113.10[@vpn.example.org]  them: 198.51.100.2[roadwarrior@example.org]===192.0.2.10/32",
      },
      { line: "reschedule pending IPsec SA - the ISAKMP SA #1 is going away" },
      { line: "sending notification NO_PROPOSAL_CHOSEN to 198.51.100.2:500" },
      {
        line: "responding to IKE_AUTH message (ID 1) from 198.51.100.2:4500 with encrypted notification AUTHENTICATION_FAILED",
      },
      { line: "phase 1 message is part of an unknown exchange" },
      { line: "received INTERNAL_IP4_ADDRESS 203.0.113.193" },
      { line: "processing decrypted IKE_AUTH request: SK{IDi,IDr,AUTH,CP,SA,TSi,TSr}" },
      { line: "INFORMATIONAL response has no corresponding IKE SA; message dropped" },
    ],
  },
];
