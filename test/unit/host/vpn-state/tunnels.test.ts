import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { success, failure } from "../../../../main/model/failure.ts";
import type { TunnelReport } from "../../../../main/model/vpn-state.ts";
import type { RunCommand } from "../../../../main/host/run-command.ts";
import {
  parseActiveVpns,
  parseStrongswanSas,
  parseVpnDetails,
  parseWireguardEndpoints,
} from "../../../../main/host/vpn-state/linux.ts";
import { parseScutilStatus } from "../../../../main/host/vpn-state/macos.ts";
import { readTunnels } from "../../../../main/host/vpn-state/read-tunnels.ts";
import { parseViciText } from "../../../../main/host/vpn-state/vici-text.ts";
import { parseWindowsTunnels } from "../../../../main/host/vpn-state/windows.ts";

/** strongSwan 5.9.8 in the lab, `swanctl --list-sas --raw`. */
const sas =
  "list-sa event {work {uniqueid=1 version=2 state=ESTABLISHED local-host=192.0.2.10 local-port=4500 local-id=C=CH, O=Lab, CN=me remote-host=203.0.113.10 remote-port=4500 remote-id=vpn.example.org initiator=yes initiator-spi=abaa0e427146f073 responder-spi=79488a1bf755bd63 nat-local=yes nat-remote=yes nat-any=yes encr-alg=AES_CBC established=2 rekey-time=13045 local-vips=[203.0.113.193] child-sas {office-1 {name=office uniqueid=1 reqid=1 state=INSTALLED mode=TUNNEL protocol=ESP encap=yes spi-in=b6df1d44 spi-out=25e06913 bytes-in=252 packets-in=3 use-in=0 bytes-out=300 packets-out=3 use-out=0 rekey-time=3433 local-ts=[203.0.113.193/32] remote-ts=[203.0.113.128/25]}}}}\n" +
  "list-sas reply {}\n";

const uuid = "8b0b3a4e-7c0e-4a0e-9a0c-6a4f0d9a1f11";
/** NetworkManager 1.42 as nmcli(1) describes `-t`: a name and a value, with `:` and `\` escaped. */
const details = [
  "connection.id:Work\\: Bern",
  "connection.type:vpn",
  "GENERAL.NAME:Work\\: Bern",
  `GENERAL.UUID:${uuid}`,
  "GENERAL.DEVICES:enp3s0",
  "GENERAL.STATE:activated",
  "GENERAL.DEFAULT:no",
  "IP4.ADDRESS[1]:10.9.0.2/32",
  "VPN.TYPE:org.freedesktop.NetworkManager.l2tp",
  "VPN.USERNAME:anna",
  "VPN.GATEWAY:vpn.example.com",
  "VPN.VPN-STATE:5 - VPN connected",
  "",
  "connection.id:wg0",
  "connection.type:wireguard",
  "GENERAL.DEVICES:wg0",
  "GENERAL.STATE:activated",
  "IP4.ADDRESS[1]:10.7.0.2/24",
  "",
  "connection.id:later",
  "connection.type:vpn",
  "GENERAL.STATE:activating",
  "",
].join("\n");

/** As `scutil --nc status` of macOS prints a connected L2TP service, from reports on the web; not from a Mac here. */
const scutilStatus = `Connected
Extended Status <dictionary> {
  IPv4 : <dictionary> {
    Addresses : <array> {
      0 : 10.9.0.7
    }
    DestAddresses : <array> {
      0 : 10.9.0.1
    }
    InterfaceName : ppp0
    Router : 10.9.0.1
  }
  IsPrimaryInterface : 1
  PPP : <dictionary> {
    CommRemoteAddress : vpn.example.com
    ConnectTime : 84391
    DeviceLastCause : 0
    LastCause : 0
    Status : 8
  }
  Status : 2
}
`;
const office = { id: "0E1B5A4B", name: "Office", type: "l2tp-ipsec" } as const;

interface Sample {
  readonly name: string;
  readonly reports: () => readonly TunnelReport[];
  readonly expected: readonly TunnelReport[];
}

