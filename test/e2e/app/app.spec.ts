import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, expect, test, type ElectronApplication, type Page } from "@playwright/test";

/*
 * The desktop door for real: its window, its walls, and a check from the page to the network and back. It runs where
 * Electron's binary and a display are; elsewhere every test is counted as skipped, with the reason.
 */
const root = fileURLToPath(new URL("../../../", import.meta.url));

interface Bridge {
  readonly invoke: (
    id: string,
    name: string,
    input: unknown,
  ) => Promise<{ ok: boolean; value?: never; error?: unknown }>;
  readonly onProgress: (listener: (message: { readonly id: string }) => void) => () => void;
}
type PageGlobals = typeof globalThis & { readonly tunnelDoctor: Bridge };

const isRootOnLinux = process.platform === "linux" && process.getuid?.() === 0;

/** Why the desktop app cannot run here; undefined where it can. */
function obstacle(): string | undefined {
  const pathFile = `${root}node_modules/electron/path.txt`;
  if (!existsSync(pathFile) || !existsSync(`${root}node_modules/electron/dist/${readFileSync(pathFile, "utf8")}`)) {
    return 'Electron\'s binary is not installed here; "npx install-electron" fetches it.';
  }
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) {
    return "There is no display here; xvfb-run gives one.";
  }
  return undefined;
}

test.describe("the desktop app", () => {
  const reason = obstacle();
  test.skip(reason !== undefined, reason);
  test.describe.configure({ mode: "serial" });

  let app: ElectronApplication;
  let page: Page;
  let userData = "";
  const consoleErrors: string[] = [];

  test.beforeAll(async () => {
    expect(existsSync(`${root}out/app/main.js`), '"npm run build" makes out/app').toBe(true);
    userData = mkdtempSync(join(tmpdir(), "tunnel-doctor-app-"));
    app = await _electron.launch({
      args: [
        // Chromium's sandbox refuses to run as root, which is what a container's test user often is.
        ...(isRootOnLinux ? ["--no-sandbox"] : []),
        // A folder of its own: the lock of the only instance lies there, and the person's app may be open.
        `--user-data-dir=${userData}`,
        root,
      ],
    });
    page = await app.firstWindow();
    page.on("console", (message) => {
      if (message.type() === "error") consoleErrors.push(message.text());
    });
    await page.waitForLoadState("load");
  });

  test.afterAll(async () => {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  });

  test("opens one window with its own page", async () => {
    expect(app.windows()).toHaveLength(1);
    expect(page.url()).toBe("app://tunnel-doctor/");
    expect(await page.title()).toContain("Tunnel Doctor");
    await expect(page.getByRole("button", { name: /check/i }).first()).toBeVisible();
    expect(consoleErrors).toEqual([]);
  });

  test("gives the page five functions and no Node", async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys((globalThis as PageGlobals).tunnelDoctor).sort(),
      node: ["require", "process", "module", "Buffer"].filter((name) => name in globalThis),
    }));
    expect(seen).toEqual({ bridge: ["cancel", "invoke", "onProgress", "onRequest", "pathOf"], node: [] });
  });

  test("lets the page reach nobody", async () => {
    const reached = await page.evaluate(async () => {
      const answered = (url: string): Promise<boolean> =>
        fetch(url).then(
          () => true,
          () => false,
        );
      return {
        web: await answered("https://example.com/"),
        loopback: await answered("http://127.0.0.1:9/"),
        file: await answered("file:///etc/hosts"),
        window: window.open("https://example.com/") !== null,
      };
    });
    expect(reached).toEqual({ web: false, loopback: false, file: false, window: false });
    await page.evaluate(() => (window.location.href = "https://example.com/"));
    expect(page.url()).toBe("app://tunnel-doctor/");
    expect(app.windows()).toHaveLength(1);
  });

  test("answers what it is, and refuses what the contract does not know", async () => {
    const [about, unknown] = await page.evaluate(async () => {
      const { tunnelDoctor } = globalThis as PageGlobals;
      return Promise.all([tunnelDoctor.invoke("about", "about", {}), tunnelDoctor.invoke("x", "shell.run", {})]);
    });
    expect(about).toMatchObject({ ok: true, value: { door: "app" } });
    expect(unknown).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  test("finds a fault of the practice network, and tells how far it is", async () => {
    test.setTimeout(120_000);
    const { outcome, steps } = await page.evaluate(async () => {
      const { tunnelDoctor } = globalThis as PageGlobals;
      let heard = 0;
      const stop = tunnelDoctor.onProgress(({ id }) => (heard += id === "practice" ? 1 : 0));
      const result = await tunnelDoctor.invoke("practice", "check.run", {
        options: { gateway: "practice", profile: "quick", systemLogs: false },
        practice: [{ name: "udp-500-blocked" }],
      });
      stop();
      return { outcome: result, steps: heard };
    });
    expect(outcome.ok).toBe(true);
    expect(JSON.stringify(outcome.value)).toContain('"udp-500-blocked"');
    expect(steps).toBeGreaterThan(0);
  });
});
