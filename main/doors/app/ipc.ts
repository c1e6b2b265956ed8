import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from "electron";
import { z } from "zod";
import { dispatch, type Handlers } from "../../api/dispatch.ts";
import { failure, type Outcome } from "../../model/failure.ts";
import { callChannel, cancelChannel, progressChannel, type ProgressMessage } from "./channels.ts";
import { isOwnUrl } from "./origin.ts";

/** More calls at a time than any page of ours makes; it bounds what a page gone wild can start. */
const maxRunningCalls = 8;

const callIdSchema = z.string().min(1).max(64);
const callSchema = z.object({ id: callIdSchema, name: z.string().max(64), input: z.unknown() });

/** What the calls need of the rest of this door. */
export interface CallPorts {
  readonly handlers: Handlers;
  /** Told of what a handler threw, which is always a mistake of ours. */
  readonly reportBug: (error: unknown) => void;
  /** Called when a call begins; returns what to call when it has ended. */
  readonly begin: () => () => void;
}

/** One page that may call, and its calls that have not ended yet. */
interface Page {
  readonly contents: WebContents;
  readonly running: Map<string, AbortController>;
}

/**
 * Opens the way from the page to the handlers. Nobody may call until `trust` was called with the contents of a window;
 * all calls of a window are stopped when its page goes away.
 */
export function answerCalls(ports: CallPorts): { readonly trust: (contents: WebContents) => void } {
  const pages = new Map<number, Page>();

  ipcMain.handle(callChannel, async (event, message: unknown): Promise<Outcome<unknown>> => {
    const page = pageOf(pages, event);
    if (page === undefined) return failure("refused", "Only the page of Tunnel Doctor may make calls.");
    const call = callSchema.safeParse(message);
    if (!call.success) return failure("invalid-input", "A call needs an id, a name and an input.");
    return runCall(ports, page, call.data);
  });

  ipcMain.on(cancelChannel, (event, id: unknown) => {
    const call = callIdSchema.safeParse(id);
    if (call.success) pageOf(pages, event)?.running.get(call.data)?.abort();
  });

  return {
    trust: (contents) => {
      const page: Page = { contents, running: new Map() };
      const { id } = contents;
      pages.set(id, page);
      contents.on("render-process-gone", () => abortAll(page));
      // Not `did-start-navigation`: that one also tells of navigations that the guard refuses, and the page stays.
      contents.on("did-navigate", () => abortAll(page));
      contents.once("destroyed", () => {
        pages.delete(id);
        abortAll(page);
      });
    },
  };
}

/** The page that sent this, if it is one of ours: a known window, its main frame, still showing our page. */
function pageOf(pages: ReadonlyMap<number, Page>, event: IpcMainEvent | IpcMainInvokeEvent): Page | undefined {
  const frame = event.senderFrame;
  if (frame?.parent !== null || !isOwnUrl(frame.url)) return undefined;
  return pages.get(event.sender.id);
}

function abortAll(page: Page): void {
  for (const controller of page.running.values()) controller.abort();
  // The next page of this window names its calls anew, also while these are still winding up.
  page.running.clear();
}

async function runCall(ports: CallPorts, page: Page, call: z.output<typeof callSchema>): Promise<Outcome<unknown>> {
  if (page.running.has(call.id)) return failure("invalid-input", `There is a call ${JSON.stringify(call.id)} already.`);
  if (page.running.size >= maxRunningCalls) {
    return failure("refused", `Not more than ${maxRunningCalls} calls can run at the same time.`);
  }
  const controller = new AbortController();
  page.running.set(call.id, controller);
  const end = ports.begin();
  try {
    return await dispatch(ports.handlers, call.name, call.input, {
      signal: controller.signal,
      emit: (value) => {
        const message: ProgressMessage = { id: call.id, value };
        if (!controller.signal.aborted && !page.contents.isDestroyed()) page.contents.send(progressChannel, message);
      },
    });
  } catch (error) {
    ports.reportBug(error);
    return failure("command-failed", `Tunnel Doctor made a mistake in ${JSON.stringify(call.name)}; please report it.`);
  } finally {
    end();
    if (page.running.get(call.id) === controller) page.running.delete(call.id);
  }
}
