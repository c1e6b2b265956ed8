import { createHelpdeskKeyFile, parseHelpdeskKeyFile, type HelpdeskKeys } from "../bundle/keys.ts";
import { fingerprintOf } from "../bundle/sign.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import type { World } from "../model/ports/world.ts";
import type { CallOutput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";

const maxKeyFileBytes = 64 * 1024;

/** The calls about a helpdesk's keys. */
export function createKeysHandlers({
  world,
  smallFiles,
}: {
  readonly world: () => World;
  readonly smallFiles: SmallFiles;
}): Pick<Handlers, "keys.create" | "keys.show"> {
  return {
    "keys.create": async ({ name, path = smallFiles.helpdeskKeyPath }) => {
      const { clock, random } = world();
      const text = await createHelpdeskKeyFile(name, clock.wallMs(), random);
      const created = await smallFiles.createSecret(path, text);
      if (!created.ok) return created;
      const keys = await parseHelpdeskKeyFile(text);
      return keys.ok ? success(publicPart(path, keys.value)) : keys;
    },
    "keys.show": async ({ path = smallFiles.helpdeskKeyPath }) => {
      const keys = await readHelpdeskKeys(smallFiles, path);
      return keys.ok ? success(publicPart(path, keys.value)) : keys;
    },
  };
}

function publicPart(path: string, { name, recipient, signer }: HelpdeskKeys): CallOutput<"keys.show"> {
  return { name, path, recipient, signerKey: signer.publicKey, fingerprint: fingerprintOf(signer.publicKey) };
}

/** The helpdesk's keys in the file at `path`, or at the usual place. */
export async function readHelpdeskKeys(
  smallFiles: SmallFiles,
  path = smallFiles.helpdeskKeyPath,
): Promise<Outcome<HelpdeskKeys>> {
  const text = await smallFiles.read(path, maxKeyFileBytes);
  if (text.ok) return parseHelpdeskKeyFile(text.value);
  return text.error.code === "not-found"
    ? failure("not-found", `There is no helpdesk key at ${path}; make one with: tunnel-doctor request keygen.`)
    : text;
}
