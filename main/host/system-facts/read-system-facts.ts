import type { Client } from "../../model/client.ts";
import type { SystemFacts } from "../../model/system-facts.ts";
import type { CommandOptions, RunCommand } from "../run-command.ts";
import { readLinuxFacts, readMacosFacts } from "./unix.ts";
import { readWindowsFacts } from "./windows.ts";

/** Settings and programs of this machine that come into a VPN's way. It changes nothing and needs no rights. */
export function readSystemFacts(run: RunCommand, os: Client["os"], options?: CommandOptions): Promise<SystemFacts> {
  switch (os) {
    case "linux":
      return readLinuxFacts(run, options);
    case "macos":
      return readMacosFacts(run, options);
    case "windows":
      return readWindowsFacts(run, options);
  }
}
