import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vpnProfileSchema } from "../../../../main/model/vpn-profile.ts";
import { parseNetworkManagerFile, parseNmcliVpn } from "../../../../main/host/vpn-profiles/linux/networkmanager.ts";
import { parseOpenvpnConf } from "../../../../main/host/vpn-profiles/linux/openvpn.ts";
import { parseIpsecConf } from "../../../../main/host/vpn-profiles/linux/strongswan-ipsec-conf.ts";
import { parseSwanctlConf } from "../../../../main/host/vpn-profiles/linux/strongswan-swanctl.ts";
import { parseWireguardConf } from "../../../../main/host/vpn-profiles/linux/wireguard.ts";
import { parsePppOptions, parseXl2tpdConf } from "../../../../main/host/vpn-profiles/linux/xl2tpd.ts";
import { parseScutilGateway, parseScutilList } from "../../../../main/host/vpn-profiles/macos.ts";
import { gatewayProperty, hostOfEndpoint } from "../../../../main/host/vpn-profiles/profile-parts.ts";
import { parseWindowsConnections } from "../../../../main/host/vpn-profiles/windows.ts";

describe("parseIpsecConf", () => {
  const l2tp = `
conn %default
    ikelifetime=8h   # hours
    dpddelay=10s
conn base
    type=transport
    dpddelay=30s
    rightprotoport=17/1701
conn L2TP-PSK
    also=base
    left=%defaultroute
    right="vpn.example.com"
    authby=secret
    dpdaction=restart
ca strange
    right=not-a-conn
`;

  it("lets own settings win over also, and also over %default", () => {
    expect(parseIpsecConf(l2tp, "x")).toEqual([
      {
        name: "L2TP-PSK",
        type: "l2tp-ipsec",
        gateway: "vpn.example.com",
        origin: "x",
        settings: {
          ikelifetime: "8h",
          dpddelay: "30s",
          type: "transport",
          rightprotoport: "17/1701",
          left: "%defaultroute",
          right: "vpn.example.com",
          authby: "secret",
          dpdaction: "restart",
        },
      },
    ]);
  });

  it.each([
    ["keyexchange=ikev1", "ikev1"],
    ["keyexchange=ikev2", "ikev2"],
    ["ikev2=no", "ikev1"],
    ["ikev2=insist", "ikev2"],
    ["auto=start", "ikev2"],
    ["leftprotoport=udp/l2tp", "l2tp-ipsec"],
    ["rightprotoport=17/17011", "ikev2"],
  ])("%s makes it %s", (line, type) => {
    expect(parseIpsecConf(`conn c\n\tright=192.0.2.1\n\t${line}\n`, "x")[0]?.type).toBe(type);
  });

  it("names no gateway for a server", () => {
    expect(parseIpsecConf("conn c\n right=%any\n left=192.0.2.1\n", "x")[0]?.gateway).toBeUndefined();
  });

  it("keeps a # inside quotes and ends circles of also", () => {
    const circle = 'conn a\n also=b\n also=b\n right="h#1"\nconn b\n also=a\n also=b\n dpddelay=5s # five\n';
    expect(parseIpsecConf(circle, "x").map(({ name, settings }) => [name, settings])).toEqual([
      ["a", { dpddelay: "5s", right: "h#1" }],
      ["b", { right: "h#1", dpddelay: "5s" }],
    ]);
  });
});

describe("parseSwanctlConf", () => {
  it("reads nested sections, quotes, comments and inheritance", () => {
    const text = `
# main
templates { base { version = 1 # old
    dpd_delay = 30s } }
connections {
  l2tp : templates.base {
    remote_addrs = 203.0.113.9, backup.example.com
    encap=yes
    children {
      net { mode = transport
            local_ts = dynamic[udp/l2tp]
            life_time = "1h" }
    }
    local { auth = psk }
  }
  roadwarriors { remote_addrs = %any }
}
secrets { ike { secret = "SECRET } { =" } }
`;
    expect(parseSwanctlConf(text, "x")).toEqual([
      {
        name: "l2tp",
        type: "l2tp-ipsec",
        gateway: "203.0.113.9",
        origin: "x",
        settings: {
          version: "1",
          dpd_delay: "30s",
          remote_addrs: "203.0.113.9, backup.example.com",
          encap: "yes",
          "children.net.mode": "transport",
          "children.net.local_ts": "dynamic[udp/l2tp]",
          "children.net.life_time": "1h",
        },
      },
      { name: "roadwarriors", type: "ikev2", origin: "x", settings: { remote_addrs: "%any" } },
    ]);
  });

  it("ends circles of inheritance", () => {
    const text = "connections { a : connections.b, connections.b { version = 1 }\n b : connections.a { encap = yes } }";
    expect(parseSwanctlConf(text, "x").map(({ name, type }) => [name, type])).toEqual([
      ["a", "ikev1"],
      ["b", "ikev1"],
    ]);
  });
});

