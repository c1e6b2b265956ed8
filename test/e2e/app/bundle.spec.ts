import { test } from "@playwright/test";
import { expectTheWholeApp, runApp } from "./run-app.ts";

/*
 * The built program of the desktop app, with everything real but Electron: its bundle, its handlers, its page, and a
 * check of the practice network. It runs everywhere, also where Electron's binary is not.
 */
test("the built app serves its page, finds a fault of the practice network, and asks the network nothing by itself", async () => {
  test.setTimeout(120_000);
  expectTheWholeApp(await runApp());
});
