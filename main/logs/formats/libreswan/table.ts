import type { FormatTable } from "../format-table.ts";
import { connecting } from "./connecting.ts";
import { endings } from "./endings.ts";
import { refusals } from "./refusals.ts";
import { notices } from "./notices.ts";

/** pluto; ids `lb…`. Lines are matched without their `"conn"[2] 192.0.2.1 #5: ` prefix. */
export const libreswanTable: FormatTable = {
  stack: "libreswan",
  identifiers: ["pluto"],
  dedicated: true,
  rows: [...connecting, ...endings, ...refusals, ...notices],
};
