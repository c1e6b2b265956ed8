import type { CallOutput } from "../../../api/contract.ts";
import { call, type CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { complainOfFile, jsonDocument } from "../file-results.ts";
import { wrap, type Terminal } from "../terminal.ts";

export interface KnownIssuesFlags {
  readonly json?: true;
  readonly key?: string;
}

/** `known-issues show`: the list that a diagnosis uses. */
export async function knownIssuesShowCommand(context: CliContext, { json }: KnownIssuesFlags): Promise<number> {
  const shown = await call(context, "known-issues.show", {});
  if (!shown.ok) return complainOfFile(context, shown.error);
  const { stdout, stderr } = context;
  if (shown.value.note !== undefined) stderr.write(`The stored update is not used: ${shown.value.note}\n`);
  stdout.write(json === true ? jsonDocument(shown.value) : knownIssuesText(shown.value, stdout));
  return exitCodes.healthy;
}

/** `known-issues update FILE`: takes over a newer list from a signed file. */
export async function knownIssuesUpdateCommand(
  context: CliContext,
  path: string,
  { json, key }: KnownIssuesFlags,
): Promise<number> {
  const updated = await call(context, "known-issues.update", { path, ...(key === undefined ? {} : { key }) });
  if (!updated.ok) return complainOfFile(context, updated.error);
  const { version, date, issues } = updated.value;
  context.stdout.write(
    json === true
      ? jsonDocument(updated.value)
      : `${issues.length} known issues of ${date} (version ${version}) are in use now.\n`,
  );
  return exitCodes.healthy;
}

function knownIssuesText(shown: CallOutput<"known-issues.show">, terminal: Terminal): string {
  const { version, date, origin, issues } = shown;
  const where = origin === "update" ? "from a signed update" : "of this release";
  const lines = [
    terminal.paint("bold", `${issues.length} known issues of ${date} (version ${version}, ${where})`),
    ...issues.flatMap((issue) => [
      "",
      wrap(`${issue.title} ${terminal.paint("dim", `[${issue.id}]`)}`, terminal.widthColumns),
      wrap(
        `${issue.fix.title}${issue.fixedIn === undefined ? "" : ` (corrected in ${issue.fixedIn})`}`,
        terminal.widthColumns,
        "  Fix: ",
      ),
      terminal.paint("dim", `  ${issue.dated}  ${issue.sources.join(" ")}`),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}