describe("parseXl2tpdConf", () => {
  it("reads outgoing connections only", () => {
    const text =
      "[global]\nport = 1701\n; note\n[lns default]\nip range = 10.0.0.2-9\n[lac vpn]\nlns = 192.0.2.1\nredial=yes\nautodial = no\n";
    expect(parseXl2tpdConf(text, "x")).toEqual([
      {
        name: "vpn",
        type: "l2tp-ipsec",
        gateway: "192.0.2.1",
        origin: "x",
        settings: { lns: "192.0.2.1", redial: "yes", autodial: "no" },
      },
    ]);
  });

  it("keeps pppd options without a value as yes, and no password", () => {
    expect(parsePppOptions('noccp\nidle 1800\nuser "a"\npassword "SECRET"\n#mtu 1\n')).toEqual({
      "ppp noccp": "yes",
      "ppp idle": "1800",
    });
  });
});

describe("parseWireguardConf", () => {
  it("makes a profile of each peer", () => {
    const text = "[Interface]\nPrivateKey=S\n[Peer]\nEndpoint=a.example:1\n[Peer]\nPublicKey=P\n";
    expect(parseWireguardConf(text, "wg0", "x").map(({ name, gateway }) => [name, gateway])).toEqual([
      ["wg0 (peer 1)", "a.example"],
      ["wg0 (peer 2)", undefined],
    ]);
  });
});

describe("NetworkManager", () => {
  it.each([
    ["strongswan", "address=vpn.example.com", "ikev2", "vpn.example.com"],
    ["libreswan", "right=192.0.2.7", "ikev1", "192.0.2.7"],
    ["openvpn", "remote=a.example:1194:udp, b.example", "openvpn", "a.example"],
    ["pptp", "gateway=p.example", "pptp", "p.example"],
    ["fortisslvpn", "gateway=f.example", "unknown", undefined],
  ])("knows the plugin %s", (plugin, line, type, gateway) => {
    const text = `[connection]\nid=c\ntype=vpn\n[vpn]\n${line}\nservice-type=org.freedesktop.NetworkManager.${plugin}\n`;
    const [profile] = parseNetworkManagerFile(text, "x");
    expect([profile?.type, profile?.gateway]).toEqual([type, gateway]);
  });

  it("reads WireGuard connections", () => {
    const text =
      "[connection]\nid=w\ntype=wireguard\n[wireguard]\nprivate-key=S\nmtu=1380\n[wireguard-peer.abc=]\nendpoint=h.example:51820\npersistent-keepalive=25\npreshared-key=S\n";
    expect(parseNetworkManagerFile(text, "x")).toEqual([
      {
        name: "w",
        type: "wireguard",
        gateway: "h.example",
        origin: "x",
        settings: { mtu: "1380", endpoint: "h.example:51820", "persistent-keepalive": "25" },
      },
    ]);
  });
});

