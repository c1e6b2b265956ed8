import { row, type FormatRow, type FormatTable } from "./format-table.ts";

const isakmp = "apple-oss-distributions/ipsec, racoon isakmp.c";
const inf = "apple-oss-distributions/ipsec, racoon isakmp_inf.c";
const pfkey = "apple-oss-distributions/ipsec, racoon pfkey.c";
const tracer = "apple-oss-distributions/ipsec, racoon ipsecSessionTracer.c";
const session = "apple-oss-distributions/ipsec, racoon ike_session.c";

/** `192.0.2.7[500]`; `state` names an ISAKMP SA by its cookies, as the sessions are told apart by it. */
const local = String.raw`(?<local>[\w.:%]{1,64})\[\d{1,5}\]`;
const peer = String.raw`(?<peer>[\w.:%]{1,64})\[\d{1,5}\]`;
const cookies = String.raw`(?<state>[\da-f]{1,16}:[\da-f]{1,16})`;

const sampleCookies = "3b663c91968aa11a:0a6521fd53907c30";
const samplePair = "192.0.2.7[4500]-203.0.113.1[4500]";

function matching(
  id: string,
  event: FormatRow["event"],
  source: string,
  pattern: RegExp,
  ...samples: FormatRow["samples"]
): FormatRow {
  return { id, event, pattern, source, samples };
}

/** A message about one ISAKMP SA between two addresses. */
function ofSa(id: string, event: FormatRow["event"], words: string): FormatRow {
  return matching(
    id,
    event,
    isakmp,
    new RegExp(`^${words.replaceAll(".", String.raw`\.`)} ${local}-${peer} spi:${cookies}`, "u"),
    {
      line: `${words} ${samplePair} spi:${sampleCookies}`,
      fields: { local: "192.0.2.7", peer: "203.0.113.1", state: sampleCookies },
    },
  );
}

