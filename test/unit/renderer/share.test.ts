import { describe, expect, it } from "vitest";
import { casesOf } from "../../../renderer/pages/share/cases.ts";
import { emptyRequest, requestErrors, requestInput } from "../../../renderer/pages/share/request-form-values.ts";
import { requestInFile, requestSourceOf } from "../../../renderer/pages/share/request-source.ts";
import { notSealed, recipientsIn, sealingInput } from "../../../renderer/pages/share/sealing.ts";
import type { BundleEntry } from "../../../renderer/pages/share/use-bundles.ts";

const link = "tunnel-doctor://request/1?d=jZBNTsMwEIX3_-a";

describe("what a person pastes", () => {
  it.each([
    ["the link alone", link, { content: link }],
    ["a link in a ticket", `Please open\n${link}\n\nValid until tomorrow`, { content: link }],
    ["a quoted link", `> <${link}>`, { content: link }],
    [
      "a link as a browser writes it",
      "tunnel-doctor://request/1/?d=ab",
      { content: "tunnel-doctor://request/1/?d=ab" },
    ],
    [
      "the text of a file",
      ' {"schema":"tunnel-doctor/request/1"}\n',
      { content: '{"schema":"tunnel-doctor/request/1"}' },
    ],
    ["nothing", " \n", undefined],
    ["far too much", "x".repeat(70_000), undefined],
  ])("%s", (_name, text, source) => expect(requestSourceOf(text)).toEqual(source));

  it("is read from a file only where that is small enough", async () => {
    expect(await requestInFile(new Blob(["{}"]))).toEqual({ content: "{}" });
    expect(await requestInFile(new Blob(["x".repeat(70_000)]))).toBeUndefined();
  });
});

describe("who can open a bundle", () => {
  const key = `age1${"q".repeat(58)}`;

  it("takes public keys in any list that people write", () => {
    expect(recipientsIn(` ${key},\n${key};${key} `)).toEqual([key, key, key]);
    expect(sealingInput({ ...notSealed, kind: "recipients", recipients: key })).toEqual({ recipients: [key] });
  });

  it.each([
    ["no key", { kind: "recipients", recipients: " " } as const],
    ["something else", { kind: "recipients", recipients: "AGE-SECRET-KEY-1QQ" } as const],
    ["a short passphrase", { kind: "passphrase", passphrase: "eleven char" } as const],
  ])("says what is wrong with %s", (_name, typed) => {
    expect(sealingInput({ ...notSealed, ...typed })).toBeTypeOf("string");
  });

  it("forgets what was typed for another way", () => {
    expect(sealingInput({ kind: "anybody", recipients: key, passphrase: "correct horse" })).toEqual({});
    expect(sealingInput({ kind: "passphrase", recipients: key, passphrase: "correct horse" })).toEqual({
      passphrase: "correct horse",
    });
  });
});

describe("the form of a request", () => {
  it("leaves out what is empty", () => {
    expect(requestErrors(emptyRequest)).toEqual({});
    expect(requestInput(emptyRequest)).toEqual({
      profile: "standard",
      sinceMs: 604_800_000,
      validForMs: 604_800_000,
      moreRecipients: [],
      organisationSalt: true,
    });
  });

  it("understands what people paste", () => {
    const values = {
      ...emptyRequest,
      gateway: "https://vpn.example.com/login",
      stun: "stun.example.com",
      caseId: " 7 ",
    };
    expect(requestErrors(values)).toEqual({});
    expect(requestInput(values)).toMatchObject({
      caseId: "7",
      gateway: "vpn.example.com",
      stunServer: { host: "stun.example.com", port: 3478 },
    });
  });

  it.each([
    ["gateway", "not an address"],
    ["uploadUrl", "http://drop.example.com/"],
    ["uploadUrl", "drop.example.com"],
    ["moreRecipients", "ssh-ed25519 AAAA"],
    ["stun", "a b"],
    ["responder", "host:99999"],
  ] as const)("says what is wrong with %s %j", (name, text) => {
    expect(Object.keys(requestErrors({ ...emptyRequest, [name]: text }))).toEqual([name]);
  });
});

describe("the bundles of one case", () => {
  const entry = (id: number, requestId: string | undefined, createdAt: string): BundleEntry =>
    ({
      id,
      name: "",
      source: { path: "" },
      again: false,
      outcome: { ok: true, value: { manifest: { requestId, createdAt } } },
    }) as BundleEntry;

  it("stand together, the oldest first, and what was not opened is not among them", () => {
    const failed: BundleEntry = {
      ...entry(5, "a", ""),
      outcome: { ok: false, error: { code: "refused", message: "" } },
    };
    const entries = [
      entry(1, "a", "2026-11-23T10:00:00Z"),
      entry(2, undefined, "2026-11-23T10:00:00Z"),
      entry(3, "a", "2026-11-22T10:00:00Z"),
      failed,
      { ...failed, id: 6, outcome: undefined },
    ];
    expect(casesOf(entries).map(({ requestId, entries: ofCase }) => [requestId, ofCase.map(({ id }) => id)])).toEqual([
      ["a", [3, 1]],
      [undefined, [2]],
    ]);
  });
});
