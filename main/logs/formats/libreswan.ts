import { row, type FormatRow, type FormatTable } from "./format-table.ts";

const ikev1 = "libreswan programs/pluto/ikev1.c";
const mainMode = "libreswan programs/pluto/ikev1_main.c";
const quickMode = "libreswan programs/pluto/ikev1_quick.c";
const ikev2 = "libreswan programs/pluto/ikev2.c";
const ikev2Child = "libreswan programs/pluto/ikev2_create_child_sa.c";
const retry = "libreswan programs/pluto/retry.c";
const state = "libreswan programs/pluto/state.c";
const dpd = "libreswan programs/pluto/ikev1_dpd.c";
const proposals = "libreswan programs/pluto/ikev2_proposals.c";
const packet = "libreswan programs/pluto/packet.c";
const connections = "libreswan programs/pluto/connections.c";
const xauth = "libreswan programs/pluto/ikev1_xauth.c";
const notify = "libreswan programs/pluto/ikev2_notify.c";
const revival = "libreswan programs/pluto/revival.c";
const plutomain = "libreswan programs/pluto/plutomain.c";
const xfrm = "libreswan programs/pluto/kernel_xfrm.c";
const natTraversal = "libreswan programs/pluto/nat_traversal.c";

const rows: readonly FormatRow[] = [
  {
    id: "lb01",
    event: "ike_start",
    pattern: /^initiating (?:IKEv1 )?(?<mode>Main Mode|Aggressive Mode)(?: connection|$)/u,
    source: mainMode,
    note: "3.x without `connection`",
    samples: [
      { line: "initiating IKEv1 Main Mode connection", fields: { mode: "Main Mode" } },
      { line: "initiating Main Mode", fields: { mode: "Main Mode" } },
    ],
  },
  {
    id: "lb02",
    event: "ike_start",
    pattern: /^initiating (?<mode>IKEv2) connection/u,
    source: ikev2,
    samples: [{ line: "initiating IKEv2 connection", fields: { mode: "IKEv2" } }],
  },
  {
    id: "lb03",
    event: "ike_start",
    pattern: /^responding to (?<mode>Main Mode|Aggressive Mode) from unknown peer(?: (?<peer>[\w.:%-]{1,128})|$)/u,
    source: mainMode,
    samples: [
      { line: "responding to Main Mode from unknown peer", fields: { mode: "Main Mode" } },
      {
        line: "responding to Main Mode from unknown peer 192.0.2.10:500",
        fields: { mode: "Main Mode", peer: "192.0.2.10:500" },
      },
    ],
  },
  row(
    "lb04",
    "ike_sa_established",
    "…ISAKMP SA established…",
    mainMode,
    "STATE_MAIN_I4: ISAKMP SA established {auth=PRESHARED_KEY cipher=AES_CBC_256}",
    "STATE_MAIN_R3: sent MR3, ISAKMP SA established",
  ),
  {
    id: "lb04b",
    event: "ike_sa_established",
    pattern: /established IKE SA(?:;|\b)|^IKE SA established \{/u,
    source: ikev2,
    note: "The second is Main Mode since 4.0.",
    samples: [
      { line: "initiator established IKE SA; authenticated peer using authby=secret" },
      { line: "IKE SA established {auth=PRESHARED_KEY cipher=AES_CBC_256 integ=HMAC_SHA2_256 group=MODP2048}" },
    ],
  },
  {
    id: "lb05",
    event: "ipsec_sa_established",
    pattern:
      /IPsec SA established (?<mode>transport|tunnel) mode(?: \{ESP(?:\/NAT|inUDP)?=>0x(?<spiOut>[\da-f]{1,8}) <0x(?<spiIn>[\da-f]{1,8}))?/u,
    source: quickMode,
    samples: [
      {
        line: "STATE_QUICK_I2: sent QI2, IPsec SA established transport mode {ESP/NAT=>0x0a1b2c3d <0x4d5e6f70 xfrm=AES_CBC_256-HMAC_SHA1_96 NATOA=none NATD=203.0.113.1:4500 DPD=active}",
        fields: { mode: "transport", spiOut: "0a1b2c3d", spiIn: "4d5e6f70" },
      },
    ],
  },
  row(
    "lb05b",
    "ipsec_sa_established",
    "…(IPsec SA established)…",
    quickMode,
    "STATE_QUICK_R2 (IPsec SA established); EVENT_SA_EXPIRE in 3600s",
  ),
  {
    id: "lb06",
    event: "ipsec_sa_established",
    pattern: /^(?:initiator|responder) established Child SA using #(?<ikeState>\d{1,10})/u,
    source: ikev2Child,
    samples: [
      {
        line: "initiator established Child SA using #1; IPsec tunnel [10.99.0.1-10.99.0.1:0-65535 0] -> [0.0.0.0-255.255.255.255:0-65535 0]",
        fields: { ikeState: "1" },
      },
    ],
  },
  {
    id: "lb07",
    event: "rekey_ok",
    pattern: /rekeyed (?<sa>Child|IKE) SA #(?<oldState>\d{1,10})/u,
    source: ikev2Child,
    samples: [
      {
        line: "initiator rekeyed Child SA #2 using #1; IPsec tunnel [10.99.0.1]",
        fields: { sa: "Child", oldState: "2" },
      },
    ],
  },
  {
    id: "lb08",
    event: "rekey_started",
    pattern: /^initiating rekey to replace (?<sa>[\w ]{1,20}) #(?<oldState>\d{1,10})/u,
    source: ikev2Child,
    samples: [{ line: "initiating rekey to replace Child SA #861", fields: { sa: "Child SA", oldState: "861" } }],
  },
  row("lb09", "rekey_failed", "CREATE_CHILD_SA failed with error notification <code:word>", ikev2Child, [
    "CREATE_CHILD_SA failed with error notification NO_PROPOSAL_CHOSEN",
    { code: "NO_PROPOSAL_CHOSEN" },
  ]),
  row("lb10", "retransmit", "<saState:word>: retransmission; will wait <seconds:decimal> seconds for response", retry, [
    "STATE_MAIN_R2: retransmission; will wait 0.5 seconds for response",
    { saState: "STATE_MAIN_R2", seconds: "0.5" },
  ]),
  {
    id: "lb11",
    event: "retransmit_giveup",
    pattern:
      /^(?<saState>\w{1,64}): (?<seconds>\d{1,8}(?:\.\d{1,6})?) second timeout exceeded after (?<tries>\d{1,6}) retransmits$/u,
    source: retry,
    samples: [
      {
        line: "STATE_QUICK_I1: 60 second timeout exceeded after 7 retransmits",
        fields: { seconds: "60", tries: "7", saState: "STATE_QUICK_I1" },
      },
    ],
    nearMisses: [
      "STATE_MAIN_I1: 60 second timeout exceeded after 7 retransmits.  No response (or no acceptable response) to our first IKEv1 message",
    ],
  },
  {
    id: "lb12",
    event: "ike_no_response",
    pattern: /\. {2}No response \(or no acceptable response\) to our first (?<version>IKEv[12]) message/u,
    source: retry,
    note: "lb13 is the same sentence for IKEv2.",
    samples: [
      {
        line: "STATE_MAIN_I1: 60 second timeout exceeded after 7 retransmits.  No response (or no acceptable response) to our first IKEv1 message",
        fields: { version: "IKEv1" },
      },
      {
        line: "STATE_V2_PARENT_I1: 60 second timeout exceeded after 7 retransmits.  No response (or no acceptable response) to our first IKEv2 message",
        fields: { version: "IKEv2" },
      },
    ],
  },
  row(
    "lb14",
    "psk_mismatch",
    "….  Possible authentication failure: no acceptable response to our first encrypted message",
    retry,
    "STATE_MAIN_I3: 60 second timeout exceeded after 7 retransmits.  Possible authentication failure: no acceptable response to our first encrypted message",
  ),
  row(
    "lb14b",
    "retransmit_giveup",
    "<saState:word>: <seconds:decimal> second timeout exceeded after <tries:number> retransmits.  No acceptable response to our first Quick Mode message…",
    retry,
    [
      "STATE_QUICK_I1: 5 second timeout exceeded after 4 retransmits.  No acceptable response to our first Quick Mode message: perhaps peer likes no proposal",
      { saState: "STATE_QUICK_I1", seconds: "5", tries: "4" },
    ],
  ),
  {
    id: "lb15",
    event: "sa_expired",
    pattern: /^(?<sa>[\w ]{1,20}) SA expired \((?<reason>(?!superseded)[^)]{1,64})\)/u,
    source: state,
    samples: [
      { line: "ISAKMP SA expired (--dontrekey)", fields: { sa: "ISAKMP", reason: "--dontrekey" } },
      { line: "IPsec SA expired (LATEST!)", fields: { sa: "IPsec", reason: "LATEST!" } },
    ],
    nearMisses: ["IPsec SA expired (superseded by #5)"],
  },
  row("lb15b", null, "<:words> SA expired (superseded by #<:number>)", state, "IPsec SA expired (superseded by #5)"),
  {
    id: "lb16",
    event: "sa_deleted_local",
    pattern:
      /^deleting (?:other )?(?:state|[\w ]{1,20} SA) ?(?:#\d{1,10} )?\((?<saState>\w{1,64})\)(?: aged (?<ageSeconds>\d{1,10}(?:\.\d{1,6})?)s)? and sending notification/u,
    source: state,
    samples: [
      {
        line: "deleting state (STATE_MAIN_I4) aged 3600.1s and sending notification",
        fields: { saState: "STATE_MAIN_I4", ageSeconds: "3600.1" },
      },
      { line: "deleting state (STATE_QUICK_I2) and sending notification", fields: { saState: "STATE_QUICK_I2" } },
    ],
    nearMisses: ["deleting state (STATE_MAIN_R1) aged 60.009s and NOT sending notification"],
  },
  {
    id: "lb16b",
    event: "ike_sa_ended",
    pattern:
      /^deleting (?:other )?(?:state|[\w ]{1,20} SA) ?(?:#\d{1,10} )?\((?<saState>\w{1,64})\)(?: aged (?<ageSeconds>\d{1,10}(?:\.\d{1,6})?)s)?(?: and NOT sending notification)?$/u,
    source: state,
    samples: [
      {
        line: "deleting state (STATE_MAIN_R1) aged 60.009s and NOT sending notification",
        fields: { ageSeconds: "60.009" },
      },
      { line: "deleting state (STATE_V2_ESTABLISHED_CHILD_SA) aged 3.457043s", fields: { ageSeconds: "3.457043" } },
    ],
  },
  {
    id: "lb17",
    event: "ike_sa_deleted_by_peer",
    pattern: /^received Delete SA payload: (?:self-)?(?:deleting|expire) (?:ISAKMP|IKE) State #(?<oldState>\d{1,10})/iu,
    source: ikev1,
    samples: [{ line: "received Delete SA payload: self-deleting ISAKMP State #3", fields: { oldState: "3" } }],
  },
  {
    id: "lb17c",
    event: "ike_sa_deleted_by_peer",
    pattern: /^received Delete SA payload$/u,
    source: ikev1,
    note: "Cut off: which state it names is not told.",
    samples: [{ line: "received Delete SA payload" }],
  },
  {
    id: "lb17b",
    event: "ipsec_sa_deleted_by_peer",
    pattern:
      /^received Delete SA(?:\(0x(?<spi>[\da-f]{1,8})\))? payload: (?:deleting|expire|replace) IPsec State #(?<oldState>\d{1,10})/iu,
    source: ikev1,
    samples: [
      {
        line: "received Delete SA(0x0a1b2c3d) payload: deleting IPSEC State #4",
        fields: { spi: "0a1b2c3d", oldState: "4" },
      },
      { line: "received Delete SA payload: expire IPsec State #1021 now", fields: { oldState: "1021" } },
    ],
  },
  row(
    "lb18",
    "dpd_no_phase1",
    "DPD: could not find newest phase 1 state - initiating a new one",
    dpd,
    "DPD: could not find newest phase 1 state - initiating a new one",
  ),
  {
    id: "lb19",
    event: "dpd_timeout",
    pattern:
      /^(?:IKEv1 )?DPD:? action - (?<action>clearing connection|restarting connection|putting connection into hold)/u,
    source: dpd,
    note: "lb20 is the same with `putting connection into hold`.",
    samples: [
      { line: "DPD action - clearing connection kind CK_INSTANCE", fields: { action: "clearing connection" } },
      { line: "DPD action - putting connection into hold", fields: { action: "putting connection into hold" } },
      { line: "IKEv1 DPD: action - clearing connection", fields: { action: "clearing connection" } },
    ],
  },
  row(
    "lb21",
    "dpd_duplicate",
    "DPD: received old or duplicate R_U_THERE…",
    dpd,
    "DPD: received old or duplicate R_U_THERE",
  ),
  row(
    "lb22",
    "dpd_disabled",
    "…DPD (RFC 3706) support not enabled because remote peer did not advertise DPD support",
    dpd,
    "Configured DPD (RFC 3706) support not enabled because remote peer did not advertise DPD support",
  ),
  row(
    "lb23",
    "psk_mismatch",
    "probable authentication failure (mismatch of preshared secrets?): <detail:rest>",
    ikev1,
    [
      "probable authentication failure (mismatch of preshared secrets?): malformed payload in packet",
      { detail: "malformed payload in packet" },
    ],
  ),
  {
    id: "lb24",
    event: "ike_parse_error",
    pattern: /^(?:\d{1,6}-byte )?length of (?<payload>[\w ]{1,64}) is larger than can fit/u,
    source: packet,
    note: "What a wrong pre-shared key makes of the first encrypted packet; lb23 says so.",
    samples: [
      {
        line: "length of ISAKMP Identification Payload is larger than can fit",
        fields: { payload: "ISAKMP Identification Payload" },
      },
      {
        line: "54082-byte length of ISAKMP Identification Payload is larger than can fit",
        fields: { payload: "ISAKMP Identification Payload" },
      },
    ],
  },
  {
    id: "lb25",
    event: "ike_parse_error",
    pattern: /^next payload type of (?<payload>[\w ]{1,64}) has an unknown value/u,
    source: packet,
    samples: [
      {
        line: "next payload type of ISAKMP Identification Payload has an unknown value: 169 (0xa9)",
        fields: { payload: "ISAKMP Identification Payload" },
      },
    ],
  },
  row("lb25b", "ike_parse_error", "byte at offset <:number> (<:number>) of '<payload:identity>'…", packet, [
    "byte at offset 1 (29) of 'ISAKMP Identification Payload'.'?reserved?' is 0xb3 but should have been zero",
    { payload: "ISAKMP Identification Payload" },
  ]),
  {
    id: "lb26",
    event: "psk_missing",
    pattern: /^Can't authenticate: no preshared key found for `(?<localId>[^']{1,256})' and `(?<peerId>[^']{1,256})'/u,
    source: mainMode,
    samples: [
      {
        line: "Can't authenticate: no preshared key found for `192.0.2.7' and `203.0.113.1'.  Attribute OAKLEY_AUTHENTICATION_METHOD",
        fields: { localId: "192.0.2.7", peerId: "203.0.113.1" },
      },
    ],
  },
  {
    id: "lb27",
    event: "no_connection_config",
    pattern:
      /(?:message received on (?<local>[\w.:%-]{1,128}) but no (?:connection has been authorized with policy|suitable connection found with)|initial Main Mode message received but no connection has been authorized) ?(?<detail>.{0,200})$/u,
    source: connections,
    note: "lb28 and lb47 are wordings of the same refusal.",
    samples: [
      {
        line: "initial Main Mode message received on 203.0.113.1:500 but no connection has been authorized with policy PSK+IKEV1_ALLOW",
        fields: { local: "203.0.113.1:500" },
      },
      {
        line: "ISAKMP_v2_IKE_SA_INIT message received on 203.0.113.1:500 but no suitable connection found with IKEv2 policy",
        fields: { local: "203.0.113.1:500" },
      },
      { line: "initial Main Mode message received but no connection has been authorized with authby=PSK and xauth=no" },
    ],
  },
  {
    id: "lb28c",
    event: "ike_half_open_timeout",
    pattern: /^deleting incomplete state after (?<seconds>\d{1,6}(?:\.\d{1,6})?) seconds/u,
    source: state,
    samples: [{ line: "deleting incomplete state after 60.000 seconds", fields: { seconds: "60.000" } }],
  },
  {
    id: "lb28d",
    event: "ike_auth_failed",
    pattern:
      /^dropping unexpected (?:ISAKMP_v2_)?IKE_AUTH message (?=.{0,500}missing payloads: (?:[\w,]{1,60},)?AUTH\b)/u,
    source: ikev2,
    note: "The client asks for EAP where a certificate or a shared key is expected.",
    samples: [
      {
        line: "dropping unexpected ISAKMP_v2_IKE_AUTH message containing v2N_INITIAL_CONTACT... notification; message payloads: SK; encrypted payloads: SA,IDi,IDr,N,TSi,TSr,CP; missing payloads: AUTH",
      },
    ],
    nearMisses: ["dropping unexpected IKE_AUTH message containing notification; missing payloads: SA"],
  },
  row("lb28e", "ike_auth_failed", "IKE SA authentication request rejected by peer: <code:word>", ikev2, [
    "IKE SA authentication request rejected by peer: AUTHENTICATION_FAILED",
    { code: "AUTHENTICATION_FAILED" },
  ]),
  row(
    "lb28f",
    "psk_mismatch",
    "authentication failed: computed hash does not match hash received from peer <idType:word> '<peerId:identity>'",
    "libreswan programs/pluto/ikev2_psk.c",
    [
      "authentication failed: computed hash does not match hash received from peer ID_USER_FQDN 'roadwarrior@example.org'",
      { idType: "ID_USER_FQDN", peerId: "roadwarrior@example.org" },
    ],
  ),
  {
    id: "lb29",
    event: "proposal_refused",
    pattern: /^Oakley Transform \[(?<proposal>[^\]]{1,200})\] refused/u,
    source: "libreswan programs/pluto/ikev1_spdb_struct.c",
    note: "No error by itself: Windows offers groups first that nobody accepts.",
    samples: [
      {
        line: "Oakley Transform [AES_CBC (256), HMAC_SHA1, DH20] refused",
        fields: { proposal: "AES_CBC (256), HMAC_SHA1, DH20" },
      },
    ],
  },
  row("lb30", "no_proposal_chosen", "no local proposal matches remote proposals <proposal:rest>", proposals, [
    "no local proposal matches remote proposals 1:IKE:ENCR=AES_CBC_256;DH=MODP1024",
    { proposal: "1:IKE:ENCR=AES_CBC_256;DH=MODP1024" },
  ]),
  {
    id: "lb30b",
    event: "no_proposal_chosen",
    pattern: /^dropping unexpected (?:ISAKMP_v2_)?IKE_SA_INIT message containing NO_PROPOSAL_CHOSEN notification/u,
    source: ikev2,
    note: "The client's view of lb30: the answer that it cannot use is the refusal.",
    samples: [
      {
        line: "dropping unexpected IKE_SA_INIT message containing NO_PROPOSAL_CHOSEN notification; message payloads: N; missing payloads: SA,KE,Ni",
      },
    ],
    nearMisses: ["dropping unexpected IKE_SA_INIT message containing COOKIE notification; message payloads: N"],
  },
  row("lb30c", "no_proposal_chosen", "no acceptable Oakley Transform", mainMode, "no acceptable Oakley Transform"),
  row(
    "lb30d",
    "ts_unacceptable",
    "IKE_AUTH response rejected Child SA with TS_UNACCEPTABLE",
    ikev2Child,
    "IKE_AUTH response rejected Child SA with TS_UNACCEPTABLE",
  ),
  {
    id: "lb30e",
    event: "child_sa_failed",
    pattern:
      /^(?:IKE_AUTH response rejected Child SA with (?!TS_UNACCEPTABLE)|CHILD SA encountered fatal error: )(?<code>\w{1,64})$/u,
    source: ikev2Child,
    samples: [
      { line: "CHILD SA encountered fatal error: INVALID_SYNTAX", fields: { code: "INVALID_SYNTAX" } },
      {
        line: "IKE_AUTH response rejected Child SA with INTERNAL_ADDRESS_FAILURE",
        fields: { code: "INTERNAL_ADDRESS_FAILURE" },
      },
    ],
    nearMisses: ["IKE_AUTH response rejected Child SA with TS_UNACCEPTABLE"],
  },
  row(
    "lb30f",
    "child_sa_failed",
    "netlink response for Add SA <sa:word>@<peer:address>: <error:words> (errno <code:number>)",
    xfrm,
    [
      "netlink response for Add SA esp.c5c257a6@203.0.113.10: Protocol not supported (errno 93)",
      { sa: "esp.c5c257a6", peer: "203.0.113.10", error: "Protocol not supported", code: "93" },
    ],
  ),
  row("lb31", "proposal_received", "partial list of remote proposals: <proposal:rest>", proposals, [
    "partial list of remote proposals: 3:IKE:[wrong-protonum]",
    { proposal: "3:IKE:[wrong-protonum]" },
  ]),
  {
    id: "lb32",
    event: "client_bug_proposal_number",
    pattern: /proposal number was (?<number>\d{1,6}) but (?<expected>\d{1,6}) expected/u,
    source: proposals,
    samples: [{ line: "proposal number was 3 but 1 expected", fields: { number: "3", expected: "1" } }],
  },
  row("lb33", "peer_retransmit", "retransmitting in response to duplicate packet; already <saState:word>", ikev1, [
    "retransmitting in response to duplicate packet; already STATE_MAIN_R1",
    { saState: "STATE_MAIN_R1" },
  ]),
  row(
    "lb34",
    "peer_retransmit",
    "discarding duplicate packet -- exhausted retransmission; already <saState:word>",
    ikev1,
    "discarding duplicate packet -- exhausted retransmission; already STATE_MAIN_R1",
  ),
  row("lb34b", "peer_retransmit", "discarding duplicate packet; already <saState:word>", ikev1, [
    "discarding duplicate packet; already STATE_QUICK_I2",
    { saState: "STATE_QUICK_I2" },
  ]),
  {
    id: "lb35",
    event: "peer_retransmit",
    pattern:
      /(?:(?<exchange>\w{1,64}) request has duplicate Message ID (?<messageId>\d{1,10})|received duplicate \w{1,64} message request \(Message ID \d{1,10}\)); retransmitting response/u,
    source: ikev2,
    samples: [
      { line: "IKE_AUTH request has duplicate Message ID 1; retransmitting response", fields: { messageId: "1" } },
      { line: "received duplicate IKE_SA_INIT message request (Message ID 0); retransmitting response" },
    ],
  },
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

/** pluto; ids `lb…`. Lines are matched without their `"conn"[2] 192.0.2.1 #5: ` prefix. */
export const libreswanTable: FormatTable = { stack: "libreswan", identifiers: ["pluto"], dedicated: true, rows };
