import { text } from "node:stream/consumers";
import { check, expect, startCheck, test } from "./served-page.ts";

test("checks the VPN of the only profile with one press, and says what is wrong", async ({ app }) => {
  await expect(app.getByLabel("VPN gateway")).toHaveValue("vpn.example.com");
  await expect(app.getByText("Found in your VPN profile “Office” (L2TP/IPsec).")).toBeVisible();
  await app.getByRole("button", { name: "Check my VPN" }).click();

  const verdict = app.getByRole("heading", { level: 1 });
  await expect(verdict).toHaveText("We found what stops your VPN");
  await expect(verdict).toBeFocused();
  const finding = app.getByRole("article", { name: "Large packets disappear on the way, and nobody says so" });
  await expect(finding.getByText("Stops the VPN")).toBeVisible();
  await expect(finding.getByText("Large packets disappear on the way and nobody tells your computer")).toBeVisible();
  await expect(finding.getByText("In technical terms:")).toBeVisible();
  await expect(finding.getByText("Certain.")).toBeVisible();
  await expect(finding.getByText("Largest packet that gets through: 1380 bytes.").first()).toBeVisible();
  await expect(finding.getByText("How to check that it worked").first()).toBeVisible();
  await expect(app.getByRole("article")).toHaveCount(3);
  const mtu = app.getByRole("row", { name: /Largest packet to the gateway/ });
  await expect(mtu).toContainText("1,380\u00a0bytes");
  await expect(app.getByRole("row", { name: /Sign-in page/ })).toContainText("Could not be measured: no name server");
});

test("shows the reader’s own fixes first, for the reader’s own system", async ({ app }) => {
  await check(app, "vpn.example.com");
  const fixes = app.getByRole("article").first().locator(".fix");
  await expect(fixes.nth(0).locator(".who")).toHaveText("You");
  await expect(fixes.nth(1).locator(".who")).toHaveText("VPN administrator");
  await expect(fixes.nth(0).getByText("nmcli connection modify NAME l2tp.mtu 1280")).toBeVisible();
  await expect(fixes.nth(0).getByText("netsh interface")).toBeHidden();
  await fixes.nth(0).getByText("On other systems (2)").click();
  await expect(fixes.nth(0).getByText("netsh interface")).toBeVisible();
});

