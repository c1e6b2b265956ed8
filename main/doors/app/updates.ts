import type { PolicySettings } from "../../model/policy.ts";

/** As much of electron-updater as is used. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  requestHeaders: Record<string, string> | null;
  logger: unknown;
  readonly setFeedURL: (feed: { readonly provider: "generic"; readonly url: string }) => void;
  readonly checkForUpdates: () => Promise<{
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
  } | null>;
  readonly on: (
    event: "update-downloaded" | "error",
    listener: (value: { readonly version?: string }) => void,
  ) => unknown;
}

/** What the organisation has decided about new versions, and where they are. */
export interface UpdatePlan {
  readonly mode: "notify" | "install";
  readonly url: string;
}

/** How a search for a new version ended. */
export type UpdateResult =
  { readonly kind: "none" | "failed" } | { readonly kind: "found" | "ready"; readonly version: string };

/** What the installer for one person (NSIS) leaves beside the program on Windows, and the one for computers (MSI) does not. */
export const uninstallerName = "Uninstall Tunnel Doctor.exe";

/**
 * What to do about new versions; null is nothing at all, which holds wherever no organisation has said both what and where.
 *
 * @param canInstall false where the updater would install a second program beside this one, as it would beside an MSI's
 */
export function updatePlan(
  { updates, updateUrl }: Pick<PolicySettings, "updates" | "updateUrl">,
  canInstall: boolean,
): UpdatePlan | null {
  if (updates === undefined || updates === "off" || updateUrl === undefined) return null;
  return { mode: canInstall ? updates : "notify", url: updateUrl };
}

/** Between two searches; a new version can wait for a day. */
const searchEveryMs = 24 * 60 * 60_000;

interface UpdatePorts {
  /** Loads the updater; not called where nothing is planned. */
  readonly load: () => Promise<Updater>;
  readonly tell: (result: UpdateResult) => void;
  readonly log: (text: string) => void;
  /** Calls `action` again and again. */
  readonly every: (periodMs: number, action: () => void) => void;
}

export interface Updates {
  /** Looks now; the person hears how it ended, also where there is nothing new. */
  readonly searchNow: () => Promise<UpdateResult>;
}

/** Looks for new versions as planned: once now, then once a day. An error is a line in the log and nothing more. */
export async function runUpdates(plan: UpdatePlan | null, ports: UpdatePorts): Promise<Updates | null> {
  if (plan === null) return null;
  const updater = await ports.load();
  updater.autoDownload = plan.mode === "install";
  updater.autoInstallOnAppQuit = plan.mode === "install";
  updater.allowDowngrade = false;
  updater.logger = null;
  // The library would send an identifier of this installation, for releases in stages.
  updater.requestHeaders = { "x-user-staging-id": "none" };
  updater.setFeedURL({ provider: "generic", url: plan.url });
  updater.on("update-downloaded", ({ version }) => {
    if (version !== undefined) ports.tell({ kind: "ready", version });
  });
  // Without a listener an "error" event would be thrown.
  updater.on("error", (error) => ports.log(`update: ${error instanceof Error ? error.message : "failed"}`));

  const search = async (): Promise<UpdateResult> => {
    try {
      const found = await updater.checkForUpdates();
      return found?.isUpdateAvailable === true
        ? { kind: "found", version: found.updateInfo.version }
        : { kind: "none" };
    } catch (error) {
      ports.log(`update: ${String(error)}`);
      return { kind: "failed" };
    }
  };
  const searchQuietly = (): void =>
    void search().then((result) => {
      if (result.kind === "found" && plan.mode === "notify") ports.tell(result);
    });
  searchQuietly();
  ports.every(searchEveryMs, searchQuietly);
  return { searchNow: search };
}
