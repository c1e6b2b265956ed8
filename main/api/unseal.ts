import { parseIdentityFile } from "../bundle/keys.ts";
import { isSealed, openSealed, SealDamage, type SealIdentities } from "../bundle/seal.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import { collected } from "./collected.ts";

/** What opens a sealed file: secret keys in a file, or the passphrase; neither means the helpdesk key of this computer. */
export interface SealKeys {
  readonly identityPath?: string | undefined;
  readonly passphrase?: string | undefined;
}

const maxIdentityBytes = 64 * 1024;

/**
 * The content of a file, unsealed where it is sealed.
 *
 * @returns the bytes as they are where they are not sealed; `refused` where no key fits or the file was changed
 */
export async function unsealed(
  files: Pick<SmallFiles, "read" | "helpdeskKeyPath">,
  bytes: Uint8Array,
  keys: SealKeys,
): Promise<Outcome<Uint8Array>> {
  if (!isSealed(bytes)) return success(bytes);
  const identities = await identitiesFor(files, keys);
  if (!identities.ok) return identities;
  const plain = await openSealed(identities.value, new Blob([Uint8Array.from(bytes)]).stream());
  if (!plain.ok) return plain;
  try {
    return success(await collected(plain.value));
  } catch (error) {
    if (error instanceof SealDamage) return failure("refused", error.message);
    throw error;
  }
}

async function identitiesFor(
  files: Pick<SmallFiles, "read" | "helpdeskKeyPath">,
  { identityPath, passphrase }: SealKeys,
): Promise<Outcome<SealIdentities>> {
  if (passphrase !== undefined) return success({ passphrase });
  const text = await files.read(identityPath ?? files.helpdeskKeyPath, maxIdentityBytes);
  if (text.ok) return parseIdentityFile(text.value);
  return identityPath === undefined && text.error.code === "not-found"
    ? failure("refused", "This bundle is sealed; name the file with your key, or the passphrase, to open it.")
    : text;
}
