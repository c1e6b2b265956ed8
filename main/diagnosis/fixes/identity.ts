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
        [
          "Windows Server RRAS",
          "Routing and Remote Access > the server > Properties > Security > Allow custom IPsec policy for L2TP/IKEv2: preshared key",
        ],
        ["MikroTik RouterOS", "/interface l2tp-server server print\n/ip ipsec identity print"],
        ["pfSense and OPNsense", "VPN > IPsec > Pre-Shared Keys"],
        ["FortiGate", "config vpn ipsec phase1-interface\n  edit NAME\n    set psksecret NEW-KEY\n  next\nend"],
        ["Cisco IOS", "show running-config | section crypto keyring"],
        ["Cisco ASA", "more system:running-config | begin tunnel-group"],
        ["Ubiquiti EdgeRouter", "show vpn l2tp remote-access ipsec-settings"],
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
        "Type the password anew instead of using the stored one; check the domain with the user name (before a backslash, or after an @).",
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
        ["xl2tpd and pppd", "look into /etc/ppp/chap-secrets, or into the log of the RADIUS server that pppd asks"],
        ["strongSwan", "swanctl --list-conns\nswanctl --log"],
        [
          "Windows Server RRAS (PowerShell)",
          "Get-WinEvent -FilterHashtable @{LogName='System'; ProviderName='RemoteAccess'} -MaxEvents 100",
        ],
        ["MikroTik RouterOS", '/ppp secret print\n/log print where topics~"ppp"'],
        ["FortiGate", "diagnose debug application fnbamd -1\ndiagnose debug enable"],
        ["Cisco ASA", "show aaa-server\nshow vpn-sessiondb detail remote"],
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
        ["libreswan", "certutil -L -d sql:/var/lib/ipsec/nss"],
        [
          "Windows Server RRAS (PowerShell)",
          "Get-ChildItem Cert:\\LocalMachine\\My | Format-List Subject, DnsNameList, NotBefore, NotAfter, EnhancedKeyUsageList",
        ],
        ["MikroTik RouterOS", "/certificate print detail"],
        ["FortiGate", "get vpn certificate local details"],
        ["Cisco IOS", "show crypto pki certificates"],
        ["Cisco ASA", "show crypto ca certificates"],
        [
          "any system (certificate file)",
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
        [
          "Windows Server RRAS (PowerShell, as administrator)",
          "Set-VpnServerConfiguration -TunnelType IKEv2 -CustomPolicy -AuthenticationTransformConstants SHA256128 -CipherTransformConstants AES256 -EncryptionMethod AES256 -IntegrityCheckMethod SHA256 -DHGroup Group14 -PfsGroup None\nRestart-Service RemoteAccess",
        ],
        ["pfSense and OPNsense", "VPN > IPsec > Phase 1 and Phase 2 > Algorithms: AES-256, SHA256, DH group 14 and 19"],
        [
          "FortiGate",
          "config vpn ipsec phase1-interface\n  edit NAME\n    set proposal aes256-sha256\n    set dhgrp 14 19\n  next\nend",
        ],
        [
          "Cisco IOS",
          "crypto isakmp policy 10\n encryption aes 256\n hash sha256\n group 14\ncrypto ipsec transform-set STRONG esp-aes 256 esp-sha256-hmac\n mode transport",
        ],
        ["Cisco ASA", "crypto ikev2 policy 10\n encryption aes-256\n integrity sha256\n group 14 19"],
        [
          "Ubiquiti EdgeRouter",
          "set vpn ipsec ike-group NAME proposal 1 encryption aes256\nset vpn ipsec ike-group NAME proposal 1 hash sha256\nset vpn ipsec ike-group NAME proposal 1 dh-group 14",
        ],
      ],
      risk: "every algorithm that is added for an old client is also open to an attacker; remove SHA-1 again when nobody needs it.",
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
      risk: "a weak algorithm here protects only as well as it can; updating the gateway is the better cure.",
      undo: "Windows: Set-VpnConnectionIPsecConfiguration -ConnectionName NAME -RevertToDefault -Force; Linux: remove the two settings.",
      verify: connects,
    }),
  ];
}
