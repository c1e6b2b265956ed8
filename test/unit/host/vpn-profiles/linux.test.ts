import { describe, expect, it } from "vitest";
import { failure, success } from "../../../../main/model/failure.ts";
import type { ProfileFiles } from "../../../../main/host/vpn-profiles/includes.ts";
import { findLinuxProfiles } from "../../../../main/host/vpn-profiles/linux.ts";
import type { RunCommand } from "../../../../main/host/run-command.ts";

/** A disk in memory; `null` is a file that exists and may not be read. */
function disk(content: Readonly<Record<string, string | null>>): ProfileFiles {
  return {
    readText: async (filePath) => {
      const text = content[filePath];
      if (text === undefined) return failure("not-found", `${filePath} does not exist.`);
      return text === null ? failure("not-permitted", `${filePath} may not be read by this user.`) : success(text);
    },
    listFolder: async (folder) => {
      if (content[folder] === null) return failure("not-permitted", `${folder} may not be read by this user.`);
      const names = Object.keys(content).filter((name) => name.slice(0, name.lastIndexOf("/")) === folder);
      return names.length === 0
        ? failure("not-found", `${folder} does not exist.`)
        : success(names.map((name) => name.slice(folder.length + 1)));
    },
  };
}

const noCommands: RunCommand = async (program) => failure("not-found", `The program ${program} is not installed.`);

const nmL2tp = `[connection]
id=Büro
type=vpn
[vpn]
gateway=vpn.example.com
ipsec-enabled=yes
ipsec-psk=0sU0VDUkVU
password-flags=1
user=ada
mtu=1400
service-type=org.freedesktop.NetworkManager.l2tp
[vpn-secrets]
password=SECRET
`;

