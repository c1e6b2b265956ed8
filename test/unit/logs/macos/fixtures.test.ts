import { describe, expect, it } from "vitest";
import { buildSessions } from "../../../../main/logs/sessions.ts";
import { macosFixture, parseMacos } from "./parse-macos.ts";

const eventsOf = (name: string) => parseMacos(macosFixture(name)).events;
const told = (name: string) => eventsOf(name).map(({ rowId }) => rowId);

describe("logs of a Mac", () => {
  it.each([
    "console-fr.log",
    "ikev2-server-disconnect-480s.ndjson",
    "l2tp-connect-softether.ppp.log",
    "l2tp-echo-timeout.ppp.log",
    "l2tp-network-change.ndjson",
    "l2tp-scnc-sleep.ndjson",
    "log-show-styles.log",
    "racoon-rekey-failure.ndjson",
    "sleep-wake.pmset.log",
  ])("%s has events, and no line of a VPN process that is not known", (name) => {
    const { events, counts } = parseMacos(macosFixture(name));
    expect(events.length).toBeGreaterThan(3);
    expect(counts.unknownLines).toBe(0);
  });

  it("tell of an L2TP session whose tunnel died while the server was there", () => {
    expect(told("l2tp-echo-timeout.ppp.log")).toEqual(expect.arrayContaining(["mp25", "mp26", "mp27", "mpp09"]));
    expect(buildSessions(eventsOf("l2tp-echo-timeout.ppp.log"))).toMatchObject([
      {
        type: "l2tp-ipsec",
        peer: "203.0.113.1",
        connectedAt: "2025-03-12T13:47:40.000Z",
        outcome: "dropped",
        endedBy: "timeout",
        cause: "ppp_lcp_echo_timeout",
        lengthMs: 3_683_000,
      },
    ]);
  });

  it("tell how far an attempt came", () => {
    expect(buildSessions(eventsOf("l2tp-connect-softether.ppp.log"))).toMatchObject([
      { type: "l2tp-ipsec", peer: "198.51.100.1", outcome: "never-connected", stage: "l2tp" },
    ]);
  });

  it("tell who asked for the start and why the controller stopped", () => {
    const events = eventsOf("l2tp-scnc-sleep.ndjson");
    expect(events).toContainEqual(
      expect.objectContaining({
        event: "session_start",
        stack: "macos-networkextension",
        processId: 17,
        fields: { callerId: "310", caller: "SystemUIServer", protocol: "L2TP", startStatus: "0" },
      }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ event: "sleep_disconnect", atMs: Date.parse("2026-01-05T21:11:03.400Z") }),
    );
    expect(buildSessions(events)).toMatchObject([
      { type: "l2tp-ipsec", outcome: "dropped", before: [{ event: "sleep" }] },
    ]);
  });

  it("tell the change of the network before a drop", () => {
    const events = eventsOf("l2tp-network-change.ndjson");
    expect(events.at(-1)).toMatchObject({
      rowId: "mp30",
      fields: { reason: "Controller Stopped", status: "Disconnect by Device", deviceStatus: "Network Changed" },
    });
    const [session] = buildSessions(events);
    expect(session).toMatchObject({ outcome: "dropped", connectedAt: "2026-01-05T07:00:04.000Z" });
    expect(session?.before.map(({ event }) => event)).toEqual(["wifi_roam", "network_changed", "address_changed"]);
  });

  it("tell of a rekeying that failed twelve minutes before the end", () => {
    expect(buildSessions(eventsOf("racoon-rekey-failure.ndjson"))).toMatchObject([
      {
        type: "ikev1",
        peer: "203.0.113.1",
        outcome: "dropped",
        endedBy: "timeout",
        cause: "sa_expired",
        duringRekey: true,
        natDetected: true,
      },
    ]);
  });

  it("tell of an IKEv2 session that the server ended after 480 s", () => {
    expect(buildSessions(eventsOf("ikev2-server-disconnect-480s.ndjson"))).toMatchObject([
      {
        connection: "Office",
        type: "ikev2",
        outcome: "dropped",
        endedBy: "peer",
        cause: "session_disconnected_by_server",
        lengthMs: 480_000,
      },
    ]);
  });

  it("tell how long the computer slept, and by what it woke", () => {
    expect(
      eventsOf("sleep-wake.pmset.log").map(({ event, fields }) => [event, fields["sleptSeconds"] ?? fields["reason"]]),
    ).toEqual([
      ["sleep", "3603"],
      ["wake", "NUB.SPMI0.SW3 nub-spmi0.0x02 rtc/Maintenance"],
      ["sleep", "1800"],
      ["wake", "HID Activity"],
    ]);
  });

  it("of a French system tell the same: only the date is written in another order", () => {
    const french = macosFixture("console-fr.log");
    const american = french.replaceAll(
      /^02\/03\/2017 (\d\d:\d\d:\d\d),(\d{3}) /gm,
      (_line, time: string, fraction: string) => `3/2/17 ${time}.${fraction} AM `,
    );
    const told = (text: string) => parseMacos(text).events.map(({ atMs, rowId }) => [atMs, rowId]);
    expect(told(french)).toHaveLength(9);
    expect(told(french)).toEqual(told(american));
    expect(buildSessions(parseMacos(french).events)).toMatchObject([
      { connection: "Bureau L2TP", type: "l2tp-ipsec", outcome: "never-connected", cause: "l2tp_connect_failed" },
    ]);
  });

  it.each([
    ["Server is not responding", { outcome: "dropped", endedBy: "timeout", cause: "dpd_timeout" }],
    ["Tunnel was terminated by the server", { outcome: "dropped", endedBy: "peer" }],
    ["Stop command received", { outcome: "closed", endedBy: "local" }],
  ])("tell who ended an IKEv2 session: %s", (reason, expected) => {
    const session = "NESMIKEv2VPNSession[Primary Tunnel:Office:F6CFCB8B-E165-49AB-8B43-E037CB36FE19:(null)]";
    const plugin = "plugin NEVPNTunnelPlugin(com.apple.NetworkExtension.IKEv2Provider[inactive])";
    const text = [
      `10:00:00 nesessionmanager[310]: ${session}: status changed to connecting`,
      `10:00:01 nesessionmanager[310]: ${session}: status changed to connected`,
      `10:30:00 nesessionmanager[310]: ${session} in state NESMVPNSessionStateRunning: ${plugin} disconnected with reason ${reason}`,
      `10:30:01 nesessionmanager[310]: ${session}: status changed to disconnected, last stop reason ${reason}`,
    ]
      .map((line) => line.replace(" ", ".000000+0100  localhost "))
      .map((line) => `2026-01-05 ${line}`);
    expect(buildSessions(parseMacos(text.join("\n")).events)).toMatchObject([
      { type: "ikev2", connection: "Office", ...expected },
    ]);
  });
});
