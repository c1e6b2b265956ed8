import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { startServe } from "../../../main/doors/serve/server.ts";
import { wireHandlers } from "../../../main/doors/wiring.ts";
import { assetsFolder } from "./assets-folder.ts";
import { expect } from "./served-page.ts";

/** A page over the real handlers, as on a computer of its own: it shares nothing but files with others. */
export interface Computer {
  readonly page: Page;
  /** For the person's own files; the program's are in `data` in it. */
  readonly folder: string;
  readonly handlers: Handlers;
}

/** Who calls a handler directly never stops it, and hears no progress. */
export const uninterrupted = { signal: new AbortController().signal, emit: () => undefined };

/** The handlers behind a door, whose files are in a folder of their own. */
export function wireIn(folder: string, door: Parameters<typeof wireHandlers>[0]): Handlers {
  const before = process.env["TUNNEL_DOCTOR_DATA"];
  process.env["TUNNEL_DOCTOR_DATA"] = path.join(folder, "data");
  const handlers = wireHandlers(door);
  if (before === undefined) delete process.env["TUNNEL_DOCTOR_DATA"];
  else process.env["TUNNEL_DOCTOR_DATA"] = before;
  return handlers;
}

/** Opens the page on a new computer, and takes that away afterwards. What it complained about must be nothing. */
export async function useComputer(page: Page, use: (computer: Computer) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "own-computer-"));
  const handlers = wireIn(folder, "serve");
  const served = await startServe({ handlers, assetsFolder });
  if (!served.ok) throw new Error(served.error.message);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(served.value.url);
  await use({ page, folder, handlers });
  expect(complaints).toEqual([]);
  await served.value.close();
  await rm(folder, { recursive: true });
}
