import type { Page } from "@playwright/test";
import type { Texts } from "../../../renderer/texts/en.ts";
import type { FakeProfiles } from "./fake-handlers.ts";
import type { FakeStart } from "./fake-settings.ts";

/** A page in one of its states, and the way there by the words of any language. */
export interface PageState {
  readonly name: string;
  readonly profiles?: FakeProfiles;
  readonly start?: FakeStart;
  readonly reach: (page: Page, words: Texts) => Promise<unknown>;
}

export const button = (page: Page, name: string) =>
  page.getByRole("button", { name }).filter({ visible: true }).first();

/** A call that is never answered, as long as the page is open. */
export async function hang(page: Page, call: string): Promise<void> {
  await page.route(`**/api/${call}`, () => undefined);
}

/** A call whose connection breaks. */
export async function breakOff(page: Page, call: string): Promise<void> {
  await page.route(`**/api/${call}`, (route) => route.abort());
}

export async function run(page: Page, words: Texts, gateway: string): Promise<void> {
  await page.getByLabel(words.start.gateway, { exact: true }).fill(gateway);
  await button(page, words.start.button).click();
}

export async function finish(page: Page, words: Texts, gateway: string): Promise<void> {
  await run(page, words, gateway);
  await button(page, words.verdict.newCheck).waitFor();
}

/** Unfolds everything that is on the screen; what is folded inside something folded comes after it. */
export async function unfold(page: Page): Promise<void> {
  const folded = page.locator("details:not([open]) > summary").filter({ visible: true });
  while ((await folded.count()) > 0) await folded.first().click();
}

export async function go(page: Page, words: Texts, place: keyof Texts["app"]["places"]): Promise<void> {
  await page.getByRole("link", { name: words.app.places[place], exact: true }).click();
}

export async function shareTab(page: Page, words: Texts, tab: "answer" | "ask" | "open"): Promise<void> {
  await go(page, words, "share");
  await page.getByRole("tab", { name: words.share.tabs[tab] }).click();
}

export async function pasteRequest(page: Page, words: Texts, text: string): Promise<void> {
  const { answer } = words.share;
  await shareTab(page, words, "answer");
  await page.getByLabel(answer.paste).fill(text);
  await button(page, answer.open).click();
  await button(page, answer.agree).waitFor();
}

export async function makeKey(page: Page, words: Texts): Promise<void> {
  const { ask } = words.share;
  await shareTab(page, words, "ask");
  await page.getByLabel(ask.name).fill("Example helpdesk");
  await button(page, ask.makeKey).click();
  await button(page, ask.create).waitFor();
}

export async function openBundles(page: Page, words: Texts): Promise<void> {
  await shareTab(page, words, "open");
  const requestId = "23aa53240349eb83";
  const contents = [
    { name: "home.tdbundle", gateway: "vpn.example.com", requestId },
    { name: "hotspot.tdbundle", gateway: "healthy.example.com", requestId, unsigned: true },
  ];
  await page.getByLabel(words.share.open.choose).setInputFiles(
    contents.map(({ name, ...content }) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(JSON.stringify(content)),
    })),
  );
  await page.getByRole("heading", { name: "home.tdbundle" }).waitFor();
}

export async function readLogs(page: Page, words: Texts, path: string): Promise<void> {
  await go(page, words, "logs");
  await page.getByLabel(words.logs.path).fill(path);
  await button(page, words.logs.read).click();
}

export async function openCapture(page: Page, words: Texts, name: string): Promise<void> {
  await go(page, words, "captures");
  await page.getByLabel(words.captures.path).fill(name);
  await button(page, words.captures.read).click();
}

export const alert = (page: Page) => page.getByRole("alert").filter({ visible: true }).first().waitFor();
export const text = (page: Page, shown: string) => page.getByText(shown).filter({ visible: true }).first().waitFor();
