import { existsSync } from "node:fs";
import type { Client } from "../../model/client.ts";

/** Where administrators put the policy on Linux. */
export const linuxPolicyPath = "/etc/tunnel-doctor/policy.json";

/** Where macOS keeps what a configuration profile sets for all users of an application, by its bundle identifier. */
export const macosPolicyPath = "/Library/Managed Preferences/org.tunnel-doctor.app.plist";

/** Whether it is worth to read the policy: false only where there is certainly none. */
export function mayHavePolicy(os: Client["os"]): boolean {
  switch (os) {
    case "linux":
      return existsSync(linuxPolicyPath);
    case "macos":
      return existsSync(macosPolicyPath);
    case "windows":
      return true;
  }
}