const samples: readonly Sample[] = [
  {
    name: "an IKE_SA of strongSwan with a CHILD_SA in use",
    reports: () => parseStrongswanSas(sas),
    expected: [
      {
        connection: "work",
        type: "ikev2",
        server: "203.0.113.10",
        insideAddresses: ["203.0.113.193"],
        receivedBytes: 252,
        sentBytes: 300,
      },
    ],
  },
  {
    name: "IPsec below L2TP",
    reports: () => parseStrongswanSas(sas.replace("mode=TUNNEL", "mode=TRANSPORT").replace("version=2", "version=1")),
    expected: [
      {
        connection: "work",
        type: "l2tp-ipsec",
        server: "203.0.113.10",
        insideAddresses: ["203.0.113.193"],
        receivedBytes: 252,
        sentBytes: 300,
      },
    ],
  },
  {
    name: "an IKE_SA that connects",
    reports: () => parseStrongswanSas(sas.replace("ESTABLISHED", "CONNECTING")),
    expected: [],
  },
  {
    name: "an IKE_SA without a CHILD_SA in use",
    reports: () => parseStrongswanSas(sas.replace("state=INSTALLED", "state=DELETING")),
    expected: [],
  },
  { name: "no IKE_SA", reports: () => parseStrongswanSas("list-sas reply {}\n"), expected: [] },
  {
    name: "the VPNs of NetworkManager",
    reports: () => parseVpnDetails(details),
    expected: [
      {
        connection: "Work: Bern",
        type: "l2tp-ipsec",
        server: "vpn.example.com",
        insideAddresses: ["10.9.0.2"],
      },
      { connection: "wg0", type: "wireguard", interfaceName: "wg0", insideAddresses: ["10.7.0.2"] },
    ],
  },
  {
    name: "WireGuard's peers with an endpoint",
    reports: () =>
      parseWireguardEndpoints(
        "wg0\tYm9ndXM=\t203.0.113.10:51820\nwg1\tYm9ndXM=\t[2001:db8::1]:51820\nwg2\tYm9ndXM=\t(none)\n",
      ),
    expected: [
      { connection: "wg0", type: "wireguard", server: "203.0.113.10", interfaceName: "wg0", insideAddresses: [] },
      { connection: "wg1", type: "wireguard", server: "2001:db8::1", interfaceName: "wg1", insideAddresses: [] },
    ],
  },
  {
    name: "a connected service of macOS",
    reports: () => [parseScutilStatus(office, scutilStatus)].filter((report) => report !== null),
    expected: [
      {
        connection: "Office",
        type: "l2tp-ipsec",
        server: "vpn.example.com",
        interfaceName: "ppp0",
        insideAddresses: ["10.9.0.7"],
      },
    ],
  },
  {
    name: "a service of macOS that is not connected",
    reports: () =>
      ["Disconnected", "Connecting", "No service", ""].flatMap(
        (state) => parseScutilStatus(office, scutilStatus.replace("Connected", state)) ?? [],
      ),
    expected: [],
  },
  {
    name: "connections of Windows, with what their interfaces carried",
    reports: () =>
      parseWindowsTunnels(
        '{"Connections":[{"Name":"Büro","ServerAddress":"vpn.example.com","TunnelType":"L2tp"},{"Name":"Auto","ServerAddress":null,"TunnelType":"Automatic"}],"Interfaces":[{"Name":"Büro","ReceivedBytes":120,"SentBytes":80}]}\r\n',
      ),
    expected: [
      {
        connection: "Büro",
        type: "l2tp-ipsec",
        server: "vpn.example.com",
        interfaceName: "Büro",
        insideAddresses: [],
        receivedBytes: 120,
        sentBytes: 80,
      },
      { connection: "Auto", type: "unknown", interfaceName: "Auto", insideAddresses: [] },
    ],
  },
];

describe("what systems and daemons tell of tunnels", () => {
  it.each(samples)("$name", ({ reports, expected }) => {
    expect(reports()).toEqual(expected);
  });

  it("never throws, and makes up no tunnel", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(sas, details, scutilStatus)), fc.nat(2_000), (text, cut) => {
        const hostile = text.slice(0, cut) + text.slice(cut + 1);
        for (const parse of [parseStrongswanSas, parseVpnDetails, parseWireguardEndpoints, parseWindowsTunnels])
          for (const { connection } of parse(hostile)) expect(hostile.replaceAll("\\", "")).toContain(connection);
        parseActiveVpns(hostile);
        parseScutilStatus(office, hostile);
      }),
    );
  });

  it("gets through braces without an end", () => {
    expect(parseViciText("a {".repeat(20_000))).toBeNull();
    expect(parseStrongswanSas(`list-sa event {${"x=".repeat(20_000)}}`)).toEqual([]);
  });
});

describe("readTunnels", () => {
  const answering =
    (answers: Readonly<Record<string, string>>): RunCommand =>
    async (program, args) => {
      const answer = answers[`${program} ${args.join(" ")}`] ?? answers[program];
      if (answer === "late") return failure("timed-out", "late");
      if (answer === undefined) return failure("not-found", `${program} is not installed.`);
      return success({ exitCode: 0, stdout: answer, stderr: "" });
    };

  it("asks everybody who is there", async () => {
    const run = answering({
      "nmcli -t -f UUID,TYPE connection show --active": `${uuid}:vpn\n11111111-7c0e-4a0e-9a0c-6a4f0d9a1f11:802-3-ethernet\n`,
      [`nmcli -t -f connection.id,connection.type,GENERAL,IP4.ADDRESS,IP6.ADDRESS,VPN connection show ${uuid}`]:
        details,
      swanctl: sas,
    });
    const reports = await readTunnels(run, "linux");
    expect(reports?.map(({ connection }) => connection)).toEqual(["Work: Bern", "wg0", "work"]);
  });

  it("tells nothing where somebody did not answer in time, so that no tunnel is taken for gone", async () => {
    expect(await readTunnels(answering({ swanctl: "late" }), "linux")).toBeNull();
    expect(await readTunnels(answering({}), "linux")).toEqual([]);
  });
});
