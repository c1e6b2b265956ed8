import type { FormatTable } from "../format-table.ts";
import { connecting } from "./connecting.ts";
import { endings } from "./endings.ts";
import { liveness } from "./liveness.ts";
import { mobility } from "./mobility.ts";
import { refusals } from "./refusals.ts";
import { rekeying } from "./rekeying.ts";
import { routine } from "./routine.ts";

/** charon, charon-systemd, charon-nm, charon-cmd and the Android app; ids `sw…`. Lines are matched without their `09[IKE] <home|1> ` prefix. */
export const strongswanTable: FormatTable = {
  stack: "strongswan",
  identifiers: [
    "charon",
    "charon-systemd",
    "charon-nm",
    "charon-cmd",
    "charon-custom",
    "ipsec",
    "ipsec_starter",
    "strongswan",
  ],
  dedicated: true,
  rows: [...connecting, ...refusals, ...liveness, ...mobility, ...rekeying, ...endings, ...routine],
};
