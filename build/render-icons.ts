/*
 * Renders build/icons/icon.svg to the sizes that desktops want: `npm run icons`. The packaging tool makes the formats of
 * Windows and macOS from icon.png by itself.
 */
import { readFileSync, writeFileSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { chromium as browserType } from "playwright";

const folder = new URL("./icons/", import.meta.url);
/** Apart from the icons of the packages, whose folder the packaging tool searches by sizes. */
const trayFolder = new URL("./tray-icons/", import.meta.url);

/** Edge lengths in pixels of the hicolor icon theme, which Linux packages are looked through for. */
const linuxSizes = [16, 32, 48, 64, 128, 256, 512];

/** Apple's icon format begins with this edge length. */
const largestSize = 1024;

/* The marks differ in shape too, for whoever does not see their colours. */
const circle = '<circle cx="24" cy="24" r="7" />';
const bars = '<rect x="18" y="17" width="4" height="14" /><rect x="26" y="17" width="4" height="14" />';
const cross = '<path d="M18 18 L30 30 M30 18 L18 30" fill="none" stroke-width="4" stroke-linecap="round" />';

/** Light lines with a dark border are seen on bars of every colour. */
const traySvg = (mark: string, colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
    <g fill="none" stroke-linecap="round" stroke-linejoin="round">
      <path d="M5 27 V15 a11 11 0 0 1 22 0 V27" stroke="#0b3f4a" stroke-width="7" />
      <path d="M5 27 V15 a11 11 0 0 1 22 0 V27" stroke="#e9f6f5" stroke-width="3.5" />
    </g>
    ${mark === "" ? "" : `<circle cx="24" cy="24" r="8.5" fill="#ffffff" />`}
    <g fill="${colour}" stroke="${colour}">${mark}</g>
  </svg>`;

const svg = readFileSync(new URL("icon.svg", folder), "utf8");
const browser = await browserType.launch({ executablePath: await chromium.executablePath(), args: chromium.args });
const page = await browser.newPage();
for (const size of [...linuxSizes, largestSize]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0} svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const fileName = size === largestSize ? "icon.png" : `${size}x${size}.png`;
  writeFileSync(new URL(fileName, folder), await page.screenshot({ omitBackground: true }));
}

/** The icon beside the clock: the tunnel in one colour, and a mark for what the watch does. */
const trayStates = { off: "none", watching: "#2e9e5b", paused: "#c98a00", failed: "#d64545" } as const;
const trayMarks = { off: "", watching: circle, paused: bars, failed: cross } as const;
for (const [state, colour] of Object.entries(trayStates)) {
  for (const size of [16, 32]) {
    const mark = trayMarks[state as keyof typeof trayStates];
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0} svg{display:block;width:${size}px;height:${size}px}</style>${traySvg(mark, colour)}`,
    );
    writeFileSync(new URL(`${state}-${size}.png`, trayFolder), await page.screenshot({ omitBackground: true }));
  }
}
await browser.close();
