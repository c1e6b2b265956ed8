import type { Fix } from "../../model/finding.ts";
import { keepaliveSecondsFor } from "../../probes/keepalive-interval.ts";
import { fix } from "./fix.ts";
import { keepaliveCommands, peerCheckCommands, udpTimeoutCommands } from "./settings/nat-lifetime.ts";

/** RFC 4787 REQ-5: a NAT must not forget a UDP mapping in less than two minutes. Three leave room for coarse clocks. */
const shortestRouterSeconds = 180;
const unrepliedSeconds = 60;

/** Where it is not known what silence was too long, RFC 3948's keepalive for the two minutes of RFC 4787 REQ-5 is advised. */
const requiredLifetimeSeconds = 120;

/**
 * Changes that keep the NAT's mapping alive, or make it live longer. `idleSeconds`: the silence that it did not survive,
 * where that is known.
 */
export function natUdpTimeoutFixes(idleSeconds: number | undefined): readonly Fix[] {
  const keepaliveSeconds = keepaliveSecondsFor(idleSeconds ?? requiredLifetimeSeconds);
  const routerSeconds = Math.max(
    shortestRouterSeconds,
    idleSeconds === undefined ? 0 : Math.ceil((idleSeconds * 2) / 60) * 60,
  );
  return [
    fix({
      who: "you",
      title: `Send a NAT keepalive every ${keepaliveSeconds} s`,
      why:
        idleSeconds === undefined
          ? "a connection over which something passes all the time is not forgotten"
          : `the connection was lost after ${Math.round(idleSeconds)} s of silence, so something must be sent more often than that`,
      steps: [
        "Set the keepalive below, reconnect, and leave the VPN idle for ten minutes.",
        "Where the VPN client has no such setting, a ping through the tunnel at that interval does the same.",
      ],
      commands: keepaliveCommands(keepaliveSeconds),
      risk: "a little more battery and mobile data; a session that should end when idle no longer does.",
      undo: "remove the line, or stop the ping.",
      verify: `Leave the VPN idle for ten minutes: it stays up, and the log shows a keepalive every ${keepaliveSeconds} s.`,
    }),
    fix({
      who: "router",
      title: `Let idle UDP mappings live ${routerSeconds} s or longer`,
      why: "RFC 4787 asks routers for two minutes at least and recommends five",
      steps: [
        "Raise the UDP timeout of the router's NAT, or of the firewall behind it.",
        "Switch hardware offloading off for one test: some routers forget mappings that it carries.",
      ],
      commands: udpTimeoutCommands(routerSeconds, unrepliedSeconds),
      risk: "the router's table holds more idle entries; watch its size where many people share it.",
      undo: "set the former values (Linux: 120 and 30; RouterOS: 3m and 10s; FortiOS: 180; Cisco: 300 and 0:02:00).",
      verify: "Leave the VPN idle for ten minutes: it stays up.",
    }),
    fix({
      who: "vpn-admin",
      title: `Check idle clients with dead peer detection every ${keepaliveSeconds} s`,
      why: "a check from the gateway also refreshes the mapping, as long as it comes before the mapping is gone",
      steps: [
        "Set the interval below, and let the client start anew instead of giving up when the check fails.",
        "With IKEv2, switch MOBIKE on: it follows a mapping that has changed.",
      ],
      commands: peerCheckCommands(keepaliveSeconds),
      risk: "clients that are away for a moment are noticed sooner and removed; with thousands of clients the checks are load.",
      undo: "set the former intervals.",
      verify: "The client's sessions no longer end after a time of silence.",
    }),
  ];
}
