import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contract } from "../../../main/api/contract.ts";
import { initialFormValues, practiceRequestFor, requestFor } from "../../../renderer/pages/check/form-values.ts";
import { settingsSchema } from "../../../main/model/settings.ts";
import { isGatewayName, normaliseGateway, profilesWithGateway } from "../../../renderer/pages/check/gateway-input.ts";

const formAtFirst = initialFormValues(settingsSchema.parse({}));

describe("normaliseGateway", () => {
  it.each([
    [" vpn.example.com ", "vpn.example.com"],
    ["https://vpn.example.com/login?next=1", "vpn.example.com"],
    ["vpn.example.com/", "vpn.example.com"],
    ["l2tp://203.0.113.9", "203.0.113.9"],
    ["2001:db8::1", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1%eth0"],
    ["", ""],
  ])("%j is %j", (text, gateway) => expect(normaliseGateway(text)).toBe(gateway));
});

describe("isGatewayName", () => {
  it("is the contract's own rule", () => {
    const schema = contract["check.run"].input.shape.options.shape.gateway.unwrap();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.domain(),
          fc.ipV4(),
          fc.stringMatching(/^[0-9.]{1,16}$/),
          fc.ipV6(),
          fc.string(),
          fc.string({ minLength: 250, maxLength: 256 }),
        ),
        (text) => {
          expect(isGatewayName(text.trim())).toBe(schema.safeParse(text).success);
        },
      ),
    );
  });
});

describe("profilesWithGateway", () => {
  it("leaves out profiles that accept any peer", () => {
    const shared = { type: "ikev2", origin: "x", settings: {} } as const;
    const profiles = [
      { ...shared, name: "a" },
      { ...shared, name: "b", gateway: "b.example" },
    ];
    expect(profilesWithGateway(profiles).map(({ name }) => name)).toEqual(["b"]);
  });
});

describe("requestFor", () => {
  it("makes a request that the contract accepts", () => {
    const request = requestFor({ ...formAtFirst, days: 1, systemLogs: false }, "vpn.example.com");
    expect(contract["check.run"].input.parse(request)).toMatchObject({
      options: { gateway: "vpn.example.com", profile: "standard", sinceMs: 86_400_000, systemLogs: false },
    });
  });

  it.each(["", "   ", "https://", "two words", "a,b"])("refuses %j with a sentence", (text) => {
    expect(typeof requestFor(formAtFirst, text)).toBe("string");
  });
});

describe("practiceRequestFor", () => {
  it("names the practice gateway, and a value only where the fault has one", () => {
    expect(practiceRequestFor(formAtFirst, { name: "healthy" }, "1380")).toMatchObject({
      options: { gateway: "practice" },
      practice: [{ name: "healthy" }],
    });
    const request = practiceRequestFor(formAtFirst, { name: "loss", unit: "percent" }, "0.5");
    expect(contract["check.run"].input.parse(request).practice).toEqual([{ name: "loss", value: 0.5 }]);
  });

  it.each(["", " ", "-1", "soon", "1e9", "Infinity", "NaN"])("refuses the value %j", (text) => {
    expect(typeof practiceRequestFor(formAtFirst, { name: "loss", unit: "percent" }, text)).toBe("string");
  });
});

describe("initialFormValues", () => {
  it("takes over the settings, and of the helpers those whose switch is on", () => {
    const settings = settingsSchema.parse({
      profile: "deep",
      logWindowDays: 3,
      stunServer: { server: "stun.example.com", use: true },
      responder: { server: "responder.example.com", use: false },
    });
    const { profile, days, helpers } = initialFormValues(settings);
    expect([profile, days, helpers.stun, helpers.responder]).toEqual(["deep", 3, "stun.example.com", ""]);
  });
});
