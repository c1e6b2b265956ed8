import { safeStorage } from "electron";
import type { KeyProtection } from "../../host/key-store.ts";

/**
 * Encryption by the operating system: Keychain on macOS, DPAPI on Windows, the Secret Service or KWallet on Linux. Not
 * available on a Linux without a key ring, where Electron would use a password that everybody knows. It answers after the
 * `ready` event only.
 */
export const systemKeyProtection: KeyProtection = {
  isAvailable: async () => {
    const isPublic = process.platform === "linux" && safeStorage.getSelectedStorageBackend() === "basic_text";
    return !isPublic && (await safeStorage.isAsyncEncryptionAvailable());
  },
  // safeStorage takes text: base64 carries the bytes.
  encrypt: async (secret) =>
    new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(secret).toString("base64"))),
  decrypt: async (encrypted) => {
    const { result } = await safeStorage.decryptStringAsync(Buffer.from(encrypted));
    return new Uint8Array(Buffer.from(result, "base64"));
  },
};
