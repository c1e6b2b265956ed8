import type { Fix } from "../../model/finding.ts";
import type { Facts } from "../facts.ts";
import { profileInQuestion } from "../tunnel.ts";
import { mayBe, productOf } from "./products.ts";

type FixCommand = Fix["commands"][number];

/**
 * A fix with the commands that concern the people of this case. What people do on their own computer is for its operating
 * system only, the VPN software that they use first; what the VPN's administrator does is for the products that the
 * gateway can be, by what it says of itself, and for clients like this one.
 */
export function withCommandsFor(facts: Facts, fix: Fix): Fix {
  switch (fix.who) {
    case "you":
      return { ...fix, commands: clientCommands(facts, fix.commands) };
    case "vpn-admin":
      return { ...fix, commands: gatewayCommands(facts, fix.commands) };
    case "router":
      return fix;
  }
}

function clientCommands(facts: Facts, commands: readonly FixCommand[]): Fix["commands"] {
  const { os } = facts.observations.client;
  const own = commands.filter((command) => {
    const product = productOf(command.os);
    return product?.client === os || command.os.startsWith("any system");
  });
  const used = profileInQuestion(facts)?.origin.toLowerCase();
  const isUsed = ({ os: label }: FixCommand): boolean =>
    used !== undefined && (softwareByOrigin.find(([origin]) => used.includes(origin))?.[1].test(label) ?? false);
  return [...own.filter(isUsed), ...own.filter((command) => !isUsed(command))];
}

/** Where a profile was found, and how the labels of commands name that software. */
const softwareByOrigin: readonly (readonly [origin: string, label: RegExp])[] = [
  ["networkmanager", /NetworkManager/],
  ["swanctl", /strongSwan|swanctl/],
  ["ipsec.", /strongSwan|libreswan/],
  ["xl2tpd", /xl2tpd|pppd/],
  ["wireguard", /WireGuard/],
];

function gatewayCommands(facts: Facts, commands: readonly FixCommand[]): Fix["commands"] {
  const said = facts.measurement("ike-version")?.details["gatewaySoftware"];
  const software = typeof said === "string" ? said : undefined;
  const { os } = facts.observations.client;
  return commands.filter((command) => {
    const product = productOf(command.os);
    return mayBe(product, software) && (product?.managedClient ?? os) === os;
  });
}
