import type { FormatRow } from "../format-table.ts";
import { message } from "./sources.ts";

/** What a working charon prints all the time. */
export const routine: readonly FormatRow[] = [
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
