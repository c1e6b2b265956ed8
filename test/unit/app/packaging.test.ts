import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { createBuilder } from "vite";
import { describe, expect, it } from "vitest";
import { linkScheme, requestFromFile } from "../../../main/doors/app/request-link.ts";
import { uninstallerName } from "../../../main/doors/app/updates.ts";
import { externalPackages } from "../../../build/vite.node.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

interface Configuration {
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly files: readonly [{ readonly filter: readonly string[] }];
  readonly win: { readonly fileAssociations: unknown };
  readonly mac: { readonly fileAssociations: unknown };
  readonly [key: string]: unknown;
}

interface ConfigurationModule {
  readonly getConfig: (projectDir: string, configPath: string, options: null) => Promise<Configuration>;
  readonly validateConfiguration: (configuration: unknown, debugLogger: object) => Promise<void>;
}

// The packaging tool's own reader and validator, asked from where the tool itself would ask.
const fromTool = createRequire(createRequire(import.meta.url).resolve("electron-builder"));
const { getConfig, validateConfiguration } = fromTool(
  "app-builder-lib/out/util/config/config.js",
) as ConfigurationModule;

const load = (): Promise<Configuration> => getConfig(root, "build/electron-builder.yml", null);
const validate = (configuration: unknown): Promise<void> =>
  validateConfiguration(configuration, { isEnabled: false, add: () => undefined });

