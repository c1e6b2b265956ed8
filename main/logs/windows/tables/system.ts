import {
  named,
  presentOnly,
  type EventData,
  type ReadFields,
  type WindowsRow,
  type WindowsTable,
} from "../event-row.ts";
import { readServiceBinary, vpnServiceOf } from "../service-name.ts";

const serviceControl = "Windows services.exe, manifest of Service Control Manager";

/** SERVICE_STATUS.dwCurrentState (winsvc.h). */
const serviceStates: Readonly<Record<number, string>> = {
  1: "stopped",
  2: "starting",
  3: "stopping",
  4: "running",
  7: "paused",
};

/** The VPN service that an event is about: by its key name, else by its name in an English Windows. */
function serviceOf(data: EventData): string | undefined {
  return vpnServiceOf(readServiceBinary(data["Binary"])?.service) ?? vpnServiceOf(data["param1"]);
}

const readServiceState: ReadFields = (data) => {
  const service = serviceOf(data);
  if (service === undefined) return null;
  const state = serviceStates[readServiceBinary(data["Binary"])?.state ?? 0] ?? data["param2"];
  return presentOnly([
    ["service", service],
    ["state", state],
  ]);
};

const readCrash: ReadFields = (data) => {
  const service = serviceOf(data);
  // `%%1068`: the number of a Windows error.
  return service === undefined
    ? null
    : presentOnly([
        ["service", service],
        ["code", /^%%(\d{1,10})$/.exec(data["param2"] ?? "")?.[1]],
      ]);
};

/** The key name is the fourth text of the event; the types of start before it are localised. */
const readStartType: ReadFields = (data) => {
  const service = vpnServiceOf(data["param4"]) ?? vpnServiceOf(data["param1"]);
  return service === undefined
    ? null
    : presentOnly([
        ["service", service],
        ["startTypeBefore", data["param2"]],
        ["startType", data["param3"]],
      ]);
};

/** The texts of events without a fixed form, so that a person can read them. */
const readTexts: ReadFields = (data) =>
  presentOnly([
    [
      "text",
      Object.entries(data)
        .filter(([name]) => name !== "Binary")
        .map(([, value]) => value)
        .join(" ")
        .slice(0, 500),
    ],
  ]);

/** The numbers of `a` to `b`. */
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

const systemRow = (
  id: string,
  event: WindowsRow["event"],
  eventIds: readonly number[],
  read: ReadFields,
  rest: Pick<WindowsRow, "samples" | "note" | "nearMisses">,
): WindowsRow => ({
  id,
  event,
  channel: "System",
  providers: ["Service Control Manager"],
  eventIds,
  read,
  source: serviceControl,
  ...rest,
});

/** `IKEEXT/4` in UTF-16LE. */
const ikeextRunning = "49004B0045004500580054002F0034000000";

