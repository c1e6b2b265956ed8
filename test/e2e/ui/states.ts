import type { Page } from "@playwright/test";
import type { Texts } from "../../../renderer/texts/en.ts";
import type { FakeProfiles } from "./fake-handlers.ts";
import type { FakeStart } from "./fake-settings.ts";
import { fleetStates } from "./fleet-states.ts";

/** A page in one of its states, and the way there by the words of any language. */
export interface PageState {
  readonly name: string;
  readonly profiles?: FakeProfiles;
  readonly start?: FakeStart;
  readonly reach: (page: Page, words: Texts) => Promise<unknown>;
}

const button = (page: Page, name: string) => page.getByRole("button", { name }).filter({ visible: true }).first();

/** A call that is never answered, as long as the page is open. */
async function hang(page: Page, call: string): Promise<void> {
  await page.route(`**/api/${call}`, () => undefined);
}

/** A call whose connection breaks. */
async function breakOff(page: Page, call: string): Promise<void> {
  await page.route(`**/api/${call}`, (route) => route.abort());
}

async function run(page: Page, words: Texts, gateway: string): Promise<void> {
  await page.getByLabel(words.start.gateway, { exact: true }).fill(gateway);
  await button(page, words.start.button).click();
}

async function finish(page: Page, words: Texts, gateway: string): Promise<void> {
  await run(page, words, gateway);
  await button(page, words.verdict.newCheck).waitFor();
}

/** Unfolds everything that is on the screen; what is folded inside something folded comes after it. */
export async function unfold(page: Page): Promise<void> {
  const folded = page.locator("details:not([open]) > summary").filter({ visible: true });
  while ((await folded.count()) > 0) await folded.first().click();
}

async function go(page: Page, words: Texts, place: keyof Texts["app"]["places"]): Promise<void> {
  await page.getByRole("link", { name: words.app.places[place], exact: true }).click();
}

async function shareTab(page: Page, words: Texts, tab: "answer" | "ask" | "open"): Promise<void> {
  await go(page, words, "share");
  await page.getByRole("tab", { name: words.share.tabs[tab] }).click();
}

async function pasteRequest(page: Page, words: Texts, text: string): Promise<void> {
  const { answer } = words.share;
  await shareTab(page, words, "answer");
  await page.getByLabel(answer.paste).fill(text);
  await button(page, answer.open).click();
  await button(page, answer.agree).waitFor();
}

async function makeKey(page: Page, words: Texts): Promise<void> {
  const { ask } = words.share;
  await shareTab(page, words, "ask");
  await page.getByLabel(ask.name).fill("Example helpdesk");
  await button(page, ask.makeKey).click();
  await button(page, ask.create).waitFor();
}

