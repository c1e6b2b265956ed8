/**
 * Names under which the format tables know the processes of macOS whose names Linux programs bear too. macOS' pppd has
 * messages of its own, and its kernel shares no message with Linux'.
 */
const ownNames: ReadonlyMap<string, string> = new Map([
  ["pppd", "macos-pppd"],
  ["WireGuardNetworkExtension", "wireguard"],
  ["WireGuard", "wireguard"],
]);

/** The identifier of a record of macOS' log: the process' name, made distinct where Linux has a program of that name. */
export function macosIdentifier(processName: string, message: string): string {
  if (processName === "kernel") return message.startsWith("Wake reason") ? "macos-kernel-power" : "macos-kernel-wifi";
  return ownNames.get(processName) ?? processName;
}
