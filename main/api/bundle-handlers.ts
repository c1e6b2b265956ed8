import { redactValue } from "../bundle/redaction/redact-value.ts";
import { success } from "../model/failure.ts";
import { createBundleCaptures } from "./bundle-captures.ts";
import { createBundleMakingHandlers } from "./bundle-making-handlers.ts";
import { createBundlePlans, notKept } from "./bundle-plans.ts";
import { createBundlePreviewHandlers } from "./bundle-preview-handlers.ts";
import { createBundleReadingHandlers } from "./bundle-reading-handlers.ts";
import type { BundleHandlerSetup } from "./bundle-setup.ts";
import type { Handlers } from "./dispatch.ts";
import { createWholeLogs } from "./whole-logs.ts";

type BundleHandlers = Pick<
  Handlers,
  | "bundle.preview"
  | "bundle.page"
  | "bundle.create"
  | "bundle.write"
  | "bundle.open"
  | "bundle.verify"
  | "bundle.note"
  | "redact.value"
>;

/** The calls about bundles, and the one redaction of everything else that leaves. */
export function createBundleHandlers(setup: BundleHandlerSetup): BundleHandlers {
  const plans = createBundlePlans(setup);
  const captures = createBundleCaptures(setup.captureFiles);
  // A page in a browser has no business to choose files of this computer.
  const wholeLogs =
    setup.door === "cli" && setup.bundleFiles !== undefined ? createWholeLogs(setup.bundleFiles) : undefined;
  return {
    ...createBundlePreviewHandlers(plans, wholeLogs, captures),
    ...createBundleMakingHandlers(setup, plans, wholeLogs, captures),
    ...createBundleReadingHandlers(setup),
    "redact.value": async ({ runId, value }) => {
      if (runId !== undefined && setup.run(runId) === undefined) return notKept;
      const redactor = plans.redactorOf(runId);
      const redacted = redactValue(value, redactor);
      // What is told is no part of a bundle, and is not counted as one.
      redactor.takeCounts();
      return success({ value: redacted as typeof value });
    },
  };
}
