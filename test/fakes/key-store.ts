import { failure, success } from "../../main/model/failure.ts";
import type { KeyStore } from "../../main/model/ports/key-store.ts";

/** Keeps secrets as long as the test runs. */
export function memoryKeyStore(): KeyStore {
  const secrets = new Map<string, Uint8Array>();
  return {
    load: async (name) => {
      const secret = secrets.get(name);
      return secret === undefined ? failure("not-found", `There is no ${name}.`) : success(secret);
    },
    save: async (name, secret) => {
      if (secrets.has(name)) return failure("refused", `There is a ${name} already.`);
      secrets.set(name, secret);
      return success(true);
    },
  };
}
