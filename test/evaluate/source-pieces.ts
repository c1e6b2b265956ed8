import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

/* The strings of source files, for tests of what they say. */

/** A piece of a text that a source file says, with no placeholder in it. */
export interface SaidPiece {
  readonly piece: string;
  readonly file: string;
}

/** Properties and functions whose strings are commands, settings, sources or faults of this program. */
const notSaid = new Set(["commands", "source", "sources", "samples"]);

/** Names that only look like a part of a sentence. */
const notSaidPieces = new Set(["(by its logs)"]);

const root = new URL("../../main/", import.meta.url);

/** The source files of these files and folders, as paths below `main`. */
export function filesOf(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    path.endsWith(".ts")
      ? [path]
      : readdirSync(new URL(path, root), { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".ts"))
          .map((name) => `${path}/${name}`),
  );
}

/** The syntax of a source file, given as a path below `main`. */
export function treeOf(file: string): ts.Node {
  return ts.createSourceFile("a.ts", readFileSync(new URL(file, root), "utf8"), ts.ScriptTarget.Latest, true);
}

/** Pieces of strings below a node that are long enough to be words of a sentence. */
export function piecesOf(tree: ts.Node): readonly string[] {
  const pieces: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isThrowStatement(node) || ts.isTypeNode(node)) return;
    if (ts.isPropertyAssignment(node) && notSaid.has(node.name.getText())) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      // Three words or more: what is shorter is also a code, a key or a unit.
      const piece = node.text.trim();
      if (!notSaidPieces.has(piece) && /[a-z]{2,} [a-z(]+ [a-z(]+/i.test(piece) && !piece.includes("\n"))
        pieces.push(piece);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return pieces;
}
