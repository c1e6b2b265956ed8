import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDataFiles, dataFolderPath } from "../../../main/host/data-folder.ts";
import { createKeyStore, type KeyProtection } from "../../../main/host/key-store.ts";

const secret = Uint8Array.of(1, 2, 3, 250);
const mirrored = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0xff);
const protection: KeyProtection = {
  isAvailable: async () => true,
  encrypt: async (secret) => mirrored(secret),
  decrypt: async (encrypted) => mirrored(encrypted),
};

let folder = "";
beforeEach(() => (folder = path.join(mkdtempSync(path.join(tmpdir(), "keys-")), "data")));
afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

describe.each([
  ["without", undefined, "one.key"],
  ["with", protection, "one.protected-key"],
])("a key store %s protection of the system", (_about, by, fileName) => {
  it("gives a secret back, once it was kept", async () => {
    const keys = createKeyStore(by, folder);
    expect(await keys.load("one")).toMatchObject({ ok: false, error: { code: "not-found" } });
    expect(await keys.save("one", secret)).toEqual({ ok: true, value: true });
    expect(await createKeyStore(by, folder).load("one")).toEqual({ ok: true, value: secret });
    expect(readdirSync(folder)).toEqual([fileName]);
  });

  it.skipIf(process.platform === "win32")("lets nobody else read it", async () => {
    const keys = createKeyStore(by, folder);
    await keys.save("one", secret);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(folder, fileName)).mode & 0o777).toBe(0o600);
    chmodSync(path.join(folder, fileName), 0o644);
    expect(await keys.load("one")).toMatchObject({ ok: false, error: { code: "not-permitted" } });
  });

  it("never replaces a secret, also when two runs keep one at the same moment", async () => {
    const [first, second] = await Promise.all(
      [1, 2].map((n) => createKeyStore(by, folder).save("one", Uint8Array.of(n))),
    );
    expect([first?.ok, second?.ok].sort()).toEqual([false, true]);
    expect(await createKeyStore(by, folder).load("one")).toEqual({
      ok: true,
      value: Uint8Array.of(first?.ok === true ? 1 : 2),
    });
    expect(readdirSync(folder)).toEqual([fileName]);
  });
});

describe("protection of the system", () => {
  it("keeps the secret itself out of the file, and still finds one that was kept without it", async () => {
    await createKeyStore(undefined, folder).save("old", secret);
    const keys = createKeyStore(protection, folder);
    await keys.save("new", secret);
    expect(new Uint8Array(readFileSync(path.join(folder, "new.protected-key")))).not.toEqual(secret);
    expect(await keys.load("old")).toEqual({ ok: true, value: secret });
  });

  it("that this computer does not have is done without", async () => {
    const without = createKeyStore({ ...protection, isAvailable: async () => false }, folder);
    await without.save("one", secret);
    expect(readdirSync(folder)).toEqual(["one.key"]);
    expect(await without.load("one")).toEqual({ ok: true, value: secret });
  });

  it("that fails makes no key up", async () => {
    const fails = () => Promise.reject(new Error("locked"));
    const locked = createKeyStore({ ...protection, encrypt: fails, decrypt: fails }, folder);
    expect(await locked.save("one", secret)).toMatchObject({ error: { code: "not-supported" } });
    await createKeyStore(protection, folder).save("one", secret);
    expect(await locked.load("one")).toMatchObject({ error: { code: "unreadable" } });
  });
});

it("a file of that size is no key", async () => {
  const keys = createKeyStore(undefined, path.dirname(folder));
  writeFileSync(path.join(path.dirname(folder), "big.key"), new Uint8Array(70_000), { mode: 0o600 });
  expect(await keys.load("big")).toMatchObject({ error: { code: "too-large" } });
});

it("data files come back as they were written", async () => {
  const files = createDataFiles(folder);
  expect(await files.read("a.json")).toMatchObject({ error: { code: "not-found" } });
  expect(await files.write("a.json", "one")).toEqual({ ok: true, value: true });
  expect(await files.write("a.json", "two")).toEqual({ ok: true, value: true });
  expect(await createDataFiles(folder).read("a.json")).toEqual({ ok: true, value: "two" });
  expect(readdirSync(folder)).toEqual(["a.json"]);
});

it.skipIf(process.platform === "win32")("the data folder is where each system wants it", () => {
  expect(dataFolderPath({ XDG_DATA_HOME: "/data" }, "linux")).toBe("/data/tunnel-doctor");
  expect(dataFolderPath({ XDG_DATA_HOME: "relative" }, "linux")).toMatch(/\/\.local\/share\/tunnel-doctor$/);
  expect(dataFolderPath({}, "darwin")).toMatch(/\/Library\/Application Support\/Tunnel Doctor$/);
  expect(dataFolderPath({ LOCALAPPDATA: "C:\\Users\\x\\AppData\\Local" }, "win32")).toContain("AppData\\Local");
  expect(dataFolderPath({ TUNNEL_DOCTOR_DATA: "/own", XDG_DATA_HOME: "/data" }, "linux")).toBe("/own");
});
