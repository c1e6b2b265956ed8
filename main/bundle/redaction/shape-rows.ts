import { isDigitAt, type RedactionRow } from "./row.ts";

/* Values that show by their shape what they are, wherever they stand. */

const isHexAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
};

const isLetterAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127;
};

/** From a colon on: at most four digits, a colon, at most four digits, a colon. Times have two colons only. */
function startsThreeColons(text: string, at: number): boolean {
  let next = at;
  for (let colons = 1; colons < 3; colons += 1) {
    next += 1;
    for (let digits = 0; digits < 4 && isHexAt(text, next); digits += 1) next += 1;
    if (text.charAt(next) !== ":") return false;
  }
  return true;
}

export const shapeRows: readonly RedactionRow[] = [
  {
    name: "fingerprint or identifier in pairs of digits",
    literals: [":"],
    near: (text, at) => isHexAt(text, at - 1) && text.charAt(at + 3) === ":" && text.charAt(at + 6) === ":",
    pattern: /(?<![0-9A-Za-z:])(?<key>(?:[0-9A-Fa-f]{2}:){6,63}[0-9A-Fa-f]{2})(?![0-9A-Za-z:])/dg,
    samples: ["keyid «9e:12:ab:34:cd:56:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd» found", "«00:11:22:ff:fe:33:44:55»"],
    nearMisses: ["10:15:00 up", "a:b:c:d"],
  },
  {
    name: "hardware address",
    literals: [":", "-", "%3a"],
    near: (text, at) =>
      text.charAt(at) === "-"
        ? text.charAt(at + 3) === "-" && text.charAt(at + 6) === "-" && isHexAt(text, at + 1)
        : text.charAt(at) !== ":" || startsThreeColons(text, at),
    pattern:
      /(?<![0-9A-Za-z:-]|%3A)(?<mac>(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}%3[Aa]){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{1,2}:){5}[0-9A-Fa-f]{1,2})(?![0-9A-Za-z]|[:-][0-9A-Fa-f])/dg,
    samples: [
      "wlan0: authenticate with «02:1c:42:aa:bb:cc»",
      "roamed to «3C-22-FB-01-02-03».",
      "ap=«3c%3A22%3Afb%3A01%3A02%3A03»",
      "at «0:1c:42:a:bb:cc» on en0",
      "[«3c:22:fb:01:02:03»]",
    ],
    nearMisses: ["ff:ff:ff:ff:ff:ff", "2026-11-23", "01:00:5e:00:00:fb"],
  },
  {
    name: "hardware address in groups of four digits",
    literals: ["."],
    near: (text, at) => text.charAt(at + 5) === "." && isHexAt(text, at - 1),
    pattern: /(?<![0-9A-Za-z.])(?<mac>[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![0-9A-Za-z]|\.[0-9A-Fa-f])/dg,
    samples: ["Vlan1 «3c22.fb01.0203» DYNAMIC"],
    nearMisses: ["1234.5678"],
  },
  {
    name: "hardware address without marks",
    literals: ["mac", "bssid", "hwaddr", "ether", "station", "physaddr"],
    pattern:
      /(?:\b(?:mac|bssid|hwaddr|ether|station|physaddr)[a-z ]{0,12}["']?[=: >'"]{1,4})(?<mac>[0-9A-Fa-f]{12})(?![0-9A-Za-z])/dgi,
    samples: ["mac=«3c22fb010203»", "BSSID: «3C22FB010203»"],
    nearMisses: ["machine 3c22fb0102", "macOS 14"],
  },
  {
    name: "GUID",
    literals: ["-"],
    near: (text, at) => text.charAt(at + 5) === "-" && text.charAt(at + 10) === "-" && text.charAt(at + 15) === "-",
    pattern:
      /(?<![0-9A-Za-z])(?<guid>[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?![0-9A-Za-z])/dg,
    samples: ["CoId={«0F7E3A11-9C8D-4E55-A2B4-6611AA09BC42»}", 'uuid="«f2ca0bc2-e889-4f05-9419-f3640ddae7dd»"'],
    nearMisses: ["00000000-0000-0000-0000-000000000000", "2026-11-23-10-15"],
  },
  {
    name: "cookies of an IKE SA",
    literals: ["-", ":", "_i", "_r"],
    near: (text, at) =>
      text.charAt(at) === "-" || text.charAt(at) === ":"
        ? isHexAt(text, at - 1) &&
          isHexAt(text, at + 1) &&
          [-16, -12, -8, 8, 12, 16].every((step) => isHexAt(text, at + step))
        : isHexAt(text, at - 2) && isHexAt(text, at - 17),
    pattern:
      /(?<![0-9A-Za-z])(?:(?<spi>[0-9A-Fa-f]{16})[-:](?<spi2>[0-9A-Fa-f]{16})|(?<spi3>[0-9A-Fa-f]{16})_[ir])(?![0-9A-Za-z])/dg,
    samples: [
      "spi:«0123456789abcdef»:«fedcba9876543210»",
      "IKE_SA [2.1, «BD4CC9FAA16C5FCD»-0000000000000000]",
      "«0123456789abcdef»_i* «fedcba9876543210»_r",
    ],
    nearMisses: ["1234567890123456 7890123456789012"],
  },
  {
    name: "SPI of an IPsec SA",
    literals: ["spi", "_i", "_o", "=>0x", "esp.", "ah.", "esp:", "<0x"],
    pattern:
      /(?:\bspis?\b["'\]]?(?:\([0-9a-z]{1,16}\))?[ :=]{0,4}["']?(?<spi>(?:0x)?[0-9a-f]{8}(?:[0-9a-f]{8})?)|(?<![0-9a-z])(?<spi2>[0-9a-f]{8})_[io]|=>(?<spi3>0x[0-9a-f]{8})(?: <(?<spi4>0x[0-9a-f]{8}))?|\b(?:esp|ah|comp)\.(?<spi5>[0-9a-f]{4,8})(?=@))(?![0-9a-z])/dgi,
    samples: [
      "CHILD_SA home{1} established with SPIs «c0ffee01»_i «0badcafe»_o and TS",
      "ESP in UDP {ESP=>«0x3df7a1c3» <«0x3df7a1c4» xfrm=AES}",
      "esp.«3df7a1c3»@",
      "spi=«0xc0ffee01»",
    ],
    nearMisses: ["SPI 0x00000000", "spi count 3"],
  },
  {
    name: "IPv6 address",
    literals: [":"],
    near: (text, at) => (text.charAt(at + 1) === ":" || startsThreeColons(text, at)) && text.charAt(at - 1) !== "]",
    pattern:
      /(?<![0-9A-Fa-f:.])(?<ipv6>(?:[0-9A-Fa-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4})(?:%(?![0-9A-F]{2})[0-9A-Za-z_.-]{1,15}(?<![.]))?)(?![0-9A-Fa-f]|:[0-9A-Fa-f])/dg,
    samples: [
      "sending to [«2001:470:1f0b::1»]:500",
      "from «fe80::21c:42ff:feaa:bbcc%eth0»: x",
      "src «::ffff:8.8.4.4» ok",
      "«fd12:3456:789a:1::5»/64",
      "http://[«2a02:810:8c0:1::2»]/x",
      "udp:«2001:470::9»",
    ],
    nearMisses: ["std::string", "10:15:00", "::1", "::", "ff02::1", "a::b"],
  },
  {
    name: "IPv4 address",
    literals: ["."],
    near: (text, at) => isDigitAt(text, at - 1) && isDigitAt(text, at + 1),
    pattern:
      /(?<!\d|\d\.|[Vv]ersion[ :=]|\bv|\bbuild )(?<ipv4>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?!\d|\.\d{1,5}\.\d)/dg,
    samples: [
      "to udp:«8.8.4.4»:4500",
      "«192.168.1.5»[4500] to «93.184.216.34»[4500]",
      "«10.1.2.3»%eth0",
      "/run/«10.1.2.3».sock",
      "<ip>«172.16.3.4»</ip>",
      "«100.64.3.4»/32 === «10.9.0.0»/24",
      "IP «192.168.1.5».4500 > «93.184.216.34».500: UDP",
    ],
    nearMisses: [
      "255.255.255.0",
      "127.0.0.1",
      "0.0.0.0/0",
      "version 1.2.3.4",
      "1.3.6.1.5.5.7",
      "300.1.2.3",
      "224.0.0.251",
    ],
  },
  {
    name: "host name",
    literals: ["."],
    near: (text, at) => isLetterAt(text, at + 1) && (isLetterAt(text, at - 1) || isDigitAt(text, at - 1)),
    pattern:
      /(?<![\p{L}\p{N}_])(?<host>(?:[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}\.){1,12}(?:[\p{L}]{2,24}|xn--[a-z0-9-]{1,59}))(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}_])/dgu,
    samples: [
      "resolving '«vpn.corp.example»'",
      "https://«gw.corp.example»:443/x",
      "«anns-macbook.local».",
      "«VPN.CORP.EXAMPLE» ok",
      "principal host/«laptop.corp.com»",
      "\\\\«files.corp.example»\\share",
      "search .«corp.example»",
    ],
    nearMisses: [
      "charon.log",
      "/usr/lib/x/foo.py",
      "NetworkManager.service",
      "org.freedesktop.NetworkManager",
      "com.apple.networkextension",
      "main.c:12",
      "libfoo.so",
      "e.g. this",
      "net.ipv4.conf.all.forwarding",
      "kernel32.dll",
      "certlm.msc",
      "nmcli connection modify NAME +vpn.data x",
    ],
  },
  {
    name: "long identifier",
    literals: [],
    minRunCharacters: 32,
    pattern:
      /(?<![0-9A-Za-z+/_=.-])(?<key>0x[0-9A-Fa-f]{32,4096}|[0-9A-Fa-f]{32,4096}|(?=[A-Za-z0-9+/]{0,200}[0-9])(?=[A-Za-z0-9+/]{0,200}[A-Z])(?=[A-Za-z0-9+/]{0,200}[a-z])[A-Za-z0-9+][A-Za-z0-9+/]{38,4094}={0,2})(?![0-9A-Za-z+/_-])/dg,
    samples: [
      "peer «xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=» up",
      "peer «xTIB/5rboUvnH4ht+djb6e697QjLER/1NAB4mZqp8Dg=» up",
      "machine «0123456789abcdef0123456789abcdef»",
    ],
    nearMisses: [
      "0123456789abcdef",
      "/usr/lib/x86/NetworkManager/VeryLongFolderName7/x",
      "AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256",
    ],
  },
];
