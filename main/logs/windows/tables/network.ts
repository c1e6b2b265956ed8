import { named, type WindowsRow, type WindowsTable } from "../event-row.ts";

const profileChannel = "Microsoft-Windows-NetworkProfile/Operational";
const dhcpChannel = "Microsoft-Windows-Dhcp-Client/Admin";

/** Names by which a network is known; a VPN is a network of its own and has the name of its connection here. */
const network = named({ network: "Name", description: "Description", interfaceGuid: "Guid", category: "Category" });
const lease = named({
  address: "Address1",
  newAddress: "Address2",
  mac: "HWAddress",
  code: "StatusCode",
});

const row = (
  id: string,
  event: WindowsRow["event"],
  [channel, provider]: readonly [channel: string, provider: string],
  eventIds: readonly number[],
  read: WindowsRow["read"],
  samples: WindowsRow["samples"],
  note?: string,
): WindowsRow => ({
  id,
  event,
  channel,
  providers: [provider],
  eventIds,
  read,
  source: `Windows manifest of ${provider}`,
  samples,
  ...(note === undefined ? {} : { note }),
});

const profile = [profileChannel, "Microsoft-Windows-NetworkProfile"] as const;
const ncsi = ["Microsoft-Windows-NCSI/Operational", "Microsoft-Windows-NCSI"] as const;
const dhcp = [dhcpChannel, "Microsoft-Windows-Dhcp-Client"] as const;

const networkData = {
  Name: "Home",
  Description: "Home",
  Guid: "{0B3F6C0E-6A59-4D9C-9C58-6E0D7A1C4E21}",
  Type: "1",
  State: "1",
  Category: "1",
};
const interfaceGuid = "{6E2C0F32-1A5B-4C4F-9D4A-0C7C1B9E5D11}";

/** Drivers of Intel's wired adapters; those of other makers number their events in other ways. */
const intelWired = [
  ...["e1cexpress", "e1dexpress", "e1iexpress", "e1kexpress", "e1qexpress", "e1rexpress", "e1yexpress"],
  ...["e2fexpress", "e2fnexpress"],
];

const driverRow = (
  id: string,
  event: WindowsRow["event"],
  eventIds: readonly number[],
  samples: WindowsRow["samples"],
): WindowsRow => ({
  id,
  event,
  channel: "System",
  providers: intelWired,
  eventIds,
  // Data of drivers have no names: an empty one for the driver itself, then the adapter.
  read: named({ interface: "1" }),
  source: "Messages of Intel's Ethernet drivers",
  note: "Supporting evidence only.",
  samples,
});