async function openBundles(page: Page, words: Texts): Promise<void> {
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

async function openCapture(page: Page, words: Texts, name: string): Promise<void> {
  await go(page, words, "captures");
  await page.getByLabel(words.captures.path).fill(name);
  await button(page, words.captures.read).click();
}

const alert = (page: Page) => page.getByRole("alert").filter({ visible: true }).first().waitFor();
const text = (page: Page, shown: string) => page.getByText(shown).filter({ visible: true }).first().waitFor();

const checkStates: readonly PageState[] = [
  { name: "welcome", start: "first", reach: (page, words) => text(page, words.about.welcome.title) },
  { name: "start", reach: (page, words) => button(page, words.start.button).waitFor() },
  {
    name: "start-searching",
    reach: async (page, words) => {
      await hang(page, "profiles.list");
      await page.reload();
      await text(page, words.start.searching);
    },
  },
  { name: "start-none", profiles: "none", reach: (page, words) => text(page, words.start.noProfiles) },
  {
    name: "start-several",
    profiles: "several",
    reach: async (page, words) => {
      await text(page, words.start.whichVpn);
      await unfold(page);
    },
  },
  { name: "start-invalid", reach: (page, words) => run(page, words, "not an address") },
  {
    name: "start-last",
    reach: async (page, words) => {
      await finish(page, words, "vpn.example.com");
      await page.reload();
      await button(page, words.start.showLast).waitFor();
    },
  },
  {
    name: "running",
    reach: async (page, words) => {
      await run(page, words, "slow.example.com");
      await text(page, "asking port 4500");
    },
  },
  {
    name: "stopped",
    reach: async (page, words) => {
      await run(page, words, "slow.example.com");
      await button(page, words.running.cancel).click();
      await button(page, words.verdict.newCheck).waitFor();
    },
  },
  {
    name: "failed",
    reach: async (page, words) => {
      await run(page, words, "error.example.com");
      await alert(page);
    },
  },
  { name: "problem", reach: (page, words) => finish(page, words, "vpn.example.com") },
  {
    name: "problem-unfolded",
    reach: async (page, words) => {
      await finish(page, words, "vpn.example.com");
      await unfold(page);
    },
  },
  { name: "healthy", reach: (page, words) => finish(page, words, "healthy.example.com") },
  { name: "partial", reach: (page, words) => finish(page, words, "partial.example.com") },
  {
    name: "phone",
    reach: async (page, words) => {
      await finish(page, words, "vpn.example.com");
      await button(page, words.verdict.qr).click();
      await page.getByRole("dialog").getByRole("img").waitFor();
    },
  },
  {
    name: "share-loading",
    reach: async (page, words) => {
      await hang(page, "bundle.preview");
      await finish(page, words, "vpn.example.com");
      await button(page, words.verdict.share).click();
      await text(page, words.share.loading);
    },
  },
  {
    name: "share-error",
    reach: async (page, words) => {
      await breakOff(page, "bundle.preview");
      await finish(page, words, "vpn.example.com");
      await button(page, words.verdict.share).click();
      await alert(page);
    },
  },
  {
    name: "share",
    reach: async (page, words) => {
      await finish(page, words, "vpn.example.com");
      await button(page, words.verdict.share).click();
      await button(page, words.share.create).waitFor();
    },
  },
  {
    name: "shared",
    reach: async (page, words) => {
      await finish(page, words, "vpn.example.com");
      await button(page, words.verdict.share).click();
      await button(page, words.share.create).click();
      await button(page, words.share.saveAgain).waitFor();
    },
  },
];

const evidenceStates: readonly PageState[] = [
  {
    name: "measurements-none",
    reach: async (page, words) => {
      await go(page, words, "measurements");
      await text(page, words.measuring.none);
    },
  },
  {
    name: "measurements-loading",
    reach: async (page, words) => {
      await hang(page, "check.last");
      await go(page, words, "measurements");
      await text(page, words.measuring.loading);
    },
  },
  {
    name: "measurements-error",
    reach: async (page, words) => {
      await breakOff(page, "check.last");
      await go(page, words, "measurements");
      await alert(page);
    },
  },
  {
    name: "measurements",
    reach: async (page, words) => {
      await finish(page, words, "vpn.example.com");
      await go(page, words, "measurements");
      await page.locator(".survival-replied").first().waitFor();
      await unfold(page);
    },
  },
  {
    name: "measurements-partial",
    reach: async (page, words) => {
      await finish(page, words, "partial.example.com");
      await go(page, words, "measurements");
      await text(page, words.measuring.noSurvival);
    },
  },
  {
    name: "timeline",
    reach: async (page, words) => {
      await go(page, words, "timeline");
      const drop = page.getByRole("button", { name: /^\[?Office, .*55/ }).first();
      await drop.focus();
      await page.keyboard.press("Enter");
      await unfold(page);
    },
  },
  {
    name: "timeline-none",
    profiles: "none",
    reach: async (page, words) => {
      await go(page, words, "timeline");
      await text(page, words.timeline.nothing);
    },
  },
  {
    name: "timeline-loading",
    reach: async (page, words) => {
      await hang(page, "sessions.read");
      await go(page, words, "timeline");
      await text(page, words.timeline.loading);
    },
  },
  {
    name: "timeline-stopped",
    reach: async (page, words) => {
      await hang(page, "sessions.read");
      await go(page, words, "timeline");
      await button(page, words.timeline.stop).click();
      await text(page, words.timeline.stopped);
    },
  },
  {
    name: "timeline-error",
    reach: async (page, words) => {
      await breakOff(page, "sessions.read");
      await go(page, words, "timeline");
      await alert(page);
    },
  },
  {
    name: "logs",
    reach: async (page, words) => {
      await go(page, words, "logs");
      await page.getByRole("grid").focus();
      for (let row = 0; row < 4; row++) await page.keyboard.press("ArrowDown");
      await text(page, words.logs.fields);
    },
  },
  {
    name: "logs-no-match",
    reach: async (page, words) => {
      await go(page, words, "logs");
      await page.getByLabel(words.logs.filterText).fill("there is no such line");
      await text(page, words.logs.nothingMatches);
    },
  },
  {
    name: "logs-loading",
    reach: async (page, words) => {
      await hang(page, "logs.read");
      await go(page, words, "logs");
      await text(page, words.logs.reading);
    },
  },
  {
    name: "logs-stopped",
    reach: async (page, words) => {
      await hang(page, "logs.read");
      await go(page, words, "logs");
      await button(page, words.logs.stop).click();
      await text(page, words.logs.stopped);
    },
  },
  {
    name: "logs-error",
    reach: async (page, words) => {
      await breakOff(page, "logs.read");
      await go(page, words, "logs");
      await alert(page);
    },
  },
  {
    name: "captures-none",
    reach: async (page, words) => {
      await go(page, words, "captures");
      await unfold(page);
    },
  },
  {
    name: "captures",
    reach: async (page, words) => {
      await openCapture(page, words, "nat-timeout-idle-ikev2.client.pcap");
      await page.getByRole("table").first().waitFor();
    },
  },
  {
    name: "captures-making",
    reach: async (page, words) => {
      const { make, makeGateway, show, start } = words.captures;
      await go(page, words, "captures");
      await page.getByText(make).click();
      await page.getByLabel(makeGateway).filter({ visible: true }).fill("vpn.example.com");
      await button(page, show).click();
      await page.getByRole("checkbox", { name: start.agree }).check();
      await button(page, start.start).click();
      await button(page, start.stop).waitFor();
    },
  },
  {
    name: "captures-loading",
    reach: async (page, words) => {
      await hang(page, "capture.read");
      await openCapture(page, words, "nat-timeout-idle-ikev2.client.pcap");
      await text(page, words.captures.reading);
    },
  },
  {
    name: "captures-stopped",
    reach: async (page, words) => {
      await hang(page, "capture.read");
      await openCapture(page, words, "nat-timeout-idle-ikev2.client.pcap");
      await button(page, words.captures.stop).click();
      await text(page, words.captures.stopped);
    },
  },
  {
    name: "captures-error",
    reach: async (page, words) => {
      await openCapture(page, words, "README.md");
      await alert(page);
    },
  },
  {
    name: "compare-none",
    reach: async (page, words) => {
      await go(page, words, "compare");
      await unfold(page);
    },
  },
  {
    name: "compare-running",
    reach: async (page, words) => {
      await go(page, words, "compare");
      await page.locator("#compare-gateway").fill("slow.example.com");
      await button(page, words.compare.sides.before.button).click();
      await button(page, words.compare.stop).waitFor();
    },
  },
  {
    name: "compare-error",
    reach: async (page, words) => {
      await go(page, words, "compare");
      await page.locator("#compare-gateway").fill("error.example.com");
      await button(page, words.compare.sides.before.button).click();
      await alert(page);
    },
  },
  {
    name: "compare",
    reach: async (page, words) => {
      await go(page, words, "compare");
      const gateway = page.locator("#compare-gateway");
      await gateway.fill("vpn.example.com");
      await button(page, words.compare.sides.before.button).click();
      await button(page, words.compare.redo).waitFor();
      await gateway.fill("healthy.example.com");
      await button(page, words.compare.sides.after.button).click();
      await page.getByRole("region", { name: words.compare.result }).waitFor();
    },
  },
];

const shareStates: readonly PageState[] = [
  { name: "request-none", reach: (page, words) => shareTab(page, words, "answer") },
  {
    name: "request-wrong",
    reach: async (page, words) => {
      await shareTab(page, words, "answer");
      await page.getByLabel(words.share.answer.paste).fill("Hello, please open this.");
      await button(page, words.share.answer.open).click();
      await alert(page);
    },
  },
  { name: "request-unknown", reach: (page, words) => pasteRequest(page, words, "impostor upload") },
  { name: "request-known", reach: (page, words) => pasteRequest(page, words, "known") },
  {
    name: "request-running",
    reach: async (page, words) => {
      await pasteRequest(page, words, "known slow");
      await button(page, words.share.answer.agree).click();
      await text(page, "asking port 4500");
    },
  },
  {
    name: "request-stopped",
    reach: async (page, words) => {
      await pasteRequest(page, words, "known slow");
      await button(page, words.share.answer.agree).click();
      await button(page, words.running.cancel).click();
      await text(page, words.share.answer.stopped);
    },
  },
  {
    name: "request-answered",
    reach: async (page, words) => {
      await pasteRequest(page, words, "known upload");
      await button(page, words.share.answer.agree).click();
      await page.getByRole("button", { name: /^logs/ }).click();
      await button(page, words.share.answer.save).click();
      await page.getByRole("checkbox", { name: words.share.upload.agree("upload.example.com") }).waitFor();
    },
  },
  { name: "ask-key", reach: (page, words) => shareTab(page, words, "ask") },
  { name: "ask", reach: makeKey },
  {
    name: "ask-made",
    reach: async (page, words) => {
      await makeKey(page, words);
      await page.getByLabel(words.share.ask.fields.caseId.label, { exact: true }).fill("INC-1234");
      await button(page, words.share.ask.create).click();
      await button(page, words.share.ask.created.copyLink).waitFor();
    },
  },
  { name: "bundles-none", reach: (page, words) => shareTab(page, words, "open") },
  { name: "bundles", reach: openBundles },
];

const programStates: readonly PageState[] = [
  {
    name: "settings",
    reach: async (page, words) => {
      await go(page, words, "settings");
      await text(page, words.settings.noLastResult);
    },
  },
  {
    name: "settings-managed",
    start: "managed",
    reach: async (page, words) => {
      await go(page, words, "settings");
      await text(page, words.settings.locked);
    },
  },
  {
    name: "settings-wrong",
    reach: async (page, words) => {
      await go(page, words, "settings");
      await page.getByLabel(words.settings.stun.label, { exact: true }).fill("not a server");
      await page.getByRole("checkbox", { name: words.settings.stun.use }).click();
      await alert(page);
    },
  },
  {
    name: "settings-kept-result",
    reach: async (page, words) => {
      await finish(page, words, "vpn.example.com");
      await go(page, words, "settings");
      await button(page, words.settings.deleteLastResult).waitFor();
    },
  },
  {
    name: "about",
    reach: async (page, words) => {
      await go(page, words, "about");
      await text(page, words.about.never);
      await unfold(page);
    },
  },
  {
    name: "not-answering",
    reach: async (page, words) => {
      await breakOff(page, "about");
      await page.reload();
      await text(page, words.app.notStarted);
    },
  },
];

/** Every place in every state that a person can meet it in: empty, loading, partial, whole, failed, stopped. */
export const pageStates: readonly PageState[] = [
  ...checkStates,
  ...evidenceStates,
  ...shareStates,
  ...fleetStates,
  ...programStates,
];
