import path from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

/* What a person does who has no mouse. */

/** Longer than the way round the longest page. */
const mostPresses = 160;

/** Presses Tab, or Shift+Tab, until the element has the focus. */
export async function tabTo(page: Page, element: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(element).toBeVisible();
  for (let presses = 0; presses < mostPresses; presses++) {
    if (await element.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reaches ${String(element)}.`);
}

/** Goes to the element and presses a key on it. */
export async function press(page: Page, element: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, element);
  await page.keyboard.press(key);
}

/** Goes to the field and types in place of what is in it. */
export async function type(page: Page, element: Locator, text: string): Promise<void> {
  await press(page, element, "ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Goes to a selection field and walks through it from its top to a value. */
export async function choose(page: Page, element: Locator, value: string): Promise<void> {
  await press(page, element, "Home");
  for (let presses = 0; presses < mostPresses; presses++) {
    if ((await element.inputValue()) === value) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${String(element)} has no ${value}.`);
}

export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("button", { name }).filter({ visible: true });

/** Goes to another place by its link. */
export async function openPlace(page: Page, name: string): Promise<void> {
  await press(page, page.getByRole("link", { name, exact: true }));
}

/** Chooses a file. */
export async function chooseFile(page: Page, label: string, file: string): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await press(page, page.getByLabel(label));
  await (await choosing).setFiles(file);
}

/** Presses a button that saves a file, and gives the path where it is then, in the folder. */
export async function saved(page: Page, element: Locator, folder: string): Promise<string> {
  const downloading = page.waitForEvent("download");
  await press(page, element);
  const download = await downloading;
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}
