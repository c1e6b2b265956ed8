import type { Handlers } from "../../../main/api/dispatch.ts";
import type { CallContext } from "../../../main/api/dispatcher.ts";
import { createLanguageHandlers } from "../../../main/api/language-handlers.ts";
import { compareReports } from "../../../main/diagnosis/compare.ts";
import { redactValue } from "../../../main/bundle/redaction/redact-value.ts";
import { createRedactor } from "../../../main/bundle/redaction/redactor.ts";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import type { Progress, VpnProfile } from "../../../main/api/contract.ts";
import { failure, success, type Outcome } from "../../../main/model/failure.ts";
import { fakeHistoryRead, fakeLogsRead, fakeSessionsRead } from "./fake-logs.ts";
import { createFakeCaptures } from "./fake-captures.ts";
import { createFakeFleet } from "./fake-fleet.ts";
import { fakeReport, stepNames } from "./fake-report.ts";
import { createFakeSettings, type FakeStart } from "./fake-settings.ts";
import { createFakeSharing } from "./fake-sharing.ts";

export type FakeProfiles = "none" | "one" | "several";

const profiles: readonly VpnProfile[] = [
  { name: "Office", type: "l2tp-ipsec", gateway: "vpn.example.com", origin: "NetworkManager", settings: {} },
  {
    name: "Head office",
    type: "ikev2",
    gateway: "healthy.example.com",
    origin: "/etc/swanctl/swanctl.conf",
    settings: {},
  },
  { name: "Any peer", type: "ikev1", origin: "/etc/ipsec.conf", settings: {} },
];

const profilesOf: Readonly<Record<FakeProfiles, readonly VpnProfile[]>> = {
  none: [],
  one: profiles.slice(0, 1),
  several: profiles,
};

/**
 * Handlers that behave like the real ones and touch nothing. The gateway's name decides: `slow.…` waits at the ports
 * until it is stopped, `error.…` cannot be checked, `healthy.…` and `partial.…` are what they say, anything else has
 * problems.
 */
export function createFakeHandlers(found: FakeProfiles, start: FakeStart = "usual"): Handlers {
  let lastGateway: string | undefined;
  return {
    about: async () =>
      success({
        version: "0.1.0",
        os: "linux",
        door: "serve",
        practiceFaults: [
          { name: "healthy", title: "Nothing is wrong" },
          {
            name: "mtu-black-hole",
            title: "The path takes smaller packets than usual, and drops larger ones in silence",
            unit: "bytes",
            defaultValue: 1380,
          },
          { name: "fragments-dropped", title: "The router drops fragmented packets" },
          {
            name: "nat-timeout",
            title: "The router forgets an idle connection too early",
            unit: "seconds",
            defaultValue: 30,
          },
        ],
      }),
    "profiles.list": async () =>
      success({
        profiles: [...profilesOf[found]],
        unreadable: found === "several" ? [{ origin: "/etc/ipsec.secrets", reason: "needs administrator rights" }] : [],
      }),
    "check.run": async ({ options }, context) => {
      const gateway = options.gateway ?? "vpn.example.com";
      if (gateway.startsWith("error")) {
        return failure("name-not-resolved", `The name ${gateway} does not exist; check how it is spelled.`);
      }
      await tellProgress(gateway, context);
      lastGateway = gateway;
      return success(fakeReport(gateway));
    },
    ...noLogHandlers,
    "redact.value": async ({ value }) =>
      success({ value: redactValue(value, createRedactor({ key: new Uint8Array(32) })) as typeof value }),
    "check.forget": async () => {
      lastGateway = undefined;
      return success({});
    },
    "check.last": async () => success(lastGateway === undefined ? {} : { report: fakeReport(lastGateway) }),
    ...createFakeSettings(start),
    ...createFakeCaptures(),
    ...createFakeFleet(),
    "logs.read": fakeLogsRead,
    "history.read": fakeHistoryRead,
    "sessions.read": fakeSessionsRead(found !== "none", found === "several"),
    ...createLanguageHandlers(),
    "compare.reports": async ({ before, after }) =>
      "report" in before && "report" in after
        ? success(compareReports(before.report, after.report))
        : failure("not-found", `There is no file ${"path" in before ? before.path : ""}.`),
    "probe.plan": unused,
    "probe.run": unused,
    ...createFakeSharing(() => lastGateway, tellProgress),
  };
}

/** A call that the page does not make. */
async function unused(): Promise<Outcome<never>> {
  return failure("not-supported", "The page has no use for this call.");
}

async function tellProgress(gateway: string, { emit, signal }: CallContext<Progress>): Promise<void> {
  emit({ kind: "plan", steps: stepNames.map(([name, title]) => ({ name, title })) });
  const slow = gateway.startsWith("slow");
  for (const [index, [name, , note]] of stepNames.entries()) {
    if (signal.aborted) return;
    emit({ kind: "step-started", name });
    if (slow && name === "reach") {
      emit({ kind: "step-note", name, note: "asking port 4500, try 2 of 3" });
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      return;
    }
    emit({ kind: "step-ended", step: { name, outcome: "done", durationMs: 12 + index * 170 }, note });
  }
}
