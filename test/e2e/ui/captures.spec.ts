import type { Page } from "@playwright/test";
import { beDesktopApp } from "./desktop-bridge.ts";
import { createFakeHandlers } from "./fake-handlers.ts";
import { press } from "./keyboard.ts";
import { expect, expectAccessible, openAll, test } from "./served-page.ts";

async function open(page: Page, name: string, gatewayName?: string): Promise<void> {
  await page.getByRole("link", { name: "Captures" }).click();
  await page.getByLabel("A capture file on this computer").fill(name);
  if (gatewayName !== undefined) await page.getByLabel(/^The capture of the same time/).fill(gatewayName);
  await page.getByRole("button", { name: "Read the capture" }).click();
}

test("a capture is a ladder of messages, and says what is wrong", async ({ app }) => {
  await open(app, "nat-timeout-idle-ikev2.client.pcap");
  const ladder = app.getByRole("table", { name: /^Messages between client and gateway/ });
  await expect(ladder.getByRole("row", { name: /Client to gateway: IKE_SA_INIT/ }).first()).toBeVisible();
  await expect(app.getByText("Client 192.0.2.10, gateway 203.0.113.10")).toBeVisible();
  await expect(app.getByRole("heading", { name: "What is wrong" })).toBeVisible();
  await app.getByLabel("Show", { exact: true }).selectOption("Only what went wrong");
  await expect(ladder.getByText(/then no answer/).first()).toBeVisible();
  await expect(ladder.getByText(/IKE_SA_INIT/)).toHaveCount(0);
});

test("two captures of the same time tell what was lost between them", async ({ app }) => {
  await open(app, "mtu-black-hole-1380.client.pcap", "mtu-black-hole-1380.gateway.pcap");
  const joined = app.getByRole("table", { name: "From both ends" });
  await expect(joined.getByRole("row", { name: /Client to gateway.*27.*21.*6/ })).toBeVisible();
});

test("with the keyboard alone, and what cannot be read is said", async ({ app }) => {
  await app.getByRole("link", { name: "Captures" }).focus();
  await app.keyboard.press("Enter");
  const path = app.getByLabel("A capture file on this computer");
  await path.focus();
  await app.keyboard.press("Enter");
  await expect(app.getByRole("alert")).toHaveText("Write the path of a capture.");
  await app.keyboard.type("README.md");
  await app.keyboard.press("Enter");
  await expect(app.getByText("This is not a packet capture (pcap or pcapng).")).toBeVisible();
  await path.fill("lossy-line.client.pcap");
  await app.keyboard.press("Enter");
  const ladder = app.getByRole("table", { name: /^Messages between client and gateway/ });
  await ladder.focus();
  await expect(ladder).toBeFocused();
});

test("the commands that make a capture can be copied", async ({ app }) => {
  await app.getByRole("link", { name: "Captures" }).click();
  await app.getByText("How to make a capture").click();
  await app.getByLabel("VPN gateway").filter({ visible: true }).fill("vpn.example.com");
  await app.getByRole("button", { name: "Show the commands" }).click();
  await expect(app.getByText(/^sudo tcpdump -n -i any -s 128 .*host 203\.0\.113\.10/)).toBeVisible();
  await app.getByLabel("On", { exact: true }).selectOption("Windows");
  await app.getByRole("button", { name: "Show the commands" }).click();
  await expect(app.getByText(/pktmon filter add -i 203\.0\.113\.10/)).toBeVisible();
});

async function showCommands(page: Page, gateway: string): Promise<void> {
  await page.getByRole("link", { name: "Captures" }).click();
  await page.getByText("How to make a capture").click();
  await page.getByLabel("VPN gateway").filter({ visible: true }).fill(gateway);
  await page.getByRole("button", { name: "Show the commands" }).click();
}

const agreement = /^I agree that this computer records/;

test("a capture is made here after consent, shows its command and size, and its story when it is stopped", async ({
  app,
}) => {
  await showCommands(app, "vpn.example.com");
  const start = app.getByRole("button", { name: "Start the capture" });
  await start.click();
  await expect(app.getByRole("alert")).toHaveText("Tick that you agree first.");
  await app.getByRole("checkbox", { name: agreement }).check();
  await start.click();
  const command = /^tcpdump -n -i any -s 128 .*-w \/home\/ada\/tunnel-doctor-\S+\.pcap .*host 203\.0\.113\.10/;
  await expect(app.getByText(command)).toBeVisible();
  await expect(app.getByText(/^Capturing for .*: 3\.4.kB\./)).toBeVisible();
  await expectAccessible(app);
  await app.getByRole("button", { name: "Stop the capture" }).click();
  await expect(app.getByText(/^\/home\/ada\/.*: 3\.4.kB in .*It is read above\./)).toBeVisible();
  await expect(app.getByRole("heading", { name: "nat-timeout-idle-ikev2.client.pcap" })).toBeVisible();
});

test("a capture that this user may not make is explained", async ({ app }) => {
  await showCommands(app, "");
  await app.getByRole("checkbox", { name: agreement }).check();
  await app.getByRole("button", { name: "Start the capture" }).click();
  await expect(app.getByRole("alert")).toContainText("This user may not capture with tcpdump: it needs root");
  await expect(app.getByText("Run the commands above in a terminal, with the rights that they need.")).toBeVisible();
  await app.getByLabel("On", { exact: true }).selectOption("Windows");
  await app.getByRole("button", { name: "Show the commands" }).click();
  await expect(app.getByText("Or let Tunnel Doctor run it")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("axe finds nothing on a capture and on the commands", async ({ app }) => {
      await open(app, "nat-timeout-idle-ikev2.client.pcap");
      await expect(app.getByRole("heading", { name: "What is wrong" })).toBeVisible();
      await app.getByText("How to make a capture").click();
      await app.getByRole("button", { name: "Show the commands" }).click();
      await expect(app.getByText(/^sudo tcpdump/)).toBeVisible();
      await openAll(app);
      await expectAccessible(app);
    });
  });
}

test("in the desktop app a file is also chosen or dropped, in a browser its path is typed", async ({ page, url }) => {
  const button = "Choose…: A capture file on this computer";
  const field = page.getByRole("textbox", { name: "A capture file on this computer" });
  await page.goto(url);
  await page.getByRole("link", { name: "Captures" }).click();
  await expect(field).toBeVisible();
  await expect(page.getByLabel(button)).toHaveCount(0);

  await beDesktopApp(page, createFakeHandlers("one"));
  // The address is the same but for what follows its #, so that it would not be loaded again.
  await page.goto("about:blank");
  await page.goto(url);
  await page.getByRole("link", { name: "Captures" }).click();
  const choosing = page.waitForEvent("filechooser");
  await press(page, page.getByLabel(button));
  await (await choosing).setFiles({ name: "home.pcap", mimeType: "", buffer: Buffer.from("") });
  await expect(field).toHaveValue("/home/ada/home.pcap");
  await expectAccessible(page);

  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File([""], "office.pcap"));
    return data;
  });
  await field.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(field).toHaveValue("/home/ada/office.pcap");

  // Neither in a wide window nor in a narrow one is anything out of it.
  for (const width of [1024, 320]) {
    await page.setViewportSize({ width, height: 700 });
    const { scrolled, seen } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrolled: scrollWidth, seen: clientWidth };
    });
    expect(scrolled).toBe(seen);
    expect((await field.boundingBox())?.width).toBeGreaterThan(190);
  }
});
