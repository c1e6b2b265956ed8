import type { Fix } from "../../model/finding.ts";
import { listText } from "../wording.ts";
import { fix } from "./fix.ts";
import { udpEncapsulationCommands } from "./settings/inspection.ts";

/** Lets Windows use L2TP/IPsec through NAT. `value`: 1 where only the gateway is behind a NAT, 2 where both ends are. */
export function natTraversalRegistryFixes(value: number): readonly Fix[] {
  const verify = "After the restart the VPN connects, and the check no longer finds this.";
  return [
    fix({
      who: "you",
      title: `Allow NAT traversal in Windows (AssumeUDPEncapsulationContextOnSendRule = ${value})`,
      why: "without it Windows refuses an L2TP gateway that stands behind a NAT, and says only error 809 or 789",
      steps: [
        "Open PowerShell as administrator, or ask your administrator to do it.",
        "Set both values, and restart the computer, because they are read at start only.",
      ],
      commands: [
        [
          "Windows (PowerShell, as administrator)",
          `New-ItemProperty -Path "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\PolicyAgent" -Name AssumeUDPEncapsulationContextOnSendRule -PropertyType DWORD -Value ${value} -Force\nNew-ItemProperty -Path "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\RasMan\\Parameters" -Name ProhibitIpSec -PropertyType DWORD -Value 0 -Force\nRestart-Computer`,
        ],
      ],
      risk: "Microsoft leaves it off because with addresses that move between hosts behind a NAT, data may reach the wrong one.",
      undo: "Remove-ItemProperty with the same path and name, then restart.",
      verify,
    }),
    fix({
      who: "vpn-admin",
      title: "Give the gateway a public address of its own, or offer IKEv2",
      why: "IKEv2 in Windows works with a gateway behind a NAT without any registry value",
      steps: [
        "Roll the value out by group policy if L2TP has to stay.",
        "Forward UDP 500 and 4500 to the gateway, and no IP protocol 50.",
      ],
      commands: [
        ["Windows client (PowerShell)", "Set-VpnConnection -Name NAME -TunnelType Ikev2"],
        ...udpEncapsulationCommands.filter(([label]) => label.startsWith("Windows Server RRAS")),
      ],
      risk: "IKEv2 needs a certificate at the gateway and new profiles for the clients.",
      undo: "switch the connections back to their former type.",
      verify,
    }),
  ];
}

/** What to do about other software that wants the same ports or sees the same packets. */
export function conflictingSoftwareFixes(names: readonly string[]): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: `Stop ${listText(names)} for one test`,
      why: "two programs that build tunnels or filter packets take each other's ports, routes and packets away",
      steps: [
        "Disconnect and quit the other software, then connect this VPN again.",
        "If that helps, ask its maker or your administrator how the two get along, or remove the one that you do not need.",
      ],
      commands: [
        [
          "Linux",
          "systemctl --type=service --state=running\nsudo ss -lunp '( sport = :500 or sport = :4500 or sport = :1701 )'",
        ],
        [
          "Windows (PowerShell)",
          "Get-NetUDPEndpoint -LocalPort 500,4500,1701 | Format-Table LocalAddress, LocalPort, OwningProcess\nGet-Service IKEEXT, PolicyAgent, RasMan",
        ],
        ["macOS", "sudo lsof -nP -iUDP:500 -iUDP:4500 -iUDP:1701\nsystemextensionsctl list"],
      ],
      risk: "the other software may be there for your protection, and its own connections end.",
      undo: "start the other software again.",
      verify: "The VPN connects, or stays up, while the other software is stopped, and fails again when it runs.",
    }),
  ];
}

/** What to do about a wrong clock. */
export function clockSkewFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Set the clock, and let it be kept right automatically",
      why: "certificates are valid from one moment to another, and a wrong clock lies outside",
      steps: [
        "Compare date, time and time zone with a phone.",
        "If it is wrong again after the next start, the battery on the main board is empty.",
      ],
      commands: [
        ["Linux", "timedatectl\nsudo timedatectl set-ntp true"],
        [
          "Windows (PowerShell, as administrator)",
          "Set-Service w32time -StartupType Automatic\nStart-Service w32time\nw32tm /resync",
        ],
        ["macOS", "sudo systemsetup -setusingnetworktime on"],
      ],
      risk: "programs that compare times may be confused once when the clock jumps.",
      undo: "sudo timedatectl set-ntp false, or the switch in the settings of date and time.",
      verify: "The time is right to the second, and the next attempt connects.",
    }),
  ];
}
