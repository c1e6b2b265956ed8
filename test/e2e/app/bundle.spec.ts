import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";

/*
 * The built program of the desktop app, with everything real but Electron: its bundle, its handlers, its page, and a
 * check of the practice network. It runs everywhere, also where Electron's binary is not.
 */
const runner = fileURLToPath(new URL("run-bundle.ts", import.meta.url));

test("the built app serves its page and finds a fault of the practice network", async () => {
  test.setTimeout(120_000);
  const { stdout } = await promisify(execFile)(process.execPath, [runner], { maxBuffer: 16 * 1024 * 1024 });
  const { about, check, steps, page } = JSON.parse(stdout) as Record<string, unknown>;
  expect(about).toMatchObject({ ok: true, value: { door: "app" } });
  expect(check).toMatchObject({ ok: true });
  expect(JSON.stringify(check)).toContain('"udp-500-blocked"');
  expect(steps).toBeGreaterThan(0);
  expect(page).toContain("<title>Tunnel Doctor</title>");
});
