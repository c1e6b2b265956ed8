/* Words that stand where a name could stand and name nobody. */

/** In the place of any name. */
export const keptNames: ReadonlySet<string> = new Set([
  ..."%any any none null nil undefined unknown default empty hidden removed redacted true false yes no on off root admin administrator system localhost localdomain guest nobody daemon user username users all public shared anonymous password changed failed success error missing invalid required request self".split(
    " ",
  ),
  "(none)",
  "n/a",
  "<hidden>",
  "local service",
  "network service",
  "all users",
  "default user",
  // Settings that the advice of this program names (nm-settings(5)), and a server that is everybody's.
  "vpn.data",
  "vpn.persistent",
  "wireguard.mtu",
  "802-11-wireless.powersave",
  "time.apple.com",
  "linuxbrew",
  "%any6",
]);

/** Profile names that half of all people use; replacing the word would spoil every sentence that has it. */
export const commonProfileNames: ReadonlySet<string> = new Set(
  "vpn office work home company l2tp ipsec ikev2 openvpn wireguard remote default test client server gateway business tunnel net".split(
    " ",
  ),
);

/** Authorities of Windows that stand before a backslash without being a computer or a domain. */
export const keptAuthorities: ReadonlySet<string> = new Set(
  "authority service builtin hklm hkcu hkcr hku software system windows microsoft currentcontrolset device global drivers system32 syswow64 program n r t".split(
    " ",
  ),
);

/** What ends the name of a file or a unit, and of no host. */
export const fileEndings: ReadonlySet<string> = new Set(
  "log conf cfg ini txt json ndjson xml yaml yml toml plist c h cpp hpp cs go rb js ts bat cmd ps exe dll sys drv inf cat cab msc msi evt evtx etl dylib framework kext bundle service socket target timer mount automount slice scope path device swap netdev pem crt cer key p12 pfx pub csr der mobileconfig ovpn pcap pcapng gz tar bz xz tmp bak old pid lock sock db sqlite html htm css png svg rpm deb pkg dmg nmconnection tdbundle age part asc sig mui pbk".split(
    " ",
  ),
);

/** What ends the name of a file, and of a host too: a name of two words is a file. */
export const ambiguousEndings: ReadonlySet<string> = new Set("so py rs sh md network link zip mov cc".split(" "));

/** First words of names that are read backwards (`org.freedesktop.…`), of settings and of kernel variables. */
export const otherRoots: ReadonlySet<string> = new Set(
  "org com net io kern vm fs charon libstrongswan swanctl connections device state this self math".split(" "),
);

/** Last words of host names that follow even a reverse-looking first word: `com.example.com` is a host. */
export const commonTopLevels: ReadonlySet<string> = new Set(
  "com net org edu gov mil int info biz io dev app cloud local lan home internal corp intranet intra localdomain private example test invalid arpa de fr uk nl ch at it es pt se no fi dk be pl cz eu us ca au nz jp cn in br mx ru tr za ie gr hu ro".split(
    " ",
  ),
);
