import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { shippedPackages } from "../../../build/shipped-packages.ts";

/* What a release adds to its packages: signatures, checksums, and the bill of materials. */

const root = process.cwd();
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "release "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

const run = (
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> =>
  spawnSync(program, args, { encoding: "utf8", cwd: root, env: { ...process.env, ...environment } });

const isInstalled = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;

describe("signatures of the packages for Linux", () => {
  const sign = (environment: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    run(process.execPath, ["build/sign-linux-packages.ts", ...args], environment);

  it("are left out where there is no key, and that is said", () => {
    writeFileSync(join(folder, "a.deb"), "package");
    const { status, stdout } = sign({ LINUX_SIGNING_KEY: "" }, folder);
    expect([status, stdout]).toEqual([0, "LINUX_SIGNING_KEY is not set; the packages stay unsigned.\n"]);
    expect(readdirSync(folder)).toEqual(["a.deb"]);
  });

  it.each([[[]], [["empty"]]])("need a folder with packages, not %j", (names) => {
    expect(sign({ LINUX_SIGNING_KEY: "" }, ...names.map(() => folder)).status).toBe(2);
  });

  it.skipIf(!isInstalled("gpg"))("are verified by the public key beside them, and by nothing that was changed", () => {
    const home = join(folder, "gpg");
    const gpg = (...args: readonly string[]) => run("gpg", ["--homedir", home, "--batch", ...args]);
    expect(run("mkdir", ["-m", "700", home]).status).toBe(0);
    gpg("--passphrase", "", "--quick-generate-key", "Somebody <somebody@example.com>", "ed25519", "sign", "never");
    const key = gpg("--armor", "--export-secret-keys").stdout;
    run("gpgconf", ["--homedir", home, "--kill", "all"]);
    // The agent that ends takes its sockets away at the same time.
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    const names = ["a.AppImage", "a.deb", "a.rpm"];
    for (const name of [...names, "latest-linux.yml"]) writeFileSync(join(folder, name), name);

    const signed = sign({ LINUX_SIGNING_KEY: key }, folder);
    expect(signed.status).toBe(0);
    const made = [...names.map((name) => `${name}.asc`), "tunnel-doctor-signing-key.asc"];
    expect(readdirSync(folder).toSorted()).toEqual([...names, ...made, "latest-linux.yml"].toSorted());

    run("mkdir", ["-m", "700", home]);
    gpg("--import", join(folder, "tunnel-doctor-signing-key.asc"));
    const verify = (name: string) => gpg("--verify", join(folder, `${name}.asc`), join(folder, name)).status;
    expect(names.map(verify)).toEqual([0, 0, 0]);
    appendFileSync(join(folder, "a.deb"), "!");
    expect(verify("a.deb")).toBe(1);
    run("gpgconf", ["--homedir", home, "--kill", "all"]);
  });
});

describe("checksums", () => {
  it.skipIf(!isInstalled("sha256sum"))("are what sha256sum checks, also of names with spaces", () => {
    for (const name of ["a b.deb", "c.rpm"]) writeFileSync(join(folder, name), name);
    expect(run(process.execPath, ["build/write-checksums.ts", folder]).status).toBe(0);
    const check = () =>
      spawnSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: folder, encoding: "utf8" });
    expect([check().status, check().stdout]).toEqual([0, "a b.deb: OK\nc.rpm: OK\n"]);
    appendFileSync(join(folder, "c.rpm"), "!");
    expect(check().status).toBe(1);
  });

  it("of nothing are a mistake", () => {
    const { status, stderr } = run(process.execPath, ["build/write-checksums.ts", folder]);
    expect([status, stderr]).toEqual([1, `There is no file in ${folder}.\n`]);
    expect(existsSync(join(folder, "SHA256SUMS"))).toBe(false);
  });
});

describe("the bill of materials", () => {
  const bomSchema = z.object({
    bomFormat: z.literal("CycloneDX"),
    metadata: z.object({ component: z.looseObject({ name: z.literal("tunnel-doctor"), "bom-ref": z.string() }) }),
    components: z.array(
      z.looseObject({ name: z.string(), version: z.string(), purl: z.string(), "bom-ref": z.string() }),
    ),
    dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
  });

  it("has every package that is shipped, Electron too, and none of development", () => {
    expect(run(process.execPath, ["build/write-sbom.ts"]).status).toBe(0);
    const bom = bomSchema.parse(JSON.parse(readFileSync(join(root, "out/release/sbom.cdx.json"), "utf8")));
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      readonly dependencies: Readonly<Record<string, string>>;
      readonly devDependencies: { readonly electron: string };
    };
    const { electron } = manifest.devDependencies;
    const purls = bom.components.map(({ purl }) => decodeURIComponent(purl));
    for (const [name, version] of Object.entries({ ...manifest.dependencies, electron })) {
      expect(purls).toContain(`pkg:npm/${name}@${version}`);
    }
    for (const { name, version } of shippedPackages()) expect(purls).toContain(`pkg:npm/${name}@${version}`);
    // Native code of every system, not only of the one that made the list.
    for (const system of ["win32-x64", "darwin-arm64", "linux-x64"]) {
      expect(purls.some((purl) => purl.startsWith(`pkg:npm/@koromix/koffi-${system}@`))).toBe(true);
    }
    const names = new Set(bom.components.map(({ name }) => name));
    for (const name of ["eslint", "knip", "playwright", "typescript", "vite", "vitest"]) {
      expect(names).not.toContain(name);
    }
    const known = new Set([bom.metadata.component, ...bom.components].map((component) => component["bom-ref"]));
    for (const { ref, dependsOn } of bom.dependencies) {
      for (const name of [ref, ...dependsOn]) expect(known).toContain(name);
    }
  });
});
