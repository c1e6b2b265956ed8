import { createSeededRandom } from "../../fakes/seeded-random.ts";

/** One line with what must not leave in it. */
export interface HostileLine {
  readonly text: string;
  readonly canaries: readonly string[];
}

type Make = (pick: (most: number) => number) => string;

const hexDigits =
  (count: number): Make =>
  (pick) =>
    Array.from({ length: count }, () => pick(16).toString(16)).join("");
const word =
  (prefix: string): Make =>
  (pick) =>
    `${prefix}${pick(36 ** 4)
      .toString(36)
      .padStart(4, "q")}zz`;

/** What is hidden where a template says `{kind}`. */
const makers: Readonly<Record<string, Make>> = {
  pub4: (pick) => [[5, 23, 46, 81, 93, 155, 185, 203][pick(8)], 1 + pick(250), 1 + pick(250), 1 + pick(250)].join("."),
  home4: (pick) => `192.168.${pick(120)}.${1 + pick(250)}`,
  corp4: (pick) => `10.${pick(120)}.${pick(250)}.${1 + pick(250)}`,
  cgn4: (pick) => `100.${64 + pick(30)}.${pick(250)}.${1 + pick(250)}`,
  pub6: (pick) => `2a02:${hexDigits(3)(pick)}1:${hexDigits(3)(pick)}2::${hexDigits(3)(pick)}3`,
  ula6: (pick) => `fd${hexDigits(2)(pick)}:${hexDigits(3)(pick)}1:${hexDigits(3)(pick)}2:1::${hexDigits(3)(pick)}4`,
  link6: (pick) => `fe80::${hexDigits(3)(pick)}5:${hexDigits(3)(pick)}6:${hexDigits(3)(pick)}7:${hexDigits(3)(pick)}8`,
  mac: (pick) => `3c:22:fb:${hexDigits(2)(pick)}:${hexDigits(2)(pick)}:${hexDigits(2)(pick)}`,
  macdash: (pick) => `3C-22-FB-${hexDigits(2)(pick)}-${hexDigits(2)(pick)}-${hexDigits(2)(pick)}`.toUpperCase(),
  macdot: (pick) => `3c22.${hexDigits(4)(pick)}.${hexDigits(4)(pick)}`,
  user: word("anna"),
  host: word("laptop"),
  fqdn: (pick) =>
    `${word("gw")(pick)}.${word("corp")(pick)}.${["com", "example", "de", "internal", "pl", "co.uk"][pick(6)] ?? ""}`,
  ssid: (pick) => `${word("Wlan")(pick)} Home`,
  secret: (pick) => `Canary${hexDigits(10)(pick)}X`,
  guid: (pick) => [8, 4, 4, 4, 12].map((length) => hexDigits(length)(pick)).join("-"),
  spi: (pick) => `c${hexDigits(7)(pick)}`,
  cookie: (pick) => `a${hexDigits(15)(pick)}`,
  serial: (pick) => `C02${hexDigits(5)(pick).toUpperCase()}J5`,
  key: (pick) => `xT1B${Array.from({ length: 38 }, () => "ABCdef0123456789ghiJKL".charAt(pick(22))).join("")}8=`,
};

