import { access } from "node:fs/promises";
import type { Client } from "../model/client.ts";
import type { CommandOptions, RunCommand } from "./run-command.ts";

type VpnClient = Client["vpnClients"][number];
type OsName = Client["os"];

interface VpnSoftware {
  readonly name: string;
  /** Package names of Debian and of the RPM family. */
  readonly packages: readonly string[];
  /** A file that is there when the software is; it tells no version. */
  readonly files: Partial<Readonly<Record<OsName, readonly string[]>>>;
}

/** VPN software that people drop out of, or that fights with another one. */
const vpnSoftware: readonly VpnSoftware[] = [
  {
    name: "strongSwan",
    packages: ["strongswan", "strongswan-charon", "strongswan-swanctl", "charon-systemd"],
    files: { linux: ["/usr/lib/ipsec/charon", "/usr/libexec/ipsec/charon", "/usr/libexec/strongswan/charon"] },
  },
  { name: "Libreswan", packages: ["libreswan"], files: { linux: ["/usr/libexec/ipsec/pluto"] } },
  { name: "xl2tpd", packages: ["xl2tpd"], files: { linux: ["/usr/sbin/xl2tpd"] } },
  { name: "pppd", packages: ["ppp"], files: { linux: ["/usr/sbin/pppd"] } },
  {
    name: "NetworkManager",
    packages: ["network-manager", "NetworkManager"],
    files: { linux: ["/usr/sbin/NetworkManager"] },
  },
  { name: "NetworkManager-l2tp", packages: ["network-manager-l2tp", "NetworkManager-l2tp"], files: {} },
  {
    name: "NetworkManager-strongswan",
    packages: ["network-manager-strongswan", "NetworkManager-strongswan"],
    files: {},
  },
  {
    name: "OpenVPN",
    packages: ["openvpn"],
    files: {
      linux: ["/usr/sbin/openvpn"],
      macos: ["/Applications/Tunnelblick.app", "/Applications/OpenVPN Connect.app"],
      windows: [
        "C:\\Program Files\\OpenVPN\\bin\\openvpn.exe",
        "C:\\Program Files\\OpenVPN Connect\\OpenVPNConnect.exe",
      ],
    },
  },
  {
    name: "WireGuard",
    packages: ["wireguard-tools"],
    files: {
      linux: ["/usr/bin/wg"],
      macos: ["/Applications/WireGuard.app"],
      windows: ["C:\\Program Files\\WireGuard\\wireguard.exe"],
    },
  },
  {
    name: "Cisco AnyConnect or Secure Client",
    packages: [],
    files: {
      linux: ["/opt/cisco/anyconnect/bin/vpn", "/opt/cisco/secureclient/bin/vpn"],
      macos: ["/opt/cisco/anyconnect/bin/vpn", "/opt/cisco/secureclient/bin/vpn"],
      windows: [
        "C:\\Program Files (x86)\\Cisco\\Cisco AnyConnect Secure Mobility Client\\vpnui.exe",
        "C:\\Program Files (x86)\\Cisco\\Cisco Secure Client\\UI\\csc_ui.exe",
      ],
    },
  },
  {
    name: "GlobalProtect",
    packages: ["globalprotect"],
    files: {
      linux: ["/opt/paloaltonetworks/globalprotect/PanGPS"],
      macos: ["/Applications/GlobalProtect.app"],
      windows: ["C:\\Program Files\\Palo Alto Networks\\GlobalProtect\\PanGPS.exe"],
    },
  },
  {
    name: "FortiClient",
    packages: ["forticlient"],
    files: {
      linux: ["/opt/forticlient/fctsched"],
      macos: ["/Applications/FortiClient.app"],
      windows: ["C:\\Program Files\\Fortinet\\FortiClient\\FortiClient.exe"],
    },
  },
  {
    name: "Tailscale",
    packages: ["tailscale"],
    files: {
      linux: ["/usr/sbin/tailscaled"],
      macos: ["/Applications/Tailscale.app"],
      windows: ["C:\\Program Files\\Tailscale\\tailscaled.exe"],
    },
  },
];

/** Finds VPN software by the package database, which knows versions, and else by files; it starts none of it. */
export async function findVpnClients(
  run: RunCommand,
  os: OsName,
  options?: CommandOptions,
): Promise<readonly VpnClient[]> {
  const versions = os === "linux" ? await packageVersions(run, options) : new Map<string, string>();
  const found = await Promise.all(
    vpnSoftware.map(async ({ name, packages, files }): Promise<VpnClient | null> => {
      const version = packages.map((packageName) => versions.get(packageName)).find((known) => known !== undefined);
      if (version !== undefined) return { name, version };
      const present = await Promise.all((files[os] ?? []).map(exists));
      return present.includes(true) ? { name } : null;
    }),
  );
  return found.filter((client) => client !== null);
}

async function packageVersions(run: RunCommand, options?: CommandOptions): Promise<ReadonlyMap<string, string>> {
  const names = vpnSoftware.flatMap(({ packages }) => packages);
  // Both programs end with an error when one of the names is unknown, and still print the others.
  const debian = await run(
    "dpkg-query",
    ["-W", "-f", "${db:Status-Status}\\t${Package}\\t${Version}\\n", ...names],
    options,
  );
  if (debian.ok) return parsePackageVersions(debian.value.stdout);
  const rpm = await run("rpm", ["-q", "--qf", "installed\\t%{NAME}\\t%{VERSION}-%{RELEASE}\\n", ...names], options);
  return rpm.ok ? parsePackageVersions(rpm.value.stdout) : new Map();
}

/** Reads lines of `installed TAB package TAB version`; packages in another state, and other lines, are left out. */
export function parsePackageVersions(text: string): ReadonlyMap<string, string> {
  const rows = text.split("\n").map((line) => line.split("\t"));
  return new Map(
    rows.flatMap(([state, name, version]): [string, string][] =>
      state === "installed" && name !== undefined && version !== undefined ? [[name, version]] : [],
    ),
  );
}

async function exists(filePath: string): Promise<boolean> {
  return access(filePath).then(
    () => true,
    () => false,
  );
}
