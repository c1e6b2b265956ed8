import { describe, expect, it } from "vitest";
import {
  createHelpdeskKeyFile,
  installationSigner,
  parseHelpdeskKeyFile,
  parseIdentityFile,
} from "../../../main/bundle/keys.ts";
import { openSealed, sealTo } from "../../../main/bundle/seal.ts";
import { failure, success } from "../../../main/model/failure.ts";
import type { KeyStore } from "../../../main/model/ports/key-store.ts";
import { memoryKeyStore } from "../../fakes/key-store.ts";

let next = 0;
const random = { bytes: (length: number) => new Uint8Array(length).fill(++next) };

describe("a helpdesk's key file", () => {
  it("opens what is sealed to it and signs", async () => {
    const text = await createHelpdeskKeyFile("Example helpdesk", 0, random);
    const keys = await parseHelpdeskKeyFile(text.replaceAll("\n", "\r\n"));
    if (!keys.ok) throw new Error(keys.error.message);
    expect(keys.value.name).toBe("Example helpdesk");
    expect(text).toContain(`# public key: ${keys.value.recipient}\n`);
    expect(text).toContain(`# signing public key: ${keys.value.signer.publicKey}\n`);
    const sealed = await sealTo([keys.value.recipient], new Blob(["hello"]).stream());
    const identities = parseIdentityFile(text);
    if (!sealed.ok || !identities.ok) throw new Error("It was not sealed, or the file holds no identity.");
    const opened = await openSealed(identities.value, sealed.value);
    if (!opened.ok) throw new Error(opened.error.message);
    expect(await new Response(opened.value as ReadableStream<Uint8Array<ArrayBuffer>>).text()).toBe("hello");
  });

  it("differs each time", async () => {
    const texts = await Promise.all([1, 2].map(() => createHelpdeskKeyFile("x", 0, random)));
    expect(new Set(texts).size).toBe(2);
  });

  it.each(["identity", "signing key", "name"])("without its %s is none", async (missing) => {
    const starts = { identity: "AGE-", "signing key": "# tunnel-doctor-signing-key", name: "# tunnel-doctor-helpdesk" };
    const start = starts[missing as keyof typeof starts];
    const text = await createHelpdeskKeyFile("x", 0, random);
    const without = text.split("\n").filter((line) => !line.startsWith(start));
    const outcome = await parseHelpdeskKeyFile(without.join("\n"));
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    expect(parseIdentityFile(without.join("\n")).ok).toBe(missing !== "identity");
  });
});

describe("the signing key of an installation", () => {
  it("is made once", async () => {
    const keys = memoryKeyStore();
    const [first, second] = [await installationSigner(keys, random), await installationSigner(keys, random)];
    expect(first.ok && second.ok && first.value.publicKey === second.value.publicKey).toBe(true);
  });

  it("is that of the run that was faster", async () => {
    const winner = new Uint8Array(32).fill(200);
    let reads = 0;
    const racing: KeyStore = {
      load: async () => (reads++ === 0 ? failure("not-found", "none yet") : success(winner)),
      save: async () => failure("refused", "there is one"),
    };
    const kept: KeyStore = { load: async () => success(winner), save: async () => failure("refused", "there is one") };
    expect(JSON.stringify(await installationSigner(racing, random))).toBe(
      JSON.stringify(await installationSigner(kept, random)),
    );
  });

  it.each<[string, KeyStore, string]>([
    ["a damaged key", { load: async () => success(new Uint8Array(3)), save: async () => success(true) }, "unreadable"],
    [
      "a folder that may not be read",
      { load: async () => failure("not-permitted", "no"), save: async () => success(true) },
      "not-permitted",
    ],
    [
      "a full disk",
      { load: async () => failure("not-found", "no"), save: async () => failure("write-failed", "full") },
      "write-failed",
    ],
  ])("is not made up instead of %s", async (_about, keys, code) => {
    expect(await installationSigner(keys, random)).toMatchObject({ ok: false, error: { code } });
  });
});
