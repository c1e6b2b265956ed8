import {
  alert,
  breakOff,
  button,
  finish,
  go,
  hang,
  openCapture,
  readLogs,
  text,
  unfold,
  type PageState,
} from "./state-steps.ts";

/** The places that show what a check rests on. */
export const evidenceStates: readonly PageState[] = [
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
    name: "timeline-partial",
    profiles: "several",
    reach: async (page, words) => {
      await go(page, words, "timeline");
      await text(page, words.logs.unread(1));
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
      await text(page, words.logs.rawLine);
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
    name: "logs-none",
    reach: async (page, words) => {
      await readLogs(page, words, "/nothing");
      await text(page, words.logs.nothing);
    },
  },
  {
    name: "logs-partial",
    reach: async (page, words) => {
      await readLogs(page, words, "/partly");
      await text(page, words.logs.unread(1));
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
      await button(page, words.captures.read).waitFor();
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
      // The field for the gateway has the same name on the place that is left.
      await page.getByRole("heading", { level: 1, name: words.compare.title }).waitFor();
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
    name: "compare-stopped",
    reach: async (page, words) => {
      await go(page, words, "compare");
      await page.locator("#compare-gateway").fill("slow.example.com");
      await button(page, words.compare.sides.before.button).click();
      await button(page, words.compare.stop).click();
      await button(page, words.compare.stop).waitFor({ state: "hidden" });
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
