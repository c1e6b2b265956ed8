import { describe, expect, it } from "vitest";
import { contract } from "../../../main/api/contract.ts";
import { settingsSchema } from "../../../main/model/settings.ts";
import { initialFormValues, practiceRequestFor, requestFor } from "../../../renderer/pages/check/form-values.ts";
import {
  helperErrors,
  type HelperName,
  helperOptions,
  noHelpers,
} from "../../../renderer/pages/check/helper-values.ts";

const initial = initialFormValues(settingsSchema.parse({}));

describe("servers that can tell more", () => {
  it("are left out where nothing was typed", () => {
    expect(helperOptions(noHelpers)).toEqual({});
    expect(helperErrors(noHelpers)).toEqual({});
  });

  it("become options that the contract accepts", () => {
    const helpers = {
      stun: " stun.example.com ",
      responder: "[2001:db8::1]:4500",
      captiveUrl: "http://check.example.com/",
      captiveText: "All is well",
      dns: "[2001:db8::53]:5353",
      ikePort: "501",
      natTraversalPort: " 4501 ",
      controlPort: "1701",
    };
    const request = requestFor({ ...initial, helpers }, "vpn.example.com");
    expect(contract["check.run"].input.parse(request).options).toMatchObject({
      stunServer: { host: "stun.example.com", port: 3478 },
      responder: { host: "2001:db8::1", port: 4500 },
      captivePage: { url: "http://check.example.com/", text: "All is well" },
      nameServer: { host: "2001:db8::53", port: 5353 },
      ikePort: 501,
      natTraversalPort: 4501,
      controlPort: 1701,
    });
  });

  it.each(["192.0.2.53", "192.0.2.53:53", "2001:db8::53", "[2001:db8::53]:53"])("%s is a name server", (dns) => {
    const helpers = { ...noHelpers, dns };
    expect(helperErrors(helpers)).toEqual({});
    const request = requestFor({ ...initial, helpers }, "vpn.example.com");
    expect(contract["check.run"].input.parse(request).options.nameServer?.port).toBe(53);
  });

  it.each<[HelperName, string]>([
    ["stun", "two words"],
    ["stun", "stun.example.com:0"],
    ["stun", "http://stun.example.com"],
    ["responder", "203.0.113.999"],
    ["responder", "[2001:db8::1]:99999"],
    ["captiveUrl", "check.example.com"],
    ["captiveUrl", "ftp://check.example.com/"],
    ["captiveText", "x".repeat(201)],
    ["dns", "dns.example.com"],
    ["dns", "192.0.2"],
    ["dns", "192.0.2.53:0"],
    ["dns", "2001:db8::53::1"],
    ["dns", "[2001:db8::53"],
    ["ikePort", "0"],
    ["natTraversalPort", "4500 udp"],
    ["controlPort", "70000"],
    ["controlPort", "1.5"],
  ])("%s is not %j", (name, text) => {
    const helpers = { ...noHelpers, [name]: text };
    expect(helperErrors(helpers)).toHaveProperty(name);
    expect(typeof requestFor({ ...initial, helpers }, "vpn.example.com")).toBe("string");
  });

  it("need a page for a text", () => {
    expect(helperErrors({ ...noHelpers, captiveText: "All is well" })).toHaveProperty("captiveUrl");
  });

  it("are not asked in practice, whatever was typed", () => {
    const values = { ...initial, helpers: { ...noHelpers, stun: "two words" } };
    expect(practiceRequestFor(values, { name: "healthy" }, "")).not.toHaveProperty("options.stunServer");
    expect(typeof practiceRequestFor(values, { name: "healthy" }, "")).toBe("object");
  });
});
