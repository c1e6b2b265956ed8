import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "@playwright/test";

const runner = fileURLToPath(new URL("run-bundle.ts", import.meta.url));

/** What the app of this folder (the checkout, when left out) did, with a data folder of its own. */
export async function runApp(...folder: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const data = mkdtempSync(path.join(tmpdir(), "tunnel-doctor-app-"));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [runner, ...folder], {
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, TUNNEL_DOCTOR_DATA: data },
    });
    return JSON.parse(stdout) as Record<string, unknown>;
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

export function expectTheWholeApp(seen: Readonly<Record<string, unknown>>): void {
  expect(seen["about"]).toMatchObject({ ok: true, value: { door: "app" } });
  expect(seen["page"]).toContain("<title>Tunnel Doctor</title>");
  expect(seen["check"]).toMatchObject({ ok: true });
  expect(JSON.stringify(seen["check"])).toContain('"udp-500-blocked"');
  expect(seen["steps"]).toBeGreaterThan(0);
  // No telemetry, no search for new versions: the first that the network hears of the app is the check.
  expect(seen["networkAtStart"]).toEqual([]);
  expect(seen["networkOfCheck"]).toContain("udp.socket");
}
