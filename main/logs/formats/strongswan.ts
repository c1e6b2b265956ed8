import { row, type FormatRow, type FormatTable } from "./format-table.ts";

const sa = "strongSwan src/libcharon/sa/ike_sa.c";
const saManager = "strongSwan src/libcharon/sa/ike_sa_manager.c";
const childSa = "strongSwan src/libcharon/sa/child_sa.c";
const init = "strongSwan src/libcharon/sa/ikev2/tasks/ike_init.c";
const auth = "strongSwan src/libcharon/sa/ikev2/tasks/ike_auth.c";
const childCreate = "strongSwan src/libcharon/sa/ikev2/tasks/child_create.c";
const childRekey = "strongSwan src/libcharon/sa/ikev2/tasks/child_rekey.c";
const ikeRekey = "strongSwan src/libcharon/sa/ikev2/tasks/ike_rekey.c";
const mobike = "strongSwan src/libcharon/sa/ikev2/tasks/ike_mobike.c";
const manager2 = "strongSwan src/libcharon/sa/ikev2/task_manager_v2.c";
const manager1 = "strongSwan src/libcharon/sa/ikev1/task_manager_v1.c";
const mainMode = "strongSwan src/libcharon/sa/ikev1/tasks/main_mode.c";
const aggressive = "strongSwan src/libcharon/sa/ikev1/tasks/aggressive_mode.c";
const quickMode = "strongSwan src/libcharon/sa/ikev1/tasks/quick_mode.c";
const phase1 = "strongSwan src/libcharon/sa/ikev1/phase1.c";
const xauth = "strongSwan src/libcharon/sa/ikev1/tasks/xauth.c";
const psk = "strongSwan src/libcharon/sa/ikev2/authenticators/psk_authenticator.c";
const pubkey = "strongSwan src/libcharon/sa/ikev2/authenticators/pubkey_authenticator.c";
const eap = "strongSwan src/libcharon/sa/ikev2/authenticators/eap_authenticator.c";
const mschap = "strongSwan src/libcharon/plugins/eap_mschapv2/eap_mschapv2.c";
const message = "strongSwan src/libcharon/encoding/message.c";
const credentials = "strongSwan src/libstrongswan/credentials/credential_manager.c";
const netlink = "strongSwan src/libcharon/plugins/kernel_netlink/kernel_netlink_net.c";
const natd = "strongSwan src/libcharon/sa/ikev2/tasks/ike_natd.c";
const binary = "strongSwan 5.9.8 binary";

const spis = "<spiIn:hex>_i <spiOut:hex>_o";
const selectors = "<localTs:text> === <remoteTs:rest>";
const endpoints = "<local:address>[<localId:identity>]...<peer:address>[<peerId:identity>]";

