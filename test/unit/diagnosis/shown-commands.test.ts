import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import { products } from "../../../main/diagnosis/fixes/products.ts";
import type { Fix } from "../../../main/model/finding.ts";
import type { Observations } from "../../../main/model/observations.ts";
import { vendorIdTable } from "../../../main/probes/ike/vendor-ids.ts";
import { drop, measured, observations, profile } from "./observations.ts";

const idleDrops = [700, 900].map((seconds) =>
  drop(seconds, { cause: "dpd_timeout", idleBeforeEndMs: 45_000, natDetected: true }),
);

function labels(who: Fix["who"], given: Partial<Observations> = {}): readonly string[] {
  const [finding] = diagnose(observations({ sessions: idleDrops, ...given })).findings;
  expect(finding?.code).toBe("nat-udp-timeout");
  return finding?.fixes.find((fix) => fix.who === who)?.commands.map(({ os }) => os) ?? [];
}

const productsOf = (of: readonly string[]): readonly string[] => [
  ...new Set(of.map((label) => label.split(" (", 1)[0] ?? "")),
];

const saying = (gatewaySoftware: string): Partial<Observations> => ({
  measurements: [measured("ike-version", "2", { details: { gatewaySoftware } })],
});

describe("the commands of a fix", () => {
  it("are for every product while the gateway says nothing of itself", () => {
    expect(productsOf(labels("vpn-admin")).length).toBeGreaterThan(8);
  });

  it.each([
    ["Fortinet FortiGate", ["FortiGate"]],
    ["Cisco IOS", ["Cisco IOS"]],
    ["Cisco", ["Cisco IOS", "Cisco ASA"]],
    ["Microsoft Windows", ["Windows Server RRAS"]],
    ["libreswan", ["libreswan", "xl2tpd and pppd"]],
    ["strongSwan", ["strongSwan", "xl2tpd and pppd", "pfSense and OPNsense", "Ubiquiti EdgeRouter"]],
  ])("are for what %s can be", (software, expected) => {
    expect(productsOf(labels("vpn-admin", saying(software)))).toEqual(expected);
  });

  it("that an administrator sets on clients are for clients like this one", () => {
    const client = { ...observations().client, os: "macos" as const };
    expect(labels("vpn-admin", { client })).toContain("macOS client (configuration profile, IKEv2)");
    expect(labels("vpn-admin")).not.toContain("macOS client (configuration profile, IKEv2)");
  });

  it("for routers do not depend on the gateway", () => {
    expect(labels("router", saying("Fortinet FortiGate"))).toEqual(labels("router"));
  });

  it.each(["linux", "macos", "windows"] as const)("for the person are those of %s", (os) => {
    const client = { ...observations().client, os };
    const own = labels("you", { client });
    expect(own.length).toBeGreaterThan(0);
    expect(productsOf(own).map((name) => products[name]?.client)).toEqual([os]);
  });

  it("for the person begin with the software that the profile belongs to", () => {
    const origin = "/etc/NetworkManager/system-connections/office.nmconnection";
    expect(labels("you", { profiles: [{ ...profile("l2tp-ipsec"), origin }] })[0]).toContain("NetworkManager");
    expect(
      labels("you", { profiles: [{ ...profile("wireguard"), origin: "/etc/wireguard/office.conf" }] })[0],
    ).toContain("WireGuard");
  });

  it("know gateways only by names that the table of Vendor IDs has", () => {
    const said = new Set(vendorIdTable.flatMap(({ software }) => (software === undefined ? [] : [software])));
    const known = Object.values(products).flatMap(({ answersAs }) => (answersAs === "anything" ? [] : answersAs));
    expect(known.filter((name) => !said.has(name))).toEqual([]);
  });
});
