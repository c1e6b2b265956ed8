import { describe, expect, it } from "vitest";
import { withGatewayMapping } from "../../../main/checkup/gateway-mapping.ts";
import type { Measurement } from "../../../main/model/measurement.ts";
import { target } from "../probes/scripted-udp.ts";

const stun: Measurement = {
  kind: "nat-mapping",
  outcome: "measured",
  value: "address-dependent",
  method: "stun-rfc5780",
  target: "198.51.100.53:3478",
  details: {},
};

describe("the mapping seen by two ports of the gateway", () => {
  it("overrules STUN where the ports differ", () => {
    const ports = new Map([
      [500, 1024],
      [4500, 1025],
    ]);
    expect(withGatewayMapping([stun], ports, target)).toMatchObject([
      {
        value: "address-and-port-dependent",
        method: "ike-nat-detection",
        details: { externalPortAt500: 1024, externalPortAt4500: 1025, gatewayPortsAgree: false },
      },
    ]);
  });

  it("only confirms where they are the same, and says nothing with one port", () => {
    const same = new Map([
      [500, 1024],
      [4500, 1024],
    ]);
    expect(withGatewayMapping([stun], same, target)).toMatchObject([
      { value: "address-dependent", details: { gatewayPortsAgree: true } },
    ]);
    expect(withGatewayMapping([stun], new Map([[500, 1024]]), target)).toEqual([stun]);
  });
});
