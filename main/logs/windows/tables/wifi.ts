import { named, type ReadFields, type WindowsRow, type WindowsTable } from "../event-row.ts";

const source = "Windows wlansvc.dll, manifest of Microsoft-Windows-WLAN-AutoConfig";

/** Reasons come as a number and as a text in the language of the computer: the number is the code. */
const connection = named({
  interface: "InterfaceDescription",
  profile: "ProfileName",
  ssid: "SSID",
  connectionId: "ConnectionId",
  code: "ReasonCode",
});
const association = named({
  interface: "Adapter",
  ssid: "SSID",
  bssid: "PeerMac",
  connectionId: "ConnectionId",
  code: "ReasonCode",
  status: "Dot11StatusCode",
  signalDbm: "RSSI",
});

const wifiRow = (
  id: string,
  event: WindowsRow["event"],
  eventIds: readonly number[],
  read: ReadFields,
  samples: WindowsRow["samples"],
  note?: string,
): WindowsRow => ({
  id,
  event,
  channel: "Microsoft-Windows-WLAN-AutoConfig/Operational",
  providers: ["Microsoft-Windows-WLAN-AutoConfig"],
  eventIds,
  read,
  source,
  ...(note === undefined ? {} : { note }),
  samples,
});

const systemChannel = (row: WindowsRow): WindowsRow => ({ ...row, channel: "System" });

const adapter = "Intel(R) Wi-Fi 6 AX201 160MHz";
const connectionData = {
  InterfaceGuid: "{6E2C0F32-1A5B-4C4F-9D4A-0C7C1B9E5D11}",
  InterfaceDescription: adapter,
  ConnectionMode: "Automatic connection with a profile",
  ProfileName: "Home",
  SSID: "Home",
  BSSType: "Infrastructure",
  ConnectionId: "0x1000000000012",
};
const connectionFields = { interface: adapter, profile: "Home", ssid: "Home", connectionId: "0x1000000000012" };
const associationData = {
  DeviceGuid: "{6E2C0F32-1A5B-4C4F-9D4A-0C7C1B9E5D11}",
  Adapter: adapter,
  LocalMac: "02:00:5E:00:53:01",
  SSID: "Home",
  BSSType: "Infrastructure",
  ConnectionId: "0x1000000000012",
};
const associationFields = { interface: adapter, ssid: "Home" };

/** Wi-Fi; ids `ww…`. There is no event of a roam: an association (11000, 11001) without a disconnection before is one. */
export const wifiTable: WindowsTable = {
  stack: "windows-wifi",
  dedicatedProviders: [],
  rows: [
    wifiRow("ww01", "wifi_connecting", [8000], connection, [{ data: connectionData, fields: connectionFields }]),
    wifiRow("ww02", "wifi_connected", [8001], connection, [
      {
        data: {
          ...connectionData,
          PHYType: "802.11ax",
          AuthenticationAlgorithm: "WPA3-SAE",
          CipherAlgorithm: "AES-CCMP",
        },
        fields: connectionFields,
      },
    ]),
    wifiRow("ww03", "wifi_connect_failed", [8002], connection, [
      {
        data: {
          ...connectionData,
          FailureReason: "The specific network is not available.",
          ReasonCode: "163851",
          RSSI: "-86",
        },
        fields: { ...connectionFields, code: "163851" },
      },
    ]),
    wifiRow("ww04", "wifi_disconnected", [8003], connection, [
      {
        data: { ...connectionData, Reason: "The network is disconnected by the driver.", ReasonCode: "0" },
        fields: { ...connectionFields, code: "0" },
      },
      {
        data: { ...connectionData, Reason: "网络已由驱动程序断开。", ReasonCode: "0" },
        fields: { ...connectionFields, code: "0" },
      },
    ]),
    wifiRow("ww05", "wifi_blocked", [8004], connection, [{ data: connectionData, fields: connectionFields }]),
    wifiRow("ww06", "wifi_assoc_start", [11000], association, [{ data: associationData, fields: associationFields }]),
    wifiRow("ww07", "wifi_assoc_ok", [11001], association, [{ data: associationData, fields: associationFields }]),
    wifiRow("ww08", "wifi_assoc_failed", [11002], association, [
      {
        data: {
          ...associationData,
          FailureReason: "Die Gegenseite hat nicht geantwortet.",
          ReasonCode: "3",
          Dot11StatusCode: "0x11",
          RSSI: "-84",
        },
        fields: { ...associationFields, code: "3", status: "0x11", signalDbm: "-84" },
      },
    ]),
    wifiRow("ww09", "wifi_security_start", [11003, 11010], association, [
      { data: associationData, fields: associationFields },
      { eventId: 11010, data: associationData, fields: associationFields },
    ]),
    wifiRow("ww10", "wifi_security_stop", [11004], association, [
      { data: { ...associationData, SecurityHint: "The operation was successful." }, fields: associationFields },
    ]),
    wifiRow("ww11", "wifi_security_ok", [11005], association, [{ data: associationData, fields: associationFields }]),
    wifiRow("ww12", "wifi_security_failed", [11006], association, [
      {
        data: {
          ...associationData,
          PeerMac: "02:00:5E:00:53:AF",
          ReasonText: "Dynamic key exchange did not succeed within configured time",
          ReasonCode: "0x48005",
          ErrorCode: "0x0",
        },
        fields: { ...associationFields, bssid: "02:00:5E:00:53:AF", code: "0x48005" },
      },
    ]),
    wifiRow(
      "ww13",
      "wifi_8021x",
      [12011, 12012, 12013, 12014],
      association,
      [
        { data: { ...associationData, Identity: "host/laptop" }, fields: associationFields },
        { eventId: 12013, data: { ...associationData, ReasonCode: "0x50005" }, fields: { code: "0x50005" } },
      ],
      "12013 is the failed one.",
    ),
    systemChannel(
      wifiRow(
        "ww14",
        "wifi_limited_connectivity",
        [4003],
        named({
          code: "ErrorCode",
          changeReason: "ChangeReason",
          ipFamily: "IpFamily",
          interface: "InterfaceDescription",
        }),
        [
          {
            data: { ErrorCode: "0x0", ChangeReason: "2", IpFamily: "1" },
            fields: { code: "0x0", changeReason: "2", ipFamily: "1" },
          },
        ],
      ),
    ),
    systemChannel(
      wifiRow(
        "ww15",
        "wifi_driver_module",
        [10000, 10001, 10002, 10003, 10004],
        named({ module: "ModulePath", code: "ErrorCode" }),
        [
          {
            eventId: 10002,
            data: { ModulePath: String.raw`C:\WINDOWS\System32\IntelIHVRouter08.dll` },
            fields: { module: String.raw`C:\WINDOWS\System32\IntelIHVRouter08.dll` },
          },
        ],
      ),
    ),
  ],
};