describe("the configuration of the packaging tool", () => {
  it("is valid", async () => {
    await expect(validate(await load())).resolves.toBeUndefined();
  });

  it.each<[string, (configuration: Configuration) => object]>([
    ["a fuse", (valid) => ({ ...valid, electronFuses: { ...valid.electronFuses, runAsNod: false } })],
    ["a key", (valid) => ({ ...valid, asarUnpak: [] })],
    ["a target", (valid) => ({ ...valid, win: { target: [{ target: "nsis", arhc: "x64" }] } })],
  ])("with a misspelt name of %s is refused", async (_name, misspell) => {
    await expect(validate(misspell(await load()))).rejects.toThrow(/does not match the API schema/);
  });

  it("makes an app that is no Node, is not debugged from outside and runs nothing but its own archive", async () => {
    expect((await load()).electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it("packs exactly the dependencies that are not in the bundles, with what these need", async () => {
    const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, "utf8")) as {
      readonly packages: Readonly<Record<string, { dependencies?: object; optionalDependencies?: object }>>;
    };
    const needed = new Set<string>();
    const add = (name: string): void => {
      // A scope is packed as a whole.
      const [folder = name] = name.split("/");
      const { dependencies, optionalDependencies } = packages[`node_modules/${name}`] ?? {};
      if (needed.has(folder)) return;
      needed.add(folder);
      for (const below of Object.keys({ ...dependencies, ...optionalDependencies })) add(below);
    };
    for (const name of externalPackages) if (name !== "electron") add(name);
    const kept = (await load()).files[0].filter.flatMap(
      (pattern) => /^!node_modules\/!\((.*)\)\/\*\*$/.exec(pattern)?.[1]?.split("|") ?? [],
    );
    expect(kept).toEqual([...needed].toSorted());
  });

  it("registers the links and the files of requests", async () => {
    const { protocols, fileAssociations, win, mac } = await load();
    expect(protocols).toEqual([expect.objectContaining({ schemes: [linkScheme] })]);
    const endings = (associations: unknown) =>
      (associations as readonly { readonly ext: string; readonly role: string }[]).map(({ ext, role }) => [ext, role]);
    expect(endings(fileAssociations)).toEqual([
      ["tdrequest", "Viewer"],
      ["tdbundle", "Viewer"],
      ["tdbundle.age", "Viewer"],
    ]);
    expect(endings(win.fileAssociations)).toEqual([["age", "Viewer"]]);
    expect(mac.fileAssociations).toEqual([expect.objectContaining({ ext: "age", rank: "Alternate" })]);
    // What is registered is what the app takes.
    for (const ending of ["tdrequest", "tdbundle", "tdbundle.age"]) {
      expect(requestFromFile(`/tmp/a.${ending}`, "/")).not.toBeNull();
    }
    expect(requestFromFile("/tmp/a.age", "/")).toBeNull();
  });

  it("makes for each system what its people and its administrators install", async () => {
    const { win, mac, linux, nsis, msi, extraMetadata, productName } = (await load()) as Configuration & {
      readonly productName: string;
      readonly linux: { readonly target: unknown; readonly maintainer: string };
      readonly nsis: object;
      readonly msi: { readonly perMachine: boolean; readonly upgradeCode: string };
      readonly extraMetadata: { readonly homepage: string };
    };
    expect(win).toMatchObject({ target: ["nsis", "msi"] });
    expect(nsis).toMatchObject({ perMachine: false });
    // By this name the app knows how it was installed (templates/nsis/common.nsh of the tool).
    expect(uninstallerName).toBe(`Uninstall ${productName}.exe`);
    expect(msi.perMachine).toBe(true);
    expect(msi.upgradeCode).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(mac).toMatchObject({
      target: [
        { target: "dmg", arch: ["x64", "arm64"] },
        { target: "zip", arch: ["x64", "arm64"] },
      ],
      hardenedRuntime: true,
      notarize: true,
      minimumSystemVersion: "13.0",
    });
    expect(linux.target).toEqual(["AppImage", "deb", "rpm"]);
    // Without these the tool refuses to make a deb or an rpm.
    expect([linux.maintainer, extraMetadata.homepage].every((text) => text.length > 0)).toBe(true);
  });

  it("names its packages so that a release does not rename them, and no two are alike", async () => {
    const { artifactName } = await load();
    expect(artifactName).toMatch(/^[\w.${}-]+$/);
    for (const part of ["version", "os", "arch", "ext"]) expect(artifactName).toContain(`\${${part}}`);
  });

  it("gives the app of macOS nothing of what its hardened runtime forbids but compiling, which V8 does", async () => {
    const { mac } = await load();
    expect(mac).toMatchObject({ entitlementsInherit: "build/entitlements.mac.plist" });
    const granted = readFileSync(`${root}/build/entitlements.mac.plist`, "utf8").match(/<key>.*<\/key>\s*<true\/>/g);
    expect(granted).toEqual([expect.stringContaining("<key>com.apple.security.cs.allow-jit</key>")]);
  });

  it("looks for new versions at no server that there is", async () => {
    expect((await load())["publish"]).toEqual({ provider: "generic", url: "https://updates.invalid/" });
  });

  it("packs an icon of the tray for every state of the watch, in both sizes", async () => {
    expect((await load()).files[0].filter).toContain("build/tray-icons/**");
    for (const state of ["off", "watching", "paused", "failed"]) {
      for (const size of [16, 32]) expect(existsSync(`${root}/build/tray-icons/${state}-${size}.png`)).toBe(true);
    }
  });

  it("names files that are there", async () => {
    const text = JSON.stringify(await load());
    const files = text.match(/build\/[\w./-]+/g) ?? [];
    expect(files).toContain("build/icons/icon.png");
    for (const file of files) expect([file, existsSync(`${root}/${file}`)]).toEqual([file, true]);
  });
});

describe("the bundle of the preload script", () => {
  it("is CommonJS and asks for nothing but Electron, as a sandboxed one must", async () => {
    const builder = await createBuilder({ configFile: `${root}/build/vite.node.ts`, logLevel: "silent" });
    const { preload } = builder.environments;
    if (preload === undefined) throw new Error("There is no bundle named preload.");
    preload.config.build.write = false;
    const { output } = (await builder.build(preload)) as { output: { fileName: string; code?: string }[] };
    const [script] = output;
    expect(script?.fileName).toBe("preload.cjs");
    const required = [...(script?.code ?? "").matchAll(/require\(([^)]*)\)/g)].map((match) => match[1]);
    expect(required).toEqual(['"electron"']);
    expect(script?.code).not.toMatch(/^\s*(import|export) /m);
  });
});