test("copies a command as it is", async ({ app, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await check(app, "vpn.example.com");
  await app.getByRole("button", { name: "Copy command for Linux (NetworkManager)" }).click();
  await expect(app.getByRole("button", { name: "Copied command for Linux (NetworkManager)" })).toBeVisible();
  const copied = await app.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe("nmcli connection modify NAME l2tp.mtu 1280");
});

test("what is copied or saved of the raw report has pseudonyms", async ({ app, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await check(app, "vpn.example.com");
  await app.getByText("Raw report").click();
  await expect(app.getByRole("region", { name: "The report as JSON" })).toContainText("203.0.113.10");
  await app.getByRole("button", { name: "Copy the JSON" }).click();
  await expect(app.getByRole("button", { name: "Copied" })).toBeVisible();
  const downloading = app.waitForEvent("download");
  await app.getByRole("button", { name: "Save as a file" }).click();
  const saved = await (await downloading).createReadStream();
  const left = [await app.evaluate(() => navigator.clipboard.readText()), await text(saved)];
  for (const leaving of left) {
    expect(leaving).not.toContain("203.0.113.10");
    expect(JSON.parse(leaving)).toHaveProperty("schema", "tunnel-doctor/report/1");
  }
});

test("says that nothing is wrong only where everything was checked", async ({ app }) => {
  await check(app, "healthy.example.com");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Nothing wrong was found on the way to your VPN");
  await app.getByRole("button", { name: "New check" }).click();
  await expect(app.getByRole("heading", { level: 1 })).toBeFocused();

  await check(app, "partial.example.com");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Too little could be checked to say");
  await expect(app.getByText("2 steps could not be done")).toBeVisible();
  await expect(
    app.getByText("VPN logs: the journal may be read by the group systemd-journal only").first(),
  ).toBeVisible();
});

test("shows live steps, stops when asked, and keeps what was measured", async ({ app }) => {
  await startCheck(app, "slow.example.com");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Checking your VPN");
  await expect(app.getByText("7 of 12 steps")).toBeVisible();
  const running = app.getByRole("listitem").filter({ hasText: "UDP ports 500 and 4500" });
  await expect(running).toContainText("Running");
  await expect(running).toContainText("asking port 4500, try 2 of 3");
  await expect(app.getByRole("status")).toContainText(
    /7 of 12 done. Now: UDP ports 500 and 4500.|The check has started./,
  );
  await app.getByRole("button", { name: "Stop the check" }).click();
  const verdict = app.getByRole("heading", { level: 1 });
  await expect(verdict).toHaveText("Check stopped");
  await expect(verdict).toBeFocused();
  await expect(app.getByRole("row", { name: /Gateway’s name in DNS/ })).toContainText("203.0.113.10");
});

test("says in one sentence why a check could not be done, and keeps what was typed", async ({ app }) => {
  await startCheck(app, "error.example.com");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("The check could not be done");
  await expect(app.getByRole("alert")).toHaveText(
    "The name error.example.com does not exist; check how it is spelled.",
  );
  await app.getByRole("button", { name: "Try again" }).click();
  await expect(app.getByRole("alert")).toBeVisible();
  await app.getByRole("button", { name: "Back" }).click();
  await expect(app.getByLabel("VPN gateway")).toHaveValue("error.example.com");
});

test("asks for a gateway that can be one", async ({ app }) => {
  const field = app.getByLabel("VPN gateway");
  await startCheck(app, "");
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/Type the address of your VPN gateway first/);
  await startCheck(app, "two words");
  await expect(field).toHaveAccessibleDescription(/This is not a server address/);
  await check(app, " https://healthy.example.com/login?x=1 ");
  await expect(app.locator(".facts")).toContainText("healthy.example.com · 203.0.113.10");
});

test("offers the last result again after a reload", async ({ app }) => {
  await check(app, "vpn.example.com");
  await app.reload();
  await app.getByRole("button", { name: "Show it" }).click();
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("We found what stops your VPN");
  await expect(app.getByRole("button", { name: "Check again" })).toBeHidden();
});

test.describe("with several profiles", () => {
  test.use({ profiles: "several" });

  test("asks which VPN", async ({ app }) => {
    await expect(app.getByRole("radio", { name: /Office vpn.example.com/ })).toBeChecked();
    await expect(app.getByText("Any peer")).toBeHidden();
    await expect(app.getByText("1 place with VPN settings could not be read")).toBeVisible();
    await app.getByRole("radio", { name: /Head office/ }).check();
    await app.getByRole("button", { name: "Check my VPN" }).click();
    await expect(app.getByRole("heading", { level: 1 })).toHaveText("Nothing wrong was found on the way to your VPN");
    await app.getByRole("button", { name: "New check" }).click();
    await app.getByRole("radio", { name: "Another gateway" }).check();
    await check(app, "partial.example.com");
    await expect(app.getByRole("heading", { level: 1 })).toHaveText("Too little could be checked to say");
  });
});

test.describe("without a profile", () => {
  test.use({ profiles: "none" });

  test("offers a practice network with a fault to choose", async ({ app }) => {
    await expect(app.getByText("No VPN profile was found on this computer.")).toBeVisible();
    await app.getByLabel("What should be wrong?").selectOption("nat-timeout");
    const value = app.getByLabel("After how many seconds");
    await expect(value).toHaveValue("30");
    await value.fill("soon");
    await app.getByRole("button", { name: "Check the practice network" }).click();
    await expect(value).toHaveAccessibleDescription("Type a number, 0 or more.");
    await value.fill("45");
    const asked = app.waitForRequest("**/api/check.run");
    await app.getByRole("button", { name: "Check the practice network" }).click();
    expect((await asked).postDataJSON()).toMatchObject({
      options: { gateway: "practice" },
      practice: [{ name: "nat-timeout", value: 45 }],
    });
    await expect(app.getByText("Practice network: this result is about a simulated router")).toBeVisible();
  });
});
