import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headerTimeMs, splitLine, unwrap } from "../../../main/logs/line-header.ts";
import { readTimeStamp, stampToMs, type LocalTime } from "../../../main/logs/time-stamp.ts";

const known = new Set([
  "charon",
  "charon-nm",
  "pluto",
  "xl2tpd",
  "pppd",
  "NetworkManager",
  "kernel",
  "nm-l2tp",
  "openvpn",
]);
const isKnown = (identifier: string): boolean => known.has(identifier);
const utc: LocalTime = { nowMs: Date.UTC(2026, 10, 30), utcOffsetMinutes: () => 0 };

function read(
  text: string,
  local = utc,
): { at: string | null; who: string | undefined; pid: number | undefined; message: string } {
  const header = unwrap(splitLine(text, isKnown), isKnown);
  const atMs = headerTimeMs(header, local);
  return {
    at: atMs === null ? null : new Date(atMs).toISOString(),
    who: header.identifier,
    pid: header.processId,
    message: header.message,
  };
}

describe("line header", () => {
  it.each([
    [
      "RFC 3164",
      "Nov 23 02:11:20 host charon[77]: 09[IKE] <home|1> sending DPD request",
      "2026-11-23T02:11:20.000Z",
      "charon",
      77,
      "09[IKE] <home|1> sending DPD request",
    ],
    [
      "RFC 3164 with priority",
      "<30>Nov  3 02:11:20 host xl2tpd[1]: hello",
      "2026-11-03T02:11:20.000Z",
      "xl2tpd",
      1,
      "hello",
    ],
    [
      "lower-case month of a localised syslog",
      "apr 17 10:40:25 client xl2tpd[28658]: control_finish: sending SCCRQ",
      "2026-04-17T10:40:25.000Z",
      "xl2tpd",
      28658,
      "control_finish: sending SCCRQ",
    ],
    [
      "journalctl short-precise",
      "Nov 23 02:11:20.123456 host pppd[5]: Modem hangup",
      "2026-11-23T02:11:20.123Z",
      "pppd",
      5,
      "Modem hangup",
    ],
    [
      "journalctl short-full",
      "Mon 2026-11-23 02:11:20 UTC host pppd[5]: Modem hangup",
      "2026-11-23T02:11:20.000Z",
      "pppd",
      5,
      "Modem hangup",
    ],
    [
      "ISO-stamped syslog",
      "2026-11-23T02:11:20.5+01:00 host pppd[5]: Modem hangup",
      "2026-11-23T01:11:20.500Z",
      "pppd",
      5,
      "Modem hangup",
    ],
    [
      "RFC 5424",
      '<34>1 2026-11-23T02:11:20.003Z host charon 12 - [meta a="b"] 09[IKE] sending DPD request',
      "2026-11-23T02:11:20.003Z",
      "charon",
      12,
      "09[IKE] sending DPD request",
    ],
    [
      "charon filelog",
      "Nov 23 02:11:20 09[IKE] <home|1> sending DPD request",
      "2026-11-23T02:11:20.000Z",
      "charon",
      undefined,
      "09[IKE] <home|1> sending DPD request",
    ],
    [
      "charon filelog, ISO",
      "2026-11-23 02:11:20 09[IKE] sending DPD request",
      "2026-11-23T02:11:20.000Z",
      "charon",
      undefined,
      "09[IKE] sending DPD request",
    ],
    [
      "charon filelog, seconds since 1970",
      "1795486280 09[IKE] sending DPD request",
      "2026-11-24T02:11:20.000Z",
      "charon",
      undefined,
      "09[IKE] sending DPD request",
    ],
    [
      "charon without a time",
      "09[IKE] <home|1> sending DPD request",
      null,
      "charon",
      undefined,
      "09[IKE] <home|1> sending DPD request",
    ],
    [
      "pluto plain",
      'Mar  7 17:26:13.123456: "L2TP-PSK" #1: ISAKMP SA expired (--dontrekey)',
      "2026-03-07T17:26:13.123Z",
      "pluto",
      undefined,
      '"L2TP-PSK" #1: ISAKMP SA expired (--dontrekey)',
    ],
    [
      "pluto plain, a connection without a state",
      'Mar  7 17:26:13.123456: "work": added IKEv2 connection',
      "2026-03-07T17:26:13.123Z",
      "pluto",
      undefined,
      '"work": added IKEv2 connection',
    ],
    [
      "pluto plain, indented",
      "Mar  7 17:26:13.123456:   AES_CTR            {256,192,*128} IKEv1: IKE ESP     IKEv2: IKE ESP",
      "2026-03-07T17:26:13.123Z",
      "pluto",
      undefined,
      "  AES_CTR            {256,192,*128} IKEv1: IKE ESP     IKEv2: IKE ESP",
    ],
    [
      "docker",
      "2018-08-23T18:36:51.279008592Z xl2tpd[1]: udp_xmit failed",
      "2018-08-23T18:36:51.279Z",
      "xl2tpd",
      1,
      "udp_xmit failed",
    ],
    [
      "no time, a name",
      "xl2tpd[1]: Maximum retries exceeded for tunnel 50899.  Closing.",
      null,
      "xl2tpd",
      1,
      "Maximum retries exceeded for tunnel 50899.  Closing.",
    ],
    [
      "no time, no name",
      "LCP: timeout sending Config-Requests",
      null,
      undefined,
      undefined,
      "LCP: timeout sending Config-Requests",
    ],
    [
      "kernel",
      "Feb 23 16:44:36 jobs kernel: [38775494.393661] nf_conntrack: table full, dropping packet",
      "2026-02-23T16:44:36.000Z",
      "kernel",
      undefined,
      "nf_conntrack: table full, dropping packet",
    ],
    [
      "NetworkManager's own time",
      "NetworkManager[939]: <info>  [1580827407.7901] connectivity: (wlp4s0) timed out",
      "2020-02-04T14:43:27.790Z",
      "NetworkManager",
      939,
      "connectivity: (wlp4s0) timed out",
    ],
    [
      "child of NetworkManager",
      "Nov 23 02:11:20 host NetworkManager[9]: xl2tpd[6885]: Connection 900 closed",
      "2026-11-23T02:11:20.000Z",
      "xl2tpd",
      6885,
      "Connection 900 closed",
    ],
    [
      "charon under NetworkManager",
      "Nov 23 02:11:20 host NetworkManager[9]: 13[KNL] interface ppp0 deactivated",
      "2026-11-23T02:11:20.000Z",
      "charon",
      9,
      "13[KNL] interface ppp0 deactivated",
    ],
    ["dmesg", "[  123.456789] ppp0: recursion detected", null, "kernel", undefined, "ppp0: recursion detected"],
    [
      "NetworkManager without its name",
      "<info>  [1580827407.7901] sleep: received PrepareForSleep signal",
      "2020-02-04T14:43:27.790Z",
      "NetworkManager",
      undefined,
      "sleep: received PrepareForSleep signal",
    ],
    [
      "nm-l2tp",
      "nm-l2tp[3933] <warn>  L2TP port 1701 is busy, using ephemeral.",
      null,
      "nm-l2tp",
      3933,
      "L2TP port 1701 is busy, using ephemeral.",
    ],
    [
      "OpenWrt",
      "Mon Nov 23 02:11:20 2026 daemon.info xl2tpd[8]: hello",
      "2026-11-23T02:11:20.000Z",
      "xl2tpd",
      8,
      "hello",
    ],
    [
      "OpenVPN file",
      "2026-11-23 02:11:20 us=123456 TLS Error: TLS handshake failed",
      "2026-11-23T02:11:20.123Z",
      undefined,
      undefined,
      "TLS Error: TLS handshake failed",
    ],
    [
      "OpenVPN, ctime",
      "Fri Nov 04 08:30:01 2016 [server] Inactivity timeout (--ping-restart), restarting",
      "2016-11-04T08:30:01.000Z",
      undefined,
      undefined,
      "[server] Inactivity timeout (--ping-restart), restarting",
    ],
    [
      "OpenVPN interface",
      ">LOG:1443970232,I,Initialization Sequence Completed",
      "2015-10-04T14:50:32.000Z",
      "openvpn",
      undefined,
      "Initialization Sequence Completed",
    ],
    [
      "wireguard-go",
      "DEBUG: (wg0) 2026/11/23 02:11:20 peer(AbCd…EfGh) - Sending keepalive packet",
      "2026-11-23T02:11:20.000Z",
      undefined,
      undefined,
      "peer(AbCd…EfGh) - Sending keepalive packet",
    ],
    [
      "another program",
      "Nov 23 02:11:20 host CRON[123]: (root) CMD (xl2tpd: no)",
      "2026-11-23T02:11:20.000Z",
      "CRON",
      123,
      "(root) CMD (xl2tpd: no)",
    ],
  ])("reads %s", (_name, text, at, who, pid, message) => {
    expect(read(text)).toEqual({ at, who, pid, message });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        expect(() => read(text)).not.toThrow();
      }),
    );
  });
});

