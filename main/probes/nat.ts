import ipaddr from "ipaddr.js";
import type { Measurement } from "../model/measurement.ts";
import type { Endpoint, UdpSocket } from "../model/ports/udp.ts";
import type { GatewayTarget, NatEnds, ProbeContext } from "./context.ts";
import { provesEndpoint, recoverExternalPort } from "./ike/external-port.ts";
import { ikePortOf } from "./ike/non-esp-marker.ts";
import { readVendorId } from "./ike/vendor-ids.ts";
import { endpointText, measured, type MeasurementSubject, notMeasured, notTried, roundedMs } from "./measured.ts";
import { type IkeVersion, type NatSighting, sightNat } from "./nat-sighting.ts";

const methods: Readonly<Record<IkeVersion, string>> = { ikev1: "ike-main-mode", ikev2: "ike-sa-init" };

export interface NatOptions {
  /** What the gateway may speak; the next is tried where it refuses the one before. */
  readonly versions: readonly [IkeVersion, ...IkeVersion[]];
  /** The address of this computer on the Internet, where it is known. */
  readonly publicAddress?: string;
}

export interface NatMeasured {
  readonly measurements: readonly Measurement[];
  /** Names and software that the gateway's Vendor IDs tell. */
  readonly vendorIds: readonly string[];
  readonly gatewaySoftware: string | undefined;
  /** Ports under which the gateway's ports see this computer, by the gateway's port; only with `publicAddress`. */
  readonly externalPorts: ReadonlyMap<number, number>;
  readonly localPort: number | undefined;
}

/**
 * NAT detection with each of `ports` of the gateway, one after the other from one local port. Gives `nat-present` (true
 * when a NAT is in front of this computer, with details about both ends) and `rtt` (ms). At most 9 packets and one
 * half-open SA for each port; the gateway forgets them by itself.
 */
export async function measureNat(
  context: ProbeContext,
  target: GatewayTarget,
  ports: readonly [number, ...number[]],
  { versions, publicAddress }: NatOptions = { versions: ["ikev2"] },
): Promise<NatMeasured> {
  const { address, family, bindAddress } = target;
  const subject = (kind: MeasurementSubject["kind"], version: IkeVersion = versions[0]) => ({
    kind,
    method: methods[version],
    target: endpointText(address, family, ports[0]),
  });
  const opened = await context.udp.open({
    remoteAddress: address,
    family,
    fragmentation: "system",
    ...(ports.length === 1 ? { connectToPort: ports[0] } : {}),
    ...(bindAddress === undefined ? {} : { bindAddress }),
  });
  if (!opened.ok) {
    const measurements = [notTried(subject("nat-present"), opened.error), notTried(subject("rtt"), opened.error)];
    return { measurements, vendorIds: [], gatewaySoftware: undefined, externalPorts: new Map(), localPort: undefined };
  }
  const socket = opened.value;
  const local = isUsable(socket.local) ? socket.local : null;
  const sightings: PortSighting[] = [];
  for (const port of ports) {
    const [before] = sightings;
    const ends = { local, gateway: { address, port }, marked: ikePortOf(target.ports, port).marked };
    // What one port speaks, the other speaks too.
    const worthTrying: NatOptions["versions"] = before === undefined ? versions : [before.version];
    sightings.push(await sightPort(context, socket, ends, worthTrying));
  }
  socket.close();
  const [first] = sightings;
  if (first === undefined) throw new Error("No port was asked.");
  const { roundTripMs } = first.sighting;
  const { version } = first;
  const known = sightings.flatMap(({ sighting }) => sighting.vendorIds.map((vendorId) => readVendorId(vendorId)));
  const named = known.flatMap((vendorId) => (vendorId === null ? [] : [vendorId]));
  const externalPorts = publicAddress === undefined ? new Map<number, number>() : portsSeen(sightings, publicAddress);
  return {
    measurements: [
      natMeasurement(subject("nat-present", version), first.sighting, first.ends, externalPorts),
      roundTripMs === null
        ? notMeasured(subject("rtt", version), "unknown", "no answer could be matched to one packet")
        : measured(subject("rtt", version), roundedMs(roundTripMs), { unit: "ms" }),
    ],
    vendorIds: [...new Set(named.map(({ name }) => name))],
    gatewaySoftware: named.find(({ software }) => software !== undefined)?.software,
    externalPorts,
    localPort: local?.port,
  };
}

interface PortSighting {
  readonly ends: NatEnds;
  readonly version: IkeVersion;
  readonly sighting: NatSighting;
}

async function sightPort(
  context: ProbeContext,
  socket: UdpSocket,
  ends: NatEnds,
  [version, ...others]: NatOptions["versions"],
): Promise<PortSighting> {
  const sighting = await sightNat(context, socket, ends, version);
  const [next, ...rest] = others;
  const worthMore = sighting.kind === "unknown" && sighting.refused && next !== undefined;
  return worthMore ? sightPort(context, socket, ends, [next, ...rest]) : { ends, version, sighting };
}

function isUsable({ address }: Endpoint): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() !== "unspecified";
}

/** RFC 7296 section 2.23: what old "IPsec passthrough" functions rewrite the source port to. */
const ikePort = 500;

function portsSeen(sightings: readonly PortSighting[], publicAddress: string): ReadonlyMap<number, number> {
  return new Map(
    sightings.flatMap(({ ends: { local, gateway }, sighting }): readonly (readonly [number, number])[] => {
      if (sighting.kind !== "seen") return [];
      const likely = [...(local === null ? [] : [local.port]), ikePort, gateway.port];
      const port = recoverExternalPort(sighting.client, publicAddress, likely);
      return port === null ? [] : [[gateway.port, port]];
    }),
  );
}

/** The gateway's own hash also differs where its admin forces UDP encapsulation. */
function natMeasurement(
  subject: MeasurementSubject,
  sighting: NatSighting,
  { local, gateway }: NatEnds,
  externalPorts: ReadonlyMap<number, number>,
): Measurement {
  if (sighting.kind !== "seen") return notMeasured(subject, sighting.kind, sighting.reason);
  const gatewayBehindNatOrForced = !provesEndpoint(sighting.gateway, gateway);
  if (local === null) {
    const reason = "the local address of the socket is not known";
    return notMeasured(subject, "unknown", reason, { gatewayBehindNatOrForced });
  }
  const clientBehindNat = !provesEndpoint(sighting.client, local);
  const externalPort = externalPorts.get(gateway.port);
  const details = {
    clientBehindNat,
    gatewayBehindNatOrForced,
    ...(externalPort === undefined
      ? {}
      : { externalPort, portPreserved: externalPort === local.port, ipsecPassthrough: rewritten(externalPort, local) }),
  };
  return measured(subject, clientBehindNat, { details });
}

function rewritten(externalPort: number, local: Endpoint): boolean {
  return externalPort === ikePort && local.port !== ikePort;
}
