import { mkdir, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { createFileWriter, readText } from "./files.ts";

/** The entry of a program in the list of those that start with the desktop (Linux). */
export interface AutostartFile {
  readonly isOn: () => Promise<boolean>;
  /** Rejects where the entry cannot be written. */
  readonly set: (on: boolean) => Promise<void>;
}

const maxEntryBytes = 16 * 1024;

/** Where the XDG autostart specification (0.5) has the entries of one user. */
export function autostartPath(environment: NodeJS.ProcessEnv = process.env): string {
  const configured = environment["XDG_CONFIG_HOME"];
  const folder = configured !== undefined && path.isAbsolute(configured) ? configured : path.join(homedir(), ".config");
  return path.join(folder, "autostart", "org.tunnel-doctor.app.desktop");
}

/**
 * The entry for `program` with `args`.
 *
 * @param filePath the entry's file
 */
export function createAutostartFile(
  program: string,
  args: readonly string[],
  filePath: string = autostartPath(),
): AutostartFile {
  const entry = autostartEntry(program, args);
  return {
    isOn: async () => {
      const text = await readText(filePath, maxEntryBytes);
      // Desktops switch an entry off by adding this line to it.
      return text.ok && !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text.value);
    },
    set: async (on) => {
      if (!on) return rm(filePath, { force: true });
      await mkdir(path.dirname(filePath), { recursive: true, mode: 0o700 });
      const written = await createFileWriter().writeAtomically(filePath, new TextEncoder().encode(entry));
      if (!written.ok) throw new Error(written.error.message);
    },
  };
}

/** The text of the entry, as the desktop entry specification (1.5) wants it. */
export function autostartEntry(program: string, args: readonly string[]): string {
  return [
    "[Desktop Entry]",
    "Type=Application",
    "Version=1.5",
    "Name=Tunnel Doctor",
    `Exec=${[program, ...args].map(quoted).join(" ")}`,
    "Terminal=false",
    "NoDisplay=true",
    "X-GNOME-Autostart-enabled=true",
    "",
  ].join("\n");
}

/**
 * One argument of `Exec`: in quotes, with four characters escaped, `%` doubled, and all of it escaped once more as every
 * string of a desktop entry is. A path with a line break cannot be written there.
 */
function quoted(argument: string): string {
  if (/[\n\r\0]/.test(argument)) throw new Error("A desktop entry cannot name a path with a line break.");
  const escaped = argument.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll("%", "%%");
  return `"${escaped}"`.replaceAll("\\", "\\\\");
}