/** Services of a VPN, what they report, and changes of VPN profiles; ids `ws…`. */
export const systemTable: WindowsTable = {
  stack: "windows-system",
  dedicatedProviders: [],
  rows: [
    {
      id: "ws01",
      event: "service_error",
      channel: "System",
      providers: ["RasMan", "RasCfg", "RasSstp", "NdisWan", "RasAuto", "RemoteAccess"],
      // mprmsg.dll numbers the messages of these services from 20000 (ROUTEBASE of mprlog.h); 20267 and 20268 see ws15.
      eventIds: [...range(20001, 20266), ...range(20269, 20299)],
      read: readTexts,
      source: "Windows mprmsg.dll (mprlog.h); sources registered below EventLog\\System",
      samples: [
        { eventId: 20063, data: ["MSG_SERVICE", "%%2"], fields: { text: "MSG_SERVICE %%2" } },
        { provider: "RasSstp", eventId: 20001, data: ["VPN2-1"], fields: { text: "VPN2-1" } },
      ],
    },
    {
      id: "ws15",
      event: null,
      channel: "System",
      providers: ["RasMan"],
      eventIds: [20267, 20268],
      read: readTexts,
      source: "Windows mprmsg.dll (mprlog.h)",
      note: "A connection was made and ended: RasClient tells the same with the reason.",
      samples: [
        { data: ["LAPTOP-7\\anna", "Office", "VPN3-1"] },
        { eventId: 20268, data: ["Office", "anna", "VPN3-1"] },
      ],
    },
    systemRow("ws02", "service_state", [7036], readServiceState, {
      note: "Newer builds log it for some services only.",
      samples: [
        {
          data: { param1: "IKE and AuthIP IPsec Keying Modules", param2: "running", Binary: ikeextRunning },
          fields: { service: "IKEEXT", state: "running" },
        },
        {
          data: {
            param1: "RAS-Verbindungsverwaltung",
            param2: "beendet",
            Binary: "5200610073004D0061006E002F0031000000",
          },
          fields: { service: "RasMan", state: "stopped" },
        },
        {
          data: { param1: "IPsec Policy Agent", param2: "stopped" },
          fields: { service: "PolicyAgent", state: "stopped" },
        },
      ],
      nearMisses: [
        { param1: "Windows Update", param2: "running", Binary: "770075006100750073006500720076002F0034000000" },
        { param1: "Windows-Suche", param2: "beendet" },
      ],
    }),
    systemRow("ws03", "service_start_type_changed", [7040], readStartType, {
      samples: [
        {
          data: {
            param1: "IKE and AuthIP IPsec Keying Modules",
            param2: "auto start",
            param3: "disabled",
            param4: "IKEEXT",
          },
          fields: { service: "IKEEXT", startType: "disabled", startTypeBefore: "auto start" },
        },
        {
          data: { param1: "IKE 和 AuthIP IPsec 密钥模块", param2: "自动启动", param3: "已禁用", param4: "IKEEXT" },
          fields: { service: "IKEEXT", startType: "已禁用" },
        },
      ],
      nearMisses: [{ param1: "Windows Update", param2: "demand start", param3: "auto start", param4: "wuauserv" }],
    }),
    systemRow("ws04", "service_crashed", [7023, 7024, 7031, 7034], readCrash, {
      samples: [
        {
          data: {
            param1: "IPsec Policy Agent",
            param2: "%%1068",
            Binary: "50006F006C006900630079004100670065006E0074000000",
          },
          fields: { service: "PolicyAgent", code: "1068" },
        },
        {
          eventId: 7031,
          data: {
            param1: "Gestionnaire des connexions d’accès distant",
            param2: "1",
            param3: "60000",
            param4: "1",
            param5: "Redémarrer le service",
            Binary: "5200610073004D0061006E000000",
          },
          fields: { service: "RasMan" },
        },
      ],
      nearMisses: [{ param1: "Print Spooler", param2: "1", Binary: "530070006F006F006C00650072000000" }],
    }),
    {
      id: "ws05",
      event: "vpn_profile_changed",
      channel: "Microsoft-Windows-VPN-Client/Operational",
      providers: ["Microsoft-Windows-VPN-Client"],
      eventIds: range(10001, 10008),
      read: named({ connection: "ProfileName", code: "ErrorCode" }),
      source: "Windows manifest of Microsoft-Windows-VPN-Client",
      note: "Profiles that are made or changed through WMI or device management; no session is told here.",
      samples: [
        { data: { ProfileName: "Office" }, fields: { connection: "Office" } },
        { eventId: 10008, data: {} },
      ],
    },
    {
      id: "ws06",
      event: "vpn_plugin_event",
      channel: "Microsoft-Windows-VPNPlugInPlatform/Operational",
      providers: ["Microsoft-Windows-VPNPlugInPlatform"],
      eventIds: range(2001, 2032),
      read: readTexts,
      source: "Windows manifest of Microsoft-Windows-VPNPlugInPlatform",
      note: "VPN apps of the store.",
      samples: [
        {
          data: { PackageFamilyName: "Example.VpnApp_8wekyb3d8bbwe" },
          fields: { text: "Example.VpnApp_8wekyb3d8bbwe" },
        },
      ],
    },
  ],
};
