import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { beDesktopApp } from "./desktop-bridge.ts";
import { createFakeHandlers } from "./fake-handlers.ts";
import { expect, expectAccessible, openAll, test } from "./served-page.ts";

const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("button", { name }).filter({ visible: true });

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "Share", exact: true }).click();
  await page.getByRole("tab", { name }).click();
}

async function paste(page: Page, text: string): Promise<void> {
  await openTab(page, "Answer a request");
  await page.getByLabel("Or paste the link, or the whole message").fill(text);
  await button(page, "Show what is asked for").click();
}

async function answered(page: Page, text: string): Promise<void> {
  await paste(page, text);
  await button(page, "Agree and run the check").click();
  await expect(page.getByRole("heading", { name: /^The check is done/ })).toBeFocused();
}

const bundle = (name: string, content: object) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(JSON.stringify(content)),
});

const requestId = "23aa53240349eb83";
const threeBundles = [
  bundle("home.tdbundle", { gateway: "vpn.example.com", requestId }),
  bundle("hotspot.tdbundle", { gateway: "healthy.example.com", requestId, unsigned: true }),
  bundle("other.tdbundle", { gateway: "partial.example.com" }),
];

async function openBundles(page: Page, files = threeBundles): Promise<void> {
  await openTab(page, "Open bundles");
  await page.getByLabel("Choose bundles").setInputFiles(files);
}

async function makeKey(page: Page): Promise<void> {
  await openTab(page, "Ask for a check");
  await page.getByLabel("Name of your helpdesk").fill("Example helpdesk");
  await button(page, "Make the key").click();
  await expect(button(page, "Make the request")).toBeVisible();
}

test("a request that must not be answered says why, and another one can follow", async ({ app }) => {
  await paste(app, "tunnel-doctor expired");
  await expect(app.getByRole("alert")).toContainText("it expired at 2026-11-20 12:00 UTC; ask for a new one");
  await paste(app, "");
  await expect(app.getByRole("alert")).toHaveText("This is no request of Tunnel Doctor.");
  await paste(app, "known");
  await expect(app.getByRole("heading", { name: "Example helpdesk asks for a check of your VPN" })).toBeFocused();
  await expect(app.getByText("Example helpdesk, whom this computer knows (7Q2F-K3XA-9TLM-04ZD-PW6H)")).toBeVisible();
  await button(app, "Decline").click();
  await expect(app.getByLabel("Or paste the link, or the whole message")).toHaveValue("");
});

test("a dropped file is opened", async ({ app }) => {
  await openTab(app, "Answer a request");
  const files = await app.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["known"], "case.tdrequest"));
    return transfer;
  });
  const place = app.locator(".file-drop").filter({ visible: true });
  await place.dispatchEvent("dragover", { dataTransfer: files });
  await expect(place).toHaveClass(/over/);
  await place.dispatchEvent("drop", { dataTransfer: files });
  await expect(app.getByRole("heading", { name: "Example helpdesk asks for a check of your VPN" })).toBeVisible();
});

test("in the desktop app, a link that started it shows its request, and so does a later one", async ({ page, url }) => {
  await beDesktopApp(page, createFakeHandlers("one"));
  await page.addInitScript(() =>
    document.addEventListener("DOMContentLoaded", () =>
      (window as unknown as { arrive: (source: unknown) => void }).arrive({ content: "expired" }),
    ),
  );
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1, name: "Get the evidence to those who can act" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("it expired");
  await page.getByRole("tab", { name: "Open bundles" }).click();
  await page.evaluate(() =>
    (window as unknown as { arrive: (source: unknown) => void }).arrive({ path: "/tmp/known" }),
  );
  await expect(page.getByRole("heading", { name: "Example helpdesk asks for a check of your VPN" })).toBeFocused();

  await button(page, "Decline").click();
  await paste(page, "known slow");
  await button(page, "Agree and run the check").click();
  await expect(page.getByRole("heading", { name: "Checking for Example helpdesk" })).toBeFocused();
  await page.evaluate(() =>
    (window as unknown as { arrive: (source: unknown) => void }).arrive({ path: "/tmp/other" }),
  );
  await expect(page.getByText("Another request arrived. Open it again when this check has ended.")).toBeVisible();

  // A bundle that was double-clicked opens in its own place.
  await page.evaluate(() =>
    (window as unknown as { arrive: (source: unknown) => void }).arrive({ path: "/tmp/case.tdbundle.age" }),
  );
  await expect(page.getByRole("tab", { name: "Open bundles" })).toHaveAttribute("aria-selected", "true");
  await expect(
    page.getByRole("cell", { name: "case.tdbundle.age" }).or(page.getByText("case.tdbundle.age")).first(),
  ).toBeVisible();

  // A dropped bundle has a path there, and so can get a note.
  await openBundles(page, [bundle("home.tdbundle", {})]);
  await page.getByLabel("Add a note").fill("Called back.");
  await button(page, "Add the note").click();
  await expect(page.getByRole("region", { name: "Notes" }).getByRole("listitem")).toContainText("Called back.");
});

