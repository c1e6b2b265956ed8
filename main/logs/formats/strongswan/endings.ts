import { row, type FormatRow } from "../format-table.ts";
import { childSa, endpoints, sa, saManager, selectors, spis } from "./sources.ts";

/** A connection ends. */
export const endings: readonly FormatRow[] = [
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
