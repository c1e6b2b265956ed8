import type { Client } from "../../model/client.ts";
import type { LogSourceDescription } from "../../model/log-source.ts";

type Row = Omit<LogSourceDescription, "os">;

const interactiveUser = "Every user who is signed in at the computer; not over SSH or remote management.";

const windowsRows: readonly Row[] = [
  {
    source: "Windows log: Application (RasClient)",
    about: "Every attempt, connection and end of Windows' own VPN connections, with the code of the reason.",
    rights: interactiveUser,
    missingWithout: "When the VPN connected and dropped, and the code that Windows gave for it.",
  },
  {
    source: "Windows log: System (VPN services, DNS)",
    about: "The services that a VPN needs starting, stopping and crashing, and names that no DNS server answered.",
    rights: interactiveUser,
    missingWithout: "Whether IKEEXT, PolicyAgent or RasMan stopped, and failures of DNS.",
  },
  {
    source: "Windows log: System (power)",
    about: "Sleep, wake and Modern Standby with their times.",
    rights: interactiveUser,
    missingWithout: "Whether the computer slept before a drop.",
  },
  {
    source: "Windows log: System (wired network)",
    about: "Link changes that Intel's Ethernet drivers report.",
    rights: interactiveUser,
    missingWithout: "Whether the cable lost its link before a drop.",
  },
  {
    source: "Windows log: WLAN-AutoConfig",
    about: "Wi-Fi connecting, associating with another access point and disconnecting, with the reason.",
    rights: interactiveUser,
    missingWithout: "Whether Wi-Fi broke or roamed before a drop.",
  },
  {
    source: "Windows log: NetworkProfile",
    about: "Networks that came and went, the VPN's own among them.",
    rights: interactiveUser,
    missingWithout: "When this computer changed or lost its network.",
  },
  {
    source: "Windows log: NCSI",
    about: "Changes of what Windows thinks of its internet access, on newer builds.",
    rights: interactiveUser,
    missingWithout: "Short losses of the internet that no other log tells.",
  },
  {
    source: "Windows log: Dhcp-Client",
    about: "Addresses that were lost, refused or in conflict.",
    rights: interactiveUser,
    missingWithout: "Whether a changed address ended the VPN.",
  },
  {
    source: "Windows log: VPN-Client",
    about: "VPN profiles that were made or changed by device management.",
    rights: interactiveUser,
    missingWithout: "Whether a change of the profile came before the trouble.",
  },
  {
    source: "Windows log: VPNPlugInPlatform",
    about: "VPN apps of the store.",
    rights: interactiveUser,
    missingWithout: "What such an app reported.",
  },
  {
    source: "Windows log: Security (IPsec audit)",
    about: "IKE negotiations and their failures; read only from a file that a person gives.",
    rights: "Administrators and members of Event Log Readers; auditing of IPsec is off by default.",
    missingWithout: "The reason that IKE had. Windows keeps no other log of IKE that an ordinary user may read.",
  },
  {
    source: String.raw`%USERPROFILE%\OpenVPN\log\*.log`,
    about: "OpenVPN GUI's connections.",
    rights: "The user whose folder it is.",
    missingWithout: "Everything about OpenVPN connections.",
  },
];

const journalRights = "Members of the groups systemd-journal, adm or wheel, and root.";
const syslogRights = "Members of the group adm, and root; on Red Hat's systems root only.";

const linuxRows: readonly Row[] = [
  {
    source: "journal",
    about:
      "Lines of strongSwan, libreswan, xl2tpd, pppd, OpenVPN, NetworkManager, Wi-Fi, sleep and the kernel, with exact times.",
    rights: journalRights,
    missingWithout: "Everything that VPN daemons log; the state of connections and counters of the kernel remain.",
  },
  {
    source: "/var/log/{syslog,messages,daemon.log,kern.log}",
    about: "The same lines in the files of a syslog service, read where there is no journal.",
    rights: syslogRights,
    missingWithout: "On a machine without a journal, everything that VPN daemons log.",
  },
  {
    source: "/var/log/{auth.log,secure}",
    about: "libreswan's lines, which most systems keep with those about signing in; read where there is no journal.",
    rights: syslogRights,
    missingWithout: "On a machine without a journal, what libreswan logs.",
  },
  {
    source: "/var/log/{pluto,charon,xl2tpd,openvpn}.log",
    about: "Files that a VPN daemon writes itself, where it was told to.",
    rights: "Root, unless the daemon was told otherwise.",
    missingWithout: "Details that the daemon writes nowhere else.",
  },
];

const everyMacUser = "Every user.";

const macosRows: readonly Row[] = [
  {
    source: "macOS unified log",
    about:
      "Lines of pppd, racoon, NetworkExtension and the IKEv2 client, of Wi-Fi and of changes of the network, with exact times; kept for hours to weeks, as there is room.",
    rights: "Members of the group admin; no password is needed.",
    missingWithout:
      "Why IKE and IPsec failed, when keys were renewed, who ended a session, and Wi-Fi before a drop; the last error of each connection remains.",
  },
  {
    source: "/var/log/ppp.log",
    about: "Everything that pppd tells of L2TP connections, where their verbose logging is switched on.",
    rights: everyMacUser,
    missingWithout: "The steps of an L2TP connection, and whether the server still answered when the tunnel died.",
  },
  {
    source: "pmset -g log",
    about: "Sleep and wake of the last days, with their reasons and how long the computer slept.",
    rights: everyMacUser,
    missingWithout: "Whether the computer slept before a drop.",
  },
  {
    source: "scutil --nc status",
    about:
      "The last error of each L2TP and Cisco IPSec connection, without its time; IKEv2 is listed on some releases only.",
    rights: everyMacUser,
    missingWithout: "The one code of a failure that is left where no log may be read.",
  },
];

const rowsByOs: Readonly<Record<Client["os"], readonly Row[]>> = {
  linux: linuxRows,
  macos: macosRows,
  windows: windowsRows,
};

/** Every place where an operating system keeps logs of VPNs and what is below them. */
export function listLogSources(os: Client["os"]): readonly LogSourceDescription[] {
  return rowsByOs[os].map((row) => ({ os, ...row }));
}
