/** What a value is; it decides what stands in its place. */
export type ValueClass =
  | "secret"
  | "mail"
  | "user"
  | "host"
  | "ssid"
  | "name"
  | "identity"
  | "ipv4"
  | "ipv6"
  | "mac"
  | "guid"
  | "spi"
  | "serial"
  | "key";

/** One way in which something that must not leave stands in a line of text. */
export interface RedactionRow {
  readonly name: string;
  /** The pattern is tried on lines that hold one of these, in upper or lower case. */
  readonly literals: readonly string[];
  /** In place of literals: the pattern is tried on lines with so many letters, digits, `+` and `/` in a row. */
  readonly minRunCharacters?: number;
  /** Looks around a literal, whose last character is at `at`: false where the pattern cannot match because of it. */
  readonly near?: (text: string, at: number) => boolean;
  /** Every named group is what is replaced, and its name is its class. Flags `dg`; it must take linear time. */
  readonly pattern: RegExp;
  /** What is replaced stands between « and ». */
  readonly samples: readonly string[];
  /** Looks alike and must stay as it is. */
  readonly nearMisses: readonly string[];
}

/** What each class is called where the numbers are told, and what stands in the place of its values. */
export const valueClasses: Readonly<Record<ValueClass, { readonly title: string; readonly becomes: string }>> = {
  secret: { title: "passwords, keys, tokens", becomes: "a note that it was removed" },
  mail: { title: "e-mail addresses and user principal names", becomes: "user-… at the pseudonym of the domain" },
  user: { title: "user names", becomes: "user-…" },
  host: { title: "host names and domains", becomes: "host-… and dom-….invalid" },
  ssid: { title: "Wi-Fi names", becomes: "ssid-…" },
  name: { title: "names of people, organisations and VPN profiles", becomes: "name-…" },
  identity: { title: "identities of VPN peers", becomes: "the pseudonym of what the identity is" },
  ipv4: { title: "IPv4 addresses", becomes: "another address of the same kind, in the pseudonym of its subnet" },
  ipv6: { title: "IPv6 addresses", becomes: "another address of the same kind, in the pseudonym of its subnet" },
  mac: { title: "hardware addresses", becomes: "another locally administered address" },
  guid: { title: "GUIDs", becomes: "another GUID" },
  spi: { title: "identifiers of IPsec SAs (SPIs, cookies)", becomes: "other digits" },
  serial: { title: "serial numbers and device identifiers", becomes: "serial-…" },
  key: { title: "public keys, fingerprints and long identifiers", becomes: "other digits, or key-…" },
};

/** For `near`: does a digit stand there? */
export function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
