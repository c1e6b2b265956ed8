/** A text of a fix in which this program itself names addresses. */
interface OwnExample {
  /** The whole text, word for word; `{host}` stands for the one thing in it that is the person's. */
  readonly text: string;
  /** The addresses in it that are the program's, wherever they stand in `text`. */
  readonly addresses: readonly string[];
  /** Why they are nobody's data. */
  readonly because: string;
}

const unusualRange = "a range that few networks use, to choose instead of one's own";
const usualRanges = "what home routers give out when they are new";

/**
 * The addresses that fixes name as examples, each with the whole text that it stands in (`main/diagnosis/fixes`). Texts are
 * the same for everybody, so they tell nothing of a person, also of one whose network is such a range; with pseudonyms they
 * would not only be nonsense, they would tell the pseudonyms of well-known ranges.
 */
export const ownExamples: readonly OwnExample[] = [
  {
    text: "In the router's settings for the local network (LAN, DHCP), choose a range that the VPN does not use, for example 192.168.173.0/24.",
    addresses: ["192.168.173.0/24"],
    because: unusualRange,
  },
  {
    text: "192.168.0.0/24, 192.168.1.0/24 and 10.0.0.0/24 are what most home routers give out, so many clients will collide",
    addresses: ["192.168.0.0/24", "192.168.1.0/24", "10.0.0.0/24"],
    because: usualRanges,
  },
  {
    text: "A client in 192.168.1.0/24 reaches the hosts behind the VPN.",
    addresses: ["192.168.1.0/24"],
    because: usualRanges,
  },
  { text: "local_ts = 10.173.0.0/24", addresses: ["10.173.0.0/24"], because: unusualRange },
  {
    text: "Linux gateway (nftables, 1:1 translation of 10.173.0.0/24 to what is behind)",
    addresses: ["10.173.0.0/24"],
    because: unusualRange,
  },
  {
    text: "nft add table ip overlap\nnft add chain ip overlap inward '{ type nat hook prerouting priority dstnat; }'\nnft add rule ip overlap inward dnat ip prefix to ip daddr map '{ 10.173.0.0/24 : 192.168.1.0/24 }'",
    addresses: ["10.173.0.0/24", "192.168.1.0/24"],
    because: unusualRange,
  },
  {
    text: 'Add-VpnConnectionRoute -ConnectionName "NAME OF THE VPN" -DestinationPrefix 10.173.0.0/24',
    addresses: ["10.173.0.0/24"],
    because: unusualRange,
  },
  {
    text: "Resolve-DnsName {host}\nResolve-DnsName {host} -Server 9.9.9.9\nipconfig /flushdns",
    addresses: ["9.9.9.9"],
    because: "a name server for everybody (Quad9)",
  },
  {
    text: "ikev2=insist\nleftsubnet=0.0.0.0/0\nrightaddresspool=192.0.2.10-192.0.2.200",
    addresses: ["192.0.2.10", "192.0.2.200"],
    because: "a range for documentation (RFC 5737)",
  },
];

/** A name or an address; nothing in it can be a mark. */
const host = "[A-Za-z0-9._:-]{1,255}";

/** Stands for an address of the program while the text is redacted: a character of no text (Unicode: private use). */
const markOf = (index: number): string => String.fromCodePoint(0xe000 + index);

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const ready = ownExamples.map(({ text, addresses }) => {
  const [first = "", ...others] = text.split("{host}").map(escaped);
  const pattern = others.map((piece, index) => `${index === 0 ? `(${host})` : String.raw`\1`}${piece}`);
  return { pattern: new RegExp(`^${first}${pattern.join("")}$`), addresses, text };
});

/**
 * Redacts a text of a fix. Where it is one of the program's own, the addresses that the program has put into it stay; all
 * else in it is redacted as ever, also the same addresses where they come from the person.
 */
export function redactFixText(text: string, redact: (text: string) => string): string {
  for (const own of ready) {
    const found = own.pattern.exec(text);
    if (found === null) continue;
    const marked = own.addresses.reduce((rest, address, index) => rest.replaceAll(address, markOf(index)), own.text);
    const redacted = redact(marked.replaceAll("{host}", () => found[1] ?? ""));
    return own.addresses.reduce((rest, address, index) => rest.replaceAll(markOf(index), address), redacted);
  }
  return redact(text);
}
