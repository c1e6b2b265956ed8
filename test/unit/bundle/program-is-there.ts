import { spawnSync } from "node:child_process";

/** Is this program installed? For tests that compare with another implementation. */
export function programIsThere(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
}
