/*
 * Runs the built out/app/main.js with the fake Electron in place of the real one, makes calls as its page would, and
 * prints what came back as JSON. It needs a process of its own, because it changes what "electron" means.
 */
import { registerHooks } from "node:module";
import { setImmediate } from "node:timers/promises";
import type * as FakeElectron from "../../fakes/electron.ts";

const fakeUrl = new URL("../../fakes/electron.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: fakeUrl, shortCircuit: true } : next(specifier, context),
});

const { app, BrowserWindow, ipcMain, session } = (await import(fakeUrl)) as typeof FakeElectron;
await import(new URL("../../../out/app/main.js", import.meta.url).href);
await app.whenReady();
await setImmediate();

const sender = BrowserWindow.opened[0]?.webContents;
if (sender === undefined) throw new Error("The app opened no window.");
const page = { sender, senderFrame: { url: "app://tunnel-doctor/", parent: null } };
const call = (name: string, input: unknown): Promise<unknown> =>
  ipcMain.invoke(page, "tunnel-doctor:call", { id: name, name, input });

const about = await call("about", {});
const check = await call("check.run", {
  options: { gateway: "practice", profile: "quick", systemLogs: false },
  practice: [{ name: "udp-500-blocked" }],
});
const index = await session.defaultSession.fetch("app://tunnel-doctor/");
process.stdout.write(JSON.stringify({ about, check, steps: sender.sent.length, page: await index.text() }));
