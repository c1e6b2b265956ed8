import { describe, expect, it } from "vitest";
import { loadKnownIssues, updateKnownIssues } from "../../../main/api/known-issue-store.ts";
import { signerFromSeed } from "../../../main/bundle/sign.ts";
import { builtInKnownIssues } from "../../../main/diagnosis/known-issues/built-in.ts";
import type { KnownIssueSet } from "../../../main/model/known-issue.ts";
import { signedForm } from "../../../main/request/signed-form.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";

const signer = signerFromSeed(new Uint8Array(32).fill(7));
const stranger = signerFromSeed(new Uint8Array(32).fill(8));

const newer: KnownIssueSet = {
  ...builtInKnownIssues,
  version: builtInKnownIssues.version + 1,
  date: "2027-01-01",
  issues: builtInKnownIssues.issues.slice(0, 2),
};

function signed(set: object, by = signer): Record<string, unknown> {
  const document = { ...set, publicKey: by.publicKey };
  return { ...document, signature: by.sign(signedForm(document)) };
}

const text = (value: unknown) => JSON.stringify(value);

describe("an update of the known issues", () => {
  it("takes the place of the built-in ones when it is newer and signed by the right key", async () => {
    const { dataFiles } = memoryKeyPorts();
    expect(await updateKnownIssues(dataFiles, text(signed(newer)), signer.publicKey)).toMatchObject({ ok: true });
    expect(await loadKnownIssues(dataFiles)).toEqual({ set: newer, origin: "update" });
  });

  it("counts the order of members and white space for nothing", async () => {
    const { dataFiles } = memoryKeyPorts();
    const shuffled = Object.fromEntries(Object.entries(signed(newer)).toReversed());
    const outcome = await updateKnownIssues(dataFiles, JSON.stringify(shuffled, null, 4), signer.publicKey);
    expect(outcome.ok).toBe(true);
  });

  it.each([
    ["signed by somebody else", signed(newer, stranger), "refused", "somebody else"],
    ["not signed", newer, "refused", "not signed"],
    ["changed after it was signed", { ...signed(newer), date: "2027-01-02" }, "refused", "changed after"],
    ["with a member more", { ...signed(newer), extra: 1 }, "refused", "changed after"],
    ["with a damaged signature", { ...signed(newer), signature: 5 }, "refused", "damaged"],
    ["with another's key put in", { ...signed(newer), publicKey: stranger.publicKey }, "refused", "changed after"],
    ["as old as the one in use", signed({ ...newer, version: builtInKnownIssues.version }), "refused", "not newer"],
    ["signed, but not in the right form", signed({ ...newer, issues: [{ id: "x" }] }), "invalid-input", "issues"],
    ["of another form", { schema: "tunnel-doctor/known-issues/9" }, "invalid-input", "known-issues/1"],
    ["something else", { name: "x" }, "invalid-input", "no known issues"],
    ["a number", 5, "invalid-input", "no known issues"],
  ] as const)("is not taken: %s", async (_name, document, code, words) => {
    const { dataFiles } = memoryKeyPorts();
    const outcome = await updateKnownIssues(dataFiles, text(document), signer.publicKey);
    expect(outcome).toMatchObject({ ok: false, error: { code } });
    expect(outcome.ok ? "" : outcome.error.message).toContain(words);
    expect(await loadKnownIssues(dataFiles)).toEqual({ set: builtInKnownIssues, origin: "built-in" });
  });

  it("is not taken from broken JSON, nor with the key of this release when another one signed", async () => {
    const { dataFiles } = memoryKeyPorts();
    expect(await updateKnownIssues(dataFiles, "{", signer.publicKey)).toMatchObject({
      error: { code: "invalid-input" },
    });
    expect(await updateKnownIssues(dataFiles, text(signed(newer)))).toMatchObject({ error: { code: "refused" } });
  });

  it("is left aside, with the reason, when its file was changed later", async () => {
    const { dataFiles } = memoryKeyPorts();
    await dataFiles.write("known-issues.json", text({ ...signed(newer), date: "2027-01-02" }));
    const { origin, note } = await loadKnownIssues(dataFiles);
    expect(origin).toBe("built-in");
    expect(note).toContain("changed after");
  });

  it("gives way to a release that is newer", async () => {
    const { dataFiles } = memoryKeyPorts();
    await dataFiles.write("known-issues.json", text(signed({ ...newer, version: builtInKnownIssues.version })));
    expect((await loadKnownIssues(dataFiles)).origin).toBe("built-in");
  });
});
