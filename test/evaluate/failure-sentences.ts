import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { filesOf } from "./source-pieces.ts";

/*
 * The sentences that the program says when something fails, read from its sources: what each failure is made with,
 * followed through names, parameters and functions, with every choice that the code has. What only a run can tell (a
 * path, a number, what another program says) is a hole.
 */

/** Stands for what only a run can tell. */
export const hole = "\u{fffc}";

/** A sentence with its holes, and the file (below `main`) that says it. */
export interface FailureSentence {
  readonly sentence: string;
  readonly file: string;
}

/** Folders whose failures can come to a page. */
const failingSources = [
  "api",
  "bundle",
  "capture",
  "checkup",
  "doors",
  "fleet",
  "host",
  "network",
  "practice/client-stack.ts",
  "practice/fault.ts",
  "request",
] as const;
/** Files whose failures only the command line says. */
const notShown =
  /^doors\/(?:cli\/|ensure-renderer|serve\/assets)|^host\/(?:fleet-postgres|open-in-browser|responder-server)|^fleet\/generate/;

/** Functions that take the sentence as their second argument. */
const failingCalls = new Set(["failure", "distrustedPolicy"]);
/** Errors that are thrown to become the failure of a call. */
const failingErrors = new Set(["SealDamage", "CaptureGone"]);

/** A sentence with more choices than this is a mistake of this search. */
const maxChoices = 64;
/** How many names, calls and parameters a text is followed through. */
const maxSteps = 12;

const root = fileURLToPath(new URL("../../main/", import.meta.url));

/** Every sentence of a failure that can come to a page, once. */
export function failureSentences(): readonly FailureSentence[] {
  const files = filesOf(failingSources).filter((file) => !notShown.test(file));
  const program = programOf(files.map((file) => resolve(root, file)));
  const texts = createTexts(program);
  const found = new Map<string, FailureSentence>();
  for (const file of files) {
    const source = program.getSourceFile(resolve(root, file));
    if (source === undefined) continue;
    eachNode(source, (node) => {
      for (const sentence of sentencesAt(node).flatMap(texts)) {
        if (/[a-z]{2}/i.test(sentence) && !found.has(sentence)) found.set(sentence, { sentence, file });
      }
    });
  }
  return [...found.values()];
}

/** The expressions at a node that are the sentence of a failure. */
function sentencesAt(node: ts.Node): readonly ts.Node[] {
  if (ts.isCallExpression(node) && failingCalls.has(node.expression.getText())) return node.arguments.slice(1, 2);
  if (ts.isNewExpression(node) && failingErrors.has(node.expression.getText())) {
    return (node.arguments ?? []).slice(0, 1);
  }
  // What is wrong with the settings or the policy that are in use goes with them.
  if (ts.isPropertyAssignment(node) && node.name.getText() === "problem") return [node.initializer];
  if (!ts.isObjectLiteralExpression(node)) return [];
  const isFailure = node.properties.some(({ name }) => name?.getText() === "code");
  return isFailure ? node.properties.filter(({ name }) => name?.getText() === "message") : [];
}

/** The sources as the compiler sees them, without libraries: names are looked up, types are not. */
function programOf(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = { noLib: true, types: [], allowImportingTsExtensions: true, noEmit: true };
  const host = ts.createCompilerHost(options, true);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => ({
      resolvedModule: /^\..*\.ts$/.test(text)
        ? { resolvedFileName: resolve(dirname(from), text), extension: ts.Extension.Ts }
        : undefined,
    }));
  return ts.createProgram(files, options, host);
}

type FunctionNode = ts.FunctionDeclaration | ts.ArrowFunction;

