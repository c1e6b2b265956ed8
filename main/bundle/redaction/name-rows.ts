import { isDigitAt, type RedactionRow } from "./row.ts";

/* Names of people, computers and networks, found by what stands around them. They come before the shapes. */

/** Text of one value: in quotes of any kind, or up to the next white space or mark. */
const quoted = (group: string, plain: string) =>
  String.raw`(?:\\"(?<${group}>[^"\\\n]{1,256})\\"|"(?<${group}2>[^"\n]{1,256})"|'(?<${group}3>[^'\n]{1,256})'|(?<${group}4>${plain}))`;

const plainName = String.raw`[^\s,;:"'<>()[\]{}=/\\]{1,128}`;

export const nameRows: readonly RedactionRow[] = [
  {
    name: "e-mail address or user principal name",
    literals: ["@", "%40", "\\u0040", "&#64;"],
    pattern:
      /(?<mail>[\p{L}\p{N}_.!#$*+^~-]{1,64}(?:@|%40|\\u0040|&#64;)[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})(?:\.[\p{L}\p{N}][\p{L}\p{N}-]{0,62}){0,10})/dgu,
    samples: [
      "EAP identity «ann.miller@corp.example»",
      "mailto:«ann+vpn@mail.corp.example»",
      "u=«ann%40corp.example»&x",
      "«jürgen@firma.example»",
      "ssh «ann@laptop»",
    ],
    nearMisses: [
      "user@1000.service started",
      "getty@tty1.service",
      "@reboot",
      "openvpn-client@office.service",
      "uci set firewall.@rule[-1].src=lan",
      "a @ b",
    ],
  },
  {
    name: "folder of a user",
    literals: ["home", "users", "settings", "media/"],
    pattern:
      /(?:(?:\/|\\\/|%2F)(?:var\/|export\/|usr\/)?(?:home|Users|media|run\/media)(?:\/|\\\/|%2F)|\bUsers\\{1,2}|Documents and Settings\\{1,2})(?:(?<user>[^\\/:*?"<>|%\r\n]{1,64}(?=\\))|(?<user2>[^\s\\/:*?"'<>|%,;()[\]{}]{1,64}))/dgi,
    samples: [
      "reading /home/«ann»/.config/vpn",
      "C:\\Users\\«Ann Miller»\\AppData\\x",
      "C:\\\\Users\\\\«ann»\\\\x",
      "\\/Users\\/«ann»\\/Library",
      "file:///%2FUsers%2F«ann»%2Fx",
      "\\\\?\\C:\\Users\\«ann»\\vpn.log",
    ],
    nearMisses: ["/home/ is empty", "C:\\Users\\Public\\x", "/Users/Shared/x", "the users of it"],
  },
  {
    name: "domain and user of Windows",
    literals: ["\\"],
    pattern:
      /(?<![\p{L}\p{N}\\/:.%-])(?<host>[\p{L}][\p{L}\p{N}-]{0,14})\\{1,2}(?<user>[\p{L}\p{N}][\p{L}\p{N}._$-]{0,63})(?![\p{L}\p{N}\\/:])/dgu,
    samples: ["The user «LAPTOP-7»\\«anna» dialed", "<Data>«CORP»\\«ann.miller»</Data>", '"«CORP»\\\\«ann»"'],
    nearMisses: [
      "NT AUTHORITY\\SYSTEM",
      "HKLM\\SYSTEM",
      "C:\\Windows\\System32\\x",
      "\\Device\\NPF",
      '{"text":"first line\\nsecond"}',
      "SOFTWARE\\Microsoft\\Windows",
    ],
  },
  {
    name: "user name in words",
    literals: ["user", "login", "logon", "account", "uname", "uid=", "xauth", " by ", "accepted", "opened for"],
    near: (text, at) => text.charAt(at + 1) !== " " || !isDigitAt(text, at + 2),
    pattern: new RegExp(
      [
        String.raw`(?<![a-z])(?:(?:target|subject|remote|local|xauth|vpn|auth|login)?[-_ ]?user[-_ ]?(?:name|id)?|login(?:[-_ ]?name)?|logon[-_ ]?name|account(?:[-_ ]?name)?|uname|xauth[-_ ]?name)["'\\]{0,2}\s{0,4}[=:]\s{0,4}${quoted("user", plainName)}`,
        String.raw`\b(?:for|by|of|as) user ${quoted("userb", plainName)}`,
        String.raw`\buser (?:"(?<userc>[^"\n]{1,128})"|'(?<userd>[^'\n]{1,128})'|(?<usere>${plainName})(?= (?:logged|connected|authenticated|disconnected|has|dialed|established|successfully|failed|is not)))`,
        String.raw`--(?:user|username|authgroup|login)[ =]${quoted("userm", plainName)}`,
        String.raw`\buid=\d{1,10}\((?<userf>[^)\s]{1,64})\)`,
        String.raw`\bopened for (?:user )?(?<userg>${plainName})\(`,
        String.raw`\b(?:started|invoked|requested) by (?<userh>${plainName}), uid`,
        String.raw`\bAccepted \w{1,20} for (?<useri>${plainName}) from`,
        String.raw`Name=["'][A-Za-z]{0,32}(?:User|UserName|AccountName)["']>(?<userj>[^<\n]{1,256})<`,
        String.raw`<(?:user(?:name)?|login)>(?<userk>[^<\n]{1,256})<`,
      ].join("|"),
      "dgi",
    ),
    samples: [
      'sent [PAP AuthReq id=0x1 user="«ann»" x]',
      "username: «ann»",
      "vpn_user=«bo»",
      "session opened for user «ann»(uid=1000)",
      "uid=1000(«ann») gid",
      "pppd 2.4.9 started by «anna», uid 501",
      "XAuth: for user '«ann»' ok",
      "<Data Name='TargetUserName'>«ann»</Data>",
      '{"user":"«ann»"}',
      "openconnect --user «ann» x",
    ],
    nearMisses: [
      "incorrect username or password",
      "user 1000 logged out",
      "pppd 2.4.9 started by root, uid 0",
      "user-flags 1",
      "per-user connection profile",
      "user: root",
    ],
  },
  {
    name: "identity of a VPN peer",
    literals: [
      "identity",
      "authentication of",
      "id '",
      'id "',
      "myself",
      "peer is",
      "idtype",
      "our id",
      "name = ",
      "name=",
      "cn=",
      "subject",
      "successful",
    ],
    pattern: new RegExp(
      [
        String.raw`\b(?:EAP[- ]identity|XAuth identity|IDi|IDr|identity|authentication of|(?:local|remote|peer|our|my|peer's|received|ikev?[12]?) ?ID)\s{0,2}[:=]?\s{0,4}(?:'(?<identity>[^'\n]{1,512})'|"(?<identity2>[^"\n]{1,512})"|\[(?<identity3>[^\]\n]{1,512})\])`,
        String.raw`'(?<identity4>[^'\n]{1,512})' (?:\(myself\)|with (?:EAP|pre-shared|RSA|ECDSA))`,
        String.raw`\b(?:remote[-_ ]?name|peer name|name) ?= ?"(?<identity5>[^"\n]{1,256})"`,
        String.raw`\b(?:issuer|subject)(?: is)?[:=]? ?["'](?<identity6>[^"'\n]{1,512})["']`,
      ].join("|"),
      "dgi",
    ),
    samples: [
      "authentication of '«ann»' with EAP successful",
      "received EAP identity '«ann miller»'",
      "authentication of '«C=CH, O=Corp, CN=Ann Miller»' (myself) successful",
      '[CHAP Challenge id=0x1 <00>, name = "«gw»"]',
      'subject: "«CN=vpn»"',
    ],
    nearMisses: ["received EAP identity request", "authentication of '%any' failed", "no trusted key found"],
  },
  {
    name: "distinguished name",
    literals: ["cn=", "ou=", " o=", ",o=", "st=", "emailaddress=", "dc=", "l=", "sn=", "gn=", "uid="],
    pattern:
      /(?<![\p{L}\p{N}])(?:CN|OU|O|L|ST|SN|GN|DC|street|title|emailAddress|serialNumber|UID)=(?!\d+\b)(?<name>[^,;'"<>[\]/=\n\\]{1,128})/dgu,
    samples: ["VERIFY OK: depth=0, C=CH, O=«Corp Ltd», CN=«Ann Miller»", "subject /C=CH/O=«Corp»/CN=«gw»"],
    nearMisses: ["uid=0 gid=0", "L=3", "COLUMN=3"],
  },
  {
    name: "Wi-Fi name",
    literals: ["ssid", "wireless network", "wifi) connection", "wi-fi network", "wlan network"],
    pattern: new RegExp(
      [
        String.raw`(?<![a-z])e?ssid(?:_name)?["'\\]{0,2}\s{0,4}(?:[=:]|is|to)?\s{0,4}${quoted("ssid", String.raw`(?<=[=:]\s{0,4})[^\s,;"'<>()[\]{}]{1,64}`)}`,
        String.raw`Name=["'](?:ESSID|SSID|ProfileName)["']>(?<ssida>[^<\n]{1,256})<`,
        String.raw`(?:wireless|wi-?fi|wlan) network ${quoted("ssidb", "(?!)")}`,
        String.raw`\(wifi\) connection '(?<ssidc>[^'\n]{1,256})'`,
      ].join("|"),
      "dgi",
    ),
    samples: [
      "wlan0: Trying to associate (SSID='«Ann Home»' freq=5180 MHz)",
      'wifi_ssid="«Cafe»"',
      '"ssid":"«Ann Home»"',
      'ESSID:"«Ann Home»"',
      "<Data Name='SSID'>«Ann Home»</Data>",
      'Connected to wireless network "«Ann Home»"',
      "SSID: «AnnHome»",
      "Activation: (wifi) connection '«Ann Home»' has security",
    ],
    nearMisses: ['"processID":9568', "BSSID changed", "no SSID found", "ssid count 3"],
  },
  {
    name: "host name in words",
    literals: ["host", "computer", "machine", "started on", "workstation", "server name", "nodename"],
    pattern: new RegExp(
      [
        String.raw`\b(?:(?:local|remote|peer|client|my)?[-_ ]?host(?:[-_ ]?name)?|computer(?:[-_ ]?name)?|machine(?:[-_ ]?name)?|workstation(?:[-_ ]?name)?|nodename|server[-_ ]?name)["'\\]{0,2}\s{0,4}[=:]\s{0,4}${quoted("host", plainName)}`,
        String.raw`\b(?:host|computer|machine) ?name is ${quoted("hostf", plainName)}`,
        String.raw`<(?:computer|host(?:name)?|workstation)>(?<hosta>[^<\n]{1,256})<`,
        String.raw`Name=["'](?:Computer|Workstation|Host)(?:Name)?["']>(?<hostb>[^<\n]{1,256})<`,
        String.raw`\bstarted on (?<hostc>${plainName}) PID`,
        String.raw`\bto host (?<hostd>${plainName})`,
        String.raw`\bhostname ['"](?<hoste>[^'"\n]{1,128})['"]`,
      ].join("|"),
      "dgi",
    ),
    samples: [
      "<Computer>«LAPTOP-7»</Computer>",
      "xl2tpd version xl2tpd-1.3.18 started on «client» PID:14646",
      'dhcp4: option host_name: "«anns-laptop»"',
      "hostname: «anns-laptop»",
      "my hostname is «anns-laptop»",
    ],
    nearMisses: [
      "remote host is behind NAT",
      "host unreachable",
      "hostname: localhost",
      "Name or service not known",
      "no route to host",
    ],
  },
  {
    name: "usual device name",
    literals: ["desktop-", "laptop-", "win-", "macbook", "imac", "iphone", "ipad", "mac-mini", "mac mini", "galaxy"],
    pattern:
      /(?<![\p{L}\p{N}-])(?:(?<host>(?:DESKTOP|LAPTOP|WIN|PC|NB)-[A-Z0-9]{4,15})|(?<host2>[\p{L}\p{N}-]{1,32}s-(?:MacBook|iMac|iPhone|iPad|Mac-mini)[\p{L}\p{N}-]{0,32})|(?<host3>\p{Lu}[\p{L}-]{0,32}['’]s (?:MacBook|iMac|iPhone|iPad|Mac mini|Galaxy)(?: (?:Pro|Air|mini))?))(?![\p{L}\p{N}])/dgu,
    samples: ["from «DESKTOP-4F2K9QX» now", "«Anns-MacBook-Pro» woke", "«Ann's MacBook Pro» woke"],
    nearMisses: ["WIN-32", "a MacBook Pro", "MacBookPro18,1"],
  },
  {
    name: "serial number or device identifier",
    literals: [
      "serial",
      "machine-id",
      "machine id",
      "device id",
      "device-id",
      "deviceid",
      "imei",
      "udid",
      "asset",
      "boot id",
      "boot-id",
      "boot_id",
    ],
    pattern:
      /(?<![\p{L}\p{N}])(?:serial(?:[ _-]?(?:number|no\.?|nr\.?))?|machine[ _-]?id|device[ _-]?id|boot[ _-]?id|IMEI|UDID|asset[ _-]?tag)["'\\]{0,2}\s{0,2}(?:[:=#]|is)?\s{0,2}["'\\]{0,2}(?<serial>(?=[0-9A-Za-z:-]{0,63}\d)[0-9A-Za-z](?:[0-9A-Za-z:-]{4,62}[0-9A-Za-z]))(?![\p{L}\p{N}])/dgiu,
    samples: ["serial number: «C02XK1ZZJGH5»", "certificate serial: «0a:1b:2c:3d:4e:5f»", '"deviceId":"«F9A-1234-77»"'],
    nearMisses: ["serial port", "serial8250: ttyS0", "device id unknown"],
  },
  {
    name: "host in a log's header",
    literals: [":"],
    near: (text, at) => isDigitAt(text, at - 1) && isDigitAt(text, at + 1),
    pattern:
      /^(?:<\d{1,3}>\d? ?)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})? (?<host>[\p{L}\p{N}][\p{L}\p{N}._-]{0,252})(?= [A-Za-z][^\s:[]{0,64}(?:\[\d{1,10}\])?: )|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)? (?<host2>[\p{L}\p{N}][\p{L}\p{N}._-]{0,252})(?= [A-Za-z][^\s:[]{0,64}\[\d{1,10}\]: )|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d) (?<host3>[\p{L}\p{N}][\p{L}\p{N}._-]{0,252})(?= [a-z][^\s:[]{0,64}: ))/dgu,
    samples: [
      "Nov 23 10:00:00 «anns-laptop» charon[77]: up",
      "Nov 23 10:00:00 «anns-laptop» kernel: up",
      "2026-11-23T10:00:00.123456+01:00 «anns-laptop» charon[77]: up",
      "2026-11-23T10:00:00Z «anns-laptop» kernel: up",
    ],
    nearMisses: [
      "Nov 23 10:00:00 05[IKE] initiating: x",
      "2026-11-23 10:00:00 TLS Error: x",
      "2026-11-23 10:00:00 VERIFY OK: depth=0",
      "2026-11-23 10:00:00.1+0100 localhost kernel[0]: x",
      "Mon Nov 23 10:00:00 2026 : x",
    ],
  },
];