const connecting: readonly FormatRow[] = [
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

const refusals: readonly FormatRow[] = [
  row(
    "sw13a",
    "no_proposal_chosen",
    "received NO_PROPOSAL_CHOSEN notify error",
    init,
    "received NO_PROPOSAL_CHOSEN notify error",
  ),
  row(
    "sw13b",
    "ike_auth_failed",
    "received AUTHENTICATION_FAILED notify error",
    auth,
    "received AUTHENTICATION_FAILED notify error",
  ),
  row(
    "sw13c",
    "ts_unacceptable",
    "received TS_UNACCEPTABLE notify error",
    childCreate,
    "received TS_UNACCEPTABLE notify error",
  ),
  row(
    "sw13d",
    "virtual_ip_failed",
    "received INTERNAL_ADDRESS_FAILURE notify error",
    childCreate,
    "received INTERNAL_ADDRESS_FAILURE notify error",
  ),
  {
    id: "sw13",
    event: "ike_notify_error",
    pattern:
      /^received (?!NO_PROPOSAL_CHOSEN |AUTHENTICATION_FAILED |TS_UNACCEPTABLE |INTERNAL_ADDRESS_FAILURE )(?<code>[\w()]{1,64}) notify error$/u,
    source: init,
    samples: [{ line: "received INVALID_SYNTAX notify error", fields: { code: "INVALID_SYNTAX" } }],
    nearMisses: ["received INVALID_SYNTAX notify error, destroying IKE_SA"],
  },
  row(
    "sw14a",
    "no_proposal_chosen",
    "received NO_PROPOSAL_CHOSEN error notify",
    quickMode,
    "received NO_PROPOSAL_CHOSEN error notify",
  ),
  row(
    "sw14b",
    "ike_auth_failed",
    "received AUTHENTICATION_FAILED error notify",
    mainMode,
    "received AUTHENTICATION_FAILED error notify",
  ),
  {
    id: "sw14",
    event: "ike_notify_error",
    pattern: /^received (?!NO_PROPOSAL_CHOSEN |AUTHENTICATION_FAILED )(?<code>[\w()]{1,64}) error notify$/u,
    source: mainMode,
    samples: [{ line: "received INVALID_ID_INFORMATION error notify", fields: { code: "INVALID_ID_INFORMATION" } }],
  },
  row("sw15", "ike_notify_error", "received <code:word> notify error, destroying IKE_SA", manager2, [
    "received INVALID_SYNTAX notify error, destroying IKE_SA",
    { code: "INVALID_SYNTAX" },
  ]),
  row(
    "sw13e",
    "no_proposal_chosen",
    "received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built",
    childCreate,
    "received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built",
  ),
  row(
    "sw13f",
    "ts_unacceptable",
    "received TS_UNACCEPTABLE notify, no CHILD_SA built",
    childCreate,
    "received TS_UNACCEPTABLE notify, no CHILD_SA built",
  ),
  {
    id: "sw13g",
    event: "ike_notify_error",
    pattern: /^received (?!NO_PROPOSAL_CHOSEN |TS_UNACCEPTABLE )(?<code>[\w()]{1,64}) notify, no CHILD_SA built$/u,
    source: childCreate,
    samples: [{ line: "received NO_ADDITIONAL_SAS notify, no CHILD_SA built", fields: { code: "NO_ADDITIONAL_SAS" } }],
  },
  row("sw13h", "ike_notify", "received <code:word> notify, will retry later", childCreate, [
    "received TEMPORARY_FAILURE notify, will retry later",
    { code: "TEMPORARY_FAILURE" },
  ]),
  row(
    "sw16",
    "invalid_ke_payload",
    "key exchange method <refused:word> unacceptable, requesting <wanted:word>",
    childCreate,
    ["key exchange method MODP_1024 unacceptable, requesting MODP_2048", { refused: "MODP_1024", wanted: "MODP_2048" }],
  ),
  row(
    "sw16b",
    "invalid_ke_payload",
    "DH group <refused:word> unacceptable, requesting <wanted:word>",
    `${childCreate} (5.x)`,
    ["DH group ECP_256 unacceptable, requesting MODP_2048", { refused: "ECP_256", wanted: "MODP_2048" }],
  ),
  row(
    "sw17",
    "invalid_ke_payload",
    "peer didn't accept key exchange method <refused:word>, it requested <wanted:word>",
    init,
    [
      "peer didn't accept key exchange method CURVE_25519, it requested MODP_2048",
      { refused: "CURVE_25519", wanted: "MODP_2048" },
    ],
  ),
  row(
    "sw17b",
    "invalid_ke_payload",
    "peer didn't accept DH group <refused:word>, it requested <wanted:word>",
    `${init} (5.x)`,
    [
      "peer didn't accept DH group CURVE_25519, it requested MODP_2048",
      { refused: "CURVE_25519", wanted: "MODP_2048" },
    ],
  ),
  row(
    "sw18",
    "psk_missing",
    "no shared key found for '<localId:identity>'[<local:address>] - '<peerId:identity>'[<peer:address>]",
    phase1,
    [
      "no shared key found for '192.0.2.7'[192.0.2.7] - '203.0.113.1'[203.0.113.1]",
      { local: "192.0.2.7", peer: "203.0.113.1" },
    ],
  ),
  row("sw19", "psk_missing", "no shared key found for <local:address> - <peer:address>", phase1, [
    "no shared key found for 192.0.2.7 - 203.0.113.1",
    { peer: "203.0.113.1" },
  ]),
  row("sw19c", "psk_missing", "no shared key found", phase1, "no shared key found"),
  row("sw19b", "psk_missing", "no shared key found for '<localId:identity>' - '<peerId:identity>'", psk, [
    "no shared key found for 'anna' - 'gw.example.com'",
    { localId: "anna", peerId: "gw.example.com" },
  ]),
  {
    id: "sw20",
    event: "psk_mismatch",
    pattern:
      /^tried (?<keys>\d{1,6}) shared keys? for '(?<localId>[^']{1,256})' - '(?<peerId>[^']{1,256})', but MAC mismatched$/u,
    source: psk,
    samples: [
      {
        line: "tried 1 shared key for 'gw.example.com' - 'anna', but MAC mismatched",
        fields: { keys: "1", localId: "gw.example.com", peerId: "anna" },
      },
      { line: "tried 2 shared keys for 'gw.example.com' - 'anna', but MAC mismatched", fields: { keys: "2" } },
    ],
  },
  row(
    "sw21",
    "psk_mismatch",
    "calculated HASH does not match HASH payload",
    "strongSwan src/libcharon/sa/ikev1/authenticators/psk_v1_authenticator.c",
    "calculated HASH does not match HASH payload",
  ),
  row("sw22", "psk_mismatch", "invalid <payload:word> payload length, decryption failed?", message, [
    "invalid HASH_V1 payload length, decryption failed?",
    { payload: "HASH_V1" },
  ]),
  row("sw23", "ike_parse_error", "could not decrypt payloads", message, "could not decrypt payloads"),
  row("sw24", "ike_parse_error", "message parsing failed", manager2, "message parsing failed"),
  row("sw25", "ike_integrity_failed", "integrity check failed", manager2, "integrity check failed"),
  row("sw25b", "ike_integrity_failed", "message verification failed", manager2, "message verification failed"),
  row(
    "sw26",
    "ike_parse_error",
    "ignore malformed INFORMATIONAL request",
    manager1,
    "ignore malformed INFORMATIONAL request",
  ),
  row(
    "sw26b",
    null,
    "<:word> request with message ID <:number> processing failed",
    manager1,
    "ID_PROT request with message ID 0 processing failed",
  ),
  row(
    "sw26c",
    null,
    "<:word> response with message ID <:number> processing failed",
    manager1,
    "IKE_AUTH response with message ID 1 processing failed",
  ),
  row("sw29", "ike_auth_failed", "authentication of '<localId:identity>' (myself) failed", pubkey, [
    "authentication of 'CN=anna' (myself) failed",
    { localId: "CN=anna" },
  ]),
  row(
    "sw29b",
    "ike_auth_failed",
    "no private key found for '<localId:identity>'",
    pubkey,
    "no private key found for 'CN=anna'",
  ),
  row("sw30", "cert_untrusted", "no trusted <keyType:word> public key found for '<peerId:identity>'", pubkey, [
    "no trusted RSA public key found for 'gw.example.com'",
    { keyType: "RSA", peerId: "gw.example.com" },
  ]),
  row("sw31", "cert_untrusted", 'no issuer certificate found for "<subject:identity>"', credentials, [
    'no issuer certificate found for "C=CH, O=Example, CN=gw.example.com"',
    { subject: "C=CH, O=Example, CN=gw.example.com" },
  ]),
  row("sw32", "cert_expired", "<which:words> certificate invalid (valid from <from:text> to <to:text>)", credentials, [
    "subject certificate invalid (valid from Jan 01 00:00:00 2024 to Jan 01 00:00:00 2025)",
    { which: "subject", to: "Jan 01 00:00:00 2025" },
  ]),
  row("sw33", "cert_identity_mismatch", "constraint check failed: <detail:rest>", credentials, [
    "constraint check failed: identity 'gw.example.com' required ",
    { detail: "identity 'gw.example.com' required " },
  ]),
  row("sw34", "eap_failed", "EAP method <method:word> failed for peer <peerId:rest>", eap, [
    "EAP method EAP_MSCHAPV2 failed for peer anna",
    { method: "EAP_MSCHAPV2", peerId: "anna" },
  ]),
  row("sw35", "auth_credentials_rejected", "EAP-MS-CHAPv2 failed with error <code:word>: '<text:identity>'", mschap, [
    "EAP-MS-CHAPv2 failed with error ERROR_AUTHENTICATION_FAILURE: 'Authentication failed'",
    { code: "ERROR_AUTHENTICATION_FAILURE" },
  ]),
  row(
    "sw36",
    "eap_ok",
    "EAP-MS-CHAPv2 succeeded: '<text:identity>'",
    mschap,
    "EAP-MS-CHAPv2 succeeded: 'Welcome2strongSwan'",
  ),
  {
    id: "sw36b",
    event: "eap_ok",
    pattern: /^EAP (?:method|vendor specific method) (?<method>[\w-]{1,64}) succeeded, (?:no )?MSK established$/u,
    source: eap,
    samples: [{ line: "EAP method EAP_MSCHAPV2 succeeded, MSK established", fields: { method: "EAP_MSCHAPV2" } }],
  },
  row("sw37", "auth_credentials_rejected", "received <code:word>, EAP authentication failed", eap, [
    "received EAP_FAILURE, EAP authentication failed",
    { code: "EAP_FAILURE" },
  ]),
  row("sw38", "auth_credentials_rejected", "XAuth authentication of '<localId:identity>' (myself) failed", xauth, [
    "XAuth authentication of 'anna' (myself) failed",
    { localId: "anna" },
  ]),
  row(
    "sw38b",
    "xauth_ok",
    "XAuth authentication of '<localId:identity>' (myself) successful",
    xauth,
    "XAuth authentication of 'anna' (myself) successful",
  ),
  row("sw39", "auth_credentials_rejected", "XAuth authentication of '<peerId:identity>' failed", xauth, [
    "XAuth authentication of 'anna' failed",
    { peerId: "anna" },
  ]),
  row(
    "sw39b",
    "xauth_ok",
    "XAuth authentication of '<peerId:identity>' successful",
    xauth,
    "XAuth authentication of 'anna' successful",
  ),
  row(
    "sw39c",
    null,
    "destroying IKE_SA after failed XAuth authentication",
    xauth,
    "destroying IKE_SA after failed XAuth authentication",
  ),
  row(
    "sw40",
    "no_proposal_chosen",
    "no IKE config found for <local:address>...<peer:address>, sending <code:word>",
    manager2,
    ["no IKE config found for 203.0.113.1...192.0.2.7, sending NO_PROPOSAL_CHOSEN", { code: "NO_PROPOSAL_CHOSEN" }],
  ),
  row("sw41", "identity_mismatch", "no matching peer config found", auth, "no matching peer config found"),
  row("sw41b", "identity_mismatch", "no peer config found", mainMode, "no peer config found"),
  row("sw41c", "identity_mismatch", "IDir '<received:identity>' does not match to '<peerId:identity>'", mainMode, [
    "IDir '203.0.113.1' does not match to 'gw.example.com'",
    { received: "203.0.113.1", peerId: "gw.example.com" },
  ]),
  row(
    "sw95",
    "kernel_policy_conflict",
    "unable to install IPsec policies (SPD) in kernel",
    childCreate,
    "unable to install IPsec policies (SPD) in kernel",
  ),
  row(
    "sw94",
    "child_sa_failed",
    "failed to establish CHILD_SA, keeping IKE_SA",
    childCreate,
    "failed to establish CHILD_SA, keeping IKE_SA",
  ),
  row(
    "sw94b",
    "child_sa_failed",
    "closing IKE_SA due CHILD_SA setup failure",
    childCreate,
    "closing IKE_SA due CHILD_SA setup failure",
  ),
  row("sw96", "ts_unacceptable", "traffic selectors <localTs:text> === <remoteTs:text> unacceptable", childCreate, [
    "traffic selectors 0.0.0.0/0 === 192.168.1.7/32 unacceptable",
    { localTs: "0.0.0.0/0", remoteTs: "192.168.1.7/32" },
  ]),
  row("sw97", "ts_unacceptable", `no matching CHILD_SA config found for ${selectors}`, quickMode, [
    "no matching CHILD_SA config found for 203.0.113.1/32[udp/l2tp] === 192.168.1.7/32[udp/l2tp]",
    { remoteTs: "192.168.1.7/32[udp/l2tp]" },
  ]),
  row(
    "sw96b",
    "ts_unacceptable",
    "no acceptable traffic selectors found",
    childCreate,
    "no acceptable traffic selectors found",
  ),
  row(
    "sw98",
    "virtual_ip_failed",
    "no virtual IP found, sending <code:word>",
    "strongSwan src/libcharon/sa/ikev2/tasks/ike_config.c",
    ["no virtual IP found, sending INTERNAL_ADDRESS_FAILURE", { code: "INTERNAL_ADDRESS_FAILURE" }],
  ),
  row("sw77", "dns_failure", "unable to resolve <host:name>, initiate aborted", sa, [
    "unable to resolve vpn.example.com, initiate aborted",
    { host: "vpn.example.com" },
  ]),
  row("sw77b", "dns_failure", "unable to resolve <host:name>, retrying in <seconds:number>s", sa, [
    "unable to resolve vpn.example.com, retrying in 60s",
    { host: "vpn.example.com", seconds: "60" },
  ]),
];

const liveness: readonly FormatRow[] = [
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

const mobility: readonly FormatRow[] = [
  row(
    "sw66",
    "mobike_probe",
    "checking if current path still works using DPD",
    sa,
    "checking if current path still works using DPD",
  ),
  row("sw66b", "mobike_probe", "checking path <local:address>[<:number>] - <peer:address>[<:number>]", mobike, [
    "checking path 192.0.2.7[4500] - 203.0.113.1[4500]",
    { local: "192.0.2.7", peer: "203.0.113.1" },
  ]),
  row(
    "sw67",
    "path_lost",
    "old path is not available anymore, try to find another",
    sa,
    "old path is not available anymore, try to find another",
  ),
  row("sw68", "no_route", "no route found to reach <peer:address>, MOBIKE update deferred", sa, [
    "no route found to reach 203.0.113.1, MOBIKE update deferred",
    { peer: "203.0.113.1" },
  ]),
  row(
    "sw68b",
    "no_route",
    "no route found to reach peer, path probing deferred",
    manager2,
    "no route found to reach peer, path probing deferred",
  ),
  row("sw69", "mobike_update", "requesting address change using MOBIKE", sa, "requesting address change using MOBIKE"),
  row(
    "sw70",
    "mobike_update",
    "sending address list update using MOBIKE",
    sa,
    "sending address list update using MOBIKE",
  ),
  row(
    "sw70b",
    "mobike_update",
    "sending address list update using MOBIKE, implicitly requesting an address change",
    sa,
    "sending address list update using MOBIKE, implicitly requesting an address change",
  ),
  row("sw71", "mobike_update", "initiating MOBIKE update", mobike, "initiating MOBIKE update"),
  row(
    "sw71b",
    "client_mobility",
    "reauthenticating IKE_SA due to address change",
    sa,
    "reauthenticating IKE_SA due to address change",
  ),
  row("sw72", "link_up", "interface <interface:name> activated", netlink, [
    "interface wlan0 activated",
    { interface: "wlan0" },
  ]),
  row("sw73", "link_down", "interface <interface:name> deactivated", netlink, [
    "interface ppp0 deactivated",
    { interface: "ppp0" },
  ]),
  row("sw73b", "link_down", "interface <interface:name> deleted", netlink, [
    "interface wlan0 deleted",
    { interface: "wlan0" },
  ]),
  row("sw74", "address_added", "<address:address> appeared on <interface:name>", netlink, [
    "192.0.2.7 appeared on wlan0",
    { address: "192.0.2.7", interface: "wlan0" },
  ]),
  row("sw75", "address_removed", "<address:address> disappeared from <interface:name>", netlink, [
    "192.0.2.7 disappeared from wlan0",
    { address: "192.0.2.7", interface: "wlan0" },
  ]),
  row("sw75b", null, "flags changed for <:address> on <:name>", netlink, "flags changed for fe80::1 on wlan0"),
  row(
    "sw76",
    "send_error",
    "error writing to socket: <error:rest>",
    "strongSwan src/libcharon/plugins/socket_default",
    ["error writing to socket: Network is unreachable", { error: "Network is unreachable" }],
  ),
  row("sw67b", null, "old path is not preferred anymore", sa, "old path is not preferred anymore"),
  {
    id: "sw67c",
    event: null,
    pattern:
      /^(?:looking for a route to |keeping (?:connection|statically configured) path |peer supports MOBIKE|got additional MOBIKE peer address: )/u,
    source: sa,
    samples: [
      { line: "looking for a route to 203.0.113.1 ..." },
      { line: "keeping connection path 192.0.2.7 - 203.0.113.1" },
      { line: "peer supports MOBIKE" },
    ],
  },
];

const rekeying: readonly FormatRow[] = [
  row("sw78", "rekey_scheduled", "scheduling rekeying in <seconds:number>s", sa, [
    "scheduling rekeying in 13368s",
    { seconds: "13368" },
  ]),
  row("sw79", "reauth_scheduled", "scheduling reauthentication in <seconds:number>s", sa, [
    "scheduling reauthentication in 9856s",
    { seconds: "9856" },
  ]),
  row("sw79b", "reauth_scheduled", "reauthentication already scheduled in <seconds:number>s", sa, [
    "reauthentication already scheduled in 900s",
    { seconds: "900" },
  ]),
  row("sw80", "sa_lifetime", "maximum IKE_SA lifetime <seconds:number>s", sa, [
    "maximum IKE_SA lifetime 14808s",
    { seconds: "14808" },
  ]),
  {
    id: "sw81",
    event: "reauth_scheduled",
    pattern:
      /^received AUTH_LIFETIME of (?<lifetimeSeconds>\d{1,10})s, (?:scheduling reauthentication|reauthentication already scheduled) in (?<seconds>\d{1,10})s$/u,
    source: sa,
    samples: [
      {
        line: "received AUTH_LIFETIME of 3600s, scheduling reauthentication in 3060s",
        fields: { lifetimeSeconds: "3600", seconds: "3060" },
      },
    ],
  },
  row("sw81b", "reauth_started", "received AUTH_LIFETIME of <lifetimeSeconds:number>s, starting reauthentication", sa, [
    "received AUTH_LIFETIME of 60s, starting reauthentication",
    { lifetimeSeconds: "60" },
  ]),
  row(
    "sw82",
    "rekey_ok",
    "rekeyed CHILD_SA <oldChild:name>{<oldChildNumber:number>} with SPIs <:hex>_i <:hex>_o with <child:name>{<childNumber:number>} with SPIs <spiIn:hex>_i <spiOut:hex>_o",
    `${childRekey} (6.x)`,
    [
      "rekeyed CHILD_SA net{1} with SPIs a98d291c_i 7a35f98d_o with net{2} with SPIs afdf124d_i 61592185_o",
      { oldChildNumber: "1", childNumber: "2", spiIn: "afdf124d" },
    ],
  ),
  row("sw83", "rekey_ok", `IKE_SA <connection:name>[<number:number>] rekeyed between ${endpoints}`, ikeRekey, [
    "IKE_SA home[2] rekeyed between 192.0.2.7[anna]...203.0.113.1[gw.example.com]",
    { connection: "home", number: "2", peer: "203.0.113.1" },
  ]),
  row("sw84", "rekey_started", "detected rekeying of CHILD_SA <child:name>{<oldChildNumber:number>}", quickMode, [
    "detected rekeying of CHILD_SA net{4}",
    { child: "net", oldChildNumber: "4" },
  ]),
  row("sw85", "rekey_failed", "CHILD_SA rekeying failed, trying again in <seconds:number> seconds", childRekey, [
    "CHILD_SA rekeying failed, trying again in 9 seconds",
    { seconds: "9" },
  ]),
  row("sw86", "rekey_failed", "IKE_SA rekeying failed, trying again in <seconds:number> seconds", ikeRekey, [
    "IKE_SA rekeying failed, trying again in 15 seconds",
    { seconds: "15" },
  ]),
  {
    id: "sw87",
    event: "rekey_failed",
    pattern: /^peer seems to not support (?<sa>CHILD_SA|IKE) rekeying, starting reauthentication$/u,
    source: childRekey,
    samples: [
      { line: "peer seems to not support CHILD_SA rekeying, starting reauthentication", fields: { sa: "CHILD_SA" } },
      { line: "peer seems to not support IKE rekeying, starting reauthentication", fields: { sa: "IKE" } },
    ],
  },
  row(
    "sw87b",
    "rekey_failed",
    "peer didn't find the CHILD_SA we tried to rekey",
    childRekey,
    "peer didn't find the CHILD_SA we tried to rekey",
  ),
  row("sw87c", "reauth_started", "reauthenticating IKE_SA <connection:name>[<number:number>]", sa, [
    "reauthenticating IKE_SA home[1]",
    { connection: "home", number: "1" },
  ]),
  {
    id: "sw87d",
    event: "rekey_failed",
    pattern:
      /^(?:reauthenticating IKE_SA failed|reauthentication failed, trying to reestablish IKE_SA|delete during reauthentication failed, trying to reestablish IKE_SA anyway|unable to reauthenticate IKE_SA, no CHILD_SA to recreate)$/u,
    source: sa,
    samples: [
      { line: "reauthenticating IKE_SA failed" },
      { line: "reauthentication failed, trying to reestablish IKE_SA" },
    ],
  },
  row(
    "sw108",
    "rekey_started",
    "creating rekey job for CHILD_SA <protocol:word>/0x<spi:hex>/<address:address>",
    "strongSwan src/libcharon/kernel/kernel_handler.c",
    ["creating rekey job for CHILD_SA ESP/0x7a35f98d/203.0.113.1", { spi: "7a35f98d", protocol: "ESP" }],
  ),
  row(
    "sw109",
    null,
    "creating delete job for CHILD_SA <:word>/0x<:hex>/<:address>",
    "strongSwan src/libcharon/kernel/kernel_handler.c",
    "creating delete job for CHILD_SA ESP/0xe16b170b/203.0.113.2",
  ),
  row(
    "sw110",
    "ipsec_start",
    "establishing CHILD_SA <child:name>{<childNumber:number>} reqid <reqid:number>",
    childCreate,
    ["establishing CHILD_SA net{6} reqid 1", { child: "net", childNumber: "6", reqid: "1" }],
  ),
  row("sw110b", "ipsec_start", "establishing CHILD_SA <child:name>{<childNumber:number>}", childCreate, [
    "establishing CHILD_SA net{1}",
    { child: "net", childNumber: "1" },
  ]),
  row(
    "sw111",
    "reconnect_scheduled",
    "creating CHILD_SA failed, trying again in <seconds:number> seconds",
    childCreate,
    ["creating CHILD_SA failed, trying again in 60 seconds", { seconds: "60" }],
  ),
  row("sw100", "reauth_started", "detected reauth of existing IKE_SA, adopting <detail:rest>", saManager, [
    "detected reauth of existing IKE_SA, adopting 1 children and 1 virtual IPs",
    { detail: "1 children and 1 virtual IPs" },
  ]),
  {
    id: "sw112",
    event: "sa_lifetime",
    pattern:
      /^received lifetime (?<receivedSeconds>\d{1,10})s does not match configured lifetime (?<seconds>\d{1,10})s$/u,
    source: mainMode,
    samples: [
      {
        line: "received lifetime 3600s does not match configured lifetime 10800s",
        fields: { receivedSeconds: "3600", seconds: "10800" },
      },
    ],
  },
  row("sw112b", "sa_lifetime", "received <receivedSeconds:number>s lifetime, configured <seconds:number>s", quickMode, [
    "received 20s lifetime, configured 0s",
    { receivedSeconds: "20", seconds: "0" },
  ]),
  {
    id: "sw113",
    event: null,
    pattern:
      /^(?:CHILD_SA rekey (?:collision|\/delete collision)|CHILD_SA rekey\/delete collision|IKE_SA rekey collision|detected \w{1,40} collision with |peer initiated rekeying, but |CHILD_SA \S{1,128} not found for (?:rekey|delete|update)|unable to rekey, )/u,
    source: childRekey,
    samples: [
      { line: "CHILD_SA rekey collision won, deleting old child net{3}" },
      { line: "CHILD_SA ESP/0xe16b170b/203.0.113.2 not found for rekey" },
      { line: "CHILD_SA {1} not found for delete" },
    ],
  },
];

const endings: readonly FormatRow[] = [
  row(
    "sw88",
    "sa_expired",
    `closing expired CHILD_SA <child:name>{<childNumber:number>} with SPIs ${spis} and TS ${selectors}`,
    "strongSwan src/libcharon/sa/ikev2/tasks/child_delete.c",
    [
      "closing expired CHILD_SA net{5} with SPIs e16b170b_i 7fe2c66a_o and TS 10.99.0.1/32 === 10.9.0.0/24",
      { child: "net", childNumber: "5", spiIn: "e16b170b" },
    ],
  ),
  row("sw89", "sa_expired", "IKE_SA expired without replacement", sa, "IKE_SA expired without replacement"),
  row(
    "sw88b",
    "reconnect_scheduled",
    "scheduling CHILD_SA recreate after hard expire",
    "strongSwan src/libcharon/sa/ikev2/tasks/child_delete.c",
    "scheduling CHILD_SA recreate after hard expire",
  ),
  row(
    "sw90",
    "ike_sa_deleted_by_peer",
    "received DELETE for IKE_SA <connection:name>[<number:number>]",
    "strongSwan src/libcharon/sa/ikev2/tasks/ike_delete.c",
    ["received DELETE for IKE_SA home[1]", { connection: "home", number: "1" }],
  ),
  row(
    "sw91",
    "ipsec_sa_deleted_by_peer",
    "received DELETE for <protocol:word> CHILD_SA with SPI <spi:hex>",
    "strongSwan src/libcharon/sa/ikev2/tasks/child_delete.c",
    ["received DELETE for ESP CHILD_SA with SPI 7a35f98d", { protocol: "ESP", spi: "7a35f98d" }],
  ),
  row("sw92", "ike_sa_deleted_local", `deleting IKE_SA <connection:name>[<number:number>] between ${endpoints}`, sa, [
    "deleting IKE_SA home[6] between 192.0.2.7[anna]...203.0.113.1[gw.example.com]",
    { connection: "home", number: "6", peer: "203.0.113.1" },
  ]),
  row(
    "sw93",
    "ipsec_sa_closed",
    `closing CHILD_SA <child:name>{<childNumber:number>} with SPIs <spiIn:hex>_i (<inBytes:number> bytes) <spiOut:hex>_o (<outBytes:number> bytes) and TS ${selectors}`,
    childSa,
    [
      "closing CHILD_SA net{1} with SPIs a98d291c_i (1420 bytes) 7a35f98d_o (9000 bytes) and TS 10.99.0.1/32 === 10.9.0.0/24",
      { childNumber: "1", inBytes: "1420", outBytes: "9000" },
    ],
  ),
  row(
    "sw101",
    "duplicate_login",
    "deleting duplicate IKE_SA for peer '<peerId:identity>' due to uniqueness policy",
    saManager,
    ["deleting duplicate IKE_SA for peer 'anna' due to uniqueness policy", { peerId: "anna" }],
  ),
  row(
    "sw101b",
    null,
    "schedule delete of duplicate IKE_SA for peer '<:identity>' due to uniqueness policy and suspected reauthentication",
    saManager,
    "schedule delete of duplicate IKE_SA for peer 'anna' due to uniqueness policy and suspected reauthentication",
  ),
  row(
    "sw102",
    "duplicate_login",
    "destroying duplicate IKE_SA for peer '<peerId:identity>', received INITIAL_CONTACT",
    saManager,
    ["destroying duplicate IKE_SA for peer 'anna', received INITIAL_CONTACT", { peerId: "anna" }],
  ),
  {
    id: "sw103",
    event: "idle_timeout",
    pattern: /^deleting (?:CHILD_SA|IKE_SA) after (?<seconds>\d{1,10}) seconds of (?:CHILD_SA )?inactivity$/u,
    source: "strongSwan src/libcharon/processing/jobs/inactivity_job.c",
    samples: [
      { line: "deleting CHILD_SA after 600 seconds of inactivity", fields: { seconds: "600" } },
      { line: "deleting IKE_SA after 600 seconds of CHILD_SA inactivity", fields: { seconds: "600" } },
    ],
  },
  row("sw104", "ike_aborted", "destroying IKE_SA in state <state:word> without notification", sa, [
    "destroying IKE_SA in state CONNECTING without notification",
    { state: "CONNECTING" },
  ]),
  row(
    "sw114",
    "ike_sa_ended",
    "IKE_SA deleted",
    "strongSwan src/libcharon/sa/ikev2/tasks/ike_delete.c",
    "IKE_SA deleted",
  ),
  row("sw114b", null, "CHILD_SA closed", "strongSwan src/libcharon/sa/ikev2/tasks/child_delete.c", "CHILD_SA closed"),
  row(
    "sw115",
    "ike_sa_ended",
    "proper IKE_SA delete failed, peer not responding",
    sa,
    "proper IKE_SA delete failed, peer not responding",
  ),
  row("sw116", "reconnect_scheduled", "restarting CHILD_SA <child:rest>", sa, [
    "restarting CHILD_SA net",
    { child: "net" },
  ]),
  row("sw116b", "reconnect_scheduled", "reinitiating IKE_SA <connection:name>[<number:number>]", sa, [
    "reinitiating IKE_SA home[1]",
    { connection: "home", number: "1" },
  ]),
  {
    id: "sw117",
    event: "service_state",
    pattern:
      /^(?:Starting (?:IKE charon|charon-\w{1,20}|IKEv\w{1,6} charon|NetworkManager) (?:daemon )?|Starting (?:strongSwan|IKE service) |SIG(?<signal>TERM|INT|QUIT) received, shutting down|thread \d{1,6} received \d{1,3}$)/u,
    source: "strongSwan src/charon/charon.c",
    samples: [
      { line: "Starting IKE charon daemon (strongSwan 5.9.8, Linux 6.1.0, x86_64)" },
      { line: "SIGTERM received, shutting down", fields: { signal: "TERM" } },
    ],
  },
];

/** What a working charon prints all the time. */
const routine: readonly FormatRow[] = [
  {
    id: "sw120",
    event: null,
    pattern: /^(?:sending|received) packet: from /u,
    source: "strongSwan src/libcharon/network",
    samples: [
      { line: "sending packet: from 192.0.2.7[500] to 203.0.113.1[500] (464 bytes)" },
      { line: "received packet: from 203.0.113.1[4500] to 192.0.2.7[4500] (80 bytes)" },
    ],
  },
  {
    id: "sw121",
    event: null,
    pattern: /^generating [A-Z][A-Z0-9_]{1,40} (?:request|response) \d{1,10} \[/u,
    source: message,
    samples: [{ line: "generating INFORMATIONAL request 2 [ ]" }],
  },
  {
    id: "sw122",
    event: null,
    pattern: /^sending DELETE for (?:IKE_SA|\w{1,8} CHILD_SA) /u,
    source: "strongSwan src/libcharon/sa/ikev2/tasks/ike_delete.c",
    note: "Follows sw92 or sw93, which tell more.",
    samples: [
      { line: "sending DELETE for IKE_SA home[6]" },
      { line: "sending DELETE for ESP CHILD_SA with SPI a98d291c" },
    ],
  },
  {
    id: "sw123",
    event: null,
    pattern: /^(?:received|sending) (?:[^"]{1,80} vendor ID$|unknown vendor ID: )/u,
    source: "strongSwan src/libcharon/sa/ikev1/tasks/isakmp_vendor.c",
    samples: [
      { line: "received NAT-T (RFC 3947) vendor ID" },
      { line: "received draft-ietf-ipsec-nat-t-ike-02\\n vendor ID" },
      { line: "received unknown vendor ID: fb:1d:e3:cd:f3:41" },
      { line: "sending strongSwan vendor ID" },
    ],
  },
  {
    id: "sw124",
    event: null,
    pattern:
      /^(?:(?:added|updated|replaced|removed) (?:vici connection|vici pool|configuration|child to existing)|added configuration|loaded|unloaded|loading|rereading|vici (?:initiate|terminate|rekey|client|install|uninstall)|received stroke: |reloading|configuration '|deleted connection '|opening (?:directory|secrets))/u,
    source: "strongSwan src/libcharon/plugins/{vici,stroke}",
    samples: [
      { line: "added vici connection: home" },
      { line: "loaded IKE shared key with id 'ike-1' for: '%any'" },
      { line: "vici initiate CHILD_SA 'net'" },
      { line: "received stroke: add connection 'home'" },
      { line: "loading ca certificates from '/etc/ipsec.d/cacerts'" },
    ],
  },
  {
    id: "sw125",
    event: null,
    pattern:
      /^(?:looking for [^"]{0,60}peer configs? matching |selected peer config ['"]|peer requested virtual IP |assigning (?:virtual IP |new lease )|reassigning \w{1,8} (?:existing )?lease|lease \S{1,64} by |switching to peer config |received (?:supported signature hash|\d{1,5} cert requests|cert request|end entity cert|issuer cert|CRL)|sending (?:supported signature hash|end entity cert|issuer cert|cert request)|peer requested EAP|initiating EAP|EAP-Identity|received EAP identity|server requested (?:EAP|vendor|\w{1,40} \(id)|found (?:matching|\d))/u,
    source: "strongSwan src/libcharon/sa",
    samples: [
      { line: "looking for peer configs matching 203.0.113.1[gw.example.com]...192.0.2.7[anna]" },
      { line: "looking for pre-shared key peer configs matching 203.0.113.1...192.0.2.7[anna]" },
      { line: "selected peer config 'gw'" },
      { line: "assigning virtual IP 10.99.0.1 to peer 'anna'" },
      { line: "lease 10.99.0.1 by 'anna' went offline" },
      { line: "reassigning offline lease to 'anna'" },
      { line: 'sending cert request for "CN=Example CA"' },
      { line: "server requested EAP_IDENTITY (id 0x00), sending 'anna'" },
    ],
  },
  {
    id: "sw126",
    event: null,
    pattern:
      /^(?:providers loaded by OpenSSL|created TUN device|plugin '|loaded plugins|dropped capabilities|spawning \d|unable to load \d|feature |known interfaces|detected Linux|PKCS11 module|certificate |checking certificate |fetching |certificate status|reached (?:self-signed|end of)| {2})/u,
    source: "strongSwan src/libstrongswan, src/libcharon/daemon.c",
    samples: [
      { line: "providers loaded by OpenSSL: legacy default" },
      { line: "created TUN device: ipsec0" },
      { line: "dropped capabilities, running as uid 0, gid 0" },
      { line: "spawning 16 worker threads" },
      { line: '  using trusted ca certificate "CN=Example CA"' },
    ],
  },
  {
    id: "sw127",
    event: null,
    pattern:
      /^(?:CHILD_SA not found, ignored|installing (?:DNS server|new exclude route|route)|(?:removing|adding) DNS server|received \w{1,40}, not using ESPv3 TFC padding|handling \w{1,40} attribute failed|received [\w()]{1,64} notify$|changing received traffic selectors |allocating new reqid|replaced reqid|ignoring INFORMATIONAL)/u,
    source: "strongSwan src/libcharon/sa",
    samples: [
      { line: "CHILD_SA not found, ignored" },
      { line: "installing DNS server 10.9.0.53 via resolvconf" },
      { line: "received ESP_TFC_PADDING_NOT_SUPPORTED, not using ESPv3 TFC padding" },
      { line: "handling INTERNAL_IP4_NETMASK attribute failed" },
    ],
  },
];

/** charon, charon-systemd, charon-nm, charon-cmd and the Android app; ids `sw…`. Lines are matched without their `09[IKE] <home|1> ` prefix. */
export const strongswanTable: FormatTable = {
  stack: "strongswan",
  identifiers: [
    "charon",
    "charon-systemd",
    "charon-nm",
    "charon-cmd",
    "charon-custom",
    "ipsec",
    "ipsec_starter",
    "strongswan",
  ],
  dedicated: true,
  rows: [...connecting, ...refusals, ...liveness, ...mobility, ...rekeying, ...endings, ...routine],
};
