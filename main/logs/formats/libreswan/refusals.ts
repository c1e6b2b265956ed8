import { row, type FormatRow } from "../format-table.ts";
import { connections, ikev1, ikev2, ikev2Child, mainMode, packet, proposals, state, xfrm } from "./sources.ts";

/** A connection is refused, by either side or by what was configured. */
export const refusals: readonly FormatRow[] = [
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
];
