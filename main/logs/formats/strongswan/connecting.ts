import { row, type FormatRow } from "../format-table.ts";
import {
  aggressive,
  auth,
  childCreate,
  childRekey,
  endpoints,
  init,
  mainMode,
  natd,
  pubkey,
  quickMode,
  sa,
  selectors,
  spis,
} from "./sources.ts";

/** A connection comes up. */
export const connecting: readonly FormatRow[] = [
  row("sw01", "ike_start", "initiating IKE_SA <connection:name>[<number:number>] to <peer:address>", init, [
    "initiating IKE_SA home[1] to 203.0.113.1",
    { connection: "home", number: "1", peer: "203.0.113.1" },
  ]),
  {
    id: "sw02",
    event: "ike_start",
    pattern:
      /^initiating (?<mode>Main Mode) IKE_SA (?<connection>[^\s[\]]{1,128})\[(?<number>\d{1,10})\] to (?<peer>[\w.:%-]{1,128})$/u,
    source: mainMode,
    samples: [
      {
        line: "initiating Main Mode IKE_SA office[10] to 203.0.113.1",
        fields: { mode: "Main Mode", connection: "office", number: "10", peer: "203.0.113.1" },
      },
    ],
  },
  {
    id: "sw03",
    event: "ike_start",
    pattern:
      /^initiating (?<mode>Aggressive Mode) IKE_SA (?<connection>[^\s[\]]{1,128})\[(?<number>\d{1,10})\] to (?<peer>[\w.:%-]{1,128})$/u,
    source: aggressive,
    samples: [
      {
        line: "initiating Aggressive Mode IKE_SA office[3] to 203.0.113.1",
        fields: { mode: "Aggressive Mode", connection: "office", number: "3" },
      },
    ],
  },
  {
    id: "sw04",
    event: "ike_start",
    pattern: /^(?<peer>[\w.:%-]{1,128}) is initiating an? (?<mode>Main Mode|Aggressive Mode) IKE_SA$/u,
    source: mainMode,
    samples: [
      {
        line: "203.0.113.2 is initiating a Main Mode IKE_SA",
        fields: { peer: "203.0.113.2", mode: "Main Mode" },
      },
    ],
  },
  row("sw05", "ike_start", "<peer:address> is initiating IKE_SA <connection:name>[<number:number>]", init, [
    "203.0.113.2 is initiating IKE_SA gw[7]",
    { peer: "203.0.113.2", connection: "gw", number: "7" },
  ]),
  row("sw05b", "ike_start", "<peer:address> is initiating an IKE_SA", `${init} (5.x)`, [
    "203.0.113.2 is initiating an IKE_SA",
    { peer: "203.0.113.2" },
  ]),
  row("sw06", "ike_sa_established", `IKE_SA <connection:name>[<number:number>] established between ${endpoints}`, sa, [
    "IKE_SA home[1] established between 192.0.2.7[anna]...203.0.113.1[C=CH, O=Example, CN=gw.example.com]",
    {
      connection: "home",
      number: "1",
      local: "192.0.2.7",
      peer: "203.0.113.1",
      peerId: "C=CH, O=Example, CN=gw.example.com",
    },
  ]),
  row(
    "sw07",
    "ipsec_sa_established",
    `CHILD_SA <child:name>{<childNumber:number>} established with SPIs ${spis} and TS ${selectors}`,
    childCreate,
    [
      "CHILD_SA net{1} established with SPIs a98d291c_i 7a35f98d_o and TS 10.99.0.1/32 === 10.9.0.0/24",
      { child: "net", childNumber: "1", spiIn: "a98d291c", spiOut: "7a35f98d", remoteTs: "10.9.0.0/24" },
    ],
  ),
  row(
    "sw07b",
    "rekey_ok",
    `outbound CHILD_SA <child:name>{<childNumber:number>} established with SPIs ${spis} and TS ${selectors}`,
    `${childRekey}: printed for a replacement only`,
    [
      "outbound CHILD_SA net{2} established with SPIs afdf124d_i 61592185_o and TS 10.99.0.1/32 === 10.9.0.0/24",
      { childNumber: "2", spiOut: "61592185" },
    ],
  ),
  row(
    "sw07c",
    "rekey_started",
    `inbound CHILD_SA <child:name>{<childNumber:number>} established with SPIs ${spis} and TS ${selectors}`,
    `${childRekey}: the half before sw07b; where the peer began, it deletes the replaced one between the two`,
    [
      "inbound CHILD_SA net{2} established with SPIs afdf124d_i 61592185_o and TS 10.99.0.1/32 === 10.9.0.0/24",
      { childNumber: "2", spiOut: "61592185" },
    ],
  ),
  row("sw08", "proposal_selected", "selected proposal: <proposal:rest>", init, [
    "selected proposal: IKE:AES_CBC_128/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048",
    { proposal: "IKE:AES_CBC_128/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048" },
  ]),
  row("sw09", "proposal_received", "received proposals: <proposal:rest>", init, [
    "received proposals: ESP:AES_CBC_128/HMAC_SHA2_256_128/NO_EXT_SEQ",
    { proposal: "ESP:AES_CBC_128/HMAC_SHA2_256_128/NO_EXT_SEQ" },
  ]),
  row("sw10", "proposal_configured", "configured proposals: <proposal:rest>", init, [
    "configured proposals: ESP:AES_CBC_128/HMAC_SHA2_256_128/MODP_2048/NO_EXT_SEQ",
    { proposal: "ESP:AES_CBC_128/HMAC_SHA2_256_128/MODP_2048/NO_EXT_SEQ" },
  ]),
  {
    id: "sw11",
    event: "no_proposal_chosen",
    pattern: /^received proposals (?:una|ina)cceptable$/u,
    source: init,
    note: "`inacceptable` up to 5.8",
    samples: [{ line: "received proposals unacceptable" }, { line: "received proposals inacceptable" }],
    nearMisses: ["received proposals acceptable"],
  },
  row("sw12", "no_proposal_chosen", "no acceptable proposal found", childCreate, "no acceptable proposal found"),
  row("sw12b", "no_proposal_chosen", "no proposal found", mainMode, "no proposal found"),
  row("sw12c", "no_proposal_chosen", "no matching proposal found, sending <code:word>", quickMode, [
    "no matching proposal found, sending NO_PROPOSAL_CHOSEN",
    { code: "NO_PROPOSAL_CHOSEN" },
  ]),
  row(
    "sw12d",
    null,
    "no matching proposal found, trying alternative config",
    init,
    "no matching proposal found, trying alternative config",
  ),
  row("sw27", "ike_auth_ok", "authentication of '<peerId:identity>' with <method:text> successful", auth, [
    "authentication of 'gw.example.com' with pre-shared key successful",
    { peerId: "gw.example.com", method: "pre-shared key" },
  ]),
  {
    id: "sw28",
    event: "ike_auth_sent",
    pattern:
      /^authentication of '(?<localId>[^']{1,256})' \(myself\) (?:with (?<method>[^']{1,128}?)(?: successful)?|successful)$/u,
    source: pubkey,
    samples: [
      {
        line: "authentication of 'anna' (myself) with pre-shared key",
        fields: { localId: "anna", method: "pre-shared key" },
      },
      {
        line: "authentication of 'CN=anna' (myself) with RSA_EMSA_PKCS1_SHA2_256 successful",
        fields: { method: "RSA_EMSA_PKCS1_SHA2_256" },
      },
    ],
  },
  row("sw99", "virtual_ip_assigned", "installing new virtual IP <address:address>", sa, [
    "installing new virtual IP 10.99.0.1",
    { address: "10.99.0.1" },
  ]),
  row("sw99b", null, "installing virtual IP <:address> failed", sa, "installing virtual IP 10.99.0.1 failed"),
  row(
    "sw42",
    "natt_detected",
    "local host is behind NAT, sending keep alives",
    natd,
    "local host is behind NAT, sending keep alives",
  ),
  row("sw43", "natt_detected_remote", "remote host is behind NAT", natd, "remote host is behind NAT"),
  row(
    "sw44",
    "natt_forced",
    "faking NAT situation to enforce UDP encapsulation",
    natd,
    "faking NAT situation to enforce UDP encapsulation",
  ),
];
