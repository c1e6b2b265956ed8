import { describe, expect, it } from "vitest";
import type { Endpoint } from "../../../main/model/ports/udp.ts";
import { buildMainModeKeyExchange, buildMainModeSa, readMainModeSa } from "../../../main/probes/ike/main-mode.ts";
import { natDetectionHash } from "../../../main/probes/ike/nat-detection.ts";
import { parseIkeMessage } from "../../../main/probes/ike/message.ts";
import { fromUdpPayload, toUdpPayload, usualIkePort } from "../../../main/probes/ike/non-esp-marker.ts";
import { notifyTypes } from "../../../main/probes/ike/notify.ts";
import { buildSaInit, buildSaInitNotify, readSaInit } from "../../../main/probes/ike/sa-init.ts";
import { measureNat } from "../../../main/probes/nat.ts";
import { hexOctets } from "./hex.ts";
import { type Script, scriptedWorld, target } from "./scripted-udp.ts";

const local: Endpoint = { address: "192.168.77.20", port: 40_000 };
const responderSpi = new Uint8Array(8).fill(9);

function requestOf(payload: Uint8Array, port: number) {
  const message = parseIkeMessage(fromUdpPayload(payload, usualIkePort(port)) ?? new Uint8Array());
  if (!message.ok) throw new Error(message.error.message);
  return { header: message.value.header, content: readSaInit(message.value) };
}

/** A gateway that sees the client as `seen` and itself as `itself`. */
function gateway(seen: Endpoint, itself: Endpoint, withNatDetection = true): Script["answer"] {
  return (payload, port) => {
    const { header, content } = requestOf(payload, port);
    const { initiatorSpi } = header;
    const { proposals, keyExchange } = content;
    if (proposals === undefined || keyExchange === undefined) throw new Error("The request is not complete.");
    const hash = (endpoint: Endpoint) => natDetectionHash(initiatorSpi, responderSpi, endpoint);
    const response = buildSaInit({
      role: "response",
      initiatorSpi,
      responderSpi,
      proposals: proposals.slice(0, 1),
      keyExchange,
      nonce: new Uint8Array(32),
      ...(withNatDetection ? { natDetection: { source: hash(itself), destination: hash(seen) } } : {}),
    });
    return [{ kind: "datagram", payload: toUdpPayload(response, usualIkePort(port)) }];
  };
}

async function natPresent(script: Script, port = 500) {
  const world = scriptedWorld({ local, ...script });
  const {
    measurements: [nat],
  } = await measureNat(world.context, target, [port]);
  return { nat, world };
}

const self = (port: number): Endpoint => ({ address: target.address, port });

