import { row, type FormatRow } from "../format-table.ts";
import { dpd, ikev1, retry, state } from "./sources.ts";

/** Messages that get no answer, and how connections end. */
export const endings: readonly FormatRow[] = [
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
];
