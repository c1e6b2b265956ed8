import { ikeCodeMeaning } from "../../codes/windows-ike-codes.ts";
import { rasCodeMeaning } from "../../codes/ras-codes.ts";
import { presentOnly, type EventData, type ReadFields, type WindowsRow, type WindowsTable } from "../event-row.ts";

const source = "Windows mprmsg.dll and rasapi32.dll, messages of RasClient";

const coIdPattern = /^\{?[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}\}?$/;

/**
 * RasClient's data have no names: the id of the connection attempt first, then the parts in the order of the message.
 * A part that helps no diagnosis, such as the user, has an empty name here.
 */
function positional(...names: readonly string[]): (data: EventData) => Record<string, string> {
  return (data) => {
    const first = data["0"]?.trim() ?? "";
    const hasCoId = coIdPattern.test(first);
    const values = names
      .map((name, position) => [name, data[String(position + (hasCoId ? 1 : 0))]] as const)
      .filter(([name]) => name !== "");
    return presentOnly([["coId", hasCoId ? first.replaceAll(/[{}]/g, "").toUpperCase() : undefined], ...values]);
  };
}

/** Names of tunnels are the same in every language, whatever the settings around them are called. */
const protocolPattern = /[=(]\s{0,4}(L2TP|IKEv2|PPTP|SSTP|PPPOE)\b/i;

/** Reads the block of `name = value` lines about the device: the first value is the address that is dialled. */
function readDevice({ device = "", ...fields }: Readonly<Record<string, string>>): Record<string, string> {
  const peer = /^[^=\n]{0,128}=([^\n]{0,256})/.exec(device)?.[1];
  return { ...fields, ...presentOnly([["peer", peer], ...protocolOf(device)]) };
}

function protocolOf(text: string): readonly (readonly [string, string | undefined])[] {
  return [["protocol", protocolPattern.exec(text)?.[1]]];
}

/** The code decides; its symbol is for people who search for it. */
function readCode({ code = "", ...fields }: Readonly<Record<string, string>>): Record<string, string> {
  if (!/^-?\d{1,10}$/.test(code)) return fields;
  const symbol = (rasCodeMeaning(code) ?? ikeCodeMeaning(code))?.symbol;
  return { ...fields, code, ...(symbol === undefined ? {} : { symbol }) };
}

function readSettings({ settings = "", ...fields }: Readonly<Record<string, string>>): Record<string, string> {
  return { ...fields, ...presentOnly(protocolOf(settings)) };
}

const startParts = positional("", "kind", "profileScope", "connection", "settings");
const linkParts = positional("", "connection", "device");
const linkUpParts = positional("", "device");
const endParts = positional("", "connection", "code");
const terminatedParts = positional("connection", "device", "code");

const coId = "{D7F76690-EE1C-42E0-9781-C808D1706B4A}";
const coIdField = { coId: "D7F76690-EE1C-42E0-9781-C808D1706B4A" };
const user = String.raw`LAPTOP-7\anna`;
const l2tpDevice =
  "Server address/Phone Number = vpn.example.com\r\nDevice = WAN Miniport (L2TP)\r\nPort = VPN3-1\r\nMediaType = VPN";
const l2tpDeviceGerman =
  "Serveradresse/Telefonnummer = vpn.example.com\r\nGerät = WAN-Miniport (L2TP)\r\nAnschluss = VPN3-1\r\nMedientyp = VPN";

const row = (
  id: string,
  event: WindowsRow["event"],
  eventId: number,
  read: ReadFields,
  ...samples: WindowsRow["samples"]
): WindowsRow => ({
  id,
  event,
  channel: "Application",
  providers: ["RasClient"],
  eventIds: [eventId],
  read,
  source,
  samples,
});

/** What the Remote Access Service says of a connection; ids `wr…`. `coId` is the same in all events of one attempt. */
export const rasTable: WindowsTable = {
  stack: "windows-ras",
  dedicatedProviders: ["RasClient"],
  rows: [
    row(
      "wr01",
      "session_start",
      20221,
      (data) => readSettings(startParts(data)),
      {
        data: [
          coId,
          user,
          "VPN",
          "per-user",
          "Office",
          "\r\nDial-in User = anna\r\nVpnStrategy = L2TP\r\nDataEncryption = Require\r\nIpv4DefaultGateway = Yes\r\nIPsec authentication for L2TP = Pre-shared key",
        ],
        fields: { ...coIdField, connection: "Office", protocol: "L2TP", profileScope: "per-user", kind: "VPN" },
      },
      {
        data: [coId, "SYSTEM", "VPN", "all-user", "Büro", "\r\nVPN 策略 = IKEv2\r\n数据加密 = 必需"],
        fields: { connection: "Büro", protocol: "IKEv2" },
      },
    ),
    row(
      "wr02",
      "link_connecting",
      20222,
      (data) => readDevice(linkParts(data)),
      {
        data: [coId, user, "Office", l2tpDevice],
        fields: { ...coIdField, connection: "Office", peer: "vpn.example.com", protocol: "L2TP" },
      },
      { data: [coId, user, "Büro", l2tpDeviceGerman], fields: { peer: "vpn.example.com", protocol: "L2TP" } },
    ),
    row(
      "wr03",
      "link_connected",
      20223,
      (data) => readDevice(linkUpParts(data)),
      { data: [coId, user, l2tpDevice], fields: { ...coIdField, peer: "vpn.example.com", protocol: "L2TP" } },
      { data: [coId, user, l2tpDeviceGerman], fields: { ...coIdField, protocol: "L2TP" } },
    ),
    row("wr04", "link_established", 20224, positional(""), {
      data: [coId, user],
      fields: coIdField,
    }),
    row("wr05", "session_connected", 20225, positional("", "connection"), {
      data: [
        coId,
        user,
        "Office",
        "\r\nTunnelIpAddress = 192.0.2.77\r\nTunnelIpv6Address = None\r\nDial-in User = anna",
      ],
      fields: { ...coIdField, connection: "Office" },
    }),
    row(
      "wr06",
      "session_disconnected",
      20226,
      (data) => readCode(endParts(data)),
      {
        data: [coId, user, "Office", "829"],
        fields: { ...coIdField, connection: "Office", code: "829", symbol: "ERROR_LINK_FAILURE" },
      },
      { data: [coId, user, "Office", "631"], fields: { code: "631", symbol: "ERROR_USER_DISCONNECTION" } },
    ),
    row(
      "wr07",
      "session_failed",
      20227,
      (data) => readCode(endParts(data)),
      {
        data: [coId, "SYSTEM", "Office", "809"],
        fields: { ...coIdField, connection: "Office", code: "809", symbol: "ERROR_VPN_TIMEOUT" },
      },
      { data: [coId, user, "Office", "13801"], fields: { code: "13801", symbol: "ERROR_IPSEC_IKE_AUTH_FAIL" } },
      // An HRESULT is printed as a signed decimal number.
      { data: [coId, user, "Office", "-2146762495"], fields: { code: "-2146762495", symbol: "CERT_E_EXPIRED" } },
      { data: [coId, user, "Office", "4711"], fields: { code: "4711" } },
    ),
    row(
      "wr08",
      "link_terminated",
      20220,
      (data) => readCode(terminatedParts(data)),
      {
        data: ["Office", "VPN3-1", "629"],
        fields: { connection: "Office", device: "VPN3-1", code: "629", symbol: "ERROR_REMOTE_DISCONNECTION" },
      },
      { data: [coId, "Office", "VPN3-1", "629"], fields: { ...coIdField, connection: "Office", code: "629" } },
    ),
  ],
};
