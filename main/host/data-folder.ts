import { mkdir, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { DataFiles } from "../model/ports/data-files.ts";
import { fileErrorText } from "./file-error.ts";
import { createFileWriter, readText } from "./files.ts";

/** None of these files grows beyond some kilobytes. */
const maxDataFileBytes = 4 * 1024 * 1024;

/**
 * Where this user's copy of the program keeps its own files: as the XDG base directory specification, Apple's file system
 * guide and Windows' known folders (FOLDERID_LocalAppData) say. `TUNNEL_DOCTOR_DATA` names another folder.
 */
export function dataFolderPath(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const own = environment["TUNNEL_DOCTOR_DATA"];
  if (own !== undefined && own !== "") return path.resolve(own);
  const home = homedir();
  if (platform === "win32") {
    return path.join(environment["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local"), "Tunnel Doctor");
  }
  if (platform === "darwin") return path.join(home, "Library", "Application Support", "Tunnel Doctor");
  const xdg = environment["XDG_DATA_HOME"];
  // The specification tells to ignore relative paths.
  return path.join(
    xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(home, ".local", "share"),
    "tunnel-doctor",
  );
}

/** Makes the folder if it is not there, open to its owner only. */
export async function ensureDataFolder(folder: string): Promise<Outcome<true>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return success(true);
  } catch (error) {
    const why = fileErrorText(error);
    return failure("write-failed", `The folder ${folder} could not be made: ${why}.`);
  }
}

/** The program's own files in `folder`. */
export function createDataFiles(folder = dataFolderPath()): DataFiles {
  const writer = createFileWriter();
  return {
    folder,
    read: (name) => readText(path.join(folder, name), maxDataFileBytes),
    write: async (name, text) => {
      const made = await ensureDataFolder(folder);
      if (!made.ok) return made;
      const written = await writer.writeAtomically(path.join(folder, name), new TextEncoder().encode(text));
      return written.ok ? success(true) : written;
    },
    remove: async (name) => {
      const file = path.join(folder, name);
      try {
        await rm(file, { force: true });
        return success(true);
      } catch (error) {
        const why = fileErrorText(error);
        return failure("write-failed", `The file ${file} could not be removed: ${why}.`);
      }
    },
  };
}
