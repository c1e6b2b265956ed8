/** One kind of secret and how it looks in logs and settings. Only the secret itself is replaced, never its neighbours. */
export interface SecretRow {
  readonly name: string;
  /** The named group `secret` is what is replaced. */
  readonly pattern: RegExp;
  readonly samples: readonly { readonly text: string; readonly redacted: string }[];
  /** Looks alike and must stay as it is. */
  readonly nearMisses: readonly string[];
}

const removed = (name: string): string => `[${name} removed]`;

/** Every secret that a VPN daemon, its configuration or a helper is known to print. */
export const secretRows: readonly SecretRow[] = [
  {
    name: "pre-shared key",
    pattern:
      /\b(?:PSK|pre-shared[ _-]key|presharedkey|ipsec-psk|shared[ _-]secret)\s*[=:]?\s*(?<secret>"[^"\n]*"|0[xs][0-9A-Za-z+/=]{6,}|(?<=[=:]\s*)[^\s,;"'<]+)/dgi,
    samples: [
      {
        text: '198.51.100.7 %any : PSK "s3cret phrase"',
        redacted: `198.51.100.7 %any : PSK ${removed("pre-shared key")}`,
      },
      { text: "PresharedKey = lO7Xz1g9a0k=", redacted: `PresharedKey = ${removed("pre-shared key")}` },
      { text: "ipsec-psk=hunter2, user=ann", redacted: `ipsec-psk=${removed("pre-shared key")}, user=ann` },
    ],
    nearMisses: ["no shared key found for 'a' - 'b'", "authentication of 'x' with pre-shared key", "authby=psk"],
  },
  {
    name: "password",
    pattern: /\b(?:password|passwd|passphrase|user-password|pin)\s*[=:]\s*(?<secret>"[^"\n]*"|'[^'\n]*'|[^\s,;<]+)/dgi,
    samples: [
      { text: "password: Tr0ub4dor", redacted: `password: ${removed("password")}` },
      { text: 'passphrase="correct horse" ok', redacted: `passphrase=${removed("password")} ok` },
    ],
    nearMisses: ["E=648 Password expired", "incorrect username or password", "password-flags 1"],
  },
  {
    name: "private key",
    pattern: /(?<secret>-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$))/dg,
    samples: [
      {
        text: "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----",
        redacted: removed("private key"),
      },
    ],
    nearMisses: ["-----BEGIN CERTIFICATE-----"],
  },
  {
    name: "WireGuard private key",
    pattern: /\bprivate[_-]?key\s*[=:]\s*(?<secret>[A-Za-z0-9+/]{40,}={0,2})/dgi,
    samples: [
      {
        text: "PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=",
        redacted: `PrivateKey = ${removed("WireGuard private key")}`,
      },
    ],
    nearMisses: ["no private key found for 'moon'", "private-key-flags 0"],
  },
  {
    name: "token",
    pattern:
      /\b(?:Authorization:\s*(?:Bearer|Basic)|Bearer|(?:access|auth|session)[_-]?token\s*[=:]|(?:Set-)?Cookie:)\s*(?<secret>[^\s,;"']{8,}[^\r\n]*)/dgi,
    samples: [
      { text: "Authorization: Bearer abcdef0123456789", redacted: `Authorization: Bearer ${removed("token")}` },
      { text: "auth_token=0123456789abcdef", redacted: `auth_token=${removed("token")}` },
    ],
    nearMisses: ["received COOKIE notify", "sending cookie"],
  },
];
