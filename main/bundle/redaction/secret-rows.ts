import type { RedactionRow } from "./row.ts";

/* Secrets are removed, not replaced by pseudonyms: equality of two passwords is a secret too. */

/** A word, how people and programs put a value behind it (`=`, `:`, quotes, JSON, XML, property lists), and the value. */
function assigned(words: string): RegExp {
  const separator = String.raw`(?:\\?["'\]])?\s{0,8}(?:=>|[=:]|%3d|</key>\s{0,8}<string>|(?<=<[\w:.-]{0,40})>)\s{0,8}`;
  return new RegExp(`(?:${words})${separator}${value}`, "dgi");
}

const value = String.raw`(?:\\"(?<secret>[^"\\\n]{1,4096})|"(?<secret2>(?:\\.|[^"\\\n]){1,4096})|'(?<secret3>[^'\n]{1,4096})|(?<secret4>[^\s,;"'<>&\\]{1,4096}))`;

/** Words that are part of other words too stand alone; `_` and `-` may stand in front of them. */
const alone = (words: string) => String.raw`(?<![a-z0-9])(?:${words})`;

export const secretRows: readonly RedactionRow[] = [
  {
    name: "private key in PEM",
    literals: ["-----begin"],
    pattern:
      /(?<secret>-----BEGIN [A-Za-z0-9 ]{0,40}(?:PRIVATE|Static|SECRET) [Kk][Ee][Yy][A-Za-z0-9 ]{0,20}-----.*?(?:-----END [A-Za-z0-9 ]{0,60}-----|$))/dg,
    samples: ["key: «-----BEGIN RSA PRIVATE KEY-----\\nMIIBCANARY\\n-----END RSA PRIVATE KEY-----» loaded"],
    nearMisses: ["-----BEGIN CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----"],
  },
  {
    name: "pre-shared key",
    literals: ["psk", "shared"],
    pattern: assigned(
      String.raw`${alone("psk")}|pre-?shared[ _-]?key|ipsec-psk|(?<!no )shared[ _-]?secret|PSK(?=\s+["'])\s*|PSK\s+(?=0[xs])|sharedkey`,
    ),
    samples: [
      "PresharedKey = «lO7Xz1g9a0k=»",
      "ipsec-psk=«hunter2», user-flags 1",
      'wifi_psk="«CANARY phrase»"',
      '{"psk":"«CANARY»"}',
      '{\\"psk\\":\\"«CANARY»\\"}',
      "<PreSharedKey>«CANARY»</PreSharedKey>",
      "<key>SharedSecret</key> <string>«CANARY»</string>",
    ],
    nearMisses: [
      "no shared key found for 'a' - 'b'",
      "authentication with pre-shared key",
      "authby=psk",
      "wpa-psk, wpa-eap",
    ],
  },
  {
    name: "secret of an IPsec peer",
    literals: ["psk ", "eap ", "xauth ", "ntlm ", "rsa ", "ecdsa ", "pkcs12 ", "p12 ", "pin "],
    pattern:
      /(?:\b(?:PSK|EAP|XAUTH|NTLM|PIN)|: (?:RSA|ECDSA|PKCS8|P12|PKCS12) \S{1,200})\s{1,8}(?:"(?<secret>[^"\n]{1,4096})"|(?<secret2>0[xs][0-9A-Za-z+/=]{6,4096}))/dg,
    samples: [
      '%any %any : PSK "«s3cret phrase»"',
      ": PSK «0sFpZAZqEN6Ti9sqt4ZP5EWcqx»",
      ': EAP "«CANARY»"',
      ': RSA moon.pem "«CANARY»"',
    ],
    nearMisses: ["received EAP identity", "authentication with RSA signature successful", "no PSK found"],
  },
  {
    name: "password",
    literals: ["passw", "passphrase", "pwd", "pin", "pass", "secret", "credential", "kennwort", "mot de passe"],
    pattern: assigned(
      String.raw`pass(?:word|wd|phrase|code)|kennwort|mot de passe|${alone(String.raw`(?:pwd|pass|pin(?:[ _-]?code)?|secret|client[_-]?secret|credentials?)`)}`,
    ),
    samples: [
      "password: «Tr0ub4dor»",
      'passphrase="«correct horse»" ok',
      "leap-password=«CANARY»",
      "<password>«CANARY»</password>",
      "userPassword = '«CANARY one»'",
      "secret: «CANARY»",
      "SIM PIN: «1234»",
      "?passwd=«CANARY»&x=1",
    ],
    nearMisses: [
      "E=648 Password expired",
      "incorrect username or password",
      "password-flags 1",
      "password=<hidden>",
      "spinning: 3",
      "secrets loaded from 'moon'",
    ],
  },
  {
    name: "password on a command line",
    literals: ["--pass", "--psk", "--secret", "--token", "--cookie", "--key-pass", "plugin_pass"],
    pattern:
      /--(?:key-)?(?:pass(?:word|wd|phrase)?|psk|secret|token|cookie)[ =](?:"(?<secret>[^"\n]{1,4096})"|(?<secret2>[^\s"]{1,4096}))/dgi,
    samples: ["openconnect --token «CANARY»", 'x --password "«CANARY b»" y', "openconnect --cookie=«CANARY»"],
    nearMisses: ["--pass-through-delay 3", "--tokens"],
  },
  {
    name: "password in a URL",
    literals: ["://"],
    pattern: /:\/\/(?<user>[^\s:@/"'<>]{1,256}):(?<secret>[^\s@/"'<>]{1,256})@/dg,
    samples: ["proxy http://«ann»:«CANARY»@/"],
    nearMisses: ["see https://", "http://:8080/"],
  },
  {
    name: "secret of a PPP peer",
    literals: ["*"],
    pattern:
      /^\s{0,8}(?:"(?<user>[^"\n]{1,256})"|(?<user2>[^\s"#*]{1,256}))\s{1,16}(?:\*|[\w.-]{1,128})\s{1,16}(?:"(?<secret>[^"\n]{1,1024})"|(?<secret2>[^\s"]{1,1024}))\s{1,16}(?:\*|"\*")\s*$/dg,
    samples: ['"«ann»" * "«CANARY»" *', "«ann» l2tpd «CANARY» *"],
    nearMisses: ['"a" *', "sent packet to peer *"],
  },
  {
    name: "PPP response",
    literals: ["chap", "papauth", "pap auth"],
    pattern:
      /\b(?:(?:MS-?)?CHAP(?:v2)? (?:Response|Challenge)\b[^<>\n]{0,80}<(?<secret>[0-9a-f]{16,256})>|PAP ?Auth-?Req\b.{0,200}?password="?(?<secret2>[^<">\s]{1,256})"?)/dgi,
    samples: ["rcvd [CHAP Challenge id=0x1 <«0123456789abcdef0123456789abcdef»>, x]"],
    nearMisses: ["sent [PAP AuthReq id=0x1 password=<hidden>]", "CHAP authentication succeeded"],
  },
  {
    name: "private key value",
    literals: ["private", "priv_key", "privkey"],
    pattern:
      /\bpriv(?:ate)?[ _-]?key["'\\]{0,2}\s{0,8}(?:[=:]|>)\s{0,8}["'\\]{0,2}(?<secret>[A-Za-z0-9+/]{40,4096}={0,2})/dgi,
    samples: [
      "PrivateKey = «yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=»",
      "private_key=«e84b5a6d2717c1003a13b431570353dbaca9146cf150c5f8575680feba52027a»",
    ],
    nearMisses: ["no private key found for 'moon'", "private-key-flags 0"],
  },
  {
    name: "token",
    literals: [
      "authorization",
      "bearer",
      "token",
      "cookie",
      "webvpn",
      "dsid",
      "session id",
      "session_id",
      "session-id",
      "sessionid",
      "session key",
      "session_key",
      "session-key",
      "sessionkey",
      "api key",
      "api_key",
      "api-key",
      "apikey",
      "samlre",
      "signature",
      "otp",
      "eyj",
    ],
    pattern: new RegExp(
      [
        String.raw`\b(?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:Bearer|Basic|Digest|NTLM|Negotiate)\s{1,4})?(?<secret>[^\s,;"'][^\r\n"']{0,4096})`,
        String.raw`\bBearer\s{1,4}(?<secret2>[A-Za-z0-9._~+/=-]{8,4096})`,
        String.raw`\b(?:Set-)?Cookie["']?\s{0,4}:\s{0,4}["']?(?<secret3>[^\s"'][^\r\n"']{2,4096})`,
        String.raw`(?<![a-z0-9])(?:(?:access|auth|refresh|id|session|csrf|device|login)?[ _-]?token|(?:webvpn|vpn|session|auth)?[ _-]?cookie|webvpnc?|DSID|session[ _-]?(?:id|key)|api[ _-]?key|SAML(?:Response|Request)|(?:X-Amz-)?signature|otp)["']?(?:=|:\s|":)\s{0,4}["']?(?<secret4>[A-Za-z0-9._~+/%@=-]{8,4096})`,
        String.raw`(?<secret5>\beyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{8,4096}(?:\.[A-Za-z0-9_-]{0,4096})?)`,
      ].join("|"),
      "dgi",
    ),
    samples: [
      "Authorization: Bearer «abcdef0123456789»",
      "auth_token=«0123456789abcdef»",
      "Set-Cookie: «webvpn=CANARY; path=/»",
      '"access_token":"«CANARYCANARY»"',
      "got «eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2QT4» here",
      "DSID=«0123456789abcdef»",
    ],
    nearMisses: [
      "received COOKIE notify",
      "sending cookie",
      "no token found",
      "session 12 of user 1000",
      "signature: RSA",
    ],
  },
];

