import { readFile } from "node:fs/promises";
import { check, expect, test } from "./served-page.ts";

test("shows what would leave before it makes the file", async ({ app }) => {
  await check(app, "vpn.example.com");
  const share = app.getByRole("button", { name: "Share the result…" });
  await share.click();
  const dialog = app.getByRole("dialog", { name: "Share this result" });
  await expect(dialog.getByText("4 files, 1.3\u00a0MB before packing", { exact: true }).first()).toBeVisible();
  await expect(dialog.getByRole("row", { name: /events.ndjson/ })).toContainText("61.4\u00a0kB");
  await expect(dialog.getByText("pre-shared key (1), password (2)")).toBeVisible();
  await expect(dialog.getByText("IP addresses, host names, user names and network names")).toBeVisible();

  const downloading = app.waitForEvent("download");
  await dialog.getByRole("button", { name: "Create the file" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("tunnel-doctor-20261123-0914.tdbundle");
  expect(await readFile(await download.path(), "latin1")).toBe("PK\u0003\u0004!");
  await expect(dialog.getByText("Created tunnel-doctor-20261123-0914.tdbundle (5\u00a0bytes).")).toBeVisible();

  const again = app.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save it again" }).click();
  await again;
  await app.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(share).toBeFocused();
});

test("says why there is nothing to share", async ({ app }) => {
  await check(app, "partial.example.com");
  await app.getByRole("button", { name: "Share the result…" }).click();
  await expect(app.getByRole("alert")).toHaveText("This run is no longer kept; run the check again.");
  await expect(app.getByRole("button", { name: "Create the file" })).toBeHidden();
  await app.getByRole("button", { name: "Close" }).click();
  await expect(app.getByRole("dialog")).toBeHidden();
});

test("saves the raw report as a file", async ({ app }) => {
  await check(app, "healthy.example.com");
  await app.getByText("Raw report").click();
  await expect(app.getByRole("region", { name: "The report as JSON" })).toContainText(
    '"schema": "tunnel-doctor/report/1"',
  );
  const downloading = app.waitForEvent("download");
  await app.getByRole("button", { name: "Save as a file" }).click();
  const content = await readFile(await (await downloading).path(), "utf8");
  expect(JSON.parse(content)).toMatchObject({ verdict: "healthy" });
});