describe("time stamps", () => {
  const moment = (text: string, local: LocalTime): string | null => {
    const stamped = readTimeStamp(text);
    const atMs = stamped === null ? null : stampToMs(stamped.stamp, local);
    return atMs === null ? null : new Date(atMs).toISOString();
  };
  const at = (iso: string, utcOffsetMinutes: LocalTime["utcOffsetMinutes"] = () => 0): LocalTime => ({
    nowMs: Date.parse(iso),
    utcOffsetMinutes,
  });
  /** Central Europe in 2026: summer time from 29 March to 25 October, 01:00 UTC. */
  const berlin = (wallMs: number): number =>
    wallMs >= Date.UTC(2026, 2, 29, 1) && wallMs < Date.UTC(2026, 9, 25, 1) ? 120 : 60;

  it.each([
    ["the year of now", "Nov 23 02:11:20", at("2026-11-30T00:00:00Z"), "2026-11-23T02:11:20.000Z"],
    ["last year, read in January", "Dec 31 23:59:59", at("2027-01-01T00:00:10Z"), "2026-12-31T23:59:59.000Z"],
    ["a clock that is an hour ahead", "Nov 30 01:00:00", at("2026-11-30T00:00:00Z"), "2026-11-30T01:00:00.000Z"],
    [
      "next year, a clock ahead on New Year's Eve",
      "Jan  1 00:30:00",
      at("2026-12-31T23:50:00Z"),
      "2027-01-01T00:30:00.000Z",
    ],
    ["two days in the future is last year", "Dec  2 00:00:01", at("2026-11-30T00:00:00Z"), "2025-12-02T00:00:01.000Z"],
    ["29 February of the last leap year", "Feb 29 12:00:00", at("2027-03-01T00:00:00Z"), "2024-02-29T12:00:00.000Z"],
    ["winter time", "2026-03-29 01:59:59", at("2026-11-30T00:00:00Z", berlin), "2026-03-29T00:59:59.000Z"],
    ["summer time", "2026-03-29 03:00:00", at("2026-11-30T00:00:00Z", berlin), "2026-03-29T01:00:00.000Z"],
    [
      "summer time, half a year before now",
      "Jul  1 12:00:00",
      at("2026-11-30T00:00:00Z", berlin),
      "2026-07-01T10:00:00.000Z",
    ],
    [
      "a zone in the stamp wins",
      "2026-07-01T12:00:00-0500",
      at("2026-11-30T00:00:00Z", berlin),
      "2026-07-01T17:00:00.000Z",
    ],
    ["a date that does not exist", "2026-02-30 12:00:00", at("2026-11-30T00:00:00Z"), null],
    ["an hour that does not exist", "Nov 23 25:00:00", at("2026-11-30T00:00:00Z"), null],
    ["a month that does not exist", "Foo 23 02:00:00", at("2026-11-30T00:00:00Z"), null],
  ])("place %s", (_name, text, local, expected) => {
    expect(moment(text, local)).toBe(expected);
  });

  it("without a year never lie more than a day ahead nor over a year back, leap days apart", () => {
    const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
        fc.constantFrom(...months),
        fc.integer({ min: 1, max: 28 }),
        (now, month, day) => {
          const nowMs = now.getTime();
          const stamped = readTimeStamp(`${month} ${String(day).padStart(2)} 12:00:00`);
          const atMs = stamped === null ? NaN : (stampToMs(stamped.stamp, { nowMs, utcOffsetMinutes: () => 0 }) ?? NaN);
          expect(atMs).toBeLessThanOrEqual(nowMs + 86_400_000);
          expect(atMs).toBeGreaterThan(nowMs - 367 * 86_400_000);
        },
      ),
    );
  });
});

