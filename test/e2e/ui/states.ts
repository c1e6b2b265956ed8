import { evidenceStates } from "./evidence-states.ts";
import { fleetStates } from "./fleet-states.ts";
import {
  alert,
  breakOff,
  button,
  finish,
  go,
  hang,
  makeKey,
  openBundles,
  pasteRequest,
  run,
  shareTab,
  text,
  unfold,
  type PageState,
} from "./state-steps.ts";

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

const shareStates: readonly PageState[] = [
  { name: "request-none", reach: (page, words) => shareTab(page, words, "answer") },
  {
    name: "request-wrong",
    reach: async (page, words) => {
      await shareTab(page, words, "answer");
      await page.getByLabel(words.share.answer.paste).fill("expired");
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
      await page.getByRole("checkbox", { name: words.share.upload.agree("drop.example.com") }).waitFor();
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
      await page.getByRole("textbox", { name: words.settings.stun.label, exact: true }).fill("not a server");
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
