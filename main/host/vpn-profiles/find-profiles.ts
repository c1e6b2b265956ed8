import type { Client } from "../../model/client.ts";
import type { VpnProfilesFound } from "../../model/vpn-profile.ts";
import { listFolder, readText } from "../files.ts";
import type { CommandOptions, RunCommand } from "../run-command.ts";
import { findLinuxProfiles } from "./linux.ts";
import { findMacosProfiles } from "./macos.ts";
import { findWindowsProfiles } from "./windows.ts";

/** Finds the VPN profiles of this machine; never a secret. */
export async function findProfiles(
  run: RunCommand,
  os: Client["os"],
  options?: CommandOptions,
): Promise<VpnProfilesFound> {
  switch (os) {
    case "windows":
      return findWindowsProfiles(run, options);
    case "macos":
      return findMacosProfiles(run, options);
    case "linux":
      return findLinuxProfiles(run, { readText, listFolder }, options);
  }
}
