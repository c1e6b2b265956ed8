import { randomBytes } from "node:crypto";
import { link, open, rm } from "node:fs/promises";
import path from "node:path";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { KeyStore } from "../model/ports/key-store.ts";
import { dataFolderPath, ensureDataFolder } from "./data-folder.ts";
import { fileErrorText } from "./file-error.ts";
import { fileFailure, openRegularFile } from "./files.ts";

/** Encryption by the operating system's own key store (Keychain, DPAPI, Secret Service), where a door has one. */
export interface KeyProtection {
  readonly isAvailable: () => Promise<boolean>;
  /** Rejects where the key store does not answer. */
  readonly encrypt: (secret: Uint8Array) => Promise<Uint8Array>;
  /** Rejects where this user on this computer cannot decrypt it. */
  readonly decrypt: (encrypted: Uint8Array) => Promise<Uint8Array>;
}

const maxSecretBytes = 64 * 1024;

/**
 * Keeps secrets as files that only their owner may read: mode 0600, and on Windows, which has no modes, below the user's
 * own folder, whose access list names that user, SYSTEM and the administrators. With `protection` their content is
 * encrypted too; one that was kept without it before is still found.
 */
export function createKeyStore(protection?: KeyProtection, folder = dataFolderPath()): KeyStore {
  const plainPath = (name: string): string => path.join(folder, `${name}.key`);
  const protectedPath = (name: string): string => path.join(folder, `${name}.protected-key`);
  return {
    load: async (name) => {
      if (protection !== undefined && (await protection.isAvailable())) {
        const encrypted = await readSecret(protectedPath(name));
        if (encrypted.ok) return decrypted(protection, encrypted.value, protectedPath(name));
        if (encrypted.error.code !== "not-found") return encrypted;
      }
      return readSecret(plainPath(name));
    },
    save: async (name, secret) => {
      const made = await ensureDataFolder(folder);
      if (!made.ok) return made;
      if (protection === undefined || !(await protection.isAvailable())) return writeNew(plainPath(name), secret);
      let encrypted: Uint8Array;
      try {
        encrypted = await protection.encrypt(secret);
      } catch {
        return failure("not-supported", "The key store of this computer does not answer.");
      }
      return writeNew(protectedPath(name), encrypted);
    },
  };
}

async function decrypted(
  protection: KeyProtection,
  encrypted: Uint8Array,
  filePath: string,
): Promise<Outcome<Uint8Array>> {
  try {
    return success(await protection.decrypt(encrypted));
  } catch {
    return failure("unreadable", `${filePath} cannot be decrypted by the key store of this computer.`);
  }
}

/** Reads a file of a secret; `not-permitted` where others may read it too, because then it is none any more. */
async function readSecret(filePath: string): Promise<Outcome<Uint8Array>> {
  try {
    const { file, sizeBytes } = await openRegularFile(filePath);
    try {
      if (sizeBytes > maxSecretBytes) return failure("too-large", `${filePath} is no key.`);
      const { mode } = await file.stat();
      if (process.platform !== "win32" && (mode & 0o077) !== 0) {
        return failure("not-permitted", `${filePath} can be read by other users; remove it, a new key is then made.`);
      }
      return success(new Uint8Array(await file.readFile()));
    } finally {
      await file.close();
    }
  } catch (error) {
    return fileFailure(filePath, error);
  }
}

/**
 * Writes a new file, whole or not at all, readable by its owner only; `refused` where there is one already. A link takes
 * the name, because a rename would replace what another run of this program wrote at the same moment.
 */
export async function writeNew(filePath: string, content: Uint8Array): Promise<Outcome<true>> {
  const folder = path.dirname(filePath);
  const temporary = path.join(folder, `.${path.basename(filePath)}.${randomBytes(6).toString("hex")}.part`);
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(temporary, filePath);
    return success(true);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      return failure("refused", `${filePath} is there already and is not replaced.`);
    }
    return failure("write-failed", `${filePath} could not be written: ${fileErrorText(error)}.`);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
