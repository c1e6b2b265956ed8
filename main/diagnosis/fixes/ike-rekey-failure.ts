import { durationText } from "../../model/duration-text.ts";
import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";
import { clientLifetimeCommands, gatewayLifetimeCommands, gatewayLifetimesFor } from "./settings/lifetimes.ts";

export interface RekeyNumbers {
  /** How long the sessions lasted that ended at a rekey; undefined when no session length is known. */
  readonly sessionLengthMs: number | undefined;
  /** Whether the log shows that the peer refused the proposal of the rekey. */
  readonly proposalRefused: boolean;
}

const daySeconds = 86_400;

/** Lifetimes and proposals to align on both ends. */
export function rekeyFixes({ sessionLengthMs, proposalRefused }: RekeyNumbers): readonly Fix[] {
  const when = sessionLengthMs === undefined ? "when the keys are renewed" : `after ${durationText(sessionLengthMs)}`;
  const verify =
    sessionLengthMs === undefined
      ? "The session outlives the next rekey, and the log shows that the rekey was done."
      : `The session lasts longer than ${durationText(sessionLengthMs * 1.1)}, and the log shows that the rekey was done.`;
  return [
    fix({
      who: "vpn-admin",
      title: proposalRefused
        ? "Make both ends accept the same proposal when keys are renewed (PFS group)"
        : "Let the keys be renewed before they expire",
      why: proposalRefused
        ? "the first Child SA needs no Diffie-Hellman group of its own, so a mismatch of the PFS group shows only at the first rekey (RFC 7296 section 1.3.3)"
        : `the session ends ${when} because no new SA takes over from the old one`,
      steps: [
        "Compare the ESP proposals and the PFS setting of both ends: with PFS on one side only, renewing is refused.",
        "Allow renewal from both sides, and let the lifetime at the gateway be longer than the client's.",
        "For clients that cannot renew (Windows and Apple with some settings), list the proposals with and without a group.",
      ],
      commands: gatewayLifetimeCommands(gatewayLifetimesFor(sessionLengthMs)),
      risk: "keys are used longer before they are renewed; without PFS one stolen key opens all that it derived.",
      undo: "set the former lifetimes and proposals.",
      verify,
    }),
    fix({
      who: "you",
      title: "Give the gateway time: longer lifetimes on this computer",
      why: `until both ends agree, a longer lifetime puts the drop off (at present it comes ${when})`,
      steps: [
        "Change the lifetimes only with your administrator's consent: the shorter of both ends decides.",
        "Update the operating system and the VPN client: rekeying is a common place for bugs.",
      ],
      commands: clientLifetimeCommands(daySeconds),
      risk: "keys are used longer, and the drop may come back later if the gateway has the shorter lifetime.",
      undo: "remove the changed settings.",
      verify,
    }),
  ];
}