describe("findLinuxProfiles", () => {
  it("finds profiles of every kind in their places, and never a secret", async () => {
    const found = await findLinuxProfiles(
      noCommands,
      disk({
        "/etc/NetworkManager/system-connections/Büro.nmconnection": nmL2tp,
        "/etc/NetworkManager/system-connections/Home.nmconnection":
          "[connection]\nid=Home\ntype=wifi\n[wifi-security]\npsk=SECRET\n",
        "/etc/ipsec.conf": "include ipsec.d/*.conf\nconn %default\n  dpddelay=30s\n",
        "/etc/ipsec.d/office.conf": "conn office\n  right=203.0.113.9\n  keyexchange=ikev2\n",
        "/etc/ipsec.d/office.secrets": 'include nothing\n: PSK "SECRET"\n',
        "/etc/swanctl/swanctl.conf": "include conf.d/*.conf\n",
        "/etc/swanctl/conf.d/branch.conf":
          "connections { branch { remote_addrs = branch.example.com\n dpd_delay = 20s } }\nsecrets { ike-1 { secret = SECRET } }\n",
        "/etc/xl2tpd/xl2tpd.conf": "[lac office]\nlns = 203.0.113.9\npppoptfile = /etc/ppp/options.office\n",
        "/etc/ppp/options.office": "mtu 1280\nlcp-echo-interval 30 # s\nname ada\npassword SECRET\n",
        "/etc/wireguard/wg0.conf":
          "[Interface]\nPrivateKey = SECRET=\nMTU = 1380\n[Peer]\nPresharedKey = SECRET=\nEndpoint = [2001:db8::9]:51820\nPersistentKeepalive = 25\n",
        "/etc/openvpn/client/work.conf":
          "client\nremote ovpn.example.com 1194 udp\nremote backup.example.com\nping-restart 60 ; s\n<key>\nremote SECRET\n</key>\nreneg-sec 3600\n",
        "/etc/openvpn/server.conf": "server 10.8.0.0 255.255.255.0\nport 1194\n",
      }),
    );
    expect(found.unreadable).toEqual([]);
    expect(found.profiles).toEqual([
      {
        name: "Büro",
        type: "l2tp-ipsec",
        gateway: "vpn.example.com",
        origin: "/etc/NetworkManager/system-connections/Büro.nmconnection",
        settings: { "ipsec-enabled": "yes", mtu: "1400" },
      },
      {
        name: "office",
        type: "ikev2",
        gateway: "203.0.113.9",
        origin: "/etc/ipsec.conf",
        settings: { dpddelay: "30s", right: "203.0.113.9", keyexchange: "ikev2" },
      },
      {
        name: "branch",
        type: "ikev2",
        gateway: "branch.example.com",
        origin: "/etc/swanctl/swanctl.conf",
        settings: { remote_addrs: "branch.example.com", dpd_delay: "20s" },
      },
      {
        name: "office",
        type: "l2tp-ipsec",
        gateway: "203.0.113.9",
        origin: "/etc/xl2tpd/xl2tpd.conf",
        settings: {
          lns: "203.0.113.9",
          pppoptfile: "/etc/ppp/options.office",
          "ppp mtu": "1280",
          "ppp lcp-echo-interval": "30",
        },
      },
      {
        name: "wg0",
        type: "wireguard",
        gateway: "2001:db8::9",
        origin: "/etc/wireguard/wg0.conf",
        settings: { MTU: "1380", Endpoint: "[2001:db8::9]:51820", PersistentKeepalive: "25" },
      },
      {
        name: "work",
        type: "openvpn",
        gateway: "ovpn.example.com",
        origin: "/etc/openvpn/client/work.conf",
        settings: { remote: "ovpn.example.com 1194 udp", "ping-restart": "60", "reneg-sec": "3600" },
      },
    ]);
    expect(JSON.stringify(found)).not.toContain("SECRET");
  });

  it("tells what may not be read, and nothing about what is not there", async () => {
    const found = await findLinuxProfiles(
      noCommands,
      disk({ "/etc/swanctl/swanctl.conf": null, "/etc/wireguard": null }),
    );
    expect(found.profiles).toEqual([]);
    expect(found.unreadable).toEqual([
      { origin: "/etc/swanctl/swanctl.conf", reason: "/etc/swanctl/swanctl.conf may not be read by this user." },
      { origin: "/etc/wireguard", reason: "/etc/wireguard may not be read by this user." },
    ]);
  });

  it("asks nmcli where NetworkManager's files may not be read", async () => {
    const uuid = "5fb06bd0-0bb0-7ffb-45f1-d6edd65f3e03";
    const run: RunCommand = async (program, args) => {
      if (program !== "nmcli") return failure("not-found", `The program ${program} is not installed.`);
      const stdout = args.includes("NAME,TYPE,UUID")
        ? `Wired:802-3-ethernet:${uuid}\nOffice\\: main:vpn:${uuid}\nwg:wireguard:${uuid}\nbad:vpn:--help\n`
        : "vpn.data:gateway = vpn.example.com, ipsec-enabled = yes, ipsec-psk = SECRET, ipsec-ike = aes256-sha1-modp2048,aes128\nvpn.service-type:org.freedesktop.NetworkManager.l2tp\n";
      return success({ exitCode: 0, stdout, stderr: "" });
    };
    const found = await findLinuxProfiles(run, disk({ "/etc/NetworkManager/system-connections": null }));
    expect(found).toEqual({
      profiles: [
        {
          name: "Office: main",
          type: "l2tp-ipsec",
          gateway: "vpn.example.com",
          origin: "NetworkManager",
          settings: { "ipsec-enabled": "yes", "ipsec-ike": "aes256-sha1-modp2048,aes128" },
        },
        { name: "wg", type: "wireguard", origin: "NetworkManager", settings: {} },
      ],
      unreadable: [],
    });
  });

  it("ends when files include themselves", async () => {
    const found = await findLinuxProfiles(
      noCommands,
      disk({ "/etc/ipsec.conf": "include /etc/ipsec.conf\ninclude /etc/ipsec.conf\nconn a\n right=192.0.2.1\n" }),
    );
    expect(found.profiles.map(({ name, gateway }) => [name, gateway])).toEqual([["a", "192.0.2.1"]]);
  });
});
