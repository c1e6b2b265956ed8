import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { expectTheWholeApp, runApp } from "./run-app.ts";

/*
 * The packaging tool for real, without what it would fetch: a stand-in takes the place of Electron's programs. What it packs
 * is looked at, unpacked, and run on its own, so that nothing of the checkout can help.
 */
const root = fileURLToPath(new URL("../../../", import.meta.url));
const execute = promisify(execFile);

const fromTool = createRequire(createRequire(import.meta.url).resolve("electron-builder"));
const { extractAll } = createRequire(fromTool.resolve("app-builder-lib"))("@electron/asar") as {
  readonly extractAll: (archive: string, folder: string) => void;
};

/** What @electron/fuses looks for in Electron's program; version 1 and nine fuses follow, here all on. */
const fuseMark = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const fusesAllOn = `${fuseMark}\x01\x09111111111`;

test.describe("what the packaging tool makes", () => {
  test.skip(process.platform !== "linux", "The stand-in has the layout of Electron for Linux.");
  test.describe.configure({ mode: "serial" });

  const folder = mkdtempSync(path.join(tmpdir(), "packaged-"));
  const made = path.join(folder, "made", `linux${process.arch === "x64" ? "" : `-${process.arch}`}-unpacked`);
  const app = path.join(folder, "app");

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    const electron = path.join(folder, "electron");
    mkdirSync(path.join(electron, "resources"), { recursive: true });
    writeFileSync(path.join(electron, "electron"), fusesAllOn, { mode: 0o755 });
    for (const name of ["version", "LICENSE", "LICENSES.chromium.html"]) writeFileSync(path.join(electron, name), "");
    await execute(process.execPath, [path.join(root, "build/write-third-party.ts")]);
    const config = ["--config", "build/electron-builder.yml", `-c.electronDist=${electron}`];
    const output = `-c.directories.output=${path.join(folder, "made")}`;
    const tool = path.join(root, "node_modules/electron-builder/cli.js");
    await execute(process.execPath, [tool, "--dir", "--linux", "--publish", "never", ...config, output], { cwd: root });
    extractAll(path.join(made, "resources/app.asar"), app);
  });
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("has its fuses set in the program itself", () => {
    // In the order of FuseV1Options of @electron/fuses; the seventh and the ninth are not ours and stay.
    expect(readFileSync(path.join(made, "tunnel-doctor-app"), "latin1")).toBe(`${fuseMark}\x01\x09010011101`);
  });

  test("holds the app, and nothing of the checkout that it does not need", () => {
    expect(readdirSync(app).toSorted()).toEqual(["build", "native-scripts", "node_modules", "out", "package.json"]);
    expect(readdirSync(path.join(app, "build"))).toEqual(["tray-icons"]);
    expect(readdirSync(path.join(app, "out")).toSorted()).toEqual(["app", "renderer"]);
    const files = readdirSync(app, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => file.endsWith(".map") || file.endsWith(".test.ts"))).toEqual([]);
    expect(JSON.parse(readFileSync(path.join(app, "package.json"), "utf8"))).not.toHaveProperty("devDependencies");
  });

  test("keeps native code outside of the archive, where the system can load it", () => {
    const outside = readdirSync(path.join(made, "resources/app.asar.unpacked/node_modules"));
    expect(outside.toSorted()).toEqual(["@koromix", "koffi"]);
  });

  test("brings the licences of what is inside, and no server of new versions that there is", () => {
    const resources = path.join(made, "resources");
    expect(existsSync(path.join(resources, "LICENSE"))).toBe(true);
    expect(readFileSync(path.join(resources, "THIRD-PARTY.txt"), "utf8")).toMatch(/^zod [\d.]+ \(MIT\)$/m);
    expect(readFileSync(path.join(resources, "app-update.yml"), "utf8")).toContain("https://updates.invalid/");
  });

  test("runs on its own: page, handlers, a check of the practice network, and no request by itself", async () => {
    test.setTimeout(120_000);
    expectTheWholeApp(await runApp(app));
  });

  test("finds its native code and the updater among what was packed", async () => {
    const script = `
      const koffi = require("koffi");
      const { AppUpdater } = require("electron-updater");
      console.log(typeof koffi.load, typeof AppUpdater, require.resolve("koffi"));`;
    const { stdout } = await execute(process.execPath, ["-e", script], { cwd: app });
    expect(stdout.trim()).toBe(`function function ${path.join(app, "node_modules/koffi/index.cjs")}`);
  });
});
