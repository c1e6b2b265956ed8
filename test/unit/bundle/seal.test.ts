import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isIdentity,
  isRecipient,
  isSealed,
  openSealed,
  SealDamage,
  sealTo,
  type SealIdentities,
  type SealRecipients,
} from "../../../main/bundle/seal.ts";
import { programIsThere } from "./program-is-there.ts";

const anybody = async () => {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
};

function streamOf(bytes: Uint8Array, pieceBytes = 10_000): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
}

const bytesOf = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array> =>
  new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());

async function seal(recipients: SealRecipients, plain: Uint8Array): Promise<Uint8Array> {
  const sealed = await sealTo(recipients, streamOf(plain));
  if (!sealed.ok) throw new Error(sealed.error.message);
  return bytesOf(sealed.value);
}

async function open(identities: SealIdentities, sealed: Uint8Array, pieceBytes?: number) {
  const opened = await openSealed(identities, streamOf(sealed, pieceBytes));
  return opened.ok ? { ok: true as const, bytes: await bytesOf(opened.value) } : opened;
}

const some = (sizeBytes: number): Uint8Array =>
  Uint8Array.from({ length: sizeBytes }, (_, index) => (index * 31) % 251);

describe("what is sealed to somebody", () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 300_000])("comes out again as it was, at %i bytes", async (sizeBytes) => {
    const { identity, recipient } = await anybody();
    const sealed = await seal([recipient], some(sizeBytes));
    expect(isSealed(sealed)).toBe(true);
    for (const pieceBytes of [7001, 1_000_000]) {
      expect(await open([identity], sealed, pieceBytes)).toEqual({ ok: true, bytes: some(sizeBytes) });
    }
  });

  it("is opened by each of several recipients, and by nobody else", async () => {
    const people = await Promise.all([anybody(), anybody(), anybody()]);
    const sealed = await seal(
      people.slice(0, 2).map(({ recipient }) => recipient),
      some(99),
    );
    const opened = await Promise.all(people.map(({ identity }) => open([identity], sealed)));
    expect(opened.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(opened[2]).toMatchObject({
      error: { code: "refused", message: expect.stringContaining("somebody else") as string },
    });
  });

  it("may be sealed to a hybrid key", async () => {
    const identity = await generateHybridIdentity();
    const sealed = await seal([await identityToRecipient(identity)], some(10));
    expect(await open([identity], sealed)).toEqual({ ok: true, bytes: some(10) });
  });

  it("is opened by the passphrase, and by no other", { timeout: 60_000 }, async () => {
    const sealed = await seal({ passphrase: "correct horse battery" }, some(1000));
    expect(await open({ passphrase: "correct horse battery" }, sealed)).toEqual({ ok: true, bytes: some(1000) });
    expect(await open({ passphrase: "correct horse staple" }, sealed)).toMatchObject({ error: { code: "refused" } });
  });
});

describe("sealing is refused", () => {
  it.each<[string, SealRecipients]>([
    ["to nobody", []],
    ["to a name", ["alice"]],
    ["to a key with a wrong letter", ["age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"]],
    ["with a passphrase that is soon guessed", { passphrase: "short" }],
  ])("%s", async (_about, recipients) => {
    expect(await sealTo(recipients, streamOf(some(1)))).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });

  it("to more people than a header should name", async () => {
    const { recipient } = await anybody();
    const outcome = await sealTo(Array<string>(17).fill(recipient), streamOf(some(1)));
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });
});

describe("hostile files", () => {
  it("that were cut or changed anywhere give no byte that was not sealed", { timeout: 60_000 }, async () => {
    const { identity, recipient } = await anybody();
    const plain = some(150_000);
    const sealed = await seal([recipient], plain);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sealed.length - 1),
        fc.integer({ min: 0, max: 7 }),
        fc.boolean(),
        async (at, bit, cut) => {
          const hostile = cut
            ? sealed.slice(0, at)
            : sealed.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte));
          const opened = await openSealed([identity], streamOf(hostile));
          if (!opened.ok) {
            expect(["refused", "unreadable"]).toContain(opened.error.code);
            return;
          }
          let got = 0;
          let thrown: unknown;
          try {
            for await (const piece of opened.value) {
              expect(piece).toEqual(plain.slice(got, got + piece.length));
              got += piece.length;
            }
          } catch (error) {
            thrown = error;
          }
          expect(thrown).toBeInstanceOf(SealDamage);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array(0)],
    ["a zip file", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0)],
    ["the first line alone", new TextEncoder().encode("age-encryption.org/v1\n")],
    ["a header without end", new TextEncoder().encode(`age-encryption.org/v1\n${"-> x\n".repeat(50_000)}`)],
  ])("of the kind: %s, are unreadable", async (_about, bytes) => {
    const { identity } = await anybody();
    expect(await open([identity], bytes)).toMatchObject({ ok: false, error: { code: "unreadable" } });
  });

  it("never put a secret key into a message", async () => {
    const outcome = await open(["AGE-SECRET-KEY-1OOPS"], some(9));
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    expect(JSON.stringify(outcome)).not.toContain("OOPS");
  });
});

it("tells keys from other text", async () => {
  const { identity, recipient } = await anybody();
  expect([isIdentity(identity), isRecipient(recipient)]).toEqual([true, true]);
  expect([isIdentity(recipient), isRecipient(identity), isRecipient(`${recipient} `)]).toEqual([false, false, false]);
});

describe.skipIf(!programIsThere("age"))("the program age (skipped where it is not installed)", () => {
  const inFolder = async (work: (file: (name: string) => string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(path.join(tmpdir(), "age-"));
    try {
      await work((name) => path.join(folder, name));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it("opens what we seal", () =>
    inFolder(async (file) => {
      const { identity, recipient } = await anybody();
      writeFileSync(file("key"), `${identity}\n`, { mode: 0o600 });
      writeFileSync(file("sealed"), await seal([(await anybody()).recipient, recipient], some(200_000)));
      const opened = execFileSync("age", ["--decrypt", "--identity", file("key"), file("sealed")]);
      expect(new Uint8Array(opened)).toEqual(some(200_000));
    }));

  it("seals what we open", () =>
    inFolder(async (file) => {
      const { identity, recipient } = await anybody();
      writeFileSync(file("plain"), some(200_000));
      execFileSync("age", ["--recipient", recipient, "--output", file("sealed"), file("plain")]);
      const sealed = new Uint8Array(readFileSync(file("sealed")));
      expect(await open([identity], sealed)).toEqual({ ok: true, bytes: some(200_000) });
    }));

  it("makes keys that we take", () =>
    inFolder(async (file) => {
      execFileSync("age-keygen", ["-o", file("key")], { stdio: "ignore" });
      const identity = readFileSync(file("key"), "utf8").split("\n").at(-2) ?? "";
      const sealed = await seal([await identityToRecipient(identity)], some(5));
      expect(await open([identity], sealed)).toEqual({ ok: true, bytes: some(5) });
    }));
});
