import ts from "typescript";
import { filesOf, piecesOf, treeOf, type SaidPiece } from "./source-pieces.ts";

/** Checks of zod that take the words for a value that is not valid, as their last argument or as its `error`. */
const checks = new Set(["regex", "refine", "min", "max", "length", "url", "literal", "enum", "union", "string"]);

/** What the schemas say of a value that is not valid. */
export function schemaWords(): readonly SaidPiece[] {
  return filesOf(["model", "api", "bundle", "request", "host"]).flatMap((file) => {
    const words: ts.Node[] = [];
    const visit = (node: ts.Node): void => {
      const last = checkOf(node)?.arguments.at(-1);
      if (last !== undefined && ts.isStringLiteral(last)) words.push(last);
      else if (last !== undefined && ts.isObjectLiteralExpression(last)) words.push(...last.properties.filter(isError));
      ts.forEachChild(node, visit);
    };
    visit(treeOf(file));
    return words.flatMap(piecesOf).map((piece) => ({ piece, file }));
  });
}

function checkOf(node: ts.Node): ts.CallExpression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return checks.has(node.expression.name.text) ? node : undefined;
}

function isError({ name }: ts.ObjectLiteralElementLike): boolean {
  return name?.getText() === "error";
}
