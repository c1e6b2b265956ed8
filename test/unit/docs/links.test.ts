import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { anchors, codeSpans, linkTargets, readPages, root } from "./markdown.ts";

/* What the pages link to and show is there. */

const pages = readPages();
const links = pages.flatMap(({ path: page, text }) => linkTargets(text).map((target) => ({ page, target })));
const relative = links.filter(({ target }) => !/^[a-z]+:/.test(target));
const pictures = relative.filter(({ target }) => /\.(?:png|svg|jpe?g)$/.test(target));

/** Where a link leads, from the root, and to which heading. */
function placeOf({ page, target }: (typeof links)[number]): { readonly file: string; readonly heading?: string } {
  const [name = "", heading] = target.split("#", 2);
  const file = name === "" ? page : path.posix.join(path.posix.dirname(page), name);
  return heading === undefined ? { file } : { file, heading };
}

describe("every link of the pages", () => {
  it("is found", () => {
    expect(relative.map(({ target }) => target)).toEqual(
      expect.arrayContaining(["CHANGELOG.md", "../SECURITY.md", "images/result-light.png"]),
    );
  });

  it.each(relative)("$page: $target", (link) => {
    const { file, heading } = placeOf(link);
    expect(file.startsWith(".."), "it leads out of the repository").toBe(false);
    expect(existsSync(path.join(root, file)), `${file} is missing`).toBe(true);
    if (heading !== undefined) expect(anchors(readFileSync(path.join(root, file), "utf8"))).toContain(heading);
  });

  it.each(links.filter(({ target }) => /^[a-z]+:/.test(target)))("$page: $target is read over TLS", ({ target }) => {
    expect(target).toMatch(/^https:\/\//);
  });
});

describe("the pictures are small enough for a repository", () => {
  it.each(pictures)("$page: $target", (picture) => {
    expect(statSync(path.join(root, placeOf(picture).file)).size).toBeLessThan(150_000);
  });
});

describe("README.md leads to every page for a reader", () => {
  const readme = linkTargets(pages.find(({ path: page }) => page === "README.md")?.text ?? "");

  it.each(
    pages.map(({ path: page }) => page).filter((page) => page !== "README.md" && !page.startsWith("docs/decisions/")),
  )("%s", (page) => {
    expect(readme).toContain(page);
  });
});

describe("SECURITY.md names tests that are there", () => {
  const named = codeSpans(pages.find(({ path: page }) => page === "SECURITY.md")?.text ?? "").filter((span) =>
    /^(?:unit|e2e|lab|simulated)\//.test(span),
  );

  it("and names some", () => expect(named.length).toBeGreaterThan(20));

  it.each([...new Set(named)])("%s", (name) => {
    expect(existsSync(path.join(root, "test", name))).toBe(true);
  });
});
