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

test("runs no text as markup or as a script, and lets nobody allow it", async ({ page, url }) => {
  await page.goto(url);
  const refused = await page.evaluate(() => {
    const isRefused = (attempt: () => unknown): boolean => {
      try {
        attempt();
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    };
    const global = globalThis as unknown as {
      readonly trustedTypes: { readonly createPolicy: (name: string, rules: object) => unknown };
    };
    return {
      markup: isRefused(() => (document.createElement("div").innerHTML = "<img src=x onerror=alert(1)>")),
      script: isRefused(() => (document.createElement("script").text = "alert(1)")),
      address: isRefused(() => (document.createElement("script").src = "https://evil.example/x.js")),
      frame: isRefused(() => (document.createElement("iframe").srcdoc = "<script>alert(1)</script>")),
      parser: isRefused(() => new DOMParser().parseFromString("<b>x</b>", "text/html")),
      policy: isRefused(() => global.trustedTypes.createPolicy("default", { createHTML: (text: string) => text })),
    };
  });
  expect(Object.entries(refused).filter(([, isRefused]) => !isRefused)).toEqual([]);
  expect(Object.keys(refused)).toHaveLength(6);
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
