import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { wireHandlers } from "../../../main/doors/wiring.ts";
import { startServe } from "../../../main/doors/serve/server.ts";
import { assetsFolder } from "./assets-folder.ts";
import { expect, test as base } from "./served-page.ts";

/** The page over the real handlers: what the fakes pretend is true here. */
const test = base.extend({
  url: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "practice-"));
    process.env["TUNNEL_DOCTOR_DATA"] = folder;
    const served = await startServe({ handlers: wireHandlers("serve"), assetsFolder });
    if (!served.ok) throw new Error(served.error.message);
    await use(served.value.url);
    await served.value.close();
    await rm(folder, { recursive: true });
  },
});

test("finds the black hole of the practice network, for real, and packs it up", async ({ app }) => {
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Welcome to Tunnel Doctor");
  await app.getByRole("button", { name: "Start", exact: true }).click();
  // Where no profile is found, the practice network unfolds by itself.
  await expect(app.getByText("Looking for VPN profiles")).toHaveCount(0);
  const practice = app.locator("details.practice");
  if ((await practice.getAttribute("open")) === null) await practice.locator("summary").click();
  await app.getByLabel("What should be wrong?").selectOption("mtu-black-hole");
  await app.getByLabel("How much, in bytes").fill("1357");
  await app.getByRole("button", { name: "Check the practice network" }).click();

  const banner = app.getByText("Practice network: this result is about a simulated router");
  // A real check takes seconds, and several times as long on a busy machine.
  await expect(banner).toBeVisible({ timeout: 15_000 });
  await expect(app.getByRole("article").first()).toContainText("1357 bytes");
  await expect(app.getByRole("row", { name: /Largest packet to the gateway/ })).toContainText("1,357\u00a0bytes");
  await expect(app.getByText(/steps? could not be done/)).toHaveCount(0);

  await app.getByRole("button", { name: "Share the result…" }).click();
  await expect(app.getByRole("dialog").getByRole("row", { name: /report.json/ })).toBeVisible();
  const downloading = app.waitForEvent("download");
  await app.getByRole("button", { name: "Create the file" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/\.tdbundle$/);
});
