import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fileErrorText } from "../../../main/host/file-error.ts";
import { catalogues } from "../../../main/language/languages.ts";
import { createPhrasebook } from "../../../main/language/phrasebook.ts";

const coded = (code: string): Error => Object.assign(new Error(`${code}: as the system says it`), { code });

const codes =
  "EACCES EBUSY EDQUOT EEXIST EIO EISDIR ELOOP EMFILE ENAMETOOLONG ENFILE ENOENT ENOSPC ENOTDIR EPERM EROFS".split(" ");

describe("an error of the file system", () => {
  it.each<[string, (folder: string) => Promise<unknown>]>([
    ["its folder does not exist (ENOENT)", (folder) => writeFile(path.join(folder, "none", "a"), "")],
    ["a part of its path is a file (ENOTDIR)", (folder) => writeFile(path.join(folder, "file", "a"), "")],
    ["it is a folder (EISDIR)", (folder) => writeFile(folder, "")],
    ["something of this name is there already (EEXIST)", (folder) => mkdir(path.join(folder, "file"))],
    ["its links go in circles (ELOOP)", (folder) => readFile(path.join(folder, "circle"))],
    ["its name is too long (ENAMETOOLONG)", (folder) => writeFile(path.join(folder, "a".repeat(300)), "")],
  ])("says: %s", async (words, attempt) => {
    const folder = await mkdtemp(path.join(tmpdir(), "td-file-error-"));
    try {
      await writeFile(path.join(folder, "file"), "");
      await symlink("circle", path.join(folder, "circle"));
      expect(await attempt(folder).then(() => "", fileErrorText)).toBe(words);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("that is none of those says what the system says", () => {
    expect(fileErrorText(coded("EWHATEVER"))).toBe("EWHATEVER: as the system says it");
    expect(fileErrorText(new Error("no code"))).toBe("no code");
    expect(fileErrorText("thrown")).toBe("unknown error");
  });

  it.each(Object.entries(catalogues))("is said in the language %s", async (_name, load) => {
    const { say } = createPhrasebook(await load());
    const left = [...codes.map((code) => fileErrorText(coded(code))), "unknown error"].filter((text) => {
      const said = say(`/tmp/a b could not be written: ${text}.`);
      return text.startsWith("E") || said.includes(text.replace(/ \(.*/, ""));
    });
    expect(left).toEqual([]);
  });
});
