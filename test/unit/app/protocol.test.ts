import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAssetRequest, assetOf, privilegedScheme, servePage } from "../../../main/doors/app/protocol.ts";
import { FakeSession } from "../../fakes/electron.ts";

let parent: string;
let folder: string;

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "tunnel-doctor-page-"));
  folder = join(parent, "renderer");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(parent, "secret.json"), "secret");
  writeFileSync(join(parent, "secret.html"), "secret");
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");
  writeFileSync(join(folder, ".hidden.html"), "secret");
  writeFileSync(join(folder, "assets", "main-4f2a.js"), "export {};");
  writeFileSync(join(folder, "assets", "main-4f2a.js.map"), "secret");
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

const get = (url: string): Promise<Response> => answerAssetRequest({ method: "GET", url }, folder);

describe("files of the page", () => {
  it.each([
    ["app://tunnel-doctor/", "index.html", "text/html; charset=utf-8"],
    ["app://tunnel-doctor/index.html", "index.html", "text/html; charset=utf-8"],
    ["app://tunnel-doctor/?theme=dark#top", "index.html", "text/html; charset=utf-8"],
    ["app://tunnel-doctor/assets/main-4f2a.js", "assets/main-4f2a.js", "text/javascript; charset=utf-8"],
    ["app://tunnel-doctor/assets/main.8a.css", "assets/main.8a.css", "text/css; charset=utf-8"],
    ["app://tunnel-doctor/icon.svg", "icon.svg", "image/svg+xml"],
  ])("%s is %s", (url, path, contentType) => expect(assetOf(url)).toEqual({ path, contentType }));

  it("come with their type and with the headers that lock the page in", async () => {
    const session = new FakeSession();
    servePage(session.asElectron, folder);
    const response = await session.fetch("app://tunnel-doctor/assets/main-4f2a.js");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("export {};");
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "text/javascript; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-store",
    });
  });

  it("are read, not written", async () => {
    for (const method of ["POST", "PUT", "DELETE", "HEAD", "get"]) {
      const response = await answerAssetRequest({ method, url: "app://tunnel-doctor/" }, folder);
      expect([method, response.status]).toEqual([method, 405]);
    }
  });
});

describe("anything else is not found", () => {
  it.each([
    "app://tunnel-doctor/../secret.html",
    "app://tunnel-doctor/assets/../../secret.html",
    "app://tunnel-doctor/..%2fsecret.html",
    "app://tunnel-doctor/%2e%2e/secret.html",
    "app://tunnel-doctor/%2e%2e%2fsecret.html",
    "app://tunnel-doctor/..\\secret.html",
    "app://tunnel-doctor/..%5csecret.html",
    "app://tunnel-doctor/....//secret.html",
    "app://tunnel-doctor//etc/passwd",
    "app://tunnel-doctor/C:/secret.html",
    "app://tunnel-doctor/%00index.html",
    "app://tunnel-doctor/index.html%00.js",
    "app://tunnel-doctor/.hidden.html",
    "app://tunnel-doctor/assets",
    "app://tunnel-doctor/assets/",
    "app://tunnel-doctor/assets/main-4f2a.js.map",
    "app://tunnel-doctor/index.HTML",
    "app://tunnel-doctor/index.html:stream",
    "app://tunnel-doctor/missing.html",
    "app://tunnel-doctor/constructor",
    "app://tunnel-doctor/x.constructor",
    "app://other/index.html",
    "file:///etc/passwd",
    "index.html",
  ])("%s", async (url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("");
  });

  it("no path leaves the folder, whatever it is made of", () => {
    const part = fc.oneof(
      fc.constantFrom("..", ".", "/", "\\", "%2e", "%2f", "%5c", "%00", ":", "assets", "secret", ".html", "~", "//"),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const asset = assetOf(`app://tunnel-doctor/${parts.join("")}`);
        return asset === null || (!/(^|\/)\.|[\\:%]|\/\/|^\//.test(asset.path) && asset.contentType !== "");
      }),
      { numRuns: 2000 },
    );
  });
});

it("the scheme has an origin of its own and no other privilege", () => {
  expect(privilegedScheme).toEqual({
    scheme: "app",
    privileges: { standard: true, secure: true, supportFetchAPI: true },
  });
});
