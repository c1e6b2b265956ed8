import { octetsToHex } from "./octets.ts";

/** What a gateway tells with one Vendor ID (RFC 2408 section 3.16). */
export interface VendorId {
  readonly name: string;
  /** The software that sends it; absent where many do. */
  readonly software?: string;
}

interface VendorIdRow extends VendorId {
  /** Hexadecimal digits that the Vendor ID begins with; what follows is a version or a serial number. */
  readonly prefix: string;
  /** Whole Vendor IDs as they are on the wire. */
  readonly samples: readonly [string, ...string[]];
  readonly source: string;
}

const natT = "RFC 3947 section 3.1 and its drafts: MD5 of the name";
const daemons = "vendor id tables of strongSwan (libcharon ike_vendor) and of ike-scan";

/** Longer prefixes stand before shorter ones that they begin with. */
export const vendorIdTable: readonly VendorIdRow[] = [
  row("RFC 3947 NAT traversal", "4a131c81070358455c5728f20e95452f", natT),
  row("NAT traversal, draft 03", "7d9419a65310ca6f2c179d9215529d56", natT),
  row("NAT traversal, draft 02", "90cb80913ebb696e086381b5ec427b1f", natT),
  row("NAT traversal, draft 02 (other form)", "cd60464335df21f87cfdb2fc68b6a448", natT),
  row("NAT traversal, draft 00", "4485152d18b6bbcd0be8a8469579ddcc", natT),
  row("dead peer detection", "afcad71368a1f1c96b8696fc7757", "RFC 3706 section 5.1", {
    sample: "afcad71368a1f1c96b8696fc77570100",
  }),
  row("XAUTH", "09002689dfd6b712", "draft-beaulieu-ike-xauth-02 section 2"),
  row("IKE fragmentation", "4048b7d56ebce88525e7de7f00d6c2d3", `MS-IKEE section 2.2.5: MD5 of "FRAGMENTATION"`, {
    sample: "4048b7d56ebce88525e7de7f00d6c2d3c0000000",
  }),
  row("Cisco Unity", "12f5f28c457168a9702d9fe274cc", daemons, { sample: "12f5f28c457168a9702d9fe274cc0100" }),
  row("Cisco VPN Concentrator", "1f07f70eaa6514d3b0fa96542a", daemons, {
    software: "Cisco ASA or VPN 3000",
    sample: "1f07f70eaa6514d3b0fa96542a500407",
  }),
  row("Cisco FlexVPN", "464c455856504e2d535550504f52544544", daemons, { software: "Cisco IOS" }),
  row("Cisco delete reason", "434953434f2d44454c4554452d524541534f4e", daemons, { software: "Cisco" }),
  row("strongSwan", "882fe56d6fd20dbc2251613b2ebe5beb", daemons, { software: "strongSwan" }),
  row("libreswan", "4f452d4c696272657377616e", daemons, {
    software: "libreswan",
    sample: "4f452d4c696272657377616e2d342e3130",
  }),
  row("Openswan", "4f45", daemons, { software: "Openswan", sample: "4f4568794c64414365636661" }),
  row("Openswan", "4f5357", daemons, { software: "Openswan", sample: "4f53577666617a6f6355505a" }),
  row("racoon", "7003cbc1097dbe9c2600ba6983bc8b35", daemons, { software: "racoon" }),
  row("Microsoft IKE", "1e2b516905991c7d7c96fcbfb587e461", "MS-IKEE section 2.2.4", {
    software: "Microsoft Windows",
    sample: "1e2b516905991c7d7c96fcbfb587e46100000009",
  }),
  row("Microsoft negotiation discovery", "fb1de3cdf341b7ea16b7e5be0855f120", "MS-IKEE section 2.2.4", {
    software: "Microsoft Windows",
  }),
  row("Microsoft initial contact", "26244d38eddb61b3172a36e3d0cfb819", "MS-IKEE section 2.2.4", {
    software: "Microsoft Windows",
  }),
  row("Fortinet", "1d6e178f6c2c0be284985465450fe9d4", daemons, { software: "Fortinet FortiGate" }),
  row("Check Point", "f4ed19e0c114eb516faaac0ee37daf2807b4381f", daemons, {
    software: "Check Point",
    sample: "f4ed19e0c114eb516faaac0ee37daf2807b4381f000000010000138d5f6e3c3a00000000",
  }),
  row("SonicWall", "5b362bc820f6", daemons, { software: "SonicWall", sample: "5b362bc820f60007" }),
  row("SonicWall", "404bf439522ca3f6", daemons, { software: "SonicWall" }),
  row("ZyXEL ZyWALL", "f758f22668750f03b08df6ebe1d0", daemons, { software: "ZyXEL ZyWALL" }),
  row("ZyXEL ZyWALL", "625027749d5ab97f5616c1602765cf480a3b7d0b", daemons, { software: "ZyXEL ZyWALL" }),
  row("heartbeat notify", "4865617274426561745f4e6f74696679", daemons, {
    software: "Juniper ScreenOS",
    sample: "4865617274426561745f4e6f74696679386b0100",
  }),
];

/** What that Vendor ID says; null for one that the table does not know. */
export function readVendorId(vendorId: Uint8Array): VendorId | null {
  const hex = octetsToHex(vendorId);
  const found = vendorIdTable.find(({ prefix }) => hex.startsWith(prefix));
  if (found === undefined) return null;
  const { name, software } = found;
  return software === undefined ? { name } : { name, software };
}

function row(
  name: string,
  prefix: string,
  source: string,
  { software, sample = prefix }: { readonly software?: string; readonly sample?: string } = {},
): VendorIdRow {
  return { name, prefix, source, samples: [sample], ...(software === undefined ? {} : { software }) };
}
