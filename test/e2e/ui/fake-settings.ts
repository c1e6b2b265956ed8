import { createSettingsHandlers } from "../../../main/api/settings-handlers.ts";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { policyFrom } from "../../../main/model/policy.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";

/** Whose computer it is: somebody's who has seen the greeting, somebody's at the first start, or an organisation's. */
export type FakeStart = "usual" | "first" | "managed";

const dataFolder = "/home/kim/.local/share/tunnel-doctor";

/** The real handlers of the settings, over a file in memory. */
export function createFakeSettings(start: FakeStart): Pick<Handlers, "settings.read" | "settings.write"> {
  const { dataFiles } = memoryKeyPorts();
  void dataFiles.write("settings.json", JSON.stringify(start === "first" ? {} : { welcomed: true }));
  const policy = policyFrom("/etc/tunnel-doctor/policy.json", {
    schema: "tunnel-doctor/policy/1",
    profile: "standard",
    responder: "responder.example.com:3478",
    recommended: { logWindowDays: 14 },
  });
  return createSettingsHandlers({
    dataFiles: { ...dataFiles, folder: dataFolder },
    ...(start === "managed" ? { policy: { read: async () => policy } } : {}),
  });
}
