import { row, type FormatRow } from "../format-table.ts";
import { ikev2, ikev2Child, mainMode, quickMode } from "./sources.ts";

/** A connection comes up, and its keys are renewed. */
export const connecting: readonly FormatRow[] = [
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
];
