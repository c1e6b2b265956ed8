import { measurementsEvidence } from "../evidence.ts";
import { measuredValue } from "../facts.ts";
import { cgnatFixes } from "../fixes/surroundings.ts";
import type { Rule } from "../rule.ts";
import { quoted } from "../wording.ts";

/** The provider shares one public address among customers (RFC 6598); worth knowing, not a fault by itself. */
export const cgnat: Rule = {
  code: "cgnat",
  cause: "nat-timeout",
  title: "The Internet provider shares one public address among several customers (carrier-grade NAT)",
  explains: [],
  test: (facts) => {
    const { interfaces, defaultRoutes } = facts.observations.network;
    const outward = new Set(defaultRoutes.map((route) => route.interfaceName));
    // Overlay networks use the same range inside their tunnels, which says nothing about the provider.
    const uplinks = interfaces.filter(
      (entry) => outward.has(entry.name) && entry.kind !== "tunnel" && entry.kind !== "virtual",
    );
    const held = uplinks.flatMap((entry) =>
      entry.addresses.filter((address) => address.addressClass === "cgnat").map((address) => ({ entry, address })),
    );
    const measured = facts.measurement("cgnat");
    const elsewhere = measuredValue(facts, "cgnat") === true && measured?.method !== "interface-addresses";
    if (held.length === 0 && !elsewhere) return null;
    return {
      severity: "notice",
      confidence: held.length > 0 ? "certain" : "likely",
      evidence: [
        ...held.map(({ entry, address }) => ({
          text: `${quoted(entry.name)} has the address ${quoted(address.address)}, which is reserved for carrier-grade NAT.`,
        })),
        ...(elsewhere ? measurementsEvidence(measured) : []),
      ],
      fixes: cgnatFixes(),
    };
  },
};