/** Networks, addresses and names; ids `wn01` to `wn13` and `wn22`. */
export const networkTable: WindowsTable = {
  stack: "windows-system",
  dedicatedProviders: [],
  rows: [
    row(
      "wn01",
      "network_connected",
      profile,
      [10000],
      network,
      [
        { data: networkData, fields: { network: "Home", category: "1" } },
        { data: { ...networkData, Name: "Netzwerk 2" }, fields: { network: "Netzwerk 2" } },
      ],
      "Written for the network of the VPN as well.",
    ),
    row(
      "wn02",
      "network_disconnected",
      profile,
      [10001],
      network,
      [{ data: { ...networkData, State: "0" }, fields: { network: "Home" } }],
      "Written for the network of the VPN as well.",
    ),
    row("wn03", "network_category_changed", profile, [10002], network, [
      { data: { ...networkData, Category: "0" }, fields: { network: "Home", category: "0" } },
    ]),
    row(
      "wn04",
      "network_identifying",
      profile,
      [4001, 4002],
      named({ interfaceGuid: "InterfaceGuid", state: "CurrentOrNextState" }),
      [
        {
          data: { InterfaceGuid: interfaceGuid, CurrentOrNextState: "0" },
          fields: { interfaceGuid, state: "0" },
        },
        { eventId: 4002, data: { InterfaceGuid: interfaceGuid, CurrentOrNextState: "2" }, fields: { state: "2" } },
      ],
    ),
    row(
      "wn05",
      "network_state_change",
      profile,
      [4004],
      named({
        connectivityChanged: "NetworkConnectivityLevelChanged",
        costChanged: "ConnectionCostChanged",
        defaultChanged: "DefaultConnectionChanged",
      }),
      [
        {
          data: { NetworkConnectivityLevelChanged: "true", ConnectionCostChanged: "false" },
          fields: { connectivityChanged: "true", costChanged: "false" },
        },
      ],
    ),
    row("wn06", "internet_present", profile, [20002, 20003], named({ present: "InternetPresent" }), [
      { data: { InternetPresent: "true" }, fields: { present: "true" } },
      { eventId: 20003, data: { InternetPresent: "false" }, fields: { present: "false" } },
    ]),
    row(
      "wn07",
      "internet_capability_changed",
      ncsi,
      [4042],
      named({
        interfaceGuid: "InterfaceGuid",
        family: "Family",
        capability: "Capability",
        before: "PreviousCapability",
        reason: "CapabilityChangeReason",
      }),
      [
        {
          data: {
            InterfaceGuid: interfaceGuid,
            Family: "0",
            Capability: "0",
            CapabilityChangeReason: "5",
            PreviousCapability: "2",
          },
          fields: { family: "0", capability: "0", before: "2", reason: "5" },
        },
      ],
      "Newer builds only.",
    ),
    row("wn08", "ncsi_probe", ncsi, [4009, 4010, 4011, 4012], named({ interfaceGuid: "InterfaceGuid" }), [
      { data: { InterfaceGuid: interfaceGuid }, fields: { interfaceGuid } },
      { eventId: 4012, data: {} },
    ]),
    row("wn09", "ip_lost", dhcp, [1000], named({ address: "Address", mac: "HWAddress" }), [
      {
        data: { Address: "192.0.2.33", HWLength: "6", HWAddress: "02005E005301" },
        fields: { address: "192.0.2.33", mac: "02005E005301" },
      },
    ]),
    row("wn10", "dhcp_failed", dhcp, [1001, 1003], lease, [
      {
        data: { HWLength: "6", HWAddress: "02005E005301", StatusCode: "0x79" },
        fields: { mac: "02005E005301", code: "0x79" },
      },
      { eventId: 1003, data: { HWAddress: "02005E005301", StatusCode: "121" }, fields: { code: "121" } },
    ]),
    row("wn11", "dhcp_denied", dhcp, [1002], lease, [
      {
        data: { Address1: "192.0.2.33", HWAddress: "02005E005301", Address2: "198.51.100.7" },
        fields: { address: "192.0.2.33", newAddress: "198.51.100.7" },
      },
    ]),
    row("wn12", "ip_conflict", dhcp, [1005], named({ address: "Address", mac: "HWAddress" }), [
      { data: { Address: "192.0.2.33", HWAddress: "02005E005302" }, fields: { address: "192.0.2.33" } },
    ]),
    row("wn13", "dns_timeout", ["System", "Microsoft-Windows-DNS-Client"], [1014], named({ host: "QueryName" }), [
      {
        data: { QueryName: "vpn.example.com", AddressLength: "128", Address: "02000035C0000201" },
        fields: { host: "vpn.example.com" },
      },
    ]),
    driverRow(
      "wn22",
      "link_down",
      [27],
      [
        {
          data: ["", "Intel(R) Ethernet Connection (7) I219-V"],
          fields: { interface: "Intel(R) Ethernet Connection (7) I219-V" },
        },
      ],
    ),
    driverRow(
      "wn23",
      "link_up",
      [32, 33],
      [
        {
          data: ["", "Intel(R) I210 Gigabit Network Connection"],
          fields: { interface: "Intel(R) I210 Gigabit Network Connection" },
        },
        { provider: "e1rexpress", eventId: 33, data: ["", "Intel(R) I210"], fields: { interface: "Intel(R) I210" } },
      ],
    ),
  ],
};