describe("a line that tells its host, program and process id plainly", () => {
  const stamp = fc.constantFrom(
    "Nov 23 02:11:20",
    "2026-11-23T02:11:20.123456+01:00",
    "2026-11-23T02:11:20Z",
    "2026-11-23 02:11:20",
  );
  const host = fc.constantFrom("laptop", "charon", "pppd", "daemon.info", "Laptop-7.example", "h_1");
  const name = fc.constantFrom(
    "charon",
    "pluto",
    "cron",
    "/usr/sbin/pppd",
    "(sd-pam)",
    "12",
    "ovpn-office",
    "NetworkManager",
  );
  const message = fc.oneof(
    fc.constantFrom(
      "",
      " two spaces",
      "<info>  [1580827407.7901] sleep: wake",
      "09[IKE] <home|1> x",
      "pppd[3]: LCP",
      "a[1]: b c[2]: d",
    ),
    fc.string({ maxLength: 20 }),
  );

  it("is read as every other form of line is: a second space leaves it to those", () => {
    fc.assert(
      fc.property(
        stamp,
        host,
        name,
        fc.nat(99_999),
        fc.constantFrom(": ", ":"),
        message,
        (at, from, by, id, colon, text) => {
          const rest = `${from} ${by}[${id}]${colon}${text}`;
          const plain = splitLine(`${at} ${rest}`, isKnown);
          expect(plain).toMatchObject({ identifier: by, processId: id });
          expect(plain).toEqual(splitLine(`${at}  ${rest}`, isKnown));
        },
      ),
    );
  });
});
