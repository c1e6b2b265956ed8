import { named, type ReadFields, type WindowsRow, type WindowsTable } from "../event-row.ts";

const powerRow = (
  id: string,
  event: WindowsRow["event"],
  eventIds: readonly number[],
  read: ReadFields,
  samples: WindowsRow["samples"],
  provider = "Microsoft-Windows-Kernel-Power",
): WindowsRow => ({
  id,
  event,
  channel: "System",
  providers: [provider],
  eventIds,
  read,
  source: `Windows manifest of ${provider}`,
  samples,
});

/** Microseconds, as Modern Standby counts its time, to whole seconds. */
const readStandbyExit: ReadFields = (data) => ({
  ...named({ reason: "Reason", disconnected: "DisconnectedStandby" })(data),
  ...(/^\d{1,16}$/.test(data["DurationInUs"] ?? "")
    ? { seconds: String(Math.round(Number(data["DurationInUs"]) / 1_000_000)) }
    : {}),
});

/** Sleep, Modern Standby and power; ids `wn14` to `wn21`. */
export const powerTable: WindowsTable = {
  stack: "windows-system",
  dedicatedProviders: [],
  rows: [
    powerRow("wn14", "sleep", [42], named({ targetState: "TargetState", reason: "Reason" }), [
      {
        data: { TargetState: "4", EffectiveState: "4", Reason: "0", Flags: "0", TransitionsToOn: "12" },
        fields: { targetState: "4", reason: "0" },
      },
    ]),
    powerRow("wn15", "wake", [107], named({ wakeFromState: "WakeFromState", targetState: "TargetState" }), [
      { data: { TargetState: "4", EffectiveState: "4", WakeFromState: "4" }, fields: { wakeFromState: "4" } },
    ]),
    powerRow("wn16", "modern_standby_enter", [506], named({ reason: "Reason", lidOpen: "LidOpenState" }), [
      { data: { Reason: "15", LidOpenState: "false" }, fields: { reason: "15", lidOpen: "false" } },
    ]),
    powerRow("wn17", "modern_standby_exit", [507], readStandbyExit, [
      {
        data: { Reason: "4", DurationInUs: "1804200000", DisconnectedStandby: "true" },
        fields: { reason: "4", seconds: "1804", disconnected: "true" },
      },
    ]),
    powerRow("wn18", "standby_connectivity", [172], named({ state: "State", reason: "Reason" }), [
      { data: { State: "2", Reason: "6" }, fields: { state: "2", reason: "6" } },
    ]),
    powerRow("wn19", "unclean_reboot", [41], named({ code: "BugcheckCode" }), [
      { data: { BugcheckCode: "0", SleepInProgress: "0" }, fields: { code: "0" } },
    ]),
    powerRow("wn20", "power_source_or_shutdown", [105, 109], named({ onMains: "AcOnline" }), [
      { data: { AcOnline: "false", RemainingCapacity: "41230" }, fields: { onMains: "false" } },
      { eventId: 109, data: { ShutdownActionType: "5", ShutdownEventCode: "0" } },
    ]),
    powerRow(
      "wn21",
      "wake",
      [1],
      named({ sleptAt: "SleepTime", wokeAt: "WakeTime" }),
      [
        {
          data: {
            SleepTime: "2026-11-20T07:12:40.3812254Z",
            WakeTime: "2026-11-20T08:31:05.9936417Z",
            WakeSourceType: "1",
            WakeSourceText: "Netzschalter",
          },
          fields: { sleptAt: "2026-11-20T07:12:40.3812254Z", wokeAt: "2026-11-20T08:31:05.9936417Z" },
        },
      ],
      "Microsoft-Windows-Power-Troubleshooter",
    ),
  ],
};
