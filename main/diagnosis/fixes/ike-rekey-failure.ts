import { durationText } from "../../model/duration-text.ts";
import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";

export interface RekeyNumbers {
  /** How long the sessions lasted that ended at a rekey; undefined when no session length is known. */
  readonly sessionLengthMs: number | undefined;
  /** Whether the log shows that the peer refused the proposal of the rekey. */
  readonly proposalRefused: boolean;
}

const daySeconds = 86_400;

/** Lifetimes and proposals to align on both ends. */
export function rekeyFixes({ sessionLengthMs, proposalRefused }: RekeyNumbers): readonly Fix[] {
  const when = sessionLengthMs === undefined ? "when the keys are renewed" : `after ${durationText(sessionLengthMs)}`;
  const verify =
    sessionLengthMs === undefined
      ? "The session outlives the next rekey, and the log shows that the rekey was done."
      : `The session lasts longer than ${durationText(sessionLengthMs * 1.1)}, and the log shows that the rekey was done.`;
  return [
    fix({
      who: "vpn-admin",
      title: proposalRefused
        ? "Make both ends accept the same proposal when keys are renewed (PFS group)"
        : "Let the keys be renewed before they expire",
      why: proposalRefused
        ? "the first Child SA needs no Diffie-Hellman group of its own, so a mismatch of the PFS group shows only at the first rekey (RFC 7296 section 1.3.3)"
        : `the session ends ${when} because no new SA takes over from the old one`,
      steps: [
        "Compare the ESP proposals and the PFS setting of both ends: with PFS on one side only, renewing is refused.",
        "Allow renewal from both sides, and let the lifetime at the gateway be longer than the client's.",
        "For clients that cannot renew (Windows and Apple with some settings), list the proposals with and without a group.",
      ],
      commands: [
        [
          "strongSwan (swanctl.conf, child)",
          "esp_proposals = aes256gcm16-ecp256,aes256-sha256-modp2048,aes256gcm16,aes256-sha256\nrekey_time = 1h\nlife_time = 66m",
        ],
        ["strongSwan (swanctl.conf, connection)", "rekey_time = 4h\nover_time = 24m\nreauth_time = 0s"],
        [
          "strongSwan (ipsec.conf, conn)",
          "esp=aes256gcm16-ecp256,aes256gcm16,aes256-sha256\nrekey=yes\nreauth=no\nikelifetime=8h\nlifetime=1h\nmargintime=9m",
        ],
        ["libreswan (ipsec.conf, conn)", "rekey=yes\npfs=no\nikelifetime=24h\nsalifetime=24h"],
        [
          "MikroTik RouterOS",
          "/ip ipsec proposal set default pfs-group=none lifetime=8h\n/ip ipsec profile set default lifetime=1d",
        ],
        [
          "Windows client (PowerShell)",
          "Set-VpnConnectionIPsecConfiguration -ConnectionName NAME -AuthenticationTransformConstants GCMAES256 -CipherTransformConstants GCMAES256 -EncryptionMethod AES256 -IntegrityCheckMethod SHA256 -DHGroup ECP256 -PfsGroup ECP256 -Force",
        ],
      ],
      undo: "set the former lifetimes and proposals.",
      verify,
    }),
    fix({
      who: "you",
      title: "Give the gateway time: longer lifetimes on this computer",
      why: `until both ends agree, a longer lifetime puts the drop off (at present it comes ${when})`,
      steps: [
        "Change the lifetimes only with your administrator's consent: the shorter of both ends decides.",
        "Update the operating system and the VPN client: rekeying is a common place for bugs.",
      ],
      commands: [
        [
          "Linux (NetworkManager-l2tp)",
          `nmcli connection modify NAME +vpn.data "ipsec-ikelifetime=${daySeconds}, ipsec-salifetime=${daySeconds}, ipsec-pfs=no"`,
        ],
        ["Linux (strongSwan, swanctl.conf child)", "rekey_time = 24h"],
        ["Linux (libreswan, ipsec.conf conn)", "ikelifetime=24h\nsalifetime=24h"],
      ],
      undo: "remove the changed settings.",
      verify,
    }),
  ];
}
