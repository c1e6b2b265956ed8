import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A page that people read. */
export interface Page {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every page at the root and below docs, but the list of what has changed: it tells of the past. */
export function readPages(): readonly Page[] {
  const inFolder = (folder: string, recursive: boolean): readonly string[] =>
    readdirSync(path.join(root, folder), { recursive })
      .map((name) => path.posix.join(folder, String(name).replaceAll(path.sep, "/")))
      .filter((name) => name.endsWith(".md") && name !== "CHANGELOG.md");
  return [...inFolder(".", false), ...inFolder("docs", true)].map((name) => ({
    path: name,
    text: readFileSync(path.join(root, name), "utf8"),
  }));
}

/** The lines of all fenced code blocks; a line that ends with a backslash goes on in the next one. */
export function codeLines(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^ *```.*\n([\s\S]*?)^ *```/gm)].flatMap(([, block = ""]) =>
    block.replaceAll(/\\\n\s*/g, " ").split("\n"),
  );
}

/** What stands between backquotes in the text; a backquote may be followed by a line break, and in tables `\|` is `|`. */
export function codeSpans(markdown: string): readonly string[] {
  return [...withoutBlocks(markdown).matchAll(/`([^`]+)`/g)].map(([, span = ""]) =>
    span.replaceAll("\\|", "|").replaceAll(/\s+/g, " "),
  );
}

/** Where the links and the pictures of a page lead. */
export function linkTargets(markdown: string): readonly string[] {
  const text = withoutBlocks(markdown).replaceAll(/`[^`]+`/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** The names by which a page's headings can be linked to, as GitHub makes them. */
export function anchors(markdown: string): readonly string[] {
  return [...withoutBlocks(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/^ *```.*\n[\s\S]*?^ *```/gm, "");
}
