import { bundlePartTexts } from "../bundle/plan-bundle.ts";
import { bundlePartSchema } from "../model/bundle-manifest.ts";
import { failure, success } from "../model/failure.ts";
import type { BundleCaptures } from "./bundle-captures.ts";
import { chosenLogs } from "./chosen-logs.ts";
import { noFiles } from "./bundle-making-handlers.ts";
import type { BundlePlans } from "./bundle-plans.ts";
import type { Handlers } from "./dispatch.ts";
import type { WholeLogs } from "./whole-logs.ts";

/** The calls that show what would leave, file by file and page by page. */
export function createBundlePreviewHandlers(
  { planOf, replacerOf }: BundlePlans,
  wholeLogs: WholeLogs | undefined,
  captureSet: BundleCaptures,
): Pick<Handlers, "bundle.preview" | "bundle.page"> {
  return {
    "bundle.preview": async (asked, { signal }) => {
      const choice = chosenLogs(asked);
      const planned = await planOf(choice);
      if (!planned.ok) return planned;
      const { plan } = planned.value;
      if (choice.wholeLogs.length > 0 && wholeLogs === undefined) return noFiles;
      const looked = (await wholeLogs?.look(choice, plan.redactor, signal)) ?? success([]);
      if (!looked.ok) return looked;
      const captures = await captureSet.look(choice, replacerOf(choice), signal);
      if (!captures.ok) return captures;
      const cut = [...plan.cut, ...looked.value.flatMap((log) => log.cut), ...captures.value.flatMap((one) => one.cut)];
      return success({
        files: [
          ...plan.files.map(({ path, about, part, text, replaced: inFile }) => ({
            path,
            about,
            ...(part === undefined ? {} : { part }),
            sizeBytes: new TextEncoder().encode(text).length,
            replaced: { ...inFile },
          })),
          ...looked.value.map(({ path, about, sizeBytes, replaced }) => ({
            path,
            about,
            part: "logs" as const,
            sizeBytes,
            replaced: { ...replaced },
          })),
          ...captures.value.map(({ path, about, sizeBytes, replaced }) => ({
            path,
            about,
            sizeBytes,
            replaced: { ...replaced },
          })),
        ],
        secretsRemoved: sumOf([plan.secretsRemoved, ...looked.value.map(({ secretsRemoved }) => secretsRemoved)]),
        replaced: sumOf([plan.replaced, ...[...looked.value, ...captures.value].map(({ replaced }) => replaced)]),
        parts: bundlePartSchema.options.map((part) => ({
          part,
          about: bundlePartTexts[part],
          isIncluded: !choice.without.includes(part),
        })),
        cut,
        warnings: [
          ...(cut.length === 0 ? [] : ["Only the newest part of some files fits into the bundle."]),
          ...(choice.pseudonyms ? [] : ["Addresses, host names, user names and network names stay as they are."]),
          ...(captures.value.length === 0
            ? []
            : [
                "The packet capture shows with which addresses this computer spoke, when, and in packets of which size.",
              ]),
        ],
      });
    },
    "bundle.page": async ({ path, offset, limit, ...asked }, { signal }) => {
      const choice = chosenLogs(asked);
      const planned = await planOf(choice);
      if (!planned.ok) return planned;
      const { files, redactor } = planned.value.plan;
      if (choice.wholeLogs.length > 0 && wholeLogs === undefined) return noFiles;
      const text = files.find((one) => one.path === path)?.text;
      const packets = await captureSet.page(choice, { path, offset, limit }, replacerOf(choice), signal);
      if (!packets.ok) return packets;
      if (packets.value !== undefined) {
        const { totalLines, lines } = packets.value;
        return success({ path, totalLines, offset, lines: [...lines] });
      }
      const found =
        text === undefined
          ? ((await wholeLogs?.lines(choice, path, redactor, signal)) ?? success(undefined))
          : success(text.replace(/\n$/, "").split("\n"));
      if (!found.ok) return found;
      const lines = found.value;
      if (lines === undefined) return failure("not-found", `There is no file ${JSON.stringify(path)} in this bundle.`);
      return success({ path, totalLines: lines.length, offset, lines: lines.slice(offset, offset + limit) });
    },
  };
}

function sumOf(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((each) => Object.entries(each))) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
