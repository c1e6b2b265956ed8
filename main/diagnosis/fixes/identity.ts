import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";

const connects = "The next attempt connects, and the log shows no rejection.";

/** What to do about pre-shared keys that differ or are missing. */
export function pskFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Enter the pre-shared key again",
      why: "both ends must hold exactly the same key; a space at its end or a changed letter is enough to break it",
      steps: [
        "Ask your VPN administrator for the key and type it anew into the VPN settings; it is not your password.",
        "With two L2TP connections on one Linux computer, give each its Gateway ID, so that the right key is chosen.",
      ],
      commands: [
        [
          "Linux (strongSwan and libreswan)",
          "look into /etc/ipsec.secrets, /etc/ipsec.d/*.secrets and /etc/swanctl/swanctl.conf for keys that match any peer",
        ],
        [
          "Linux (reload after a change)",
          "swanctl --load-creds   # strongSwan\nipsec auto --rereadsecrets   # libreswan",
        ],
        ["Windows", "Settings > Network > VPN > the connection > Advanced options > Pre-shared key"],
        ["macOS", "System Settings > VPN > the connection > Shared secret"],
      ],
      verify: connects,
    }),
    fix({
      who: "vpn-admin",
      title: "Compare the gateway's key for this client",
      why: "with IKEv1 main mode the gateway picks the key by the client's address, not by its name",
      steps: [
        "Check that one key is valid for clients from any address, and that no older entry matches first.",
        "Reload the secrets after changing them.",
      ],
      commands: [
        ["strongSwan", "swanctl --load-creds"],
        ["libreswan", "ipsec auto --rereadsecrets"],
      ],
      verify: connects,
    }),
  ];
}

/** What to do about a rejected user name or password. */
export function credentialsFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Sign in again with the right user name and password",
      why: "the gateway answered and rejected what this computer presented",
      steps: [
        "Type the password anew instead of using the stored one; check the domain before the user name (DOMAIN\\name or name@domain).",
        "If the password has expired or was changed lately, renew it first, then update it in the VPN settings.",
      ],
      verify: connects,
    }),
    fix({
      who: "vpn-admin",
      title: "Check the account and the accepted methods of authentication",
      why: "a locked or expired account and a method that only one end allows look like a wrong password to the user",
      steps: [
        "Look up this attempt in the gateway's or the RADIUS server's log.",
        "Check that account and dial-in permission are valid, and that MS-CHAPv2 or EAP is allowed on both ends.",
      ],
      commands: [
        ["Windows NPS", "Event Viewer > Custom Views > Server Roles > Network Policy and Access Services, event 6273"],
      ],
      verify: connects,
    }),
  ];
}

/** What to do about a certificate that was refused. */
export function certificateFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Check this computer's clock and the gateway's name, then renew the certificate",
      why: "a wrong clock makes valid certificates look expired, and the name that is dialled must stand in the certificate",
      steps: [
        "Let the clock be set automatically.",
        "Dial the gateway by the name that your administrator gave you, not by its address.",
        "Install the current certificate and delete older ones of the same name.",
      ],
      commands: [
        ["Linux", "timedatectl"],
        ["Windows", "w32tm /query /status\ncertlm.msc"],
        ["macOS", "sntp time.apple.com"],
      ],
      verify: connects,
    }),
    fix({
      who: "vpn-admin",
      title: "Send a complete, valid certificate chain with the right name",
      why: "clients refuse a gateway whose certificate has expired, lacks its name in subjectAltName, or misses an intermediate",
      steps: [
        "Check the dates, the subjectAltName, the server authentication key usage, and that the intermediate is sent.",
        "Check that revocation lists can be reached by the clients.",
      ],
      commands: [
        ["strongSwan", "swanctl --list-certs"],
        [
          "any (certificate file)",
          "openssl x509 -in gateway.pem -noout -dates -subject -ext subjectAltName,extendedKeyUsage",
        ],
      ],
      verify: connects,
    }),
  ];
}

/** What to do about two ends without a common proposal or matching connection. */
export function proposalFixes(): readonly Fix[] {
  return [
    fix({
      who: "vpn-admin",
      title: "Offer a proposal that this client supports",
      why: "the gateway and the client share no combination of encryption, integrity and Diffie-Hellman group, or no connection fits what the client asks for",
      steps: [
        "Compare the received and the configured proposals in the gateway's log.",
        "Check the IKE version, the identities and the traffic selectors of the connection as well.",
      ],
      commands: [
        [
          "strongSwan (swanctl.conf)",
          "connections.NAME.proposals = aes256-sha256-ecp256,aes256-sha256-modp2048,aes256-sha1-modp2048\nconnections.NAME.children.NAME.esp_proposals = aes256gcm16,aes256-sha256,aes256-sha1",
        ],
        [
          "strongSwan (ipsec.conf, conn)",
          "ike=aes256-sha256-ecp256,aes256-sha256-modp2048!\nesp=aes256gcm16,aes256-sha256!",
        ],
        ["libreswan (ipsec.conf, conn)", "ike=aes256-sha2;modp2048,aes256-sha1;modp2048\nesp=aes_gcm256,aes256-sha2"],
        [
          "MikroTik RouterOS",
          "/ip ipsec profile set default enc-algorithm=aes-256 hash-algorithm=sha256 dh-group=ecp256,modp2048",
        ],
      ],
      undo: "set the former proposals.",
      verify: connects,
    }),
    fix({
      who: "you",
      title: "Bring the client's proposals in line with the gateway's",
      why: "new client versions drop weak algorithms that old gateways still ask for",
      steps: [
        "Ask your administrator which algorithms the gateway offers, and whether it can be updated before you allow weaker ones here.",
      ],
      commands: [
        [
          "Linux (NetworkManager-l2tp)",
          'nmcli connection modify NAME +vpn.data "ipsec-ike=aes256-sha256-modp2048, ipsec-esp=aes256-sha256"',
        ],
        [
          "Windows (PowerShell)",
          "Set-VpnConnectionIPsecConfiguration -ConnectionName NAME -AuthenticationTransformConstants SHA256128 -CipherTransformConstants AES256 -EncryptionMethod AES256 -IntegrityCheckMethod SHA256 -DHGroup Group14 -PfsGroup None -Force",
        ],
      ],
      undo: "Windows: Set-VpnConnectionIPsecConfiguration -ConnectionName NAME -RevertToDefault -Force; Linux: remove the two settings.",
      verify: connects,
    }),
  ];
}