describe("macOS", () => {
  it("reads scutil's list and gateway", () => {
    const list = `Available network connection services in the current set (*=enabled):
* (Disconnected)   0E1B5A4B-1111-2222-3333-AAAABBBBCCCC PPP --> L2TP       "Office "x""                      [PPP:L2TP]
* (Connected)      1E1B5A4B-1111-2222-3333-AAAABBBBCCCC IPSec              "Cisco"                          [IPSec]
  (Invalid)        2E1B5A4B-1111-2222-3333-AAAABBBBCCCC VPN (com.apple.ikev2) "New"                          [VPN:com.apple.ikev2]
not a service`;
    expect(parseScutilList(list).map(({ name, type }) => [name, type])).toEqual([
      ['Office "x"', "l2tp-ipsec"],
      ["Cisco", "ikev1"],
      ["New", "ikev2"],
    ]);
    expect(parseScutilGateway("PPP <dictionary> {\n  AuthName : ada\n  CommRemoteAddress : vpn.example.com\n}")).toBe(
      "vpn.example.com",
    );
    expect(parseScutilGateway("nothing")).toBeUndefined();
  });
});

describe("Windows", () => {
  it("reads connections; the registry values belong to L2TP", () => {
    const connection = {
      ServerAddress: "vpn.example.com",
      AssumeUDPEncapsulationContextOnSendRule: "2",
      L2tpIPsecAuth: "Psk",
    };
    const text = JSON.stringify([
      { Name: "A", TunnelType: "L2tp", ...connection },
      { Name: "B", TunnelType: "Ikev2", ...connection },
      { Name: "C", TunnelType: "Automatic", ServerAddress: "" },
    ]);
    expect(parseWindowsConnections(text)?.map(({ name, type, settings }) => [name, type, settings])).toEqual([
      ["A", "l2tp-ipsec", { TunnelType: "L2tp", L2tpIPsecAuth: "Psk", AssumeUDPEncapsulationContextOnSendRule: "2" }],
      ["B", "ikev2", { TunnelType: "Ikev2", L2tpIPsecAuth: "Psk" }],
      ["C", "unknown", { TunnelType: "Automatic" }],
    ]);
  });

  it.each(["", "{}", "null", '[{"Name":1}]'])("takes %j for no list", (text) => {
    expect(parseWindowsConnections(text)).toBeNull();
  });
});

describe("gateways", () => {
  it.each([
    ["vpn.example.com", "vpn.example.com"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["büro.example", "büro.example"],
    ["%any", undefined],
    ["0.0.0.0", undefined],
    ["a b", undefined],
    ["--flag=x", undefined],
    ["$(reboot)", undefined],
    ["a".repeat(300), undefined],
  ])("%s gives %s", (host, gateway) => {
    expect(gatewayProperty(host).gateway).toBe(gateway);
  });

  it.each([
    ["vpn.example.com:1194:udp", "vpn.example.com"],
    ["[fd00::1]:51820", "fd00::1"],
    ["fd00::1", "fd00::1"],
    ["", ""],
  ])("the host of %s is %s", (endpoint, host) => {
    expect(hostOfEndpoint(endpoint)).toBe(host);
  });
});

describe("every parser", () => {
  const piece = fc.constantFrom(
    ...'conn a\n|[vpn]\n|[Peer]\n|[connection]\ntype=vpn\n|=|{|}|connections {|  also=a\n| right=x\n|"|#|\r\n|secret=SECRET\n|<key>|</key>\n|: |psk = SECRET\n|remote x\n|__proto__=SECRET\n|password SECRET\n'.split(
      "|",
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")),
  );
  const parsers = {
    ipsec: (input: string) => parseIpsecConf(input, "x"),
    swanctl: (input: string) => parseSwanctlConf(input, "x"),
    xl2tpd: (input: string) => parseXl2tpdConf(input, "x"),
    wireguard: (input: string) => parseWireguardConf(input, "n", "x"),
    openvpn: (input: string) => parseOpenvpnConf(input, "n", "x"),
    networkManager: (input: string) => parseNetworkManagerFile(input, "x"),
    nmcli: (input: string) => [parseNmcliVpn(input, "n")],
  };

  it.each(Object.entries(parsers))("%s gives valid profiles without a secret's value for any text", (_name, parse) => {
    fc.assert(
      fc.property(text, (input) => {
        for (const profile of parse(input)) {
          expect(vpnProfileSchema.parse(profile)).toEqual(profile);
          expect(Object.keys(profile.settings)).not.toContain("__proto__");
          expect(Object.keys(profile.settings).filter((key) => /secret|psk|password/u.test(key))).toEqual([]);
        }
      }),
    );
  });
});