/** Lines in the shapes that daemons, systems and people write; every `{kind}` must be gone afterwards. */
const templates: readonly string[] = [
  "Nov 23 10:00:00 {host} charon[77]: 05[NET] sending packet: from {home4}[4500] to {pub4}[4500] (76 bytes)",
  "2026-11-23T10:00:00.1+01:00 {host} charon-nm[77]: 05[IKE] initiating IKE_SA x[1] to {pub4}",
  "05[IKE] IKE_SA x[1] established between {home4}[{user}@{fqdn}]...{pub4}[{fqdn}]",
  "05[IKE] CHILD_SA x{1} established with SPIs {spi}_i {spi}_o and TS {corp4}/32 === {corp4}/32",
  "connect udp:{pub4}:4500 failed",
  "socket [{pub6}]:500 and {link6}%eth0 and ({ula6})",
  "inet6 {link6}%en0 prefixlen 64 scopeid 0x4",
  "path /run/vpn/{pub4}/state and file:///var/{corp4}.log",
  "<Data Name='Addr'>{pub4}</Data><Data>{pub6}</Data>",
  "<Event><System><Computer>{host}</Computer></System><EventData><Data>{guid}</Data><Data>CORP-{user}\\{user}</Data></EventData></Event>",
  "CoId={{guid}}: The user {host}\\{user} dialed a connection named Office",
  '{"level":"info","user":"{user}","psk":"{secret}","peer":"{pub4}"}',
  '{\\"password\\":\\"{secret}\\",\\"ip\\":\\"{pub4}\\"}',
  "ipsec-psk={secret}, user={user}",
  '{pub4} %any : PSK "{secret}"',
  ': EAP "{secret}"',
  "password: {secret}",
  "PASSWORD={secret};user={user};",
  "passphrase='{secret} and more'",
  "PrivateKey = {key}",
  "peer {key} endpoint {pub4}:51820",
  "Authorization: Bearer {secret}",
  "Set-Cookie: webvpn={secret}; path=/",
  "openconnect --cookie={secret} --user {host} https://{fqdn}/",
  "https://{user}:{secret}@{fqdn}:8443/login?token={secret}",
  "-----BEGIN PRIVATE KEY-----MII{secret}-----END PRIVATE KEY-----",
  "wlan0: Trying to associate with {mac} (SSID='{ssid}' freq=5180 MHz)",
  "roam {macdash} -> {macdash}; arp {macdot} on Vlan1",
  'station ap={mac},bssid={mac} ssid="{ssid}"',
  "<Data Name='SSID'>{ssid}</Data><Data Name='BSSID'>{macdash}</Data>",
  "Activation: (wifi) connection '{ssid}' has security",
  "reading /home/{user}/.cert/x.pem and C:\\Users\\{user}\\AppData\\x and \\/Users\\/{user}\\/Library",
  "pppd 2.4.9 started by {user}, uid 1000",
  'rcvd [CHAP Challenge id=0x1 <0123456789abcdef>, name = "{user}"]',
  "authentication of 'C=CH, O={user}, CN={fqdn}' with RSA signature successful",
  "received EAP identity '{user}'",
  "xauth user={user} login: {user} account={user}",
  "mail {user}@{fqdn}, <{user}.x@{fqdn}>; u={user}%40{fqdn}",
  "resolving {fqdn} ... {fqdn}: NXDOMAIN; server '{fqdn}'",
  "DHCP hostname: {host}; hostname '{host}'",
  "spi:{cookie}:{cookie} and IKE {cookie}_i {cookie}_r",
  "ESP=>0x{spi} <0x{spi} esp.{spi}@{pub4}",
  "Serial Number: {serial}; machine-id: {guid}",
  "IP {home4}.4500 > {pub4}.4500: UDP-encap: ESP(spi=0x{spi},seq=0x1)",
  "::ffff:{pub4} mapped, 64:ff9b::{pub4} translated",
  "route {corp4}/24 via {home4} dev eth0 src {home4}",
  "\u001b[31mERR\u001b[0m peer={pub4} user={user}",
  "{pub4},{pub4};{home4}|{corp4}({cgn4})",
  "nested [[{pub4}]] \"{pub6}\" '{fqdn}' <{pub4}>",
];

/** @returns `count` lines that are the same for the same seed */
export function hostileCorpus(seed: number, count: number): readonly HostileLine[] {
  const random = createSeededRandom(seed);
  const pick = (most: number): number => {
    const [a = 0, b = 0, c = 0] = random.bytes(3);
    return ((a << 16) | (b << 8) | c) % most;
  };
  return Array.from({ length: count }, (_, index) => {
    const canaries: string[] = [];
    const text = (templates[index % templates.length] ?? "").replaceAll(/\{([a-z0-9]+)\}/g, (all, kind: string) => {
      const made = makers[kind]?.(pick);
      if (made === undefined) return all;
      canaries.push(made);
      return made;
    });
    return { text, canaries };
  });
}
