import { expect, test } from "./served-page.ts";

test("takes the secret out of the address bar and keeps it for a reload", async ({ app, url }) => {
  expect(new URL(app.url()).hash).toBe("");
  await app.reload();
  await expect(app.getByRole("button", { name: "Check my VPN" })).toBeVisible();
  expect(app.url()).toBe(new URL("/", url).href);
});

for (const hash of ["", "#token=wrong"]) {
  test(`refuses a page with the address "${hash}"`, async ({ page, url }) => {
    await page.goto(new URL(`/${hash}`, url).href);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tunnel Doctor does not answer");
    await expect(page.getByRole("alert")).toContainText("open the address that was printed at the start");
  });
}

test("refuses a foreign page that knows the secret, and a foreign name for this computer", async ({ request, url }) => {
  const { origin, hash } = new URL(url);
  const headers = { Authorization: `Bearer ${hash.replace("#token=", "")}` };
  const call = async (more: Record<string, string>): Promise<number> =>
    (await request.post(`${origin}/api/about`, { data: {}, headers: { ...headers, ...more } })).status();
  expect(await call({})).toBe(200);
  expect(await call({ Origin: "https://evil.example" })).toBe(403);
  expect(await call({ Host: "evil.example" })).toBe(403);
  expect(await call({ Authorization: "Bearer wrong" })).toBe(401);
});

test("cannot be shown in a frame of another page", async ({ page, url }) => {
  await page.setContent(`<iframe src="${new URL("/", url).href}"></iframe>`);
  await expect(page.frameLocator("iframe").getByText("Tunnel Doctor")).toHaveCount(0);
});

test("notices that the program has ended", async ({ page, url }) => {
  await page.route("**/api/check.run", (route) => route.abort());
  await page.goto(url);
  await page.getByRole("button", { name: "Check my VPN" }).click();
  await expect(page.getByRole("alert")).toContainText("The connection to Tunnel Doctor was lost");
});
