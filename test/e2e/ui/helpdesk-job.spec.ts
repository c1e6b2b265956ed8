import { readFile } from "node:fs/promises";
import path from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { en, type Texts } from "../../../renderer/texts/en.ts";
import { expectGoodPage, jobLooks, startOf } from "./job-looks.ts";
import { button, chooseFile, openPlace, press, saved, tabTo, type } from "./keyboard.ts";
import { useComputer, type Computer } from "./own-computer.ts";

/*
 * "Send me what I need for case 1234": a request from the helpdesk to an employee and back, sealed, without a mouse. Real
 * handlers on two computers that share nothing but files.
 */

const test = base.extend<{ readonly helpdesk: Computer; readonly employee: Computer }>({
  helpdesk: async ({ page }, use) => useComputer(page, use),
  employee: async ({ context }, use) => useComputer(await context.newPage(), use),
});

const from = "Example";
const caseId = "INC-1234";

/** Opens a tab of the Share place, by how far it is from the first one. */
async function openShare(page: Page, words: Texts, tabsRight: number): Promise<void> {
  await openPlace(page, words.app.places.share);
  await tabTo(page, page.getByRole("tab", { name: words.share.tabs.answer }));
  for (let presses = 0; presses < tabsRight; presses++) await page.keyboard.press("ArrowRight");
}

interface Asked {
  readonly file: string;
  readonly requestId: string;
  readonly ticket: string;
}

async function askedFor({ page, folder }: Computer, words: Texts): Promise<Asked> {
  const { ask } = words.share;
  await openShare(page, words, 1);
  await type(page, page.getByLabel(ask.name), from);
  await page.keyboard.press("Enter");
  await type(page, page.getByLabel(ask.fields.caseId.label, { exact: true }), caseId);
  await type(page, page.getByLabel(ask.fields.reason.label), "VPN, WLAN, Homeoffice");
  await type(page, page.getByLabel(ask.fields.gateway.label).filter({ visible: true }), "practice");
  await press(page, page.getByLabel(ask.since).first(), "Home");
  await press(page, button(page, ask.create));
  await expect(page.getByRole("heading", { name: ask.created.title(caseId) })).toBeFocused();
  const ticket = (await page.getByRole("region", { name: ask.created.region(ask.created.ticket) }).textContent()) ?? "";
  const file = await saved(page, button(page, ask.created.save(`${caseId}.tdrequest`)), folder);
  const { id } = JSON.parse(await readFile(file, "utf8")) as { readonly id: string };
  return { file, requestId: id, ticket };
}

for (const look of jobLooks) {
  test.describe(look.name, () => {
    test.use(look.person);

    test("a helpdesk asks an employee for a check, and opens the sealed answer", async ({ helpdesk, employee }) => {
      test.setTimeout(120_000);
      const { words } = look;
      const { answer, open, notes } = words.share;
      const { file, requestId, ticket } = await askedFor(helpdesk, words);
      expect(ticket).toContain("tunnel-doctor://request/1?d=");
      await expectGoodPage(helpdesk.page, look);

      const { page } = employee;
      await openShare(page, words, 0);
      await chooseFile(page, answer.choose, file);
      await expect(page.getByRole("heading", { name: answer.asks(from) })).toBeFocused();
      await expect(page.getByText(caseId)).toBeVisible();
      await expect(page.getByText(answer.standing.unknown(from))).toBeVisible();
      await expectGoodPage(page, look);

      // Nothing runs before the person vouches for a signer that is not known.
      await press(page, button(page, answer.agree));
      await expect(page.getByText(answer.trustMissing)).toBeVisible();
      const trust = page.getByRole("checkbox", { name: answer.trust(from) });
      await tabTo(page, trust, "Shift+Tab");
      await page.keyboard.press("Space");
      await expect(trust).toBeChecked();
      await press(page, button(page, answer.agree));
      await expect(page.getByRole("list", { name: words.running.steps }).filter({ visible: true })).toBeVisible();

      await expect(page.getByRole("heading", { name: answer.done })).toBeFocused({ timeout: 60_000 });
      const result = startOf(answer.showResult);
      const verdict = ((await page.getByText(result).textContent()) ?? "").replace(result, "");
      await press(page, button(page, /^report\.json/));
      await expect(page.getByRole("region", { name: words.share.text.content("report.json") })).toContainText(
        '"schema"',
      );
      const logs = page.getByRole("group", { name: words.share.parts }).getByRole("checkbox").nth(2);
      await press(page, logs, "Space");
      await expect(logs).not.toBeChecked();
      await expectGoodPage(page, look);
      const sealed = await saved(page, button(page, answer.save), employee.folder);
      expect((await readFile(sealed)).subarray(0, 21).toString()).toBe("age-encryption.org/v1");
      await expect(page.getByText(answer.savedHint(from))).toBeVisible();
      // The request names no place to send it to, so none is offered.
      await expect(page.getByRole("checkbox", { name: startOf(words.share.upload.agree) })).toHaveCount(0);

      const desk = helpdesk.page;
      await tabTo(desk, desk.getByRole("tab", { name: words.share.tabs.ask }), "Shift+Tab");
      await desk.keyboard.press("ArrowRight");
      await chooseFile(desk, open.choose, sealed);
      await expect(desk.getByText(open.intact)).toBeVisible();
      await expect(desk.getByRole("heading", { name: open.caseTitle(requestId, 1) })).toBeVisible();
      await press(desk, desk.getByText(open.details));
      await expect(desk.getByText(open.consent("", "", ["logs"]).slice(": ".length))).toBeVisible();
      const shown = desk.getByRole("region", { name: path.basename(sealed) });
      await expect(shown.getByRole("heading", { name: verdict })).toBeVisible();
      await expectGoodPage(desk, look);

      // By its path it can get a note, which stays beside the file.
      await press(desk, desk.getByText(open.keys));
      await type(desk, desk.getByLabel(open.path), sealed);
      await desk.keyboard.press("Enter");
      await expect(desk.getByRole("heading", { name: open.caseTitle(requestId, 2) })).toBeVisible();
      await type(desk, desk.getByLabel(notes.label), "WLAN?");
      await press(desk, button(desk, notes.add));
      await expect(desk.getByRole("region", { name: notes.title }).getByRole("listitem")).toContainText("WLAN?");
      expect(await readFile(`${sealed}.notes.json`, "utf8")).toContain("WLAN?");

      await press(desk, button(desk, startOf(open.again)));
      await expect(desk.getByText(startOf(open.diagnosedAgain))).toBeVisible();
      await expectGoodPage(desk, look);
    });
  });
}

test("a pasted ticket opens the request, and a signer that was agreed to is known afterwards", async ({
  helpdesk,
  employee,
}) => {
  test.setTimeout(120_000);
  const { ticket } = await askedFor(helpdesk, en);
  const { page } = employee;
  const paste = async (text: string): Promise<void> => {
    await page.getByLabel("Or paste the link, or the whole message").fill(text);
    await button(page, "Show what is asked for").click();
  };
  await openShare(page, en, 0);
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
