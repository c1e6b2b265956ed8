import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadAssets } from "../../../main/doors/serve/assets.ts";

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "td-assets-"));
  folder = join(root, "renderer");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "index.html"), "<!doctype html>");
  await writeFile(join(folder, "assets", "main-1.js"), "1");
  await writeFile(join(root, "secret.js"), "secret");
});

afterEach(() => rm(root, { recursive: true }));

describe("loadAssets", () => {
  it("knows every file of the page by its path, and / as the index", async () => {
    const assets = await loadAssets(folder);
    if (!assets.ok) throw new Error(assets.error.message);
    expect([...assets.value.keys()].sort()).toEqual(["/", "/assets/main-1.js", "/index.html"]);
    expect(assets.value.get("/")?.contentType).toBe("text/html; charset=utf-8");
    expect(assets.value.get("/assets/main-1.js")?.contentType).toBe("text/javascript; charset=utf-8");
  });

  it("leaves out symbolic links and kinds of files that the build does not make", async () => {
    await symlink(join(root, "secret.js"), join(folder, "assets", "link.js"));
    await writeFile(join(folder, "notes.txt"), "x");
    await writeFile(join(folder, "main.js.map"), "x");
    const assets = await loadAssets(folder);
    if (!assets.ok) throw new Error(assets.error.message);
    expect(assets.value.size).toBe(3);
  });

  it("says that the page is not built", async () => {
    expect(await loadAssets(join(root, "nothing"))).toMatchObject({ ok: false, error: { code: "not-found" } });
    await rm(join(folder, "index.html"));
    expect(await loadAssets(folder)).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  it("refuses a folder that is far more than the page", async () => {
    await Promise.all(Array.from({ length: 501 }, (_, index) => writeFile(join(folder, `${String(index)}.js`), "")));
    expect(await loadAssets(folder)).toMatchObject({ ok: false, error: { code: "too-large" } });
  });
});
