import { row, type FormatRow } from "../format-table.ts";
import { binary, init, manager1, manager2, message, mobike, sa } from "./sources.ts";

/** Messages that get no answer, and the asking whether the peer is alive. */
export const liveness: readonly FormatRow[] = [
  row("sw45", "nat_keepalive_sent", "sending keep alive to <peer:address>[<port:number>]", sa, [
    "sending keep alive to 203.0.113.1[4500]",
    { peer: "203.0.113.1", port: "4500" },
  ]),
  row("sw45b", "dpd_sent", "sending DPD instead of keep alive <seconds:number>s after last outbound message", sa, [
    "sending DPD instead of keep alive 20s after last outbound message",
    { seconds: "20" },
  ]),
  row(
    "sw46",
    "nat_mapping_changed",
    "NAT mappings of CHILD_SA <protocol:word>/0x<spi:hex>/<local:address> changed to <peer:address>[<port:number>], queuing update job",
    "strongSwan src/libcharon/kernel/kernel_handler.c",
    [
      "NAT mappings of CHILD_SA ESP/0xc1a2b3c4/203.0.113.1 changed to 192.0.2.7[32773], queuing update job",
      { spi: "c1a2b3c4", peer: "192.0.2.7", port: "32773" },
    ],
  ),
  row(
    "sw47",
    "nat_mapping_changed",
    "detected changes in NAT mappings, initiating MOBIKE update",
    mobike,
    "detected changes in NAT mappings, initiating MOBIKE update",
  ),
  row(
    "sw48",
    "nat_mapping_changed",
    "remote endpoint changed from <old:address>[<oldPort:number>] to <peer:address>[<port:number>]",
    sa,
    [
      "remote endpoint changed from 192.0.2.7[4500] to 192.0.2.7[61022]",
      { old: "192.0.2.7", oldPort: "4500", peer: "192.0.2.7", port: "61022" },
    ],
  ),
  row(
    "sw49",
    "address_changed",
    "local endpoint changed from <old:address>[<oldPort:number>] to <local:address>[<port:number>]",
    sa,
    ["local endpoint changed from 192.0.2.7[4500] to 198.51.100.9[4500]", { old: "192.0.2.7", local: "198.51.100.9" }],
  ),
  row("sw50", "retransmit", "retransmit <try:number> of request with message ID <messageId:number>", manager2, [
    "retransmit 1 of request with message ID 7",
    { try: "1", messageId: "7" },
  ]),
  row(
    "sw51",
    "retransmit",
    "sending retransmit <try:number> of <kind:word> message ID <messageId:number>, seq <sequence:number>",
    manager1,
    [
      "sending retransmit 2 of request message ID 0, seq 3",
      { try: "2", kind: "request", messageId: "0", sequence: "3" },
    ],
  ),
  row("sw52", "retransmit_giveup", "giving up after <tries:number> retransmits", manager2, [
    "giving up after 5 retransmits",
    { tries: "5" },
  ]),
  row("sw53", "mobike_giveup", "giving up after <tries:number> path probings", manager2, [
    "giving up after 22 path probings",
    { tries: "22" },
  ]),
  row("sw52b", "ike_failed", "giving up after <tries:number> retries", init, [
    "giving up after 3 retries",
    { tries: "3" },
  ]),
  row(
    "sw54",
    "ike_no_response",
    "establishing IKE_SA failed, peer not responding",
    sa,
    "establishing IKE_SA failed, peer not responding",
  ),
  row(
    "sw55",
    "rekey_failed",
    "rekeying IKE_SA failed, peer not responding",
    sa,
    "rekeying IKE_SA failed, peer not responding",
  ),
  row("sw56", "ike_retry", "peer not responding, trying again (<try:number>/<tries:number>)", sa, [
    "peer not responding, trying again (2/3)",
    { try: "2", tries: "3" },
  ]),
  row(
    "sw57",
    "peer_retransmit",
    "received retransmit of request with ID <messageId:number>, retransmitting response",
    manager2,
    ["received retransmit of request with ID 1, retransmitting response", { messageId: "1" }],
  ),
  row(
    "sw58",
    "peer_retransmit",
    "received retransmit of request with ID <messageId:number>, but no response to retransmit",
    manager1,
    ["received retransmit of request with ID 0, but no response to retransmit", { messageId: "0" }],
  ),
  row(
    "sw58b",
    "peer_retransmit",
    "received retransmit of response with ID <messageId:number>, <detail:rest>",
    manager1,
    ["received retransmit of response with ID 0, resending last request", { messageId: "0" }],
  ),
  row(
    "sw58c",
    "peer_retransmit",
    "received retransmit of DPD request, retransmitting response",
    manager1,
    "received retransmit of DPD request, retransmitting response",
  ),
  row(
    "sw59",
    "ike_half_open_timeout",
    "deleting half open IKE_SA <connection:name>[<number:number>] with <peer:address> after timeout",
    "strongSwan src/libcharon/processing/jobs/delete_ike_sa_job.c",
    ["deleting half open IKE_SA gw[4] with 192.0.2.7 after timeout", { number: "4", peer: "192.0.2.7" }],
  ),
  row(
    "sw59b",
    "ike_half_open_timeout",
    "deleting half open IKE_SA with <peer:address> after timeout",
    `${binary}: libcharon`,
    ["deleting half open IKE_SA with 192.0.2.7 after timeout", { peer: "192.0.2.7" }],
  ),
  row(
    "sw60",
    "ike_fragmented",
    "splitting IKE message (<sizeBytes:number> bytes) into <fragments:number> fragments",
    message,
    ["splitting IKE message (2044 bytes) into 2 fragments", { sizeBytes: "2044", fragments: "2" }],
  ),
  row(
    "sw61",
    "ike_fragment_wait",
    "received fragment #<fragment:number> of <fragments:number>, waiting for complete IKE message",
    message,
    ["received fragment #1 of 2, waiting for complete IKE message", { fragment: "1", fragments: "2" }],
  ),
  row("sw61b", "ike_fragment_wait", "received fragment #<fragment:number>, waiting for complete IKE message", message, [
    "received fragment #1, waiting for complete IKE message",
    { fragment: "1" },
  ]),
  row(
    "sw62",
    "ike_fragment_ok",
    "received fragment #<fragment:number> of <fragments:number>, reassembled fragmented IKE message (<sizeBytes:number> bytes)",
    message,
    ["received fragment #2 of 2, reassembled fragmented IKE message (2044 bytes)", { sizeBytes: "2044" }],
  ),
  row(
    "sw62b",
    "ike_fragment_ok",
    "received fragment #<fragment:number>, reassembled fragmented IKE message (<sizeBytes:number> bytes)",
    message,
    ["received fragment #2, reassembled fragmented IKE message (1800 bytes)", { sizeBytes: "1800" }],
  ),
  row("sw62c", null, "received duplicate fragment #<:number>", message, "received duplicate fragment #1"),
  row("sw63", "dpd_sent", "sending DPD request", sa, "sending DPD request"),
  row(
    "sw64",
    "dpd_timeout",
    "DPD check timed out, enforcing DPD action",
    "strongSwan src/libcharon/processing/jobs/dpd_timeout_job.c",
    "DPD check timed out, enforcing DPD action",
  ),
  row("sw65", "dpd_disabled", "DPD not supported by peer, disabled", sa, "DPD not supported by peer, disabled"),
  {
    id: "sw105",
    event: "ike_peer_replied",
    pattern: /^parsed (?<exchange>[A-Z][A-Z0-9_]{1,40}) response (?<messageId>\d{1,10}) \[(?<payloads>.{0,400})\]$/u,
    source: message,
    note: "An answer to a request of ours, DPD among them: the path works both ways.",
    samples: [
      {
        line: "parsed INFORMATIONAL response 5 [ ]",
        fields: { exchange: "INFORMATIONAL", messageId: "5", payloads: " " },
      },
      {
        line: "parsed IKE_SA_INIT response 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) N(FRAG_SUP) ]",
        fields: { exchange: "IKE_SA_INIT" },
      },
    ],
    nearMisses: ["parsed INFORMATIONAL request 5 [ ]"],
  },
  {
    id: "sw106",
    event: "ike_peer_replied",
    pattern:
      /^parsed (?<exchange>INFORMATIONAL_V1) request (?<messageId>\d{1,10}) \[ HASH N\((?<payloads>DPD_ACK)\) \]$/u,
    source: `${message}: IKEv1 answers DPD in an exchange of its own`,
    samples: [
      { line: "parsed INFORMATIONAL_V1 request 168478879 [ HASH N(DPD_ACK) ]", fields: { payloads: "DPD_ACK" } },
    ],
  },
  {
    id: "sw107",
    event: "ike_peer_request",
    pattern:
      /^parsed (?<exchange>[A-Z][A-Z0-9_]{1,40}) request (?<messageId>\d{1,10}) \[(?! HASH N\(DPD_ACK\) \])(?<payloads>.{0,400})\]$/u,
    source: message,
    note: "A request of the peer reached us.",
    samples: [
      { line: "parsed INFORMATIONAL request 0 [ ]", fields: { exchange: "INFORMATIONAL", messageId: "0" } },
      { line: "parsed INFORMATIONAL_V1 request 2393 [ HASH N(DPD) ]", fields: { payloads: " HASH N(DPD) " } },
    ],
  },
];
