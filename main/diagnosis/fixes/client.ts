import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";

/** What keeps a tunnel alive when the network under it changes. */
export function mobilityFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Keep the network under the VPN stable",
      why: "a new address or a lost link ends every tunnel that cannot move with it",
      steps: [
        "Use a cable, or stay near one access point, for one day and see whether the drops stop.",
        "Let the computer use one network only: switch off automatic change between Wi-Fi, cable and mobile network.",
        "Update the driver of the Wi-Fi adapter, and switch off its power saving.",
      ],
      commands: [
        [
          "Linux (NetworkManager)",
          "nmcli connection modify WIFI-NAME 802-11-wireless.powersave 2\nnmcli connection modify WIFI-NAME 802-11-wireless.cloned-mac-address permanent",
        ],
        ["Windows", "Device Manager > the Wi-Fi adapter > Advanced > Roaming aggressiveness: lowest"],
        ["macOS", "System Settings > Wi-Fi > the network > Details > Private Wi-Fi address: fixed"],
      ],
      risk: "with a fixed hardware address networks can recognise the computer again; without power saving the battery lasts shorter.",
      undo: "set the former values (NetworkManager: powersave 0, cloned-mac-address empty).",
      verify: "The log shows no change of the network in the minute before a drop, or the drops stop.",
    }),
    fix({
      who: "vpn-admin",
      title: "Offer IKEv2 with MOBIKE",
      why: "MOBIKE (RFC 4555) moves a tunnel to a new address; L2TP and IKEv1 cannot",
      steps: ["Give the people who move a profile with IKEv2, and keep MOBIKE on at the gateway."],
      commands: [
        ["strongSwan (swanctl.conf, connection)", "version = 2\nmobike = yes"],
        ["libreswan (ipsec.conf, conn)", "ikev2=insist\nmobike=yes"],
        [
          "Windows Server RRAS",
          "Routing and Remote Access > the server > Properties > IKEv2 > Network outage time: 30 minutes",
        ],
        ["Windows client (PowerShell)", "Set-VpnConnection -Name NAME -TunnelType Ikev2"],
        ["macOS client (configuration profile, IKEv2)", "<key>DisableMOBIKE</key><integer>0</integer>"],
        ["pfSense and OPNsense", "VPN > IPsec > Phase 1 > key exchange version: IKEv2, MOBIKE: enabled"],
      ],
      risk: "IKEv2 needs a certificate at the gateway and new profiles; keep the former connection until everybody has moved.",
      undo: "switch the connection back to its former type.",
      verify: "The tunnel survives a change of the network, and the log shows an address update.",
    }),
  ];
}

/** What to do about sessions that sleep ends. */
export function sleepFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Keep the computer awake while the VPN is needed, or let it reconnect after sleep",
      why: "while it sleeps it answers nothing, so the gateway and the NAT forget it",
      steps: ["Lengthen the time until sleep on mains power.", "Switch on automatic reconnection in the VPN client."],
      commands: [
        ["Linux (GNOME)", "gsettings set org.gnome.settings-daemon.plugins.power sleep-inactive-ac-type nothing"],
        ["Linux (NetworkManager)", "nmcli connection modify NAME vpn.persistent yes"],
        ["Windows", "powercfg /change standby-timeout-ac 0"],
        ["macOS", "sudo pmset -c sleep 0"],
      ],
      risk: "the battery and the power bill; a computer that stays awake stays unlocked unless the screen locks.",
      undo: "set the former times (Windows: powercfg /change standby-timeout-ac 30; macOS: sudo pmset -c sleep 10).",
      verify: "The log shows no sleep in the minute before a drop, or the VPN comes back by itself after sleep.",
    }),
  ];
}

/** Updating is the cure for a bug of the client. */
export function clientBugFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Update the operating system",
      why: "this fault of the VPN client is known and corrected in a newer version (macOS: 14.2)",
      steps: ["Install the latest update and connect again."],
      verify: "The session outlives the time at which it dropped before.",
    }),
  ];
}
