/*
 * Renders build/icons/icon.svg to the sizes that desktops want: `npm run icons`. The packaging tool makes the formats of
 * Windows and macOS from icon.png by itself.
 */
import { readFileSync, writeFileSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { chromium as browserType } from "playwright";

const folder = new URL("./icons/", import.meta.url);

/** Edge lengths in pixels of the hicolor icon theme, which Linux packages are looked through for. */
const linuxSizes = [16, 32, 48, 64, 128, 256, 512];

/** Apple's icon format begins with this edge length. */
const largestSize = 1024;

const svg = readFileSync(new URL("icon.svg", folder), "utf8");
const browser = await browserType.launch({ executablePath: await chromium.executablePath(), args: chromium.args });
const page = await browser.newPage();
for (const size of [...linuxSizes, largestSize]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0} svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const fileName = size === largestSize ? "icon.png" : `${size}x${size}.png`;
  writeFileSync(new URL(fileName, folder), await page.screenshot({ omitBackground: true }));
}
await browser.close();
