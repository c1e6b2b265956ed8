/*
 * `node run-bundle.ts [FOLDER]`: runs out/app/main.js of the folder (the checkout, when left out) with the fake Electron in
 * place of the real one, makes calls as its page would, and prints what came back as JSON, with what the program asked of
 * the network. It needs a process of its own, because it changes what "electron" means.
 */
import { subscribe } from "node:diagnostics_channel";
import dns from "node:dns";
import { registerHooks, syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { en } from "../../../main/doors/app/texts/en.ts";
import type * as FakeElectron from "../../fakes/electron.ts";

const [folder = path.join(import.meta.dirname, "../../..")] = process.argv.slice(2);

/** Every connection, datagram socket and name that anything in this process asks for. */
const network: string[] = [];
for (const channel of ["net.client.socket", "udp.socket", "http.client.request.start", "undici:request:create"]) {
  subscribe(channel, () => void network.push(channel));
}
for (const questions of [dns, dns.promises] as object[] as Record<string, unknown>[]) {
  for (const name of ["lookup", "resolve", "resolve4", "resolve6", "resolveAny", "reverse"]) {
    const ask = questions[name] as (...args: unknown[]) => unknown;
    questions[name] = (...args: unknown[]) => {
      network.push(`dns.${name}`);
      return ask(...args);
    };
  }
}
syncBuiltinESMExports();

const fakeUrl = new URL("../../fakes/electron.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: fakeUrl, shortCircuit: true } : next(specifier, context),
});

const { app, BrowserWindow, ipcMain, Menu, menuItems, session } = (await import(fakeUrl)) as typeof FakeElectron;
app.isPackaged = true;
await import(pathToFileURL(path.join(folder, "out/app/main.js")).href);
await app.whenReady();
// The menu is whole when settings and policy were read, and the search for new versions would have begun.
while (!menuItems(Menu.applicationMenu).some(({ label }) => label === en.backgroundWatch)) await setImmediate();

const sender = BrowserWindow.opened[0]?.webContents;
if (sender === undefined) throw new Error("The app opened no window.");
const page = { sender, senderFrame: { url: "app://tunnel-doctor/", parent: null } };
const call = (name: string, input: unknown): Promise<unknown> =>
  ipcMain.invoke(page, "tunnel-doctor:call", { id: name, name, input });

const about = await call("about", {});
const index = await session.defaultSession.fetch("app://tunnel-doctor/");
const networkAtStart = [...network];
const check = await call("check.run", {
  options: { gateway: "practice", profile: "quick", systemLogs: false },
  practice: [{ name: "udp-500-blocked" }],
});
process.stdout.write(
  JSON.stringify({
    about,
    check,
    networkAtStart,
    networkOfCheck: [...new Set(network)],
    steps: sender.sent.length,
    page: await index.text(),
  }),
);