describe("NAT detection", () => {
  it.each([
    ["no NAT", local, self(500), 500, false, false],
    ["a NAT that keeps the port", { ...local, address: "198.51.100.7" }, self(500), 500, true, false],
    ["a NAT that changes the port only", { ...local, port: 1024 }, self(4500), 4500, true, false],
    ["a gateway behind NAT", local, { address: "10.0.0.5", port: 500 }, 500, false, true],
  ])("tells %s", async (_, seen, itself, port, clientBehindNat, gatewayBehindNatOrForced) => {
    const { nat, world } = await natPresent({ answer: gateway(seen, itself) }, port);
    expect(nat).toMatchObject({
      kind: "nat-present",
      outcome: "measured",
      value: clientBehindNat,
      target: `203.0.113.10:${port}`,
      details: { clientBehindNat, gatewayBehindNatOrForced },
    });
    expect(world.sent).toHaveLength(1);
    expect(world.closed()).toBe(1);
  });

  it("sends hashes of both ends, so that the gateway can compare as well", async () => {
    const { world } = await natPresent({ answer: gateway(local, self(500)) });
    const { header, content } = requestOf(world.sent[0] ?? new Uint8Array(), 500);
    const hash = (endpoint: Endpoint) => natDetectionHash(header.initiatorSpi, header.responderSpi, endpoint);
    const dataOf = (type: number) => content.notifies.filter((notify) => notify.type === type).map(({ data }) => data);
    expect(dataOf(notifyTypes.NAT_DETECTION_SOURCE_IP)).toEqual([hash(local)]);
    expect(dataOf(notifyTypes.NAT_DETECTION_DESTINATION_IP)).toEqual([hash(self(500))]);
  });

  it("does not guess where the local address is not known, but tells about the gateway", async () => {
    const { nat } = await natPresent({
      local: { address: "0.0.0.0", port: 40_000 },
      answer: gateway(local, { address: "10.0.0.5", port: 500 }),
    });
    expect(nat).toMatchObject({ outcome: "unknown", details: { gatewayBehindNatOrForced: true } });
  });

  it.each([
    ["takes no part in it", gateway(local, self(500), false), /does not take part/],
    ["does not answer", () => [], /IKEv1 only, that is normal/],
    ["refuses the port", () => [{ kind: "refused" as const }], /port unreachable/],
    [
      "accepts no proposal",
      (payload: Uint8Array) => {
        const { header } = requestOf(payload, 500);
        const refusal = buildSaInitNotify(header, notifyTypes.NO_PROPOSAL_CHOSEN);
        return [{ kind: "datagram" as const, payload: refusal }];
      },
      /NO_PROPOSAL_CHOSEN/,
    ],
  ])("is unknown where the gateway %s", async (_, answer, reason) => {
    const { nat } = await natPresent({ answer });
    expect(nat?.outcome).toBe("unknown");
    expect(nat?.reason).toMatch(reason);
  });

  it("sends the same SPI, nonce and key again with the cookie", async () => {
    const accept = gateway(local, self(500));
    const { nat, world } = await natPresent({
      answer: (payload, port) => {
        const { header, content } = requestOf(payload, port);
        const cookie = content.notifies.find(({ type }) => type === notifyTypes.COOKIE);
        if (cookie !== undefined) return accept(payload, port);
        return [
          { kind: "datagram", payload: buildSaInitNotify(header, notifyTypes.COOKIE, new Uint8Array(24).fill(7)) },
        ];
      },
    });
    expect(nat?.outcome).toBe("measured");
    const [first, second] = world.sent.map((payload) => requestOf(payload, 500));
    expect(second?.header).toEqual(first?.header);
    expect(second?.content.nonce).toEqual(first?.content.nonce);
    expect(second?.content.keyExchange).toEqual(first?.content.keyExchange);
    expect(second?.content.notifies[0]).toMatchObject({ type: notifyTypes.COOKIE, data: new Uint8Array(24).fill(7) });
  });

  it("goes on in IKEv1 where IKEv2 is refused, with the hash that was agreed on, and tells the software", async () => {
    const world = scriptedWorld({ local, answer: ikev1Gateway({ address: "198.51.100.7", port: 50_123 }) });
    const nat = await measureNat(world.context, target, [500], {
      versions: ["ikev2", "ikev1"],
      publicAddress: "198.51.100.7",
    });
    expect(nat.measurements[0]).toMatchObject({
      method: "ike-main-mode",
      value: true,
      details: { gatewayBehindNatOrForced: false, externalPort: 50_123, portPreserved: false, ipsecPassthrough: false },
    });
    expect(nat.gatewaySoftware).toBe("strongSwan");
    expect(nat.vendorIds).toEqual(["NAT traversal, draft 03", "strongSwan"]);
    expect(nat.externalPorts).toEqual(new Map([[500, 50_123]]));
    // IKE_SA_INIT, the first and the third message of Main Mode; NAT-D in the payload of the draft that the gateway knows.
    expect(world.sent.length).toBe(3);
    const third = parseIkeMessage(world.sent[2] ?? new Uint8Array());
    expect(third.ok && third.value.payloads.map(({ type }) => type)).toEqual([4, 10, 130, 130]);
  });

  it("sees a port that was rewritten to 500 by an IPsec passthrough", async () => {
    const world = scriptedWorld({ local, answer: ikev1Gateway({ address: "198.51.100.7", port: 500 }) });
    const options = { versions: ["ikev1"], publicAddress: "198.51.100.7" } as const;
    const { measurements } = await measureNat(world.context, target, [500], options);
    expect(measurements[0]?.details["ipsecPassthrough"]).toBe(true);
  });
});

/** Refuses IKEv2; in Main Mode it chooses SHA-256 and hides behind a draft of RFC 3947. */
function ikev1Gateway(seen: Endpoint): Script["answer"] {
  const vendorIds = ["7d9419a65310ca6f2c179d9215529d56", "882fe56d6fd20dbc2251613b2ebe5beb", "00"].map(hexOctets);
  return (payload) => {
    const message = parseIkeMessage(payload);
    if (!message.ok) throw new Error(message.error.message);
    const { header } = message.value;
    if (header.majorVersion === 2) {
      return [{ kind: "datagram", payload: buildSaInitNotify(header, notifyTypes.NO_PROPOSAL_CHOSEN) }];
    }
    const cookies = { initiatorCookie: header.initiatorSpi, responderCookie: responderSpi };
    const offered = readMainModeSa(message.value);
    if (offered.ok) {
      const transforms = offered.value.filter(({ hash }) => hash === 4).slice(0, 1);
      return [{ kind: "datagram", payload: buildMainModeSa({ ...cookies, transforms, vendorIds }) }];
    }
    const hash = (endpoint: Endpoint) => natDetectionHash(header.initiatorSpi, responderSpi, endpoint, "sha256");
    const parts = { ...cookies, keyExchange: new Uint8Array(256), nonce: new Uint8Array(32) };
    return [
      {
        kind: "datagram",
        payload: buildMainModeKeyExchange({ ...parts, natDetection: [hash(seen), hash(self(500))] }),
      },
    ];
  };
}
