import { row, type FormatRow } from "../format-table.ts";
import { childCreate, childRekey, endpoints, ikeRekey, mainMode, quickMode, sa, saManager } from "./sources.ts";

/** Keys that are renewed, and that expire. */
export const rekeying: readonly FormatRow[] = [
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
