import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLogParser } from "../../../main/logs/parser.ts";
import { nowMs, parseText, readFixture } from "./parse-lines.ts";

describe("log parser", () => {
  it.each([
    "charon-gateway",
    "charon-ikev1-no-proposal",
    "charon-ikev1-rekey-and-close",
    "charon-ikev1-silence",
    "charon-ikev1-wrong-psk",
    "charon-ikev2-address-change",
    "charon-ikev2-child-no-proposal",
    "charon-ikev2-no-answer",
    "charon-ikev2-no-proposal",
    "charon-ikev2-rekey-and-close",
    "charon-ikev2-rekey-refused",
    "charon-ikev2-silence",
    "charon-ikev2-wrong-psk",
  ])("knows every line of %s", (name) => {
    const { counts, events } = parseText(readFixture(name));
    expect(counts.unknownLines).toBe(0);
    expect(counts.vpnLines).toBe(counts.lines);
    expect(events.length).toBeGreaterThan(2);
  });

  it.each([
    ["pluto-gateway-ikev1-no-kernel-esp", ["ike_start", "peer_id", "ike_sa_established", "child_sa_failed"]],
    ["pluto-gateway-ikev1-wrong-psk", ["ike_start", "ike_parse_error", "psk_mismatch", "retransmit"]],
    ["pluto-gateway-ikev2-no-kernel-esp", ["ike_sa_established", "child_sa_failed"]],
    ["pluto-gateway-ikev2-wrong-psk", ["psk_mismatch", "ike_sa_ended"]],
  ])("knows every line of %s and reads %s in this order", (name, expected) => {
    const { counts, events } = parseText(readFixture(name));
    expect(counts.unknownLines).toBe(0);
    expect([...new Set(events.map(({ event }) => event))].slice(0, expected.length)).toEqual(expected);
  });

  it.each([
    [
      'Mar  7 17:26:13.123456: ERROR: "work"[1] 198.51.100.2 #2: netlink response for Add SA esp.1f9b7d00@198.51.100.2: Protocol not supported (errno 93)',
      {
        stack: "libreswan",
        event: "child_sa_failed",
        rowId: "lb30f",
        connection: "work[1]",
        code: "93",
      },
    ],
    ["Mar  7 17:26:13.123456: a first line that nobody knows", { stack: "libreswan", event: "unknown" }],
    [
      "Nov 23 02:11:20 host charon: 09[IKE] <home|1> giving up after 5 retransmits",
      {
        stack: "strongswan",
        event: "retransmit_giveup",
        rowId: "sw52",
        connection: "home[1]",
        fields: { tries: "5", ikeNumber: "1" },
      },
    ],
    [
      'Mar  7 17:26:13: "L2TP-PSK"[2] 192.0.2.10 #1: ISAKMP SA expired (--dontrekey)',
      {
        stack: "libreswan",
        event: "sa_expired",
        connection: "L2TP-PSK[2]",
        peer: "192.0.2.10",
        fields: { state: "1" },
      },
    ],
    [
      "xl2tpd[1]: Connection 17209 closed to 198.51.100.7, port 1701 (Timeout)",
      { atMs: null, stack: "xl2tpd", event: "l2tp_tunnel_down", processId: 1, peer: "198.51.100.7" },
    ],
    ["pppd[6886]: Sent 3522738740 bytes, received 0 bytes.", { event: "ppp_session_bytes", fields: { inBytes: "0" } }],
    ["charon: 13[KNL] interface ppp0 deactivated", { event: "link_down", fields: { interface: "ppp0" } }],
    ["LCP: timeout sending Config-Requests", { stack: "pppd", event: "ppp_lcp_timeout", atMs: null }],
    [
      "Feb 23 16:44:36 jobs kernel: [38775494.393661] nf_conntrack: table full, dropping packet",
      { stack: "kernel", event: "conntrack_table_full" },
    ],
    ["Nov 23 02:11:20 host pluto[9]: something that nobody knows", { stack: "libreswan", event: "unknown" }],
    ["MS-CHAP authentication failed: E=691 Authentication failure", { event: "ppp_auth_fail", code: "691" }],
    [
      "Nov 23 02:11:20 host ovpn-office[9]: Initialization Sequence Completed",
      { stack: "openvpn", event: "session_connected" },
    ],
    ["(server) no acceptable proposal found", null],
  ])("reads %s", (text, expected) => {
    const { events } = parseText(text);
    if (expected === null) expect(events).toEqual([]);
    else expect(events).toMatchObject([expected]);
  });

  it("drops lines of other programs and counts them as lines only", () => {
    const { events, counts } = parseText(
      [
        "Nov 23 02:11:20 host CRON[1]: Modem hangup",
        "Nov 23 02:11:20 host kernel: usb 1-1: new device",
        "Nov 23 02:11:20 host NetworkManager[9]: <info>  [1580827407.7901] audit: op=something",
        "",
        "just some text",
      ].join("\n"),
    );
    expect(events).toEqual([]);
    expect(counts).toEqual({ lines: 4, vpnLines: 0, unknownLines: 0 });
  });

  it("keeps one of the copies that syslog writes to several files, and of what charon says twice", () => {
    const line =
      "Nov 23 02:11:20 host charon: 15[IKE] <home|1> IKE_SA home[1] established between 192.0.2.7[anna]...203.0.113.1[gw]";
    const parser = createLogParser({ nowMs, utcOffsetMinutes: () => 0 });
    const events = ["syslog", "syslog", "daemon.log"].flatMap((source, lineNumber) =>
      parser.push({ text: line, source, lineNumber }),
    );
    expect(events.map((event) => event.source)).toEqual(["syslog"]);
    const later = parser.push({ text: line.replace("02:11:20", "02:11:21"), source: "syslog", lineNumber: 9 });
    expect(later).toHaveLength(1);
  });

  it("takes time and name of structured records as they are", () => {
    const parser = createLogParser({ nowMs, utcOffsetMinutes: () => 0 });
    const [event] = parser.push({
      text: "xl2tpd[6885]: Maximum retries exceeded for tunnel 1.  Closing.",
      source: "journal",
      lineNumber: 1,
      structured: { atMs: 1234, identifier: "NetworkManager", processId: 9 },
    });
    expect(event).toMatchObject({ atMs: 1234, stack: "xl2tpd", processId: 6885, event: "l2tp_control_timeout" });
  });

  it("bounds what it keeps of a line", () => {
    const { events } = parseText(`pppd[1]: ${"x".repeat(1_000_000)}`);
    expect(events[0]?.raw.length).toBe(4096);
  });

  it("never throws, on random text, on random bytes and on cut lines", () => {
    const lines = readFixture("charon-ikev2-rekey-refused").split("\n");
    const cut = fc
      .tuple(fc.constantFrom(...lines), fc.nat(200), fc.string({ unit: "binary", maxLength: 20 }))
      .map(([line, length, tail]) => line.slice(0, length) + tail);
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new TextDecoder().decode(array));
    fc.assert(
      fc.property(fc.array(fc.oneof(cut, bytes, fc.string({ unit: "binary" })), { maxLength: 20 }), (texts) => {
        const parser = createLogParser({ nowMs, utcOffsetMinutes: () => 0 });
        texts.forEach((text, lineNumber) => {
          expect(parser.push({ text, source: "fuzz", lineNumber }).length).toBeLessThanOrEqual(1);
        });
        const { lines: count, vpnLines, unknownLines } = parser.counts();
        expect(count).toBe(texts.length);
        expect(unknownLines).toBeLessThanOrEqual(vpnLines);
        expect(vpnLines).toBeLessThanOrEqual(count);
      }),
    );
  });
});
