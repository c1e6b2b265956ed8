import type { Client } from "../../model/client.ts";

/** What a command or a piece of configuration is for. */
interface Product {
  /** The operating system of the VPN's user; absent for routers and gateways. */
  readonly client?: Client["os"];
  /** What the administrator sets on clients of this system. */
  readonly managedClient?: Client["os"];
  /** The names under which the table of Vendor IDs knows its IKE service; `anything`: it stands beside any gateway. */
  readonly answersAs: readonly string[] | "anything";
}

/**
 * Every product that fixes have words for. Several are strongSwan inside and answer as such: pfSense, OPNsense, OpenWrt
 * and Ubiquiti's routers keep its configuration in places of their own.
 */
const productTable = {
  "any system": { answersAs: "anything" },
  Linux: { client: "linux", answersAs: "anything" },
  macOS: { client: "macos", answersAs: "anything" },
  Windows: { client: "windows", answersAs: "anything" },
  "Windows client": { managedClient: "windows", answersAs: "anything" },
  "macOS client": { managedClient: "macos", answersAs: "anything" },
  strongSwan: { answersAs: ["strongSwan"] },
  libreswan: { answersAs: ["libreswan", "Openswan"] },
  "Linux gateway": { answersAs: ["strongSwan", "libreswan", "Openswan", "racoon"] },
  "xl2tpd and pppd": { answersAs: ["strongSwan", "libreswan", "Openswan", "racoon"] },
  "Windows Server RRAS": { answersAs: ["Microsoft Windows"] },
  "Windows NPS": { answersAs: "anything" },
  OpenWrt: { answersAs: ["strongSwan"] },
  "MikroTik RouterOS": { answersAs: [] },
  "pfSense and OPNsense": { answersAs: ["strongSwan", "racoon"] },
  FortiGate: { answersAs: ["Fortinet FortiGate"] },
  "Cisco IOS": { answersAs: ["Cisco IOS", "Cisco"] },
  "Cisco ASA": { answersAs: ["Cisco ASA or VPN 3000", "Cisco"] },
  "Ubiquiti EdgeRouter": { answersAs: ["strongSwan"] },
} as const satisfies Readonly<Record<string, Product>>;

export type ProductName = keyof typeof productTable;

/** What the report calls the place of a command: the product, and where in it. */
export type CommandLabel = ProductName | `${ProductName} (${string})`;

export const products: Readonly<Record<string, Product>> = productTable;

/** The product that a label begins with; undefined for labels of reports that another version wrote. */
export function productOf(label: string): Product | undefined {
  return products[label.split(" (", 1)[0] ?? ""];
}

/** Whether a gateway that says this about itself may be that product; a gateway that says nothing may be any. */
export function mayBe(product: Product | undefined, gatewaySoftware: string | undefined): boolean {
  if (product === undefined || gatewaySoftware === undefined || product.answersAs === "anything") return true;
  return product.answersAs.includes(gatewaySoftware);
}
