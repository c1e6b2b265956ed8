import type { Command } from "../fix.ts";

/* Lifetimes of keys, with the margin before the end in which they are renewed. */

interface Lifetimes {
  /** When a Child SA (phase 2) is renewed. */
  readonly childSeconds: number;
  /** When the IKE SA (phase 1) is renewed. */
  readonly ikeSeconds: number;
}

/** Windows renews its Child SAs after 8 h; a gateway that waits longer lets the client begin, which it knows how to do. */
const childSeconds = 32_400;
const shortestIkeSeconds = 86_400;
/** What Windows Server accepts at most (Set-VpnServerConfiguration); FortiOS' limit is a second more. */
const longestIkeSeconds = 172_799;
/** What Cisco IOS and EdgeOS accept at most for phase 1. */
const longestShortIkeSeconds = 86_400;

/** Lifetimes for a gateway whose sessions ended after this time, in ms; the usual ones where it is not known. */
export function gatewayLifetimesFor(sessionLengthMs: number | undefined): Lifetimes {
  const twiceSeconds = Math.ceil((2 * (sessionLengthMs ?? 0)) / 1000);
  return { childSeconds, ikeSeconds: Math.min(longestIkeSeconds, Math.max(shortestIkeSeconds, twiceSeconds)) };
}

/** A tenth of the lifetime: strongSwan's own default distance between `rekey_time` and `life_time`. */
const marginShare = 0.1;

/** Lifetimes and groups for gateways. */
export function gatewayLifetimeCommands({ childSeconds, ikeSeconds }: Lifetimes): readonly Command[] {
  const childMargin = Math.ceil(childSeconds * marginShare);
  const shortIkeSeconds = Math.min(ikeSeconds, longestShortIkeSeconds);
  const ikeMargin = Math.ceil(ikeSeconds * marginShare);
  return [
    [
      "strongSwan (swanctl.conf, child)",
      `esp_proposals = aes256gcm16-ecp256,aes256-sha256-modp2048,aes256gcm16,aes256-sha256\nrekey_time = ${childSeconds}s\nlife_time = ${childSeconds + childMargin}s`,
    ],
    [
      "strongSwan (swanctl.conf, connection)",
      `rekey_time = ${ikeSeconds}s\nover_time = ${ikeMargin}s\nreauth_time = 0s`,
    ],
    [
      "strongSwan (ipsec.conf, conn)",
      `esp=aes256gcm16-ecp256,aes256gcm16,aes256-sha256\nrekey=yes\nreauth=no\nikelifetime=${ikeSeconds}s\nlifetime=${childSeconds + childMargin}s\nmargintime=${childMargin}s`,
    ],
    [
      "libreswan (ipsec.conf, conn)",
      `rekey=yes\npfs=no\nikelifetime=${ikeSeconds}s\nsalifetime=${childSeconds}s\nrekeymargin=${childMargin}s`,
    ],
    [
      "Windows Server RRAS (PowerShell, as administrator)",
      `Set-VpnServerConfiguration -TunnelType IKEv2 -SALifeTimeSeconds ${childSeconds} -MMSALifeTimeSeconds ${ikeSeconds}\nRestart-Service RemoteAccess`,
    ],
    [
      "Windows client (PowerShell)",
      "Set-VpnConnectionIPsecConfiguration -ConnectionName NAME -AuthenticationTransformConstants GCMAES256 -CipherTransformConstants GCMAES256 -EncryptionMethod AES256 -IntegrityCheckMethod SHA256 -DHGroup ECP256 -PfsGroup ECP256 -Force",
    ],
    [
      "macOS client (configuration profile, IKEv2)",
      "<key>EnablePFS</key><true/>\n<key>ChildSecurityAssociationParameters</key>\n<dict><key>EncryptionAlgorithm</key><string>AES-256-GCM</string><key>DiffieHellmanGroup</key><integer>19</integer></dict>",
    ],
    [
      "MikroTik RouterOS",
      `/ip ipsec proposal set default pfs-group=none lifetime=${childSeconds}s\n/ip ipsec profile set default lifetime=${ikeSeconds}s`,
    ],
    [
      "pfSense and OPNsense",
      `VPN > IPsec > Phase 1: life time ${ikeSeconds}; Phase 2: life time ${childSeconds}, PFS key group as the client has it`,
    ],
    [
      "FortiGate",
      `config vpn ipsec phase1-interface\n  edit NAME\n    set keylife ${ikeSeconds}\n  next\nend\nconfig vpn ipsec phase2-interface\n  edit NAME\n    set pfs disable\n    set keylifeseconds ${childSeconds}\n  next\nend`,
    ],
    [
      "Cisco IOS",
      `crypto ipsec security-association lifetime seconds ${childSeconds}\ncrypto isakmp policy 10\n lifetime ${shortIkeSeconds}`,
    ],
    [
      "Cisco ASA",
      `crypto ipsec security-association lifetime seconds ${childSeconds}\ncrypto ikev2 policy 10\n lifetime seconds ${ikeSeconds}`,
    ],
    [
      "Ubiquiti EdgeRouter",
      `set vpn ipsec esp-group NAME lifetime ${childSeconds}\nset vpn ipsec esp-group NAME pfs disable\nset vpn ipsec ike-group NAME lifetime ${shortIkeSeconds}`,
    ],
  ];
}

/** Longer lifetimes on the user's computer. */
export function clientLifetimeCommands(seconds: number): readonly Command[] {
  return [
    [
      "Linux (NetworkManager-l2tp)",
      `nmcli connection modify NAME +vpn.data "ipsec-ikelifetime=${seconds}, ipsec-salifetime=${seconds}, ipsec-pfs=no"`,
    ],
    ["Linux (strongSwan, swanctl.conf child)", `rekey_time = ${seconds}s`],
    ["Linux (libreswan, ipsec.conf conn)", `ikelifetime=${seconds}s\nsalifetime=${seconds}s`],
  ];
}
