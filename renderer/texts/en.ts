import type { VpnProfile } from "../../main/api/contract.ts";

import { aboutTexts } from "./en/about.ts";
import { captureTexts } from "./en/capture.ts";
import { checkTexts } from "./en/check.ts";
import { compareTexts } from "./en/compare.ts";
import { eventsTexts } from "./en/events.ts";
import { fleetTexts } from "./en/fleet.ts";
import { logsTexts } from "./en/logs.ts";
import { measuringTexts } from "./en/measurements.ts";
import { reportTexts } from "./en/report.ts";
import { settingsTexts } from "./en/settings.ts";
import { shareTexts } from "./en/share.ts";
import { timelineTexts } from "./en/timeline.ts";
import type { Translatable } from "./translatable.ts";

/** Every word that the page shows and that does not come from a report. */
export const en = {
  app: {
    name: "Tunnel Doctor",
    skip: "Skip to the content",
    navigation: "Places",
    programPages: "The program",
    places: {
      check: "Check",
      timeline: "Time line",
      measurements: "Measurements",
      logs: "Logs",
      captures: "Captures",
      compare: "Compare",
      share: "Share",
      fleet: "Fleet",
      settings: "Settings",
      about: "About",
    },
    starting: "Starting…",
    notStarted: "Tunnel Doctor does not answer",
    reload: "Try again",
    footer: (version: string) => `Tunnel Doctor ${version} · Nothing leaves this computer unless you share it.`,
  },
  about: aboutTexts,
  settings: settingsTexts,
  events: eventsTexts,
  logs: logsTexts,
  captures: captureTexts,
  compare: compareTexts,
  share: shareTexts,
  fleet: fleetTexts,
  timeline: timelineTexts,
  measuring: measuringTexts,
  connection: {
    cancelled: "The check was stopped before it had anything to show.",
    unreachable: "The connection to Tunnel Doctor was lost; see whether it is still running, then try again.",
  },
  ...checkTexts,
  ...reportTexts,
  copy: { label: "Copy", done: "Copied", failed: "Select it and copy by hand" },
  chooseFile: { label: "Choose…", what: (field: string) => `: ${field}` },
  tunnelType: {
    "l2tp-ipsec": "L2TP/IPsec",
    ikev1: "IKEv1",
    ikev2: "IKEv2",
    wireguard: "WireGuard",
    openvpn: "OpenVPN",
    pptp: "PPTP",
    unknown: "VPN",
  } satisfies Record<VpnProfile["type"], string>,
} as const;

/** Every word in any language: a catalogue that lacks one, or has one too many, does not compile. */
export type Texts = Translatable<typeof en>;
