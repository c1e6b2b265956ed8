import type { Session } from "../model/session.ts";

export interface Lifetime {
  readonly lifetimeMs: number;
  readonly toleranceMs: number;
  /** The kind of tunnel that has it; absent where several do. */
  readonly tunnelType?: NonNullable<Session["type"]>;
  /** Completes "This is …". */
  readonly meaning: string;
  /** Where the number is from. */
  readonly source: string;
}

const minuteMs = 60_000;

/**
 * Lifetimes at which well-known VPN stacks renew or end their keys. A session that ends at one of them points to the
 * renewal, but people also stop working after an hour, so a length alone is never more than a hint.
 */
export const lifetimes: readonly Lifetime[] = [
  {
    lifetimeMs: 8 * minuteMs,
    toleranceMs: 10_000,
    tunnelType: "ikev2",
    meaning: "the time after which Apple's IKEv2 client renews the keys of its Child SA",
    source: "libreswan issue 222, strongSwan issue 520",
  },
  {
    lifetimeMs: 24 * minuteMs,
    toleranceMs: 30_000,
    tunnelType: "ikev2",
    meaning: "the time after which macOS 14.0 and 14.1 renew IKE keys with a malformed proposal",
    source: "libreswan issue 1450",
  },
  {
    lifetimeMs: 48 * minuteMs,
    toleranceMs: 30_000,
    tunnelType: "ikev2",
    meaning: "twice the time after which macOS 14.0 and 14.1 renew IKE keys with a malformed proposal",
    source: "libreswan issue 1450",
  },
  {
    lifetimeMs: 60 * minuteMs,
    toleranceMs: 150_000,
    meaning: "the one-hour key lifetime that most VPN gateways use by default",
    source: "swanctl.conf(5) rekey_time of children, ipsec.conf(5) ikelifetime of libreswan, openvpn(8) reneg-sec",
  },
  {
    lifetimeMs: 10_034_000,
    toleranceMs: 60_000,
    tunnelType: "ikev2",
    meaning: "the time after which Windows' IKEv2 client loses a gateway that cannot renew the Child SA with it",
    source: "Windscribe Desktop-App issue 303",
  },
  {
    lifetimeMs: 10_800_000,
    toleranceMs: 2 * minuteMs,
    tunnelType: "ikev2",
    meaning: "the three-hour Child SA lifetime of strongSwan's NetworkManager client",
    source: "strongSwan src/charon-nm/nm/nm_service.c",
  },
  {
    lifetimeMs: 14_400_000,
    toleranceMs: 5 * minuteMs,
    meaning: "strongSwan's default IKE rekey time of four hours",
    source: "swanctl.conf(5) rekey_time of connections",
  },
  {
    lifetimeMs: 28_800_000,
    toleranceMs: 5 * minuteMs,
    meaning: "the eight-hour lifetime that Windows and many gateways use for the IKE SA",
    source: "Windows main mode key lifetime of 480 minutes",
  },
  {
    lifetimeMs: 86_400_000,
    toleranceMs: 10 * minuteMs,
    meaning: "the one-day lifetime that many gateways use for the IKE SA",
    source: "Cisco IOS `crypto isakmp policy` default of 86400 seconds",
  },
];

/** The known lifetime that a session length hits, or undefined; where it is known, for the kind of tunnel that it was. */
export function lifetimeNear(lengthMs: number, type?: Session["type"]): Lifetime | undefined {
  const isKnown = type !== undefined && type !== "unknown";
  return lifetimes.find(
    ({ lifetimeMs, toleranceMs, tunnelType }) =>
      Math.abs(lengthMs - lifetimeMs) <= toleranceMs && (!isKnown || tunnelType === undefined || tunnelType === type),
  );
}
