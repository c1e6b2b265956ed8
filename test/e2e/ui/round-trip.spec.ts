import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { startServe } from "../../../main/doors/serve/server.ts";
import { wireHandlers } from "../../../main/doors/wiring.ts";
import { assetsFolder } from "./assets-folder.ts";
import { expectAccessible } from "./served-page.ts";

/* A request from the helpdesk to an employee and back, sealed: two computers that share nothing but files. */

interface Computer {
  readonly page: Page;
  readonly folder: string;
}

/** Opens a page over real handlers whose own files are in a folder of their own. */
async function useComputer(page: Page, use: (computer: Computer) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "round-trip-"));
  const before = process.env["TUNNEL_DOCTOR_DATA"];
  process.env["TUNNEL_DOCTOR_DATA"] = path.join(folder, "data");
  const handlers = wireHandlers("serve");
  if (before === undefined) delete process.env["TUNNEL_DOCTOR_DATA"];
  else process.env["TUNNEL_DOCTOR_DATA"] = before;
  const served = await startServe({ handlers, assetsFolder });
  if (!served.ok) throw new Error(served.error.message);
  await page.goto(served.value.url);
  await use({ page, folder });
  await served.value.close();
  await rm(folder, { recursive: true });
}

const test = base.extend<{ readonly helpdesk: Computer; readonly employee: Computer }>({
  helpdesk: async ({ page }, use) => useComputer(page, use),
  employee: async ({ context }, use) => useComputer(await context.newPage(), use),
});

/** Presses Tab until the element has the focus, as a person without a mouse would. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await element.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${String(element)}.`);
}

async function press(page: Page, element: Locator, key = "Enter"): Promise<void> {
  await expect(element).toBeVisible();
  await tabTo(page, element);
  await page.keyboard.press(key);
}

async function type(page: Page, element: Locator, text: string): Promise<void> {
  await tabTo(page, element);
  await page.keyboard.type(text);
}

const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("button", { name }).filter({ visible: true });

/** What the keyboard saves goes into `folder`. */
async function saved({ page, folder }: Computer, element: Locator): Promise<string> {
  const downloading = page.waitForEvent("download");
  await press(page, element);
  const download = await downloading;
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** Chooses a file with the keyboard alone. */
async function chooseFile(page: Page, label: string, file: string): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await press(page, page.getByLabel(label));
  await (await choosing).setFiles(file);
}

async function openShare(page: Page, tabsRight: number): Promise<void> {
  await press(page, page.getByRole("link", { name: "Share", exact: true }));
  await tabTo(page, page.getByRole("tab", { name: "Answer a request" }));
  for (let presses = 0; presses < tabsRight; presses++) await page.keyboard.press("ArrowRight");
}

async function askedFor(helpdesk: Computer): Promise<{ readonly file: string; readonly ticket: string }> {
  const { page } = helpdesk;
  await openShare(page, 1);
  await type(page, page.getByLabel("Name of your helpdesk"), "Example helpdesk");
  await page.keyboard.press("Enter");
  await type(page, page.getByLabel("Case", { exact: true }), "INC-1234");
  await type(page, page.getByLabel("Reason"), "Your VPN drops in the home office");
  await type(page, page.getByLabel("VPN gateway").filter({ visible: true }), "practice");
  await tabTo(page, page.getByLabel("How thorough").or(page.getByLabel("VPN logs of")).first());
  await page.keyboard.press("Home");
  await press(page, button(page, "Make the request"));
  await expect(page.getByRole("heading", { name: "The request for INC-1234 is made" })).toBeFocused();
  const ticket = (await page.getByRole("region", { name: "As a text for the ticket, to read" }).textContent()) ?? "";
  return { file: await saved(helpdesk, button(page, "Save INC-1234.tdrequest")), ticket };
}

