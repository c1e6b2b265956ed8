import type { CallOutput } from "../../../main/api/contract.ts";
import { formatDuration, formatNumber, formatSize } from "../../format.ts";
import { texts } from "../../texts/texts.ts";

type DropRecord = Extract<CallOutput<"history.read">["records"][number], { readonly kind: "drop-snapshot" }>;
export type DropSnapshot = DropRecord["snapshot"];
type Network = DropSnapshot["before"];

/** The network before the drop and after it, one property a row. */
export function networkRows(
  before: Network,
  after: Network,
): readonly { readonly key: string; readonly cells: readonly string[] }[] {
  const words = texts.timeline.snapshot;
  const properties: readonly (readonly [string, (network: Network) => string])[] = [
    [words.properties.routes, routesText],
    [words.properties.addresses, addressesText],
    [words.properties.nameServers, ({ dnsServers }) => dnsServers.join(", ")],
    [words.properties.wifi, wifiText],
    [words.properties.conntrack, conntrackText],
  ];
  return properties.flatMap(([name, text], index) => {
    const [was, is] = [text(before), text(after)];
    if (was === "" && is === "") return [];
    return [{ key: String(index), cells: [name, was || words.none, is || words.none] }];
  });
}

function routesText({ defaultRoutes }: Network): string {
  return defaultRoutes
    .map(({ interfaceName, gatewayAddress }) =>
      gatewayAddress === undefined ? interfaceName : `${interfaceName} ${gatewayAddress}`,
    )
    .join(", ");
}

function addressesText({ interfaces }: Network): string {
  return interfaces
    .filter(({ up, kind }) => up && kind !== "loopback")
    .map(({ name, addresses }) => [name, ...addresses.map(({ address }) => address)].join(" "))
    .join(", ");
}

function wifiText({ wifi }: Network): string {
  return wifi
    .map(({ ssid, bssid, signalDbm }) =>
      [ssid, bssid, signalDbm === undefined ? undefined : formatNumber(signalDbm, "dBm")]
        .filter((part) => part !== undefined)
        .join(" "),
    )
    .join(", ");
}

function conntrackText({ conntrack }: Network): string {
  return conntrack === undefined ? "" : `${formatNumber(conntrack.count)} / ${formatNumber(conntrack.max)}`;
}

/** A tunnel that was up. */
export function tunnelRow(vpn: DropSnapshot["vpn"][number]): readonly string[] {
  const { interfaceName, connection, server, receivedBytes, sentBytes, idleMs } = vpn;
  const { notTold } = texts.timeline.snapshot;
  return [
    connection ?? interfaceName ?? texts.timeline.unnamed,
    server ?? notTold,
    receivedBytes === undefined ? notTold : formatSize(receivedBytes),
    sentBytes === undefined ? notTold : formatSize(sentBytes),
    idleMs === undefined ? notTold : formatDuration(idleMs),
  ];
}
