import { runForText, type CommandOptions, type RunCommand } from "./run-command.ts";

/**
 * The revision of Windows' build, which grows with every monthly update: `1466` of build 19044.1466. `reg` prints the same in
 * every language. Undefined where it does not tell.
 */
export async function readWindowsRevision(run: RunCommand, options?: CommandOptions): Promise<string | undefined> {
  const key = "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";
  const printed = await runForText(run, "reg", ["query", key, "/v", "UBR"], options);
  const revision = printed.ok ? /\bUBR\s{1,8}REG_DWORD\s{1,8}0x([\da-f]{1,8})\b/i.exec(printed.value)?.[1] : undefined;
  return revision === undefined ? undefined : String(Number.parseInt(revision, 16));
}