test("a request travels to an employee and back, sealed, with the keyboard alone", async ({ helpdesk, employee }) => {
  test.setTimeout(120_000);
  const { file, ticket } = await askedFor(helpdesk);
  expect(ticket).toContain("tunnel-doctor://request/1?d=");

  const { page } = employee;
  await openShare(page, 0);
  await chooseFile(page, "Choose the request’s file", file);
  await expect(page.getByRole("heading", { name: "Example helpdesk asks for a check of your VPN" })).toBeFocused();
  await expect(page.getByText("INC-1234")).toBeVisible();
  await expect(page.getByText("This computer does not know “Example helpdesk” yet.")).toBeVisible();
  await expectAccessible(page);

  // Nothing runs before the person vouches for a signer that is not known.
  await press(page, button(page, "Agree and run the check"));
  await expect(page.getByText("Compare the fingerprint first, and tick that it is right.")).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox", { name: /The fingerprint is right/ })).toBeChecked();
  await press(page, button(page, "Agree and run the check"));
  await expect(page.getByRole("list", { name: "Steps" }).filter({ visible: true })).toBeVisible();

  await expect(page.getByRole("heading", { name: /The check is done/ })).toBeFocused({ timeout: 60_000 });
  const verdict = ((await page.getByText(/^The result: /).textContent()) ?? "").replace("The result: ", "");
  await press(page, button(page, /^report\.json/));
  await expect(page.getByRole("region", { name: "Text of report.json" })).toContainText('"schema"');
  await tabTo(page, page.getByRole("checkbox", { name: /^The log lines of the VPN/ }));
  await page.keyboard.press("Space");
  await expectAccessible(page);
  const sealed = await saved(employee, button(page, "Seal and save the file"));
  expect((await readFile(sealed)).subarray(0, 21).toString()).toBe("age-encryption.org/v1");
  await expect(page.getByText(/^Sealed and saved:/)).toBeVisible();
  await expect(page.getByText(/^Send it to/)).toHaveCount(0);

  const desk = helpdesk.page;
  await tabTo(desk, desk.getByRole("link", { name: "Skip to the content" }));
  await tabTo(desk, desk.getByRole("tab", { name: "Ask for a check" }));
  await desk.keyboard.press("ArrowRight");
  await chooseFile(desk, "Choose bundles", sealed);
  await expect(desk.getByText("Nothing was changed after it was made and signed.")).toBeVisible();
  await expect(desk.getByRole("heading", { name: /^Request [0-9a-f]{16}: 1 bundle$/ })).toBeVisible();
  await press(desk, desk.getByText("About this bundle"));
  await expect(desk.getByText("left out: logs", { exact: false })).toBeVisible();
  await expect(
    desk.getByRole("region", { name: path.basename(sealed) }).getByRole("heading", { name: verdict }),
  ).toBeVisible();
  await expectAccessible(desk);

  // By its path it can get a note, which stays beside the file.
  await press(desk, desk.getByText("Other keys, a passphrase, or a path"));
  await type(desk, desk.getByLabel("Path of a bundle on this computer"), sealed);
  await desk.keyboard.press("Enter");
  await expect(desk.getByRole("heading", { name: /^Request [0-9a-f]{16}: 2 bundles$/ })).toBeVisible();
  await type(desk, desk.getByLabel("Add a note"), "Called back.");
  await press(desk, button(desk, "Add the note"));
  await expect(desk.getByRole("region", { name: "Notes" }).getByRole("listitem")).toContainText("Called back.");
  expect(await readFile(`${sealed}.notes.json`, "utf8")).toContain("Called back.");

  await press(desk, button(desk, /^Diagnose again/));
  await expect(desk.getByText(/^Diagnosed again/)).toBeVisible();
});

test("a pasted ticket opens the request, and a signer that was agreed to is known afterwards", async ({
  helpdesk,
  employee,
}) => {
  test.setTimeout(120_000);
  const { ticket } = await askedFor(helpdesk);
  const { page } = employee;
  const paste = async (text: string): Promise<void> => {
    await page.getByLabel("Or paste the link, or the whole message").fill(text);
    await button(page, "Show what is asked for").click();
  };
  await openShare(page, 0);
  await paste("Hello, please open this.");
  await expect(page.getByRole("alert")).toContainText("This is no request of Tunnel Doctor");
  await paste(ticket.replace(/(?<=d=[\w-]{40})./, (letter) => (letter === "_" ? "-" : "_")));
  // What a changed letter breaks depends on the packing: the packing itself, the JSON, a value, or the signature.
  await expect(page.getByRole("alert")).toContainText(/changed|cut|refused|no request/);
  await expect(button(page, "Agree and run the check")).toHaveCount(0);
  await paste(ticket);
  await page.getByRole("checkbox", { name: /The fingerprint is right/ }).check();
  await button(page, "Agree and run the check").click();
  // Stopped: nothing is sealed, and the same request can be answered again.
  await button(page, "Stop the check").click();
  await expect(page.getByText(/^The check was stopped\. Nothing was sealed/)).toBeVisible({ timeout: 30_000 });
  await button(page, "Decline").click();
  await paste(ticket);
  await expect(page.getByText(/whom this computer knows/)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /The fingerprint is right/ })).toHaveCount(0);
});
