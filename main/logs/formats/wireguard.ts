import { row, type FormatRow, type FormatTable } from "./format-table.ts";

const send = "wireguard-go device/send.go";
const receive = "wireguard-go device/receive.go";
const timers = "wireguard-go device/timers.go; the kernel and NT drivers say the same of a peer";

function either(
  id: string,
  event: FormatRow["event"],
  pattern: RegExp,
  source: string,
  samples: FormatRow["samples"],
): FormatRow {
  return { id, event, pattern, source, samples };
}

/** wireguard-go, the kernel module with dynamic debug, the NT driver; ids `wg…`. Lines are matched without `peer(AbCd…EfGh) - `. */
export const wireguardTable: FormatTable = {
  stack: "wireguard",
  identifiers: ["wireguard", "wireguard-go", "wg-quick"],
  dedicated: true,
  rows: [
    either("wg01", "wg_handshake_sent", /Sending handshake initiation/u, send, [
      { line: "Sending handshake initiation" },
      { line: "wg0: Sending handshake initiation to peer 1 (203.0.113.1:51820)" },
    ]),
    either("wg02", "wg_handshake_ok", /Received handshake response|Receiving handshake response from peer/u, receive, [
      { line: "Received handshake response" },
      { line: "wg0: Receiving handshake response from peer 1 (203.0.113.1:51820)" },
    ]),
    either(
      "wg03",
      "wg_handshake_retry",
      /Handshake (?:for peer \d{1,6} \([^)]{1,64}\) )?did not complete after (?<seconds>\d{1,6}) seconds, retrying \(try (?<try>\d{1,6})\)/u,
      timers,
      [
        {
          line: "Handshake did not complete after 5 seconds, retrying (try 2)",
          fields: { seconds: "5", try: "2" },
        },
        {
          line: "wg0: Handshake for peer 1 (203.0.113.1:51820) did not complete after 5 seconds, retrying (try 3)",
          fields: { try: "3" },
        },
      ],
    ),
    either(
      "wg04",
      "wg_handshake_giveup",
      /Handshake (?:for peer \d{1,6} \([^)]{1,64}\) )?did not complete after (?<tries>\d{1,6}) attempts, giving up/u,
      timers,
      [{ line: "Handshake did not complete after 20 attempts, giving up", fields: { tries: "20" } }],
    ),
    either(
      "wg05",
      "dpd_timeout",
      /Retrying handshake (?:with peer \d{1,6} \([^)]{1,64}\) )?because we stopped hearing back after (?<seconds>\d{1,6}) seconds/u,
      timers,
      [{ line: "Retrying handshake because we stopped hearing back after 15 seconds", fields: { seconds: "15" } }],
    ),
    either(
      "wg06",
      "sa_expired",
      /(?:Removing all keys|Zeroing out all keys)(?: for peer \d{1,6} \([^)]{1,64}\))?, since we haven't received a new one in (?<seconds>\d{1,6}) seconds/u,
      timers,
      [{ line: "Removing all keys, since we haven't received a new one in 540 seconds", fields: { seconds: "540" } }],
    ),
    either("wg07", "nat_keepalive_sent", /Sending keepalive packet/u, send, [{ line: "Sending keepalive packet" }]),
    either("wg08", "nat_keepalive_received", /Receiving keepalive packet/u, receive, [
      { line: "Receiving keepalive packet" },
    ]),
    row("wg09", "wg_key_mismatch", "…Received packet with invalid mac1", receive, "Received packet with invalid mac1"),
    row(
      "wg10",
      "wg_handshake_bad",
      "…Received invalid response message…",
      receive,
      "Received invalid response message from 203.0.113.1:51820",
    ),
    row("wg11", "send_error", "…Failed to send handshake initiation: <error:rest>", send, [
      "Failed to send handshake initiation: write udp4 0.0.0.0:51820->203.0.113.1:51820: sendto: network is unreachable",
      { error: "write udp4 0.0.0.0:51820->203.0.113.1:51820: sendto: network is unreachable" },
    ]),
    row(
      "wg12",
      "address_changed",
      "…UDP bind has been updated",
      "wireguard-go device/device.go",
      "UDP bind has been updated",
    ),
    either(
      "wg13",
      null,
      /^(?:Routine: |UAPI: |Starting (?!tunnel)|Stopping|Interface (?:up|down|state)|Device (?:started|closed|closing)|Event worker|TUN |wg0 created|Sending handshake response|Received handshake initiation)/u,
      "wireguard-go device",
      [{ line: "Routine: handshake worker 1 - started" }, { line: "Received handshake initiation" }],
    ),
    either("wa01", "address_changed", /Network change detected with /u, "wireguard-apple WireGuardAdapter.swift", [
      { line: "Network change detected with satisfied route and interface order [en0, utun2]" },
    ]),
    row(
      "wa02",
      "link_down",
      "…Connectivity offline, pausing backend.",
      "wireguard-apple WireGuardAdapter.swift",
      "Connectivity offline, pausing backend.",
    ),
    row(
      "wa03",
      "link_up",
      "…Connectivity online, resuming backend.",
      "wireguard-apple WireGuardAdapter.swift",
      "Connectivity online, resuming backend.",
    ),
    row(
      "wa04",
      "dns_failure",
      "…DNS resolution failed for the following hostnames: <host:rest>",
      "wireguard-apple WireGuardAdapter.swift",
      ["DNS resolution failed for the following hostnames: vpn.example.com", { host: "vpn.example.com" }],
    ),
    row(
      "wa05",
      "session_start",
      "…Starting tunnel from the <origin:rest>",
      "wireguard-apple PacketTunnelProvider.swift",
      ["Starting tunnel from the app", { origin: "app" }],
    ),
  ],
};
