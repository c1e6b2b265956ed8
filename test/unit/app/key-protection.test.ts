import { beforeEach, describe, expect, it, vi } from "vitest";
import { systemKeyProtection } from "../../../main/doors/app/key-protection.ts";
import { app, resetElectron, safeStorage } from "../../fakes/electron.ts";

vi.mock("electron", () => import("../../fakes/electron.ts"));

beforeEach(resetElectron);

describe("the system's key store", () => {
  it("gives back what it encrypted", async () => {
    await app.whenReady();
    expect(await systemKeyProtection.isAvailable()).toBe(true);
    const secret = Uint8Array.of(0, 1, 254, 255);
    const encrypted = await systemKeyProtection.encrypt(secret);
    expect(encrypted).not.toEqual(secret);
    expect(await systemKeyProtection.decrypt(encrypted)).toEqual(secret);
  });

  it.runIf(process.platform === "linux")("is not used where its password is public", async () => {
    await app.whenReady();
    safeStorage.backend = "basic_text";
    expect(await systemKeyProtection.isAvailable()).toBe(false);
  });
});