/** Gives the texts that an expression can come to. */
function createTexts(program: ts.Program): (node: ts.Node) => readonly string[] {
  const checker = program.getTypeChecker();
  const calls = callsByFunction();

  function symbolOf(name: ts.Node): ts.Symbol | undefined {
    const symbol = ts.isShorthandPropertyAssignment(name)
      ? checker.getShorthandAssignmentValueSymbol(name)
      : checker.getSymbolAtLocation(name);
    return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
      ? checker.getAliasedSymbol(symbol)
      : symbol;
  }

  function functionOf(name: ts.Node): FunctionNode | undefined {
    const declaration = symbolOf(name)?.valueDeclaration;
    if (declaration === undefined) return undefined;
    if (ts.isFunctionDeclaration(declaration)) return declaration;
    const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return value !== undefined && ts.isArrowFunction(value) ? value : undefined;
  }

  function callsByFunction(): ReadonlyMap<ts.Node, readonly ts.CallExpression[]> {
    const found = new Map<ts.Node, ts.CallExpression[]>();
    for (const source of program.getSourceFiles()) {
      eachNode(source, (node) => {
        if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
        const called = functionOf(node.expression);
        if (called !== undefined) found.set(called, [...(found.get(called) ?? []), node]);
      });
    }
    return found;
  }

  function textsOf(node: ts.Node, steps: number): readonly string[] {
    if (steps > maxSteps) return [hole];
    const next = (one: ts.Node): readonly string[] => textsOf(one, steps + 1);
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isTemplateExpression(node)) {
      return node.templateSpans.reduce<readonly string[]>(
        (begun, { expression, literal }) =>
          product(
            begun,
            next(expression).map((text) => `${text}${literal.text}`),
          ),
        [node.head.text],
      );
    }
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return next(node.expression);
    if (ts.isConditionalExpression(node)) return union([node.whenTrue, node.whenFalse].map(next));
    if (ts.isBinaryExpression(node)) {
      if (node.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken) return [hole];
      // What is given in the place of nothing is a fault of this program where it is empty.
      return union([next(node.left), next(node.right).filter((text) => text !== "")]);
    }
    if (ts.isPropertyAssignment(node)) return next(node.initializer);
    if (ts.isCallExpression(node)) return textsOfCall(node, next);
    if (ts.isIdentifier(node) && node.text === "undefined") return [];
    return ts.isIdentifier(node) || ts.isShorthandPropertyAssignment(node) ? textsOfName(node, next) : [hole];
  }

  function textsOfCall(node: ts.CallExpression, next: (one: ts.Node) => readonly string[]): readonly string[] {
    if (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "trim") {
      return next(node.expression.expression).map((text) => text.trim());
    }
    const called = ts.isIdentifier(node.expression) ? functionOf(node.expression) : undefined;
    return called === undefined ? [hole] : union(returnedBy(called).map(next));
  }

  function textsOfName(node: ts.Node, next: (one: ts.Node) => readonly string[]): readonly string[] {
    const declaration = symbolOf(node)?.valueDeclaration;
    if (declaration === undefined) return [hole];
    if (ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name)) {
      return declaration.initializer === undefined ? [hole] : withoutValues(next(declaration.initializer));
    }
    if (!ts.isParameter(declaration) || !ts.isIdentifier(declaration.name)) return [hole];
    const { parent } = declaration;
    const index = parent.parameters.indexOf(declaration);
    const given = (calls.get(parent) ?? []).flatMap((call) => call.arguments[index] ?? []);
    return given.length === 0 ? [hole] : withoutValues(union(given.map(next)));
  }

  return (node) => textsOf(node, 0).filter((text) => text !== hole);
}

function returnedBy({ body }: FunctionNode): readonly ts.Node[] {
  if (body === undefined || !ts.isBlock(body)) return body === undefined ? [] : [body];
  const returned: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) returned.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return returned;
}

/** What a name stands for, where a single word is a value: a program, a path, an identifier. */
function withoutValues(texts: readonly string[]): readonly string[] {
  const isWording = texts.some((text) => text.includes(" "));
  return union([texts.map((text) => (text.includes(" ") || (isWording && text === "") ? text : hole))]);
}

/** Different texts only; nothing but a hole where there are too many to be choices. */
function union(lists: readonly (readonly string[])[]): readonly string[] {
  const texts = new Set(lists.flat());
  return texts.size > maxChoices ? [hole] : [...texts];
}

function product(begins: readonly string[], ends: readonly string[]): readonly string[] {
  return union([begins.flatMap((begin) => ends.map((end) => `${begin}${end}`))]);
}

function eachNode(tree: ts.Node, visit: (node: ts.Node) => void): void {
  visit(tree);
  ts.forEachChild(tree, (node) => eachNode(node, visit));
}
