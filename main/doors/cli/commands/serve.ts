import { fileURLToPath } from "node:url";
import { openInBrowser } from "../../../host/open-in-browser.ts";
import { wireHandlers } from "../../wiring.ts";
import { startServe } from "../../serve/server.ts";
import { complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { ensureRenderer } from "../../ensure-renderer.ts";

export interface ServeFlags {
  readonly port?: number;
  readonly open?: true;
}

/** `serve`: the interface in the browser, until Ctrl-C. */
export async function serveCommand(context: CliContext, flags: ServeFlags): Promise<number> {
  const assets = await ensureRenderer(context.signal);
  if (!assets.ok) {
    complain(context, assets.error.message);
    return exitCodeOfFailure(assets.error);
  }
  const served = await startServe({
    handlers: wireHandlers("serve"),
    assetsFolder: fileURLToPath(assets.value),
    ...(flags.port === undefined ? {} : { port: flags.port }),
  });
  if (!served.ok) {
    complain(context, served.error.message);
    return exitCodeOfFailure(served.error);
  }
  context.stdout.write(`${served.value.url}\n`);
  context.stderr.write(
    "Open this address in a browser on this computer. Only whoever has it can use it. Ctrl-C ends it.\n",
  );
  if (flags.open === true) await openInBrowser(served.value.url);
  await new Promise<void>((resolve) => {
    if (context.signal.aborted) resolve();
    else context.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await served.value.close();
  return exitCodes.healthy;
}