/** racoon of macOS: IKEv1 for L2TP and for "Cisco IPSec"; ids `mr…`. */
export const macosRacoonTable: FormatTable = {
  stack: "macos-racoon",
  identifiers: ["racoon"],
  dedicated: true,
  rows: [
    matching(
      "mr01",
      "ike_start",
      isakmp,
      new RegExp(`^initiate new (?<mode>phase 1) negotiation: ${local}<=>${peer}`, "u"),
      {
        line: "initiate new phase 1 negotiation: 192.0.2.7[500]<=>203.0.113.1[500]",
        fields: { local: "192.0.2.7", peer: "203.0.113.1" },
      },
    ),
    matching(
      "mr01b",
      "ike_start",
      tracer,
      /^IPSec (?<mode>Phase ?1) (?:started|starting)(?: \(Initiated by (?<initiator>me|peer)\))?\./u,
      { line: "IPSec Phase 1 started (Initiated by me).", fields: { mode: "Phase 1", initiator: "me" } },
      { line: "IPSec Phase1 starting.", fields: { mode: "Phase1" } },
    ),
    row("mr01c", null, "IPSec connecting to server <peer:address>", tracer, [
      "IPSec connecting to server 203.0.113.1",
      { peer: "203.0.113.1" },
    ]),
    matching(
      "mr02",
      "ike_sa_established",
      isakmp,
      new RegExp(`^ISAKMP-SA established (?:${local}-${peer} )?spi:${cookies}`, "u"),
      { line: `ISAKMP-SA established spi:${sampleCookies}`, fields: { state: sampleCookies } },
      { line: `ISAKMP-SA established ${samplePair} spi:${sampleCookies}`, fields: { peer: "203.0.113.1" } },
    ),
    matching("mr02b", "ike_sa_established", tracer, /^IPSec Phase ?1 established\b/u, {
      line: "IPSec Phase 1 established (Initiated by me).",
    }),
    matching(
      "mr03",
      "ipsec_sa_established",
      pfkey,
      /^IPsec-SA established(?: \((?:update|add)\))?: satype=(?<satype>\d{1,5}) spi=(?<state>(?:0x)?[\da-f]{1,10}) mode=(?<mode>\d{1,3})/u,
      {
        line: "IPsec-SA established (update): satype=3 spi=0xd45f1d mode=2",
        fields: { satype: "3", state: "0xd45f1d", mode: "2" },
      },
    ),
    matching("mr03b", "ipsec_sa_established", tracer, /^IPSec Phase ?2 established\b/u, {
      line: "IPSec Phase 2 established (Initiated by me).",
    }),
    row(
      "mr04",
      "natt_detected",
      "NAT detected -> UDP encapsulation…",
      isakmp,
      "NAT detected -> UDP encapsulation (ENC_MODE 2->61444).",
    ),
    matching("mr04b", "natt_detected", isakmp, /^NAT detected: (?<side>ME|PEER|ME PEER) ?$/u, {
      line: "NAT detected: ME ",
      fields: { side: "ME" },
    }),
    matching(
      "mr05",
      "nat_mapping_changed",
      isakmp,
      new RegExp(String.raw`^NAT-T: ports changed to: ${peer}(?:->|<->)${local}`, "u"),
      {
        line: "NAT-T: ports changed to: 203.0.113.1[4500]<->192.0.2.7[4500]",
        fields: { peer: "203.0.113.1", local: "192.0.2.7" },
      },
    ),
    ofSa("mr06", "sa_expired", "ISAKMP-SA expired"),
    ofSa("mr06b", "ike_sa_ended", "ISAKMP-SA deleted"),
    ofSa("mr07", "rekey_started", "ISAKMP-SA rekey-timer expired"),
    row("mr08", "rekey_started", "Begin Phase <phase:number> rekey.", session, [
      "Begin Phase 1 rekey.",
      { phase: "1" },
    ]),
    row("mr09", "rekey_failed", "Phase <phase:number> rekey Failed.", session, [
      "Phase 1 rekey Failed.",
      { phase: "1" },
    ]),
    ofSa("mr10", "rekey_failed", "ISAKMP-SA rekey failed... retrying"),
    row("mr11", "rekey_failed", "Phase 2 negotiation failed due to Phase 1 expired. <detail:rest>", isakmp, [
      `Phase 2 negotiation failed due to Phase 1 expired. ${sampleCookies}:0000a1b2`,
      { detail: `${sampleCookies}:0000a1b2` },
    ]),
    row(
      "mr12",
      "ike_no_response",
      "Phase 1 negotiation failed due to time up. <detail:rest>",
      isakmp,
      `Phase 1 negotiation failed due to time up. ${sampleCookies}`,
    ),
    row(
      "mr13",
      "ipsec_no_response",
      "Phase 2 negotiation failed due to time up. <detail:rest>",
      isakmp,
      `Phase 2 negotiation failed due to time up. ${sampleCookies}:0000a1b2`,
    ),
    row("mr14", "send_error", "Phase <phase:number> negotiation failed due to send error. <detail:rest>", isakmp, [
      `Phase 1 negotiation failed due to send error. ${sampleCookies}`,
      { phase: "1" },
    ]),
    row("mr15", "retransmit", "Resend Phase <phase:number> packet <detail:rest>", isakmp, [
      `Resend Phase 1 packet ${sampleCookies}`,
      { phase: "1" },
    ]),
    row(
      "mr17",
      "retransmit_giveup",
      "Many Phase 1 retransmits: try quit earlier.",
      session,
      "Many Phase 1 retransmits: try quit earlier.",
    ),
    row(
      "mr18",
      "dpd_timeout",
      "DPD: remote <detail:text>seems to be dead…",
      inf,
      "DPD: remote (ISAKMP-SA spi=3b663c91968aa11a:0a6521fd53907c30) seems to be dead.",
    ),
    row("mr18b", "dpd_timeout", "DPD: remote seems to be dead…", inf, "DPD: remote seems to be dead"),
    row("mr19", "dpd_sent", "DPD R-U-There sent (<code:number>)", inf, ["DPD R-U-There sent (0)", { code: "0" }]),
    row(
      "mr20",
      "no_proposal_chosen",
      "no suitable proposal found.",
      "apple-oss-distributions/ipsec, racoon ipsec_doi.c",
      "no suitable proposal found.",
    ),
    row(
      "mr21",
      "psk_mismatch",
      "HASH mismatched…",
      "apple-oss-distributions/ipsec, racoon oakley.c",
      "HASH mismatched",
    ),
    matching(
      "mr22",
      "psk_missing",
      "apple-oss-distributions/ipsec, racoon oakley.c",
      /^couldn't find the (?:proper )?pskey(?! by address)(?<detail>.{0,200})$/u,
      { line: "couldn't find the pskey for 203.0.113.1.", fields: { detail: " for 203.0.113.1." } },
    ),
    matching(
      "mr23",
      "ike_notify_error",
      inf,
      /^Fatal (?<notify>[\w-]{1,64}) notify mess+age, Phase 1 should be deleted\./u,
      {
        line: "Fatal NO-PROPOSAL-CHOSEN notify messsage, Phase 1 should be deleted.",
        fields: { notify: "NO-PROPOSAL-CHOSEN" },
      },
    ),
    {
      ...matching(
        "mr24",
        "rekey_started",
        pfkey,
        /^IPsec-SA expired: satype=(?<satype>\d{1,5}) spi=(?<spi>(?:0x)?[\da-f]{1,10}) mode=(?<mode>\d{1,3})/u,
        { line: "IPsec-SA expired: satype=3 spi=0x5a8271 mode=2", fields: { satype: "3", spi: "0x5a8271", mode: "2" } },
      ),
      note: "The kernel says so at the soft lifetime, when racoon negotiates anew, and at the hard one; the words are the same.",
    },
    row(
      "mr25",
      "sleep_expired",
      "…expired while sleeping: quick deletion…",
      isakmp,
      "phase1 handle expired while sleeping: quick deletion",
    ),
    row(
      "mr26",
      "auth_credentials_rejected",
      "Xauth authentication failed…",
      "apple-oss-distributions/ipsec, racoon isakmp_xauth.c",
      "Xauth authentication failed",
    ),
    row(
      "mr27",
      "send_error",
      "treating socket error (<error:text>) like packet loss",
      "apple-oss-distributions/ipsec, racoon sockmisc.c",
      ["treating socket error (No route to host) like packet loss", { error: "No route to host" }],
    ),
    matching(
      "mr28",
      "ike_sa_ended",
      tracer,
      /^Disconnecting\. \(Connection (?<stage>was up for|tried to negotiate for), ?(?<seconds>[\d.]{1,20}) seconds\)\./u,
      { line: "Disconnecting. (Connection was up for, 3600.125000 seconds).", fields: { seconds: "3600.125000" } },
      {
        line: "Disconnecting. (Connection tried to negotiate for, 30.004021 seconds).",
        fields: { stage: "tried to negotiate for" },
      },
    ),
    matching("mr29", "retransmit", tracer, /^IKE Packet: transmit (?<result>failed)\b/u, {
      line: "IKE Packet: transmit failed. (Initiator, Main-Mode Message 1).",
      fields: { result: "failed" },
    }),
    row(
      "mr30",
      "ike_sa_deleted_by_peer",
      "IKE Packet: receive success. (Information message, ISAKMP-SA delete…",
      tracer,
      "IKE Packet: receive success. (Information message, ISAKMP-SA delete).",
    ),
    {
      id: "mr31",
      event: null,
      pattern:
        /^(?:accepted connection on vpn|received (?:bind|connect|disconnect|start_ph2|assert|reconnect) command|accept a request to establish|Connecting\.$|Connected\.$|New Phase \d|state changed to: |begin (?:Identity|Aggressive|Quick|Main)|>>>>> |port \d{1,5} expected|try to get pskey|couldn't find the pskey by address|Using IPsec|IKE Packet: (?:transmit success|receive success(?!\. \(Information message, ISAKMP-SA delete))|IPSec Phase ?2 (?:started|starting)|(?:initiate|respond) new phase [12] (?!negotiation: .{1,64}<=>)|(?:initiate|respond) new phase 2|respond new phase 1|IPSec disconnecting|IKEv1 |received Vendor ID|received broken|Selected NAT-T|Hashing |KA (?:remove|list add|found)|NAT (?:not )?detected$|NAT-D payload|NAT keepalive|Adding (?:remote|xauth)|purg(?:ed|ing) (?:IPsec|ISAKMP)|unbindph12|Received (?:retransmitted|ISAKMP)|ISAKMP-SA (?:deleted spi|rekey-timer canceled)|an undead schedule|receive Information|notification message|DPD: (?:no|got|monitoring)|DPD R-U-There(?:-Ack)? (?:received|sent OK)|vpn_control|phase[12] handle (?!expired))/u,
      source: `${tracer}; libreswan/libreswan#2023`,
      samples: [
        { line: "accepted connection on vpn control socket." },
        { line: "Connecting." },
        { line: "state changed to: IKEv1 ident I start" },
        { line: "IKE Packet: transmit success. (Initiator, Main-Mode message 1)." },
        { line: "begin Identity Protection mode." },
        { line: "couldn't find the pskey by address 203.0.113.1." },
      ],
      nearMisses: ["IKE Packet: transmit failed. (Initiator, Main-Mode Message 1)."],
    },
  ],
};
