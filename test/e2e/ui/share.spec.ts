import { readFile } from "node:fs/promises";
import { check, expect, expectAccessible, test } from "./served-page.ts";

test("shows what would leave before it makes the file", async ({ app }) => {
  await check(app, "vpn.example.com");
  const share = app.getByRole("button", { name: "Share the result…" });
  await share.click();
  const dialog = app.getByRole("dialog", { name: "Share this result" });
  await expect(dialog.getByText("4 files, 1.3\u00a0MB before packing", { exact: true }).first()).toBeVisible();
  await expect(dialog.getByRole("row", { name: /events.ndjson/ })).toContainText("61.4\u00a0kB");
  await expect(dialog.getByText("pre-shared key (1), password (2)")).toBeVisible();
  await expect(dialog.getByText("IP addresses (120), host names (14), user names (3)")).toBeVisible();

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

test("shows the text of a file page by page, drops parts, and warns when names stay", async ({ app }) => {
  await check(app, "vpn.example.com");
  await app.getByRole("button", { name: "Share the result…" }).click();
  const dialog = app.getByRole("dialog", { name: "Share this result" });
  await dialog.getByRole("button", { name: /^logs\/01-journal.log/ }).click();
  const text = dialog.getByRole("region", { name: "Text of logs/01-journal.log" });
  await expect(text).toContainText("line 200");
  await expect(dialog.getByText("Lines 1 to 200 of 450")).toBeVisible();
  await dialog.getByRole("button", { name: "Later lines" }).click();
  await dialog.getByRole("button", { name: "Later lines" }).click();
  await expect(dialog.getByText("Lines 401 to 450 of 450")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Later lines" })).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: /^network/ }).click();
  await expect(dialog.getByRole("alert")).toHaveText("This run is no longer kept; run the check again.");

  await dialog.getByRole("button", { name: /^logs/ }).click();
  await dialog.getByRole("checkbox", { name: /^The log lines of the VPN/ }).uncheck();
  await expect(dialog.getByRole("row", { name: /01-journal.log/ })).toHaveCount(0);
  await expect(text).toHaveCount(0);
  await dialog.getByRole("checkbox", { name: /^Replace them by pseudonyms/ }).uncheck();
  await expect(dialog.getByText("Addresses, host names, user names and network names stay as they are.")).toBeVisible();
  await expect(dialog.getByText("Replaced by pseudonyms:")).toHaveCount(0);
});

test("puts a packet capture into the file, with a consent of its own", async ({ app }) => {
  await check(app, "vpn.example.com");
  await app.getByRole("button", { name: "Share the result…" }).click();
  const dialog = app.getByRole("dialog", { name: "Share this result" });
  await dialog.getByText("Add a packet capture").click();
  const path = dialog.getByLabel("Path of the capture on this computer");
  await path.fill("README.md");
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("README.md: This is not a packet capture (pcap or pcapng).");
  await dialog.getByRole("button", { name: "Leave it out" }).click();
  await path.fill("drop.pcap");
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog.getByRole("row", { name: /capture\/01\.pcap/ })).toContainText("nothing of what they carry");
  await dialog.getByRole("button", { name: "Create the file" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Tick that you agree to the packet capture, or leave it out.");
  await dialog.getByRole("checkbox", { name: /^I agree that the file shows/ }).check();
  await dialog.getByRole("button", { name: "Create the file" }).click();
  await expect(dialog.getByText(/^Created tunnel-doctor-/)).toBeVisible();
  await expectAccessible(app);
});

test("seals to keys or to a passphrase, and says what is wrong with them", async ({ app }) => {
  await check(app, "vpn.example.com");
  await app.getByRole("button", { name: "Share the result…" }).click();
  const dialog = app.getByRole("dialog", { name: "Share this result" });
  const create = dialog.getByRole("button", { name: "Create the file" });
  await dialog.getByRole("radio", { name: /Only holders of certain keys/ }).check();
  await create.click();
  await expect(dialog.getByRole("alert")).toHaveText("Paste at least one public key.");
  await dialog.getByLabel("Public keys, one a line").fill("ssh-ed25519");
  await create.click();
  await expect(dialog.getByRole("alert")).toContainText("“ssh-ed25519” is no public key");
  await dialog.getByRole("radio", { name: /Everybody who knows a passphrase/ }).check();
  await dialog.getByLabel("Passphrase", { exact: true }).fill("short");
  await create.click();
  await expect(dialog.getByRole("alert")).toHaveText("Use at least 12 characters; several words are easiest.");
  await dialog.getByLabel("Passphrase", { exact: true }).fill("correct horse battery");
  const downloading = app.waitForEvent("download");
  await create.click();
  expect((await downloading).suggestedFilename()).toBe("tunnel-doctor-20261123-0914.tdbundle.age");
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
