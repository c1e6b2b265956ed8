import { knownIssueSetSchema, knownIssueSetSchemaId, type KnownIssueSet } from "../../model/known-issue.ts";
import apple from "./apple.json" with { type: "json" };
import ipsecDaemons from "./ipsec-daemons.json" with { type: "json" };
import l2tpDaemons from "./l2tp-daemons.json" with { type: "json" };
import openvpn from "./openvpn.json" with { type: "json" };
import routers from "./routers.json" with { type: "json" };
import windows from "./windows.json" with { type: "json" };

/** The known issues of the day of this release; a signed file may bring newer ones. Count the version up with every change. */
export const builtInKnownIssues: KnownIssueSet = knownIssueSetSchema.parse({
  schema: knownIssueSetSchemaId,
  version: 1,
  date: "2026-11-23",
  issues: [...windows, ...apple, ...ipsecDaemons, ...l2tpDaemons, ...openvpn, ...routers],
});
