import { spawn } from "node:child_process";
import { access, readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { CaptureRunner } from "../model/ports/captures.ts";
import { commandEnvironment } from "./run-command.ts";

/** Of what the program says, enough for the reason why it could not begin. */
const mostSaidCharacters = 4000;
/** A program that does not end when it is asked to is ended. */
const patienceMs = 5000;

/** Runs tcpdump and its like on this machine. */
export function createCaptureRunner(): CaptureRunner {
  return { newFile, run, files, homePath };
}

async function newFile(filePath: string): Promise<Outcome<string>> {
  const absolute = path.resolve(filePath);
  if (await exists(absolute)) return failure("refused", `${absolute} is there already and is not replaced.`);
  const folder = path.dirname(absolute);
  return (await exists(folder)) ? success(absolute) : failure("not-found", `The folder ${folder} does not exist.`);
}

async function exists(filePath: string): Promise<boolean> {
  return access(filePath).then(
    () => true,
    () => false,
  );
}

function run(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Outcome<{ readonly exitCode: number | null; readonly said: string }>> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: commandEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
      windowsHide: true,
    });
    let said = "";
    let patience: NodeJS.Timeout | undefined;
    // SIGINT is what these programs end on with a whole file.
    const ask = (): void => {
      child.kill("SIGINT");
      patience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    };
    const done = (): void => {
      clearTimeout(patience);
      signal.removeEventListener("abort", ask);
    };
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(0, mostSaidCharacters);
    });
    child.once("error", (error: NodeJS.ErrnoException) => {
      done();
      const missing = error.code === "ENOENT";
      resolve(
        missing
          ? failure("not-found", `The program ${program} is not installed.`)
          : failure("not-permitted", `The program ${program} may not be run by this user.`),
      );
    });
    child.once("close", (exitCode) => {
      done();
      resolve(success({ exitCode, said }));
    });
    if (signal.aborted) ask();
    else signal.addEventListener("abort", ask, { once: true });
  });
}

/** A ring numbers its files behind the name, or between the name and its ending. */
async function files(filePath: string): Promise<readonly { readonly path: string; readonly sizeBytes: number }[]> {
  const folder = path.dirname(filePath);
  const { name } = path.parse(filePath);
  const names = (await readdir(folder).catch(() => [])).filter((file) => file.startsWith(name));
  const found = await Promise.all(
    names.map(async (file) => {
      const itsPath = path.join(folder, file);
      return stat(itsPath).then(
        ({ size, mtimeMs }) => [{ path: itsPath, sizeBytes: size, modifiedMs: mtimeMs }],
        () => [],
      );
    }),
  );
  return found
    .flat()
    .toSorted((one, other) => one.modifiedMs - other.modifiedMs)
    .map(({ path: itsPath, sizeBytes }) => ({ path: itsPath, sizeBytes }));
}

function homePath(name: string): string {
  return path.join(homedir(), name);
}
