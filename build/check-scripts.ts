import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

/* Every shell script of the project through shellcheck; a machine without it says so and fails, because CI installs it. */

const scripts = [
  ...globSync("native-scripts/**/*.sh"),
  ...globSync("test/**/*.sh", { exclude: ["**/node_modules/**"] }),
  "docs/device-management/unix/tunnel-doctor",
  ".ci/run",
];
const checked = spawnSync("shellcheck", scripts, { stdio: "inherit" });
if (checked.error !== undefined) {
  console.error("shellcheck is not installed (Debian package shellcheck).");
  process.exitCode = 1;
} else {
  process.exitCode = checked.status ?? 1;
}
