/**
 * How the simulated VPN client is set up: like a strongSwan whose keepalives were switched off, which works as long as
 * something in between is patient, and which sends its certificate in one large IKE message.
 */
export const vpnClientSettings = {
  dpdDelayMs: 300_000,
  keyingTries: 3,
  /** How soon the person tries again when the client has given up. */
  personRetriesAfterMs: 20 * 60_000,
} as const;

/** The same settings in the words of strongSwan, as a profile shows them. */
export const vpnClientProfileSettings: Readonly<Record<string, string>> = {
  version: "2",
  dpd_delay: `${vpnClientSettings.dpdDelayMs / 1000}s`,
  dpd_action: "restart",
  keyingtries: `${vpnClientSettings.keyingTries}`,
  fragmentation: "no",
  rekey_time: "12h",
  "charon.keep_alive": "0",
};
