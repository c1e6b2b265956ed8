import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium as browserType, type Browser, type Page } from "@playwright/test";
import chromium from "@sparticuz/chromium";
import { build } from "vite";
import type { Handlers } from "../../main/api/dispatch.ts";
import { startServe } from "../../main/doors/serve/server.ts";
import { success } from "../../main/model/failure.ts";
import type { LogEvent } from "../../main/model/log-event.ts";
import { assetsFolder } from "../e2e/ui/assets-folder.ts";
import { createFakeHandlers } from "../e2e/ui/fake-handlers.ts";
import { mustRun } from "../lab/commands.ts";
import { median } from "./lab.ts";
import { mainScriptOf, residentMb } from "./ui-parts.ts";
import type { BenchNumbers, BenchRow } from "./row.ts";

/* The interface as people get it: the package of the command line, `serve`, and a Chromium. */

const fromRoot = (place: string): string => fileURLToPath(new URL(`../../${place}`, import.meta.url));
const program = fromRoot("out/npm/tunnel-doctor.mjs");
const tries = 5;
const eventCount = 10_000;

/** What a program with a page of its own cannot be smaller or faster than: Node, a server of one page, a button. */
const plainServer = `require("node:http").createServer((_request, response) => {
  response.setHeader("content-type", "text/html");
  response.end("<!doctype html><title>plain</title><h1>plain</h1><button>press</button>");
}).listen(0, "127.0.0.1", function () { console.log("http://127.0.0.1:" + this.address().port + "/"); });`;

let packaged: Promise<unknown> | undefined;
/** Makes the package, once. */
const makePackage = (): Promise<unknown> =>
  (packaged ??= mustRun(process.execPath, [fromRoot("build/write-npm-package.ts")], { timeoutMs: 300_000 }));