test("a file that is dropped beside the place for it does not take the place of the page", async ({ app }) => {
  const isKept = await app.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["known"], "case.tdrequest"));
    const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(isKept).toBe(true);
});

test("an impostor is told from a newcomer, and neither is answered without a tick", async ({ app }) => {
  await paste(app, "impostor");
  await expect(app.getByText(/is a name that this computer knows with another key/)).toBeVisible();
  await button(app, "Agree and run the check").click();
  await expect(app.getByRole("alert")).toHaveText("Compare the fingerprint first, and tick that it is right.");
  await app.getByRole("checkbox", { name: /The fingerprint is right/ }).check();
  await button(app, "Agree and run the check").click();
  await expect(app.getByRole("heading", { name: /^The check is done/ })).toBeFocused();
});

test("a check that fails or is stopped leaves the request open", async ({ app }) => {
  await paste(app, "known error");
  await button(app, "Agree and run the check").click();
  await expect(app.getByRole("alert")).toHaveText(
    "The name error.example.com does not exist; check how it is spelled.",
  );
  await button(app, "Decline").click();
  await paste(app, "known slow");
  await button(app, "Agree and run the check").click();
  await expect(app.getByText("7 of 12 steps")).toBeVisible();
  await button(app, "Stop the check").click();
  await expect(app.getByText(/^The check was stopped\. Nothing was sealed/)).toBeVisible();
  await expect(button(app, "Run the check again")).toBeVisible();
});

test("the person may change what is checked", async ({ app }) => {
  await paste(app, "known");
  await app.getByText("Change something about it").click();
  await app.getByLabel("VPN gateway to check").fill("not an address");
  await button(app, "Agree and run the check").click();
  await expect(app.getByText("This is not a server address.")).toBeVisible();
  await app.getByLabel("VPN gateway to check").fill("https://other.example.com/login");
  await button(app, "Agree and run the check").click();
  await expect(app.getByRole("heading", { name: /^The check is done/ })).toBeFocused();
});

test("nothing is uploaded without a second agreement, and a failed upload can be tried again", async ({ app }) => {
  await answered(app, "known upload");
  const upload = app.getByRole("region", { name: "Send it to drop.example.com" });
  await upload.getByRole("button", { name: "Send to drop.example.com" }).click();
  await expect(upload.getByRole("alert")).toHaveText("Tick that you agree first.");
  await upload.getByRole("checkbox").check();
  await upload.getByRole("button", { name: "Send to drop.example.com" }).click();
  await expect(upload.getByRole("alert")).toContainText("could not be reached");
  await upload.getByRole("button", { name: "Try again" }).click();
  await expect(upload.getByText("Sent to drop.example.com after 2 tries.")).toBeVisible();
});

test("a helpdesk makes its key once, and a request in three forms", async ({ app }) => {
  await openTab(app, "Ask for a check");
  await button(app, "Make the key").click();
  await expect(app.getByRole("alert")).toHaveText("Type the name that people shall see.");
  await app.getByLabel("Name of your helpdesk").fill("full");
  await button(app, "Make the key").click();
  await expect(app.getByRole("alert")).toHaveText("The key could not be written: the disk is full.");
  await makeKey(app);
  await app.getByText("Upload address, colleagues, servers").click();
  await app.getByLabel("Upload address").fill("http://drop.example.com/");
  await app.getByLabel("Who may open it besides you").fill("colleague");
  await button(app, "Make the request").click();
  await expect(app.getByLabel("Upload address")).toBeFocused();
  await expect(app.getByText("An upload address starts with https://.")).toBeVisible();
  await expect(app.getByText("“colleague” is no public key; one starts with age1.")).toBeVisible();
  await app.getByLabel("Upload address").fill("https://drop.example.com/case?sig=1");
  await app.getByLabel("Who may open it besides you").fill("");
  await app.getByLabel("Case", { exact: true }).fill("INC-1234");
  await button(app, "Make the request").click();
  await expect(app.getByRole("heading", { name: "The request for INC-1234 is made" })).toBeFocused();
  const downloading = app.waitForEvent("download");
  await button(app, "Save INC-1234.tdrequest").click();
  expect(JSON.parse(await readFile(await (await downloading).path(), "utf8"))).toMatchObject({ id: requestId });
  await app.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await button(app, "Copy the link").click();
  expect(await app.evaluate(() => navigator.clipboard.readText())).toMatch(/^tunnel-doctor:\/\/request\/1\?d=/);
  await button(app, "Change this one").click();
  await expect(app.getByLabel("Case", { exact: true })).toHaveValue("INC-1234");
  await app.getByLabel("Valid for").selectOption("90 days");
  await button(app, "Make the request").click();
  await expect(app.getByText("This request is too long for a link; send the file.")).toBeVisible();
});

