import { classifyAddress } from "../../network/address-class.ts";
import type { Outcome } from "../../model/failure.ts";
import type { Measurement } from "../../model/measurement.ts";
import type { Endpoint, UdpSocket } from "../../model/ports/udp.ts";
import type { ProbeContext } from "../context.ts";
import { cancelledReason, endpointText, measured, notMeasured, notTried } from "../measured.ts";
import type { BindingResponse } from "../stun/binding.ts";
import { askStun, type StunTarget } from "./ask-stun.ts";
import { hairpinPacketBudget, measureHairpinning } from "./hairpin.ts";
import { filteringOf, mappingOf, type NatBehaviour } from "./verdict.ts";

const method = "stun-rfc5780";

/** One question to the server's first address, two to its second, four for the filtering, of five tries each. */
export const natTypePacketBudget = 7 * 5 + hairpinPacketBudget;

export interface NatTypeFound {
  readonly measurements: readonly Measurement[];
  /** This computer as the server saw it; undefined where the server did not answer. */
  readonly publicEndpoint: Endpoint | undefined;
}

const kinds = ["nat-external-address", "nat-mapping", "nat-filtering", "cgnat"] as const;

/**
 * The public address and the kind of the NAT, as a STUN server sees them. Gives `nat-external-address`, `nat-mapping` and
 * `nat-filtering` (in the words of RFC 4787; `nat-mapping` says in its details whether the NAT does hairpinning), and
 * `cgnat`. A server without a second address (RFC 5780) tells neither mapping nor filtering. At most
 * `natTypePacketBudget` packets.
 */
export async function measureNatType(
  context: ProbeContext,
  server: StunTarget,
  bindAddress?: string,
): Promise<NatTypeFound> {
  const subject = (kind: Measurement["kind"]) => ({
    kind,
    method,
    target: endpointText(server.address, server.family, server.port),
  });
  const open = (): Promise<Outcome<UdpSocket>> =>
    context.udp.open({
      remoteAddress: server.address,
      family: server.family,
      fragmentation: "system",
      hears: "anybody",
      ...(bindAddress === undefined ? {} : { bindAddress }),
    });
  const opened = await open();
  if (!opened.ok) {
    return { measurements: kinds.map((kind) => notTried(subject(kind), opened.error)), publicEndpoint: undefined };
  }
  const socket = opened.value;
  const primary = { address: server.address, port: server.port };
  const first = await askStun(context, socket, { to: primary, from: primary });
  const mapped = first?.mapped ?? null;
  if (mapped === null) {
    socket.close();
    const reason = context.signal?.aborted === true ? cancelledReason : "the STUN server did not answer";
    return {
      measurements: kinds.map((kind) => notMeasured(subject(kind), "unknown", reason)),
      publicEndpoint: undefined,
    };
  }
  const other = usableOther(first, primary);
  const behindNat = mapped.address !== socket.local.address;
  const [mapping, filtering, hairpinning] = await Promise.all([
    other === null ? null : measureMapping(context, socket, primary, other, mapped),
    other === null ? null : measureFiltering(context, open, primary, other),
    behindNat ? measureHairpinning(context, open, primary) : undefined,
  ]);
  socket.close();
  const details = { port: mapped.port, localPort: socket.local.port, portPreserved: mapped.port === socket.local.port };
  const behaviour = (kind: "nat-mapping" | "nat-filtering", value: NatBehaviour | null): Measurement => {
    if (!behindNat && kind === "nat-mapping") {
      return notMeasured(subject(kind), "not-applicable", "no NAT is on the way");
    }
    const more = kind === "nat-mapping" && hairpinning !== undefined ? { hairpinning } : {};
    if (value !== null) return measured(subject(kind), value, { details: more });
    const reason = context.signal?.aborted === true ? cancelledReason : missing(other);
    return notMeasured(subject(kind), "unknown", reason, more);
  };
  return {
    publicEndpoint: mapped,
    measurements: [
      measured(subject("nat-external-address"), mapped.address, { details }),
      behaviour("nat-mapping", mapping),
      behaviour("nat-filtering", filtering),
      cgnat(subject("cgnat"), mapped, socket.local, behindNat),
    ],
  };
}

function missing(other: Endpoint | null): string {
  return other === null
    ? "the STUN server has no second address (RFC 5780)"
    : "the second address of the STUN server did not answer";
}

/** A second address that is none, or is the first, cannot show anything. */
function usableOther(response: BindingResponse | null, primary: Endpoint): Endpoint | null {
  const other = response?.otherAddress ?? null;
  if (other === null || other.address === primary.address || other.port === primary.port) return null;
  // The server names the address: nobody may be led to send packets into a network at home.
  return classifyAddress(other.address) === classifyAddress(primary.address) ? other : null;
}

async function measureMapping(
  context: ProbeContext,
  socket: UdpSocket,
  primary: Endpoint,
  other: Endpoint,
  mapped: Endpoint,
): Promise<NatBehaviour | null> {
  const ask = async (to: Endpoint): Promise<Endpoint | null> =>
    (await askStun(context, socket, { to, from: to }))?.mapped ?? null;
  const atOtherAddress = await ask({ address: other.address, port: primary.port });
  const decided = mappingOf(mapped, atOtherAddress, null);
  return decided ?? mappingOf(mapped, atOtherAddress, atOtherAddress === null ? null : await ask(other));
}

/** Each question needs a socket of its own that has spoken to the first address only. */
async function measureFiltering(
  context: ProbeContext,
  open: () => Promise<Outcome<UdpSocket>>,
  primary: Endpoint,
  other: Endpoint,
): Promise<NatBehaviour | null> {
  const hears = async (changed: { readonly address: boolean; readonly port: boolean }): Promise<boolean | null> => {
    const opened = await open();
    if (!opened.ok) return null;
    const from = {
      address: changed.address ? other.address : primary.address,
      port: changed.port ? other.port : primary.port,
    };
    const reached = await askStun(context, opened.value, { to: primary, from: primary });
    const heard =
      reached === null ? null : await askStun(context, opened.value, { to: primary, from, changeRequest: changed });
    opened.value.close();
    return reached === null || context.signal?.aborted === true ? null : heard !== null;
  };
  const [otherAddress, otherPort] = await Promise.all([
    hears({ address: true, port: true }),
    hears({ address: false, port: true }),
  ]);
  return otherAddress === null || otherPort === null ? null : filteringOf({ otherAddress, otherPort });
}

/** What the addresses at both ends say about a carrier's NAT (RFC 6598). */
function cgnat(
  subject: Parameters<typeof measured>[0],
  mapped: Endpoint,
  local: Endpoint,
  behindNat: boolean,
): Measurement {
  const details = { publicAddress: mapped.address };
  if (!behindNat) return measured(subject, false, { details });
  if (classifyAddress(local.address) === "cgnat" || classifyAddress(mapped.address) === "cgnat") {
    return measured(subject, true, { details });
  }
  const reason = `the address that the provider gave to the router is not known; if it is not ${mapped.address}, there is a carrier NAT`;
  return notMeasured(subject, "unknown", reason, details);
}