async function withBrowser<Result>(use: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await browserType.launch({
    executablePath: await chromium.executablePath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Starts a program that prints the address of its page; it is ended afterwards. */
async function withServer<Result>(args: readonly string[], use: (server: Server) => Promise<Result>): Promise<Result> {
  const data = mkdtempSync(path.join(tmpdir(), "ui-bench-"));
  const child = spawn(process.execPath, [...args], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, TUNNEL_DOCTOR_DATA: data },
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the server ended with ${code ?? "a signal"}`)));
      child.stdout.once("data", (text: Buffer) => resolve(text.toString().trim()));
    });
    return await use({ child, url });
  } finally {
    child.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true });
  }
}

const ours = [program, "serve", "--port", "0"];
const plain = ["-e", plainServer];

/** Opens the page until a person can press something. */
async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ locale: "en-US" });
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("button").first().click({ trial: true });
  return page;
}

async function startMs(browser: Browser, args: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < tries; round += 1) {
    const startedMs = performance.now();
    await withServer(args, async ({ url }) => {
      const page = await openPage(browser, url);
      times.push(performance.now() - startedMs);
      await page.close();
    });
  }
  return median(times);
}

async function measureStart(): Promise<BenchNumbers> {
  await makePackage();
  return withBrowser(async (browser) => ({
    baseline: await startMs(browser, plain),
    ours: await startMs(browser, ours),
    details: { tries },
  }));
}

/** What the browser fetches before it shows anything: the page and what its head names. */
function firstLoadKb(folder: string): { readonly gzipKb: number; readonly files: number } {
  const html = readFileSync(path.join(folder, "index.html"), "utf8");
  const named = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map(([, file = ""]) => file);
  const files = ["index.html", ...named];
  const bytes = files.map((file) => gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length);
  return { gzipKb: bytes.reduce((sum, size) => sum + size, 0) / 1000, files: files.length };
}

async function measureSize(): Promise<BenchNumbers> {
  await build({ configFile: fromRoot("build/vite.renderer.ts"), logLevel: "silent" });
  const { gzipKb, files } = firstLoadKb(assetsFolder);
  const react = await mainScriptOf(`
    import { createElement } from "react";
    import { createRoot } from "react-dom/client";
    createRoot(document.body).render(createElement("p", null, "hello"));`);
  return { ours: gzipKb, baseline: gzipSync(react, { level: 9 }).length / 1000, details: { files } };
}

/** Long enough for the page to have asked what it asks at its start, and for the heap to be quiet. */
const idleMs = 10_000;

/** Resident memory of the server and of the browser's process that shows its page. */
async function idleMb(args: readonly string[]): Promise<{ readonly serverMb: number; readonly pageMb: number }> {
  return withBrowser((browser) =>
    withServer(args, async ({ child, url }) => {
      const page = await openPage(browser, url);
      await page.waitForTimeout(idleMs);
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = (await session.send("SystemInfo.getProcessInfo")) as {
        readonly processInfo: readonly { readonly type: string; readonly id: number; readonly cpuTime: number }[];
      };
      const renderers = processInfo.filter(({ type }) => type === "renderer");
      const pageMb = Math.max(...renderers.map(({ id }) => residentMb(id)));
      return { serverMb: residentMb(child.pid ?? 0), pageMb };
    }),
  );
}

async function measureMemory(): Promise<BenchNumbers> {
  await makePackage();
  const baseline = await idleMb(plain);
  const { serverMb, pageMb } = await idleMb(ours);
  return {
    ours: serverMb + pageMb,
    baseline: baseline.serverMb + baseline.pageMb,
    details: { serverMb, pageMb, plainServerMb: baseline.serverMb, plainPageMb: baseline.pageMb },
  };
}

const events: readonly LogEvent[] = Array.from({ length: eventCount }, (_, index) => ({
  atMs: Date.UTC(2026, 10, 22, 8) + index * 7_000,
  stack: "strongswan",
  event: "dpd_sent",
  source: "journal",
  lineNumber: index + 1,
  raw: `11[IKE] sending DPD request ${index}`,
  fields: {},
}));

/** With or without a separator of thousands. */
const allEvents = /^10[,.\s]?000 events$/;

const readEvents: Handlers["logs.read"] = async ({ offset, limit }) =>
  success({
    readingId: "bench",
    sources: [{ source: "journal", outcome: "read", linesRead: eventCount }],
    linesRead: eventCount,
    unknownLines: 0,
    total: eventCount,
    events: events.slice(offset, offset + limit),
  });

/** Time in scripts until `work` is done, as the browser counts it. */
async function scriptingMs(page: Page, work: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const scriptSeconds = async (): Promise<number> =>
    (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
  const before = await scriptSeconds();
  await work();
  return ((await scriptSeconds()) - before) * 1000;
}

async function ourScriptingMs(browser: Browser): Promise<number> {
  const handlers = { ...createFakeHandlers("one", "usual"), "logs.read": readEvents };
  const served = await startServe({ handlers, assetsFolder });
  if (!served.ok) throw new Error(served.error.message);
  try {
    const page = await openPage(browser, served.value.url);
    return await scriptingMs(page, async () => {
      await page.getByRole("link", { name: "Logs" }).click();
      await page.getByText(allEvents).waitFor();
    });
  } finally {
    await served.value.close();
  }
}

const plainPage = `<!doctype html><title>plain</title><button>read</button><pre></pre><script>
document.querySelector("button").onclick = async () => {
  for (let offset = 0; offset < ${eventCount}; offset += 1000) {
    const events = await (await fetch("/events?offset=" + offset)).json();
    document.querySelector("pre").append(events.map((event) => event.raw + "\\n").join(""));
  }
  document.title = "done";
};
</script>`;

async function plainScriptingMs(browser: Browser): Promise<number> {
  const server = createServer(({ url = "/" }, response) => {
    const offset = new URL(url, "http://localhost").searchParams.get("offset");
    if (offset === null) response.setHeader("content-type", "text/html").end(plainPage);
    else response.end(JSON.stringify(events.slice(Number(offset), Number(offset) + 1000)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const page = await browser.newPage({ locale: "en-US" });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await scriptingMs(page, async () => {
      await page.getByRole("button").click();
      await page.waitForFunction(() => document.title === "done");
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function measureScripting(): Promise<BenchNumbers> {
  await build({ configFile: fromRoot("build/vite.renderer.ts"), logLevel: "silent" });
  return withBrowser(async (browser) => {
    const [theirs, mine]: [number[], number[]] = [[], []];
    for (let round = 0; round < tries; round += 1) {
      theirs.push(await plainScriptingMs(browser));
      mine.push(await ourScriptingMs(browser));
    }
    return { ours: median(mine), baseline: median(theirs), details: { eventCount, tries } };
  });
}

export const uiRows: readonly BenchRow[] = [
  {
    name: "ui-start",
    about: "from the start of serve to a page on which something can be pressed",
    baseline: "Node with a server of one plain page, in the same browser",
    unit: "ms",
    betterIs: "lower",
    measure: measureStart,
  },
  {
    name: "ui-size",
    about: "what the browser fetches before it shows the page, with gzip",
    baseline: "React and react-dom with one paragraph, built the same way",
    unit: "kB",
    betterIs: "lower",
    measure: measureSize,
  },
  {
    name: "ui-memory",
    about: "resident memory of serve and of the browser's process of its page, idle",
    baseline: "Node with a server of one plain page, and that page",
    unit: "MB",
    betterIs: "lower",
    skip: () => (process.platform === "linux" ? undefined : "memory is read from /proc"),
    measure: measureMemory,
  },
  {
    name: "ui-events",
    about: `time in scripts while ${eventCount} events come into the place Logs`,
    baseline: "a plain page that fetches the same events and appends them to a text",
    unit: "ms",
    betterIs: "lower",
    measure: measureScripting,
  },
];