/** A secret that fills lines of its own: everything from the line that begins it to the one that ends it is removed. */
export interface SecretBlock {
  readonly name: string;
  readonly begins: RegExp;
  readonly ends: RegExp;
}

/** More lines than a private key has: a block that never ends does not swallow the rest of a log. */
export const maxBlockLines = 400;

/** Stands in every text in which a block begins. */
export const secretBlockMark =
  /-----BEGIN |<(?:key|pkcs12|tls-auth|tls-crypt|tls-crypt-v2|secret|auth-user-pass|http-proxy-user-pass)>/;

export const secretBlocks: readonly SecretBlock[] = [
  {
    name: "private key",
    begins: /-----BEGIN [A-Za-z0-9 ]{0,40}(?:PRIVATE|Static|SECRET) [Kk][Ee][Yy]/,
    ends: /-----END [A-Za-z0-9 ]{0,60}/,
  },
  {
    name: "inline file of OpenVPN",
    begins: /^\s*<(?:key|pkcs12|tls-auth|tls-crypt|tls-crypt-v2|secret|auth-user-pass|http-proxy-user-pass)>\s*$/,
    ends: /^\s*<\/(?:key|pkcs12|tls-auth|tls-crypt|tls-crypt-v2|secret|auth-user-pass|http-proxy-user-pass)>/,
  },
];
