import type { HandlerSetup } from "../../main/api/handlers.ts";
import { failure, success } from "../../main/model/failure.ts";
import { memoryKeyStore } from "./key-store.ts";

/** Keys, own files and uploads in memory; nothing can be uploaded. */
export function memoryKeyPorts(): Pick<
  HandlerSetup,
  "keyStore" | "dataFiles" | "smallFiles" | "https" | "gatewayReader"
> {
  const files = new Map<string, string>();
  const read = async (path: string) => {
    const text = files.get(path);
    return text === undefined ? failure("not-found", `${path} does not exist.`) : success(text);
  };
  return {
    keyStore: memoryKeyStore(),
    dataFiles: {
      folder: "data",
      read,
      write: async (name, text) => {
        files.set(name, text);
        return success(true);
      },
      remove: async (name) => {
        files.delete(name);
        return success(true);
      },
    },
    smallFiles: {
      helpdeskKeyPath: "helpdesk.key",
      read,
      readBytes: async (path) => {
        const text = await read(path);
        return text.ok ? success(new TextEncoder().encode(text.value)) : text;
      },
      createSecret: async (path, text) => {
        if (files.has(path)) return failure("refused", `${path} is there already and is not replaced.`);
        files.set(path, text);
        return success(true);
      },
    },
    gatewayReader: { read: async () => failure("not-supported", "There is no gateway in this test.") },
    https: { put: async () => failure("unreachable", "There is no network in this test.") },
  };
}