test("the bundles of one case stand together, and two of them can be compared", async ({ app }) => {
  await openBundles(app);
  const ofCase = app.getByRole("region", { name: `Request ${requestId}: 2 bundles` });
  await expect(ofCase.getByRole("row")).toHaveText([/Bundle/, /home.*Linuxsigned/, /hotspot.*not signed/]);
  await expect(app.getByRole("region", { name: "Not asked for: 1 bundle" })).toContainText("other.tdbundle");
  await button(app, /^hotspot/).click();
  await expect(app.getByRole("heading", { name: "hotspot.tdbundle" })).toBeFocused();
  await expect(app.getByText(/^It is not signed: its files fit together/)).toBeVisible();
  await expect(app.getByText("To add notes, open the bundle by its path")).toBeVisible();
  await app.getByText("Compare two of them").click();
  await button(app, "Compare them").click();
  await expect(app.getByRole("region", { name: "What the comparison says" })).toBeVisible();
  await button(app, "Put it away").click();
  await expect(app.getByRole("region", { name: `Request ${requestId}: 1 bundle` })).toBeVisible();
});

test("what cannot be opened says why, and opens once its passphrase is there", async ({ app }) => {
  await openBundles(app, [
    bundle("sealed.tdbundle.age", { gateway: "vpn.example.com", requestId, sealed: true }),
    bundle("broken.tdbundle", { gateway: "vpn.example.com", broken: true }),
  ]);
  await expect(app.getByRole("alert").filter({ hasText: "broken.tdbundle" })).toContainText(
    "changed after it was made",
  );
  await button(app, "Put it away broken.tdbundle").click();
  await expect(app.getByRole("alert")).toContainText("This bundle is sealed");
  await app.getByLabel("Passphrase of the bundle").fill("correct horse battery");
  await button(app, "Try again sealed.tdbundle.age").click();
  await expect(app.getByRole("region", { name: `Request ${requestId}: 1 bundle` })).toBeVisible();
  await expect(app.getByRole("alert")).toHaveCount(0);
});

test("the tabs follow the arrow keys", async ({ app }) => {
  await openTab(app, "Answer a request");
  await app.keyboard.press("ArrowLeft");
  await expect(app.getByRole("tab", { name: "Open bundles" })).toBeFocused();
  await app.keyboard.press("Home");
  await expect(app.getByRole("tab", { name: "Answer a request" })).toHaveAttribute("aria-selected", "true");
  await app.keyboard.press("End");
  await expect(app.getByRole("tabpanel", { name: "Open bundles" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("axe finds nothing on the employee’s side", async ({ app }) => {
      await paste(app, "expired");
      await expect(app.getByRole("alert")).toBeVisible();
      await expectAccessible(app);
      await paste(app, "impostor upload");
      await button(app, "Agree and run the check").click();
      await openAll(app);
      await expectAccessible(app);
      await app.getByRole("checkbox", { name: /The fingerprint is right/ }).check();
      await button(app, "Agree and run the check").click();
      await expect(app.getByRole("heading", { name: /^The check is done/ })).toBeFocused();
      await button(app, /^events/).click();
      await button(app, "Seal and save the file").click();
      await expect(app.getByText(/^Sealed and saved/)).toBeVisible();
      await openAll(app);
      await expectAccessible(app);
    });

    test("axe finds nothing on a key, a form and a request", async ({ app }) => {
      await openTab(app, "Ask for a check");
      await expect(button(app, "Make the key")).toBeVisible();
      await expectAccessible(app);
      await makeKey(app);
      await openAll(app);
      await expectAccessible(app);
      await button(app, "Make the request").click();
      await expect(button(app, "Copy the link")).toBeVisible();
      await expectAccessible(app);
    });

    test("axe finds nothing on opened bundles", async ({ app }) => {
      await openBundles(app);
      await expect(app.getByRole("heading", { name: "home.tdbundle" })).toBeVisible();
      await openAll(app);
      await expectAccessible(app);
    });
  });
}

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("nothing has to be scrolled sideways", async ({ app }) => {
    const overflow = (): Promise<number> =>
      app.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await paste(app, "impostor upload");
    await openAll(app);
    expect(await overflow()).toBe(0);
    await app.getByRole("checkbox", { name: /The fingerprint is right/ }).check();
    await button(app, "Agree and run the check").click();
    await expect(app.getByRole("heading", { name: /^The check is done/ })).toBeFocused();
    await button(app, /^events/).click();
    await openAll(app);
    expect(await overflow()).toBe(0);
    await makeKey(app);
    await openAll(app);
    expect(await overflow()).toBe(0);
    await button(app, "Make the request").click();
    await expect(button(app, "Copy the link")).toBeVisible();
    expect(await overflow()).toBe(0);
    await openBundles(app);
    await expect(app.getByRole("heading", { name: "home.tdbundle" })).toBeVisible();
    await openAll(app);
    expect(await overflow()).toBe(0);
  });
});
